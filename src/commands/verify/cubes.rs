//! Whether a log's cubes can be read, and are those of its plays.

use std::path::Path;

use rusqlite::{Connection, Rows};

use crate::cube::blob_store;
use crate::cube::encoding::Decoder;
use crate::cube::kind::CubeKind;
use crate::cube::viewer_titles;
use crate::derive::{self, Limits};
use crate::store::open_read;

/// The tables that cubes lie in, each with its key and its bytes; the last is not in every log.
const TABLES: [(&str, &str); 3] = [
    ("cubes", "id, body"),
    ("viewer_days", "viewer_id, days"),
    ("viewer_titles", "viewer_id, titles"),
];

/// Returns what is wrong with the first cube whose bytes are not those that were written.
pub(super) fn unreadable(conn: &Connection) -> anyhow::Result<Option<String>> {
    let mut found = None;
    blob_store::each_of_all(conn, |kind, item, bytes| -> rusqlite::Result<()> {
        if let Err(error) = Decoder::open(bytes) {
            found.get_or_insert_with(|| format!("the cube {kind:?} {item} is {error}"));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Returns what is wrong with the first cube that is not what the plays make of it.
///
/// Derives all cubes into temporary tables, and compares row by row.
pub(super) fn unlike_the_plays(path: &Path) -> anyhow::Result<Option<String>> {
    let conn = open_read(path)?;
    let keeps_titles = viewer_titles::are_kept(&conn)?;
    derive::rebuild_into_temp(&conn, Limits::default())?;
    let tables = TABLES
        .iter()
        .take(TABLES.len() - usize::from(!keeps_titles));
    for (table, columns) in tables {
        // A log from before titles of viewers were kept has no mark of them.
        let is_of_log = if keeps_titles || *table != "cubes" {
            String::new()
        } else {
            format!("WHERE id >> 40 <> {}", CubeKind::ViewerTitles as i64)
        };
        let select =
            |schema| format!("SELECT {columns} FROM {schema}.{table} {is_of_log} ORDER BY 1");
        let mut stored = conn.prepare(&select("main"))?;
        let mut derived = conn.prepare(&select("temp"))?;
        let difference = first_difference(stored.query([])?, derived.query([])?)?;
        if let Some(difference) = difference {
            return Ok(Some(format!("{table} {difference}")));
        }
    }
    Ok(None)
}

/// Returns the first row that is not the same in both, and how it differs; both ordered by their
/// first column, a number.
fn first_difference(
    mut stored: Rows<'_>,
    mut derived: Rows<'_>,
) -> rusqlite::Result<Option<String>> {
    loop {
        let (stored, derived) = (stored.next()?, derived.next()?);
        let number = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        let here = stored.map(number).transpose()?;
        let there = derived.map(number).transpose()?;
        if here != there {
            let number = match (here, there) {
                (Some(here), Some(there)) => here.min(there),
                _ => here.or(there).unwrap_or(0),
            };
            return Ok(Some(format!("{number}: missing, or not of these plays")));
        }
        let (Some(stored), Some(derived)) = (stored, derived) else {
            return Ok(None);
        };
        if stored.get_ref(1)? != derived.get_ref(1)? {
            let number = here.unwrap_or(0);
            return Ok(Some(format!("{number}: not what the plays make of it")));
        }
    }
}
