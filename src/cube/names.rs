//! Whether the names of titles and shows are those that were written.
//!
//! Names cannot be derived anew, so they have a checksum beside the cubes: the sum of one checksum a row. A row
//! that changes is taken off the sum as it was and added as it is. So writing a few names reads no others, and
//! a row that was damaged before stays damaged in the sum.

use rusqlite::{Connection, Row};

use super::blob_store;
use super::encoding::{Decoder, Encoder, Unreadable};
use super::kind::CubeKind;

/// A row of the table of titles, as far as it says what is shown.
#[derive(Debug, Clone, Copy)]
pub struct TitleRow<'a> {
    /// Its number.
    pub id: u32,
    /// What makes it this title.
    pub key: &'a str,
    /// The number of its show.
    pub show: u32,
    /// Whether it belongs to no series or artist.
    pub is_own_show: bool,
    /// Its name as it is stored.
    pub name: &'a str,
    /// Its kind as it is stored.
    pub kind: Option<&'a str>,
}

/// A row of the table of shows, as far as it says what is shown.
#[derive(Debug, Clone, Copy)]
pub struct ShowRow<'a> {
    /// Its number.
    pub id: u32,
    /// What makes it this show.
    pub key: &'a str,
    /// Its name as it is stored.
    pub name: &'a str,
}

/// A sum over the rows of titles and shows, whatever their order; or a difference of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NamesSum {
    rows: u32,
    sum: u64,
}

impl NamesSum {
    /// Returns the sum of one title.
    #[must_use]
    pub fn of_title(title: &TitleRow<'_>) -> Self {
        Self::of(checksum_of_title(title))
    }

    /// Returns the sum of one show.
    #[must_use]
    pub fn of_show(show: &ShowRow<'_>) -> Self {
        Self::of(checksum_of_show(show))
    }

    fn of(checksum: u32) -> Self {
        Self {
            rows: 1,
            sum: checksum.into(),
        }
    }

    /// Returns the sum of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            rows: self.rows.wrapping_add(other.rows),
            sum: self.sum.wrapping_add(other.sum),
        }
    }

    /// Returns what is left without the other.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            rows: self.rows.wrapping_sub(other.rows),
            sum: self.sum.wrapping_sub(other.sum),
        }
    }
}

fn checksum_of_title(title: &TitleRow<'_>) -> u32 {
    let numbers = [title.id, title.show, title.is_own_show.into()];
    let kind = title.kind.unwrap_or_default();
    checksum(0, numbers, [title.key, title.name, kind])
}

fn checksum_of_show(show: &ShowRow<'_>) -> u32 {
    checksum(1, [show.id, 0, 0], [show.key, show.name, ""])
}

/// Returns the checksum of a row of a table, its texts kept apart by their lengths.
///
/// Few and long updates: a log of 20,000 titles is opened with so many of these.
fn checksum(table: u32, numbers: [u32; 3], texts: [&str; 3]) -> u32 {
    let lengths = texts.map(|text| u32::try_from(text.len()).unwrap_or(u32::MAX));
    let mut head = [0; 7 * size_of::<u32>()];
    let numbers = std::iter::once(table).chain(numbers).chain(lengths);
    for (place, number) in head.chunks_exact_mut(size_of::<u32>()).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&head);
    for text in texts {
        hasher.update(text.as_bytes());
    }
    hasher.finalize()
}

/// Returns the stored sum; `None` where there is none.
///
/// # Errors
///
/// Fails where the database cannot be read, or the sum is unreadable.
pub fn stored<E>(conn: &Connection) -> Result<Option<NamesSum>, E>
where
    E: From<rusqlite::Error> + From<Unreadable>,
{
    let Some(bytes) = blob_store::get(conn, CubeKind::Names, 0)? else {
        return Ok(None);
    };
    let mut numbers = Vec::new();
    Decoder::open(&bytes)?.u32s(&mut numbers)?;
    let [rows, low, high] = numbers[..] else {
        return Err(Unreadable::Damaged.into());
    };
    let sum = u64::from(high) << 32 | u64::from(low);
    Ok(Some(NamesSum { rows, sum }))
}

/// Brings the stored sum up to date once names have changed by a difference; where there is none that can be
/// read, it becomes that of the names as they are.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub fn update(conn: &Connection, difference: NamesSum) -> rusqlite::Result<()> {
    match readable(conn)? {
        Some(_) if difference == NamesSum::default() => Ok(()),
        Some(sum) => store(conn, sum.plus(difference)),
        None => accept(conn).map(|_| ()),
    }
}

/// Makes sure that there is a sum: where there is none that can be read, it becomes that of the names as they
/// are.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub fn ensure(conn: &Connection) -> rusqlite::Result<()> {
    update(conn, NamesSum::default())
}

