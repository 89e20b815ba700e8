//! The table of sources: what was read into the log, and how many of its rows each accounts for.

use std::collections::BTreeSet;

use rusqlite::{Connection, named_params, params};

use super::options::Options;
use super::summary::Summary;

/// Returns the numbers that so many sources will have in the log, within the transaction that adds them.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn next_numbers(conn: &Connection, sources: usize) -> rusqlite::Result<Vec<u32>> {
    let sql = "SELECT coalesce(max(id), 0) + 1 FROM sources";
    let first: u32 = conn.query_row(sql, [], |row| row.get(0))?;
    Ok((first..).take(sources).collect())
}

/// Adds a source for each part read, under these numbers.
///
/// An import does so when its rows are written: of a page that is written to the disk before many others and once more
/// after them, SQLite reads all of these again to commit them.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn add_sources(
    conn: &Connection,
    numbers: &[u32],
    summary: &Summary,
    options: &Options,
) -> rusqlite::Result<()> {
    let mut add = conn.prepare(
        "INSERT INTO sources (id, name, format, account, imported_at, rows)
         VALUES (:id, :name, :format, :account, :imported_at, 0)",
    )?;
    // Files are named after people, and accounts are people: both are kept only where names are.
    let kept = |text: &str| options.keep_names.then(|| text.to_owned());
    for (number, part) in numbers.iter().zip(&summary.parts) {
        let values = named_params! {
            ":id": number, ":name": kept(base_name(&part.name)), ":format": part.format,
            ":account": kept(&options.account), ":imported_at": options.now,
        };
        add.execute(values)?;
    }
    Ok(())
}

/// Adds to the rows that each source accounts for, and forgets those that account for none: those of `added` that brought
/// nothing new, and earlier ones whose every row has come again, better known.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn count_sources(
    conn: &Connection,
    added: &[u32],
    changes: impl IntoIterator<Item = (u32, i64)>,
) -> rusqlite::Result<()> {
    let mut count = conn.prepare("UPDATE sources SET rows = rows + :rows WHERE id = :id")?;
    let mut touched: BTreeSet<u32> = added.iter().copied().collect();
    for (source, rows) in changes {
        count.execute(named_params! { ":id": source, ":rows": rows })?;
        touched.insert(source);
    }
    // A file that adds nothing leaves no trace: the log is the same, however often it comes.
    let mut forget = conn.prepare("DELETE FROM sources WHERE id = :id AND rows = 0")?;
    for source in touched {
        forget.execute(named_params! { ":id": source })?;
    }
    Ok(())
}

/// Returns whether the log still has a source that was added under this number at a moment, in Unix seconds: another
/// one may have the number by now.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn is_kept(conn: &Connection, source: u32, imported_at: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) > 0 FROM sources WHERE id = ?1 AND imported_at = ?2";
    conn.query_row(sql, params![source, imported_at], |row| row.get(0))
}

/// Returns the name of a file without its folders.
fn base_name(part: &str) -> &str {
    part.rsplit(['/', '\\']).next().unwrap_or(part)
}
