//! Whether all cubes are there: how many of each kind, and how many bytes they have together.
//!
//! A checksum tells of a cube that is damaged, but not of one that is missing: so the log keeps an inventory.
//! Histories and cells of single items are not in it, since their absence shows when they are asked for.

use rusqlite::{Connection, named_params};
use strum::IntoEnumIterator as _;

use super::blob_store;
use super::encoding::{Decoder, Encoder, Unreadable};
use super::kind::CubeKind;

/// What there is of one kind of cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    kind: u32,
    cubes: u32,
    bytes: u64,
}

/// Stores the inventory of the cubes that there are.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub fn store(conn: &Connection) -> rusqlite::Result<()> {
    let entries = entries(conn)?;
    let mut encoder = Encoder::default();
    let column = |number: &dyn Fn(&Entry) -> u32| entries.iter().map(number).collect::<Vec<u32>>();
    encoder.u32s(&column(&|entry| entry.kind));
    encoder.u32s(&column(&|entry| entry.cubes));
    encoder.u32s(&column(&|entry| halves(entry.bytes)[0]));
    encoder.u32s(&column(&|entry| halves(entry.bytes)[1]));
    blob_store::put(conn, CubeKind::Inventory, 0, &encoder.finish())
}

/// Returns whether the cubes in the stored inventory are there, and no others.
///
/// # Errors
///
/// Fails where the database cannot be read, or the inventory is unreadable.
pub fn is_whole<E>(conn: &Connection) -> Result<bool, E>
where
    E: From<rusqlite::Error> + From<Unreadable>,
{
    let Some(bytes) = blob_store::get(conn, CubeKind::Inventory, 0)? else {
        return Ok(false);
    };
    let mut decoder = Decoder::open(&bytes)?;
    let mut columns: [Vec<u32>; 4] = Default::default();
    for column in &mut columns {
        decoder.u32s(column)?;
    }
    let found = entries(conn)?;
    let [kinds, cubes, low, high] = columns;
    let stored = kinds.iter().zip(&cubes).zip(low.iter().zip(&high));
    let stored = stored.map(|((kind, cubes), (low, high))| Entry {
        kind: *kind,
        cubes: *cubes,
        bytes: u64::from(*high) << 32 | u64::from(*low),
    });
    Ok(stored.eq(found))
}

/// Returns what there is of each kind.
///
/// One query a kind: in a query for all of them, SQLite would sort the cubes themselves and not their lengths.
fn entries(conn: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = conn.prepare_cached(
        "SELECT count(*), coalesce(sum(length(body)), 0) FROM cubes WHERE id >= :from AND id < :to",
    )?;
    let mut entries = Vec::new();
    for kind in CubeKind::iter().filter(|kind| kind.is_in_inventory()) {
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
