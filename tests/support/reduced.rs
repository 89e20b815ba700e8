//! A log as it would be, had an engine reduced its plays: cubes alone.

#[path = "item_cells.rs"]
mod item_cells;

use bingetop::cube::{blob_store, inventory, item_cells as cube};
use bingetop::derive::{Limits, rebuild};
use bingetop::engine::script::FORMAT;
use bingetop::store::{open_read, open_write, reduced};
use rusqlite::Connection;
use tempfile::TempDir;

use self::item_cells::item_cells;

/// Returns the log behind a connection as one that was reduced: without histories, viewers and rows. It lives as long as its
/// folder.
pub fn reduced_of(conn: &Connection) -> (TempDir, Connection) {
    let cells = item_cells(conn);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("reduced.db");
    let to = path.to_str().expect("the path is text");
    conn.execute("VACUUM INTO ?1", [to]).expect("a copy");
    let copy = open_write(&path).expect("the copy opens");
    let limits = Limits {
        precompute_from: 0,
        ..Limits::default()
    };
    rebuild(&copy, limits).expect("cubes are derived");
    copy.execute_batch(
        "DELETE FROM cubes WHERE id >> 40 IN (30, 31, 41);
         DELETE FROM viewer_days;
         DELETE FROM viewer_titles;
         DELETE FROM alias_rows;
         DELETE FROM plays;
         DELETE FROM sources;
         DELETE FROM viewers;",
    )
    .expect("rows go");
    for (item, cells) in cells.values() {
        let stored = blob_store::add(&copy, cube::kind(item.level), item.id.0, &cells.encode());
        stored.expect("a cube is stored");
    }
    inventory::store(&copy).expect("cubes are there");
    reduced::mark(&copy, FORMAT, None).expect("the mark is set");
    drop(copy);
    let conn = open_read(&path).expect("the log opens");
    (folder, conn)
}
