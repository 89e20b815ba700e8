//! Where cubes lie in the database.

use rusqlite::{Connection, named_params};
use strum::IntoEnumIterator as _;

use super::bytes::{Reader, Unreadable};
use super::cells::Cells;

/// The largest piece of a cube in one row, in bytes.
const LARGEST_PIECE: usize = 8 << 20;

/// The sorts of cubes; each has a number of its own in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum CubeKind {
    /// Which other cubes there are; see [`super::inventory`].
    Inventory = 0,
    /// Rows of each day: cells `day -> rows`.
    Rows = 1,
    /// Of everything: cells `day -> plays`.
    Plays = 2,
    /// Of everything: the runs of viewers.
    Runs = 3,
    /// Of everything: the pairs of runs, by the shorter one's days and the later one's first.
    Pairs = 4,
    /// Of everything: active days, and the active day before; by block of days.
    Active = 5,
    /// Plays of titles, and the day of the same viewer's play of the title before; by block of days.
    TitlePlays = 6,
    /// The same of shows.
    ShowPlays = 7,
    /// Days on which titles were played, and the day before on which the title was; by block of days.
    TitleDays = 8,
    /// Of everything: plays, and the day of an earlier play; by lag and block of days.
    Lags = 9,
    /// Of everything: being back in a later week, entered; by block of days.
    Entered = 10,
    /// Of everything: being back in a later week, left; by block of days.
    Left = 11,
    /// Of lists of titles: plays of each day; by page of items and block of days, as the next four are.
    TitleDayPlays = 20,
    /// Of lists of titles: plays, and the day of the viewer's play before.
    TitleRepeats = 21,
    /// Of lists of titles: plays, and the day of the viewer's play before that one.
    TitleThirdPlays = 22,
    /// Of lists of titles: runs.
    TitleRuns = 23,
    /// Of lists of titles: pairs of runs.
    TitlePairs = 24,
    /// The same of shows of several titles; what lists say of the others, they say of their one title.
    ShowDayPlays = 25,
    /// See [`CubeKind::TitleRepeats`].
    ShowRepeats = 26,
    /// See [`CubeKind::TitleThirdPlays`].
    ShowThirdPlays = 27,
    /// See [`CubeKind::TitleRuns`].
    ShowRuns = 28,
    /// See [`CubeKind::TitlePairs`].
    ShowPairs = 29,
    /// The histories of titles; by title.
    TitleHistories = 30,
    /// The histories of shows of several titles; by show.
    ShowHistories = 31,
}

/// Cells of many days lie in blocks of so many, so that a day that is added rewrites one of them.
pub const BLOCK_DAYS: u16 = 32;

/// Returns the block in which a day lies.
#[must_use]
pub fn block_of(day: u16) -> u16 {
    day / BLOCK_DAYS
}

/// The bits of a block's number, and of an item's within its page.
const BLOCK_BITS: u32 = 16;

/// Returns the page on which an item lies, and its number there.
#[must_use]
pub fn page_of(item: u32) -> (u16, u16) {
    let [low, high, page_low, page_high] = item.to_le_bytes();
    (
        u16::from_le_bytes([page_low, page_high]),
        u16::from_le_bytes([low, high]),
    )
}

/// Returns the number under which the cubes of a page and a block lie.
#[must_use]
pub fn page_block(page: u16, block: u16) -> u32 {
    u32::from(page) << BLOCK_BITS | u32::from(block)
}

/// Returns the first item of a page, and the block, of cubes under a number.
#[must_use]
pub fn page_and_block(number: u32) -> (u32, u16) {
    let (page, block) = page_of(number);
    (u32::from(page) << BLOCK_BITS, block)
}

/// Returns the number under which cells of a day and a lag lie, given the lag's place among [`LAGS`].
#[must_use]
pub fn lag_block_of(lag: usize, day: u16) -> u32 {
    u32::try_from(lag << LAG_SHIFT).unwrap_or(u32::MAX) | u32::from(block_of(day))
}

/// Returns the place among [`LAGS`] of the cells under a number.
#[must_use]
pub fn lag_of_block(number: u32) -> usize {
    (number >> LAG_SHIFT) as usize
}

const LAG_SHIFT: u32 = 16;

/// How many plays before, to count viewers with so many plays or more by [`super::previous_days`]: for each step
/// of the ladder, itself and the one below.
pub const LAGS: [u32; 13] = [1, 2, 3, 4, 5, 9, 10, 19, 20, 49, 50, 99, 100];

/// The bits of a row's number that tell the pieces of one cube apart, and the items of one kind.
const PIECE_BITS: u32 = 8;
const ITEM_BITS: u32 = 40;

