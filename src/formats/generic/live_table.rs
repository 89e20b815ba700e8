//! A table that is still being written, its lines read one by one.

use csv_core::ReadRecordResult;

use super::beginning::beginning;
use super::facts::FACTS;
use super::line::Line;
use super::places::Places;
use super::row::{Fault, record};
use crate::formats::context::Context;
use crate::formats::delimited::{CsvRows, Header, NUL};
use crate::formats::read_error::ReadError;
use crate::formats::record::Record;

/// A table, its lines read one by one.
pub(super) struct LiveTable {
    header: Header,
    /// Whether the line it was opened with is a row.
    pub is_headless: bool,
    places: Places,
    reader: csv_core::Reader,
    /// The cells of the current row, end to end, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl LiveTable {
    /// Returns the table below the header `line`; or from that line on, where all columns are given by number and it
    /// has a time.
    ///
    /// # Errors
    ///
    /// Fails where the header lacks a column that must be there.
    pub fn open(line: Line<'_>, context: &Context) -> Result<Self, ReadError> {
        let text = String::from_utf8_lossy(line.text());
        let begins = beginning(&text, context);
        let delimiter = begins.opening.delimiter;
        let (_, mut header) = CsvRows::open(line.text(), delimiter)?;
        header.line = line.number;
        if begins.headless.is_some() {
            header.names.fill(String::new());
        }
        let places = Places::find(&header, &context.mapping)?;
        Ok(Self {
            header,
            is_headless: begins.headless.is_some(),
            places,
            reader: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            cells: Vec::new(),
            ends: Vec::new(),
        })
    }

    /// Takes over the columns of `line` where it is a header.
    pub fn renew(&mut self, line: Line<'_>, context: &Context) -> bool {
        let text = String::from_utf8_lossy(line.text());
        let begins = beginning(&text, context);
        let is_header = begins.opening.fits && begins.headless.is_none();
        let renewed = is_header.then(|| Self::open(line, context));
        match renewed {
            Some(Ok(table)) => {
                *self = table;
                true
            }
            // No row could be read as a header by chance: it has a column's name for a time.
            Some(Err(_)) | None => false,
        }
    }

    /// Reads a row; `None` where it repeats the header.
    pub fn record(
        &mut self,
        line: &[u8],
        context: &Context,
    ) -> Result<Option<Record<'static>>, Fault> {
        let refused = |reason: &str| Fault::Refused(reason.to_owned());
        if str::from_utf8(line).is_err() {
            return Err(refused("is not UTF-8 text"));
        }
        if line.contains(&0) {
            return Err(refused(NUL));
        }
        self.cells.resize(line.len(), 0);
        self.ends.resize(line.len() + 1, 0);
        self.reader.reset();
        let (result, read, written, count) =
            self.reader
                .read_record(line, &mut self.cells, &mut self.ends);
        if result != ReadRecordResult::Record {
            return Err(refused(
                "leaves a quote open; in a live table a row is one line",
            ));
        }
        if !line[read..].trim_ascii().is_empty() {
            return Err(refused("goes on after a carriage return"));
        }
        let cells =
            str::from_utf8(&self.cells[..written]).map_err(|_| refused("is not UTF-8 text"))?;
        let ends = &self.ends[..count];
        let cell = |place: usize| {
            let start = place.checked_sub(1).map_or(0, |before| ends[before]);
            ends.get(place).and_then(|end| cells.get(start..*end))
        };
        let names = &self.header.names;
        let is_name = |(place, name): (usize, &String)| cell(place).map(str::trim) == Some(name);
        if count == names.len() && names.iter().enumerate().all(is_name) {
            return Ok(None);
        }
        if count != names.len() {
            let reason = format!("has {count} fields instead of {}", names.len());
            return Err(Fault::Refused(reason));
        }
        let cells = self.places.cells_of(cell);
        let record = record(&cells, self.places.name_viewers(), FACTS.clock(context))?;
        Ok(Some(record.into_owned()))
    }
}
