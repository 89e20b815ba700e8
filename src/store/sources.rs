//! What was read into a log, and when.

use rusqlite::Connection;

/// Returns the moment of a log's newest import, in Unix seconds; `None` before the first.
///
/// # Errors
///
/// Fails where SQLite does.
pub fn newest_import(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    conn.query_row("SELECT max(imported_at) FROM sources", [], |row| row.get(0))
}