fn first_row(kind: CubeKind, item: u32) -> i64 {
    (kind as i64) << ITEM_BITS | i64::from(item) << PIECE_BITS
}

impl CubeKind {
    /// Returns whether each of its cubes is about many items, and it is in the inventory.
    pub(super) fn is_of_many(self) -> bool {
        !matches!(
            self,
            Self::Inventory | Self::TitleHistories | Self::ShowHistories
        )
    }
}

/// Returns the row numbers of a kind, from the first to behind the last.
pub(super) fn rows_of(kind: CubeKind) -> (i64, i64) {
    (first_row(kind, 0), (kind as i64 + 1) << ITEM_BITS)
}

/// Returns every cell of a kind that lies in blocks of days.
///
/// # Errors
///
/// Fails where a block is unreadable.
pub fn blocks<const W: usize, E>(conn: &Connection, kind: CubeKind) -> Result<Cells<W>, E>
where
    E: From<rusqlite::Error> + From<Unreadable>,
{
    let mut all = Cells::default();
    each(conn, kind, |_, bytes| -> Result<(), E> {
        Ok(all.append(&mut Reader::open(bytes)?)?)
    })?;
    Ok(all)
}

/// Stores a cube where there is none.
///
/// # Errors
///
/// Fails where there is one, or the database cannot be written.
pub fn add(conn: &Connection, kind: CubeKind, item: u32, bytes: &[u8]) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("INSERT INTO cubes (id, body) VALUES (?1, ?2)")?;
    for (row, piece) in (first_row(kind, item)..).zip(bytes.chunks(LARGEST_PIECE)) {
        statement.execute((row, piece))?;
    }
    Ok(())
}

/// Stores a cube in place of the one that was there.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn put(conn: &Connection, kind: CubeKind, item: u32, bytes: &[u8]) -> rusqlite::Result<()> {
    remove(conn, kind, item)?;
    add(conn, kind, item, bytes)
}

/// Takes a cube away.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn remove(conn: &Connection, kind: CubeKind, item: u32) -> rusqlite::Result<()> {
    let row = first_row(kind, item);
    remove_rows(conn, row, row + (1 << PIECE_BITS))
}

fn remove_rows(conn: &Connection, from: i64, to: i64) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("DELETE FROM cubes WHERE id >= :from AND id < :to")?;
    statement.execute(named_params! { ":from": from, ":to": to })?;
    Ok(())
}

/// Returns whether there is a cube.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn has(conn: &Connection, kind: CubeKind, item: u32) -> rusqlite::Result<bool> {
    let mut statement = conn.prepare_cached("SELECT 1 FROM cubes WHERE id = :id")?;
    statement.exists(named_params! { ":id": first_row(kind, item) })
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
pub fn get(conn: &Connection, kind: CubeKind, item: u32) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut found: Option<Vec<u8>> = None;
    let row = first_row(kind, item);
    each_row(
        conn,
        row,
        row + (1 << PIECE_BITS),
        |_, piece| -> rusqlite::Result<()> {
            found.get_or_insert_default().extend_from_slice(piece);
            Ok(())
        },
    )?;
    Ok(found)
}

/// Gives every cube to `take`, by kind and item.
///
/// # Errors
///
/// Fails where the database cannot be read, or with the first error of `take`.
pub fn each_of_all<E: From<rusqlite::Error>>(
    conn: &Connection,
    mut take: impl FnMut(CubeKind, u32, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    for kind in CubeKind::iter() {
        each(conn, kind, |item, bytes| take(kind, item, bytes))?;
    }
    Ok(())
}

/// Gives every cube of a kind to `take`, by item.
///
/// # Errors
///
/// Fails where the database cannot be read, or with the first error of `take`.
pub fn each<E: From<rusqlite::Error>>(
    conn: &Connection,
    kind: CubeKind,
    mut take: impl FnMut(u32, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut pieces: (u32, Vec<u8>) = (0, Vec::new());
    let (first, end) = rows_of(kind);
    each_row(conn, first, end, |id, piece| -> Result<(), E> {
        let item = u32::try_from(id >> PIECE_BITS & i64::from(u32::MAX)).unwrap_or(0);
        if item != pieces.0 && !pieces.1.is_empty() {
            take(pieces.0, &pieces.1)?;
            pieces.1.clear();
        }
        if pieces.1.is_empty() && piece.len() < LARGEST_PIECE {
            // The whole of it, as nearly always: there is nothing to put together.
            return take(item, piece);
        }
        pieces.0 = item;
        pieces.1.extend_from_slice(piece);
        Ok(())
    })?;
    if pieces.1.is_empty() {
        return Ok(());
    }
    take(pieces.0, &pieces.1)
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
