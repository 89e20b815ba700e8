//! The table of sources: what was read into the log, and how many of its rows each accounts for.

use std::collections::BTreeSet;

use rusqlite::{Connection, named_params, params};

use super::options::Options;
use super::summary::Summary;

/// Adds a source for each part read, and returns their numbers in the log.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn add_sources(
    conn: &Connection,
    summary: &Summary,
    options: &Options,
) -> rusqlite::Result<Vec<u32>> {
    let mut add = conn.prepare(
        "INSERT INTO sources (name, format, account, imported_at, rows)
         VALUES (:name, :format, :account, :imported_at, 0)
         RETURNING id",
    )?;
    // Files are named after people, and accounts are people: both are kept only where names are.
    let kept = |text: &str| options.keep_names.then(|| text.to_owned());
    let mut ids = Vec::with_capacity(summary.parts.len());
    for part in &summary.parts {
        let values = named_params! {
            ":name": kept(base_name(&part.name)), ":format": part.format,
            ":account": kept(&options.account), ":imported_at": options.now,
        };
        ids.push(add.query_row(values, |row| row.get(0))?);
    }
    Ok(ids)
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
