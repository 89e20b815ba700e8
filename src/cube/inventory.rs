//! Whether all cubes are there: how many of each kind, and how long they are together.
//!
//! A cube that is damaged shows in its checksum, one that is gone does not: so the log notes what there is.
//! Histories of single items are not among them, since they are missed when they are asked for.

use rusqlite::{Connection, named_params};
use strum::IntoEnumIterator as _;

use super::blob_store::{self, CubeKind};
use super::bytes::{Reader, Unreadable, Writer};

/// What there is of one kind of cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    kind: u32,
    cubes: u32,
    bytes: u64,
}

/// Notes which cubes there are.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub fn note(conn: &Connection) -> rusqlite::Result<()> {
    let entries = entries(conn)?;
    let mut writer = Writer::default();
    let column = |number: &dyn Fn(&Entry) -> u32| entries.iter().map(number).collect::<Vec<u32>>();
    writer.longs(&column(&|entry| entry.kind));
    writer.longs(&column(&|entry| entry.cubes));
    writer.longs(&column(&|entry| halves(entry.bytes)[0]));
    writer.longs(&column(&|entry| halves(entry.bytes)[1]));
    blob_store::put(conn, CubeKind::Inventory, 0, &writer.seal())
}

/// Returns whether the cubes that were noted are there, and no others.
///
/// # Errors
///
/// Fails where the database cannot be read, or the note is unreadable.
pub fn is_whole<E>(conn: &Connection) -> Result<bool, E>
where
    E: From<rusqlite::Error> + From<Unreadable>,
{
    let Some(bytes) = blob_store::get(conn, CubeKind::Inventory, 0)? else {
        return Ok(false);
    };
    let mut reader = Reader::open(&bytes)?;
    let mut columns: [Vec<u32>; 4] = Default::default();
    for column in &mut columns {
        reader.longs(column)?;
    }
    let found = entries(conn)?;
    let [kinds, cubes, low, high] = columns;
    let noted = kinds.iter().zip(&cubes).zip(low.iter().zip(&high));
    let noted = noted.map(|((kind, cubes), (low, high))| Entry {
        kind: *kind,
        cubes: *cubes,
        bytes: u64::from(*high) << 32 | u64::from(*low),
    });
    Ok(noted.eq(found))
}

/// Returns what there is, by kind.
///
/// Kind by kind: all at once, SQLite would sort the cubes themselves, and not their lengths.
fn entries(conn: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = conn.prepare_cached(
        "SELECT count(*), coalesce(sum(length(body)), 0) FROM cubes WHERE id >= :from AND id < :to",
    )?;
    let mut entries = Vec::new();
    for kind in CubeKind::iter().filter(|kind| kind.is_of_many()) {
        let (from, to) = blob_store::rows_of(kind);
        let entry = statement.query_row(named_params! { ":from": from, ":to": to }, |row| {
            Ok(Entry {
                kind: kind as u32,
                cubes: row.get(0)?,
                bytes: row.get(1)?,
            })
        })?;
        entries.push(entry);
    }
    Ok(entries)
}

#[expect(clippy::cast_possible_truncation, reason = "each half takes its bits")]
fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}
