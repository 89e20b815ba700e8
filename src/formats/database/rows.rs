//! The rows of a query, one by one, whatever their cells hold: SQLite lets any column have any value.

use std::borrow::Cow;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::formats::delimited::NUL;
use crate::formats::limits::LONGEST_ROW;
use crate::formats::read_error::ReadError;
use crate::formats::record::Entry;
use crate::formats::refusal::refusal;
use crate::formats::sink::{Sink, send};
use crate::formats::unclear::{Unclear, whole_number};

/// The values of a row, counted from 0.
pub(in crate::formats) struct Cells<'r> {
    row: &'r Row<'r>,
    width: usize,
}

impl<'r> Cells<'r> {
    /// Returns a value as text without blanks around it; `None` where it is `NULL`, blank or bytes.
    pub fn text(&self, place: usize) -> Option<Cow<'r, str>> {
        let text: Cow<'r, str> = match self.row.get_ref(place).ok()? {
            ValueRef::Null | ValueRef::Blob(_) => return None,
            ValueRef::Integer(number) => number.to_string().into(),
            ValueRef::Real(number) => number.to_string().into(),
            ValueRef::Text(text) => String::from_utf8_lossy(text),
        };
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Returns a value as a number, decimals left off; `None` where it is `NULL` or blank.
    ///
    /// # Errors
    ///
    /// Fails where it is none.
    pub fn number(&self, place: usize) -> Result<Option<i64>, Unclear> {
        self.text(place).as_deref().map(whole_number).transpose()
    }

    /// Returns why a text of the row cannot be used, if there is one.
    fn fault(&self) -> Option<&'static str> {
        self.texts().find_map(|text| {
            if text.len() > LONGEST_ROW {
                Some("has a text longer than 1 MiB")
            } else if memchr::memchr(0, text).is_some() {
                Some(NUL)
            } else if str::from_utf8(text).is_err() {
                Some("is not UTF-8 text")
            } else {
                None
            }
        })
    }

    fn texts(&self) -> impl Iterator<Item = &'r [u8]> {
        (0..self.width).filter_map(|place| match self.row.get_ref(place) {
            Ok(ValueRef::Text(text)) => Some(text),
            _ => None,
        })
    }

    /// Returns the row as it is kept where it is refused: its values between tabs.
    fn kept(&self) -> String {
        let cells = (0..self.width).map(|place| self.text(place).unwrap_or_default());
        cells.collect::<Vec<_>>().join("\t")
    }
}

/// Sends what `entry_of` makes of each row of the query `sql`; a row it makes nothing of is refused for the reason it
/// gives, under the number of the row, from 1.
///
/// # Errors
///
/// Fails where the database cannot be read, and as the sink does.
pub(super) fn send_each(
    conn: &Connection,
    sql: &str,
    sink: &mut Sink<'_>,
    mut entry_of: impl for<'r> FnMut(&Cells<'r>) -> Result<Entry<'r>, String>,
) -> Result<(), ReadError> {
    let mut statement = conn.prepare(sql)?;
    let width = statement.column_count();
    let mut rows = statement.query([])?;
    let mut line = 0;
    while let Some(row) = rows.next()? {
        line += 1;
        let cells = Cells { row, width };
        let entry = match cells.fault() {
            Some(fault) => Err(fault.to_owned()),
            None => entry_of(&cells),
        };
        let refused = |reason: String| refusal(line, &reason, cells.kept().as_bytes());
        send(sink, entry.unwrap_or_else(refused))?;
    }
    Ok(())
}
