//! Where cubes lie in the database: the table `cubes`, by kind and number.
//!
//! A cube's number is that of an item, or of a block ([`super::blocks`]), or 0 where its kind has but one. Its
//! bytes are cut into rows of 8 MB at most.

use rusqlite::{Connection, named_params};
use strum::IntoEnumIterator as _;

use super::cell_blocks::CellBlocks;
use super::cells::Cells;
use super::encoding::Unreadable;
use super::kind::CubeKind;

/// The largest piece of a cube in one row, in bytes.
const LARGEST_PIECE: usize = 8 << 20;

/// The bits of a row's number for the pieces of one cube, and for these and the cubes of one kind.
const PIECE_BITS: u32 = 8;
const KIND_SHIFT: u32 = 40;

fn first_row(kind: CubeKind, number: u32) -> i64 {
    (kind as i64) << KIND_SHIFT | i64::from(number) << PIECE_BITS
}

/// Returns the first row number of a kind, and the one after its last.
pub(super) fn rows_of(kind: CubeKind) -> (i64, i64) {
    (first_row(kind, 0), (kind as i64 + 1) << KIND_SHIFT)
}

/// Returns the first row number of a cube, and the one after its last.
fn rows_of_cube(kind: CubeKind, number: u32) -> (i64, i64) {
    let first = first_row(kind, number);
    (first, first + (1 << PIECE_BITS))
}

/// Returns the cells of all cubes of a kind, whose numbers rise with their keys: of one in blocks of days.
///
/// # Errors
///
/// Fails where the database cannot be read, or a cube is unreadable.
pub fn cells<const W: usize, E>(conn: &Connection, kind: CubeKind) -> Result<CellBlocks<W>, E>
where
    E: From<rusqlite::Error> + From<Unreadable>,
{
    let mut all = CellBlocks::default();
    each(conn, kind, |_, bytes| -> Result<(), E> {
        all.push(Cells::decode(bytes)?);
        Ok(())
    })?;
    Ok(all)
}

/// Stores a cube where there is none.
///
/// # Errors
///
/// Fails where there is one, or the database cannot be written.
pub fn add(conn: &Connection, kind: CubeKind, number: u32, bytes: &[u8]) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("INSERT INTO cubes (id, body) VALUES (?1, ?2)")?;
    for (row, piece) in (first_row(kind, number)..).zip(bytes.chunks(LARGEST_PIECE)) {
        statement.execute((row, piece))?;
    }
    Ok(())
}

/// Stores a cube in place of the one that was there.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn put(conn: &Connection, kind: CubeKind, number: u32, bytes: &[u8]) -> rusqlite::Result<()> {
    remove(conn, kind, number)?;
    add(conn, kind, number, bytes)
}

/// Removes a cube; does nothing where there is none.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn remove(conn: &Connection, kind: CubeKind, number: u32) -> rusqlite::Result<()> {
    let (from, to) = rows_of_cube(kind, number);
    let mut statement = conn.prepare_cached("DELETE FROM cubes WHERE id >= :from AND id < :to")?;
    statement.execute(named_params! { ":from": from, ":to": to })?;
    Ok(())
}

/// Removes all cubes but those of a kind.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn remove_all_but(conn: &Connection, kind: CubeKind) -> rusqlite::Result<()> {
    let (from, to) = rows_of(kind);
    let mut statement = conn.prepare_cached("DELETE FROM cubes WHERE id < :from OR id >= :to")?;
    statement.execute(named_params! { ":from": from, ":to": to })?;
    Ok(())
}

/// Copies the cubes of a kind from the log into temporary tables of the connection that hide its own; does nothing
/// where the log has no table of cubes.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn copy_into_temp(conn: &Connection, kind: CubeKind) -> rusqlite::Result<()> {
    let has_cubes = "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'cubes'";
    if !conn.prepare(has_cubes)?.exists([])? {
        return Ok(());
    }
    let (from, to) = rows_of(kind);
    conn.execute(
        "INSERT OR REPLACE INTO temp.cubes (id, body)
         SELECT id, body FROM main.cubes WHERE id >= :from AND id < :to",
        named_params! { ":from": from, ":to": to },
    )?;
    Ok(())
}

/// Returns whether there is a cube.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn has(conn: &Connection, kind: CubeKind, number: u32) -> rusqlite::Result<bool> {
    let mut statement = conn.prepare_cached("SELECT 1 FROM cubes WHERE id = :id")?;
    statement.exists(named_params! { ":id": first_row(kind, number) })
}

/// Returns whether there is any cube of a kind.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn has_any(conn: &Connection, kind: CubeKind) -> rusqlite::Result<bool> {
    let (from, to) = rows_of(kind);
    let mut statement =
        conn.prepare_cached("SELECT 1 FROM cubes WHERE id >= :from AND id < :to LIMIT 1")?;
    statement.exists(named_params! { ":from": from, ":to": to })
}

