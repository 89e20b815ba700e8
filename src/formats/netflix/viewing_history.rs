//! Netflix's short history: `NetflixViewingHistory.csv`, which every profile can download of itself.
//!
//! It has a title and a date a row, newest first: no profile, no time, no length. The date is written in
//! the language of the account, and one order of day and month holds for the whole file.

use std::io::Seek as _;

use super::title;
use crate::domain::Kind;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::dates::{DateColumn, Dates};
use crate::formats::delimited::{CsvRows, Fields, Header, find_delimiter, peek_line};
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::generic::ME;
use crate::formats::identity::Identity;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::{Entry, Record};
use crate::formats::sink::Sink;
use crate::formats::time::Clock;

/// The short history of one profile, read as [`ME`]'s.
pub struct ViewingHistory;

/// Where the values of a row stand.
#[derive(Clone, Copy)]
struct Columns {
    title: usize,
    date: usize,
}

impl Columns {
    /// Finds them; a header with other columns is that of another file.
    fn find(header: &Header) -> Option<Self> {
        let [one, other] = &header.names[..] else {
            return None;
        };
        match (one.as_str(), other.as_str()) {
            ("Title", "Date") => Some(Self { title: 0, date: 1 }),
            ("Date", "Title") => Some(Self { title: 1, date: 0 }),
            _ => None,
        }
    }

    fn entry<'r>(
        self,
        row: Fields<'r>,
        dates: &mut Dates,
        clock: Clock,
    ) -> Result<Entry<'r>, String> {
        let title = row.get(self.title).unwrap_or_default().trim();
        if title.is_empty() {
            return Err("names no title".to_owned());
        }
        let date = row.get(self.date).unwrap_or_default();
        let day = dates
            .day(date)
            .ok_or_else(|| format!("date `{}` is no date", date.trim()))?;
        let when = clock
            .day(day)
            .map_err(|error| format!("date `{}` {error}", date.trim()))?;
        let (start, is_by_day) = when.start();
        let show = title::show(title);
        Ok(Entry::Row(Record {
            viewer: ME.into(),
            title: title.into(),
            show: show.map(Into::into),
            kind: Some(show.map_or(Kind::Film, |_| Kind::Episode)),
            start,
            is_by_day,
            ..Record::default()
        }))
    }
}

impl Format for ViewingHistory {
    fn name(&self) -> &'static str {
        "netflix-history"
    }

    fn about(&self) -> About {
        About {
            what: "Netflix, the short history of one profile",
            files: "NetflixViewingHistory.csv",
            get: "netflix.com/viewingactivity, at the end of the page: Download all",
            lacks: "profiles, times of day, lengths, rewatches",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::WholeRow,
            times: Times::Start,
            zone: Zone::Days,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn caveat(&self) -> Option<&'static str> {
        Some("Netflix's short history cannot show rewatches; the full export can")
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let fits = |header: &Header| Columns::find(header).is_some();
        let is_mine = context.mapping.is_empty() && find_delimiter(probe.text()?, fits).1;
        is_mine.then(|| Recognised::because("its header has Title and Date, and nothing else"))
    }

    /// Reads the file twice: how its dates are written shows only when all have been seen.
    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let mut file = input.file()?;
        let (first, _) = peek_line(std::io::BufReader::new(&file))?;
        let (delimiter, _) = find_delimiter(&first, |header| Columns::find(header).is_some());
        file.rewind()?;
        let (mut rows, header) = CsvRows::open(&file, delimiter)?;
        let columns = Columns::find(&header).ok_or_else(|| header.missing("Title", true))?;
        let mut column = DateColumn::default();
        while let Some(row) = rows.next_row()? {
            if let Ok(cells) = &row.cells {
                column.see(row.line, cells.get(columns.date).unwrap_or_default());
            }
        }
        let mut dates = column.dates(context.dates)?;
        let clock = self.facts().clock(context);
        file.rewind()?;
        let (mut rows, _) = CsvRows::open(&file, delimiter)?;
        rows.send_each(sink, |cells| columns.entry(cells, &mut dates, clock))
    }
}

#[cfg(test)]
mod tests;
