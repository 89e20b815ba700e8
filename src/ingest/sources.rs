//! The table of sources: what was read into the log, and how many of its rows each accounts for.

use rusqlite::{Connection, named_params};

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
    for (part, format) in &summary.parts {
        let values = named_params! {
            ":name": kept(base_name(part)), ":format": format,
            ":account": kept(&options.account), ":imported_at": options.now,
        };
        ids.push(add.query_row(values, |row| row.get(0))?);
    }
    Ok(ids)
}

/// Adds to the rows that each source accounts for, and forgets those in `added` that account for none.
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
    for (source, rows) in changes {
        count.execute(named_params! { ":id": source, ":rows": rows })?;
    }
    // A file that added nothing leaves no trace: the log is the same, however often it comes.
    let mut forget = conn.prepare("DELETE FROM sources WHERE id = :id AND rows = 0")?;
    for source in added {
        forget.execute(named_params! { ":id": source })?;
    }
    Ok(())
}

/// Returns whether the log still has a source of this number.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn is_kept(conn: &Connection, source: u32) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) > 0 FROM sources WHERE id = ?1";
    conn.query_row(sql, [source], |row| row.get(0))
}

/// Returns the name of a file without its folders.
fn base_name(part: &str) -> &str {
    part.rsplit(['/', '\\']).next().unwrap_or(part)
}