/// Returns a cube; `None` where there is none.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn get(conn: &Connection, kind: CubeKind, number: u32) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut found: Option<Vec<u8>> = None;
    let (from, to) = rows_of_cube(kind, number);
    each_row(conn, from, to, |_, piece| -> rusqlite::Result<()> {
        found.get_or_insert_default().extend_from_slice(piece);
        Ok(())
    })?;
    Ok(found)
}

/// Returns a large cube, read page by page to its place: SQLite would hold the whole of it a second time. `None` where there
/// is none.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn get_large(
    conn: &Connection,
    kind: CubeKind,
    number: u32,
) -> rusqlite::Result<Option<Vec<u8>>> {
    // A view's own cubes hide those of the log.
    let schema = if conn.table_exists(Some("temp"), "cubes")? {
        "temp"
    } else {
        "main"
    };
    let mut found: Option<Vec<u8>> = None;
    let mut statement =
        conn.prepare_cached("SELECT id FROM cubes WHERE id >= :from AND id < :to ORDER BY id")?;
    let (from, to) = rows_of_cube(kind, number);
    let mut rows = statement.query(named_params! { ":from": from, ":to": to })?;
    while let Some(row) = rows.next()? {
        let piece = conn.blob_open(schema, "cubes", "body", row.get(0)?, true)?;
        let bytes = found.get_or_insert_default();
        let end = bytes.len();
        bytes.resize(end + piece.len(), 0);
        piece.read_at_exact(&mut bytes[end..], 0)?;
    }
    Ok(found)
}

/// Gives every cube to `take`, by kind and number.
///
/// # Errors
///
/// Fails where the database cannot be read, or with the first error of `take`.
pub fn each_of_all<E: From<rusqlite::Error>>(
    conn: &Connection,
    mut take: impl FnMut(CubeKind, u32, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    for kind in CubeKind::iter() {
        each(conn, kind, |number, bytes| take(kind, number, bytes))?;
    }
    Ok(())
}

/// Gives every cube of a kind to `take`, by number.
///
/// # Errors
///
/// Fails where the database cannot be read, or with the first error of `take`.
pub fn each<E: From<rusqlite::Error>>(
    conn: &Connection,
    kind: CubeKind,
    mut take: impl FnMut(u32, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    // The cube that is put together: its number, and its pieces so far.
    let (mut of, mut pieces): (u32, Vec<u8>) = (0, Vec::new());
    let (first, end) = rows_of(kind);
    each_row(conn, first, end, |id, piece| -> Result<(), E> {
        let number = u32::try_from(id >> PIECE_BITS & i64::from(u32::MAX)).unwrap_or(0);
        if number != of && !pieces.is_empty() {
            take(of, &pieces)?;
            pieces.clear();
        }
        if pieces.is_empty() && piece.len() < LARGEST_PIECE {
            // Nearly every cube is one piece: it is handed over without a copy.
            return take(number, piece);
        }
        of = number;
        pieces.extend_from_slice(piece);
        Ok(())
    })?;
    if pieces.is_empty() {
        return Ok(());
    }
    take(of, &pieces)
}

fn each_row<E: From<rusqlite::Error>>(
    conn: &Connection,
    from: i64,
    to: i64,
    mut take: impl FnMut(i64, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = conn
        .prepare_cached("SELECT id, body FROM cubes WHERE id >= :from AND id < :to ORDER BY id")?;
    let mut rows = statement.query(named_params! { ":from": from, ":to": to })?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?;
        take(row.get(0)?, body)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "cubes (id INTEGER PRIMARY KEY, body BLOB NOT NULL)";

    #[test]
    fn a_large_cube_is_read_piece_by_piece_and_a_views_own_hides_the_logs() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(&format!("CREATE TABLE main.{TABLE}"))
            .unwrap();
        let body: Vec<u8> = (0..=u8::MAX).cycle().take(LARGEST_PIECE + 70_000).collect();
        add(&conn, CubeKind::Pairs, 0, &body).unwrap();
        add(&conn, CubeKind::Runs, 0, b"runs").unwrap();
        let read = |kind| {
            let large = get_large(&conn, kind, 0).unwrap();
            assert_eq!(large, get(&conn, kind, 0).unwrap());
            large
        };
        assert!(read(CubeKind::Pairs) == Some(body));
        assert_eq!(read(CubeKind::Runs).as_deref(), Some(b"runs".as_slice()));
        assert_eq!(read(CubeKind::Rows), None);
        conn.execute_batch(&format!("CREATE TEMP TABLE {TABLE}"))
            .unwrap();
        add(&conn, CubeKind::Runs, 0, b"the view's").unwrap();
        assert_eq!(read(CubeKind::Pairs), None);
        assert_eq!(
            read(CubeKind::Runs).as_deref(),
            Some(b"the view's".as_slice())
        );
    }
}
