//! What was read into a log, and when.

use std::collections::BTreeSet;

use rusqlite::Connection;

/// Returns the moment of a log's newest import, in Unix seconds; `None` before the first.
///
/// # Errors
///
/// Fails where SQLite does.
pub fn newest_import(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    conn.query_row("SELECT max(imported_at) FROM sources", [], |row| row.get(0))
}

/// Returns the names of the formats that a log's rows were read from.
///
/// # Errors
///
/// Fails where SQLite does.
pub fn formats(conn: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = conn.prepare("SELECT DISTINCT format FROM sources")?;
    let formats = statement.query_map([], |row| row.get(0))?;
    formats.collect()
}
