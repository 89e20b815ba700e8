//! What a log holds, as rows.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::rows::rows;

/// Everything in a log but the numbers its rows happen to have, and the files they came from.
pub fn content(conn: &Connection) -> Vec<Vec<Vec<Value>>> {
    let statements = [
        "SELECT name, value FROM settings ORDER BY name",
        "SELECT hash, label FROM viewers ORDER BY hash",
        "SELECT key, name, named_at FROM shows ORDER BY key",
        "SELECT t.key, s.key, t.is_own_show, t.name, t.named_at, t.kind, t.length_seconds
         FROM titles t JOIN shows s ON s.id = t.show_id ORDER BY t.key",
        "SELECT t.key, v.hash, p.started_at, p.nth, p.day, p.role, p.seconds, p.position, p.is_private
         FROM plays p JOIN titles t ON t.id = p.title_id JOIN viewers v ON v.id = p.viewer_id
         ORDER BY t.key, v.hash, p.started_at, p.nth",
    ];
    statements.iter().map(|sql| rows(conn, sql)).collect()
}

/// Everything in a log, to the last number.
pub fn every_table(conn: &Connection) -> Vec<Vec<Vec<Value>>> {
    let statements = [
        "SELECT * FROM settings ORDER BY name",
        "SELECT * FROM sources ORDER BY id",
        "SELECT * FROM viewers ORDER BY id",
        "SELECT * FROM shows ORDER BY id",
        "SELECT * FROM titles ORDER BY id",
        "SELECT * FROM plays ORDER BY title_id, viewer_id, started_at, nth",
    ];
    statements.iter().map(|sql| rows(conn, sql)).collect()
}
