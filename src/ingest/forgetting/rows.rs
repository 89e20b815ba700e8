//! Viewers who go, and what tables have of them.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _};

use crate::ingest::sql::{all, json};
use crate::store::aliases::Aliases;
use crate::store::key::ViewerHash;

/// Returns the viewers with these hashes and all who count as the same, and how many there are with such a hash.
pub(super) fn members(
    conn: &Connection,
    hashes: &[ViewerHash],
    aliases: &Aliases,
) -> rusqlite::Result<(BTreeSet<u32>, u64)> {
    let (mut asked, mut members) = (BTreeSet::new(), BTreeSet::new());
    let mut find = conn.prepare("SELECT id FROM viewers WHERE hash = ?1")?;
    for hash in hashes {
        let found: Option<u32> = find.query_row([hash], |row| row.get(0)).optional()?;
        if let Some(viewer) = found {
            asked.insert(viewer);
            members.extend(aliases.viewers.members(aliases.viewers.target(viewer)));
        }
    }
    Ok((members, asked.len() as u64))
}

/// Returns the hashes of viewers.
pub(super) fn hashes(
    conn: &Connection,
    viewers: &BTreeSet<u32>,
) -> rusqlite::Result<Vec<ViewerHash>> {
    let sql = "SELECT hash FROM viewers WHERE id IN (SELECT value FROM json_each(?1))";
    all(conn, sql, [json(viewers)], |row| row.get(0))
}

/// Returns the names of viewers that the log keeps.
pub(super) fn labels(conn: &Connection, viewers: &BTreeSet<u32>) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT label FROM viewers
               WHERE id IN (SELECT value FROM json_each(?1)) AND label IS NOT NULL
               ORDER BY label";
    all(conn, sql, [json(viewers)], |row| row.get(0))
}

/// Deletes the rows of viewers that are kept as they came.
pub(super) fn delete_kept(conn: &Connection, viewers: &BTreeSet<u32>) -> rusqlite::Result<()> {
    let sql = "DELETE FROM alias_rows WHERE viewer_id IN (SELECT value FROM json_each(?1))";
    conn.execute(sql, [json(viewers)]).map(|_| ())
}

/// Deletes viewers, and what else any table has of them.
pub(super) fn delete_viewers(conn: &Connection, viewers: &BTreeSet<u32>) -> rusqlite::Result<()> {
    let viewers = json(viewers);
    // Whatever tables there will be: what is of a viewer says so by the name of this column.
    let sql = "SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c
               WHERE s.type = 'table' AND c.name = 'viewer_id' AND s.name != 'plays'";
    for table in all(conn, sql, [], |row| row.get::<_, String>(0))? {
        let sql =
            format!("DELETE FROM {table} WHERE viewer_id IN (SELECT value FROM json_each(?1))");
        conn.execute(&sql, [&viewers])?;
    }
    let sql = "DELETE FROM viewer_aliases
               WHERE alias_id IN (SELECT value FROM json_each(?1))
                  OR counts_as IN (SELECT value FROM json_each(?1))";
    conn.execute(sql, [&viewers])?;
    let sql = "DELETE FROM viewers WHERE id IN (SELECT value FROM json_each(?1))";
    conn.execute(sql, [&viewers]).map(|_| ())
}