/// Stores the sum of the names as they are, whatever it was before; returns whether it was another.
///
/// # Errors
///
/// Fails where the database cannot be read or written.
pub fn accept(conn: &Connection) -> rusqlite::Result<bool> {
    let (before, sum) = (readable(conn)?, found(conn)?);
    store(conn, sum)?;
    Ok(before.is_some_and(|before| before != sum))
}

fn readable(conn: &Connection) -> rusqlite::Result<Option<NamesSum>> {
    match stored::<ReadError>(conn) {
        Ok(sum) => Ok(sum),
        Err(ReadError::Unreadable) => Ok(None),
        Err(ReadError::Sqlite(error)) => Err(error),
    }
}

/// Why a sum was not read.
enum ReadError {
    Unreadable,
    Sqlite(rusqlite::Error),
}

impl From<Unreadable> for ReadError {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn store(conn: &Connection, NamesSum { rows, sum }: NamesSum) -> rusqlite::Result<()> {
    let [low, high] = [sum & u64::from(u32::MAX), sum >> 32]
        .map(|half| u32::try_from(half).expect("it is half of a number"));
    let mut encoder = Encoder::default();
    encoder.u32s(&[rows, low, high]);
    blob_store::put(conn, CubeKind::Names, 0, &encoder.finish())
}

/// Returns the sum of the names as they are.
fn found(conn: &Connection) -> rusqlite::Result<NamesSum> {
    let mut sum = NamesSum::default();
    let mut titles =
        conn.prepare("SELECT id, key, show_id, is_own_show, name, kind FROM titles ORDER BY id")?;
    let mut rows = titles.query([])?;
    while let Some(row) = rows.next()? {
        sum = sum.plus(NamesSum::of_title(&title_row(row)?));
    }
    let mut shows = conn.prepare("SELECT id, key, name FROM shows ORDER BY id")?;
    let mut rows = shows.query([])?;
    while let Some(row) = rows.next()? {
        sum = sum.plus(NamesSum::of_show(&show_row(row)?));
    }
    Ok(sum)
}

/// Returns the row of a statement whose first columns are id, key, `show_id`, `is_own_show`, name and kind.
///
/// # Errors
///
/// Fails where a column is of another type.
pub fn title_row<'r>(row: &'r Row<'_>) -> rusqlite::Result<TitleRow<'r>> {
    Ok(TitleRow {
        id: row.get(0)?,
        key: row.get_ref(1)?.as_str()?,
        show: row.get(2)?,
        is_own_show: row.get(3)?,
        name: row.get_ref(4)?.as_str()?,
        kind: row.get_ref(5)?.as_str_or_null()?,
    })
}

/// Returns the row of a statement whose first columns are id, key and name.
///
/// # Errors
///
/// Fails where a column is of another type.
pub fn show_row<'r>(row: &'r Row<'_>) -> rusqlite::Result<ShowRow<'r>> {
    Ok(ShowRow {
        id: row.get(0)?,
        key: row.get_ref(1)?.as_str()?,
        name: row.get_ref(2)?.as_str()?,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const TITLE: TitleRow<'_> = TitleRow {
        id: 7,
        key: "harbour\u{1f}pilot",
        show: 3,
        is_own_show: false,
        name: "Pilot",
        kind: Some("episode"),
    };

    #[rstest]
    #[case(TitleRow { id: 8, ..TITLE })]
    #[case(TitleRow { key: "harbour\u{1f}pilos", ..TITLE })]
    #[case(TitleRow { show: 4, ..TITLE })]
    #[case(TitleRow { is_own_show: true, ..TITLE })]
    #[case(TitleRow { name: "Pilat", ..TITLE })]
    #[case(TitleRow { kind: Some("video"), ..TITLE })]
    #[case(TitleRow { kind: None, ..TITLE })]
    #[case(TitleRow { name: "Pilote", kind: Some("pisode"), ..TITLE })]
    fn a_title_with_anything_else_in_it_has_another_sum(#[case] other: TitleRow<'_>) {
        assert_ne!(NamesSum::of_title(&TITLE), NamesSum::of_title(&other));
    }

    #[test]
    fn a_row_that_is_taken_off_as_it_was_leaves_the_others() {
        let show = ShowRow {
            id: 3,
            key: "harbour",
            name: "Harbour",
        };
        let (title, show) = (NamesSum::of_title(&TITLE), NamesSum::of_show(&show));
        assert_eq!(title.plus(show).minus(show), title);
        assert_eq!(
            title.plus(show).minus(show).minus(title),
            NamesSum::default()
        );
    }
}
