//! Netflix: `CONTENT_INTERACTION/ViewingActivity.csv` of the full export.
//!
//! Times are starts, in UTC. A row says how long it lasted and where in the title it stopped.
//! `Not latest view` and autoplayed rows are plays like any other: they are the rewatches and the
//! next episodes of a binge. Only trailers, recaps and other supplements are dropped.

use super::title;
use crate::domain::Kind;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::{Fields, Header, find_delimiter, open_table};
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::{DropReason, Entry, Record};
use crate::formats::sink::Sink;
use crate::formats::time::Clock;
use crate::formats::unclear::{Measure, Unknowns, believed};

/// The full export's viewing activity, of every profile of an account.
///
/// Columns go by their names. A row whose Bookmark is 0 stopped at the title's very start.
pub struct ViewingActivity;

/// Where the values of a row stand.
struct Columns {
    profile: usize,
    start: usize,
    duration: usize,
    attributes: usize,
    title: usize,
    supplemental: usize,
    bookmark: usize,
}

impl Columns {
    fn find(header: &Header) -> Result<Self, ReadError> {
        let find = |name| header.find(name)?.ok_or_else(|| missing(header, name));
        Ok(Self {
            profile: find("Profile Name")?,
            start: find("Start Time")?,
            duration: find("Duration")?,
            attributes: find("Attributes")?,
            title: find("Title")?,
            supplemental: find("Supplemental Video Type")?,
            bookmark: find("Bookmark")?,
        })
    }

    fn entry<'r>(&self, row: Fields<'r>, clock: Clock) -> Result<Entry<'r>, String> {
        let cell = |place| row.get(place).unwrap_or_default().trim();
        if !cell(self.supplemental).is_empty() {
            return Ok(Entry::Dropped(DropReason::Extra));
        }
        let (viewer, title) = (cell(self.profile), cell(self.title));
        if viewer.is_empty() {
            return Err("names no profile".to_owned());
        }
        if title.is_empty() {
            return Err("names no title".to_owned());
        }
        let start = cell(self.start);
        let mut unknown = Unknowns::default();
        let mut duration = |measure, place| {
            let text = Some(cell(place)).filter(|text| !text.is_empty())?;
            unknown.known(measure, believed(text, LengthUnit::Seconds))
        };
        let seconds = duration(Measure::Seconds, self.duration);
        let position = duration(Measure::Position, self.bookmark);
        let show = title::show(title);
        Ok(Entry::Row(Record {
            viewer: viewer.into(),
            title: title.into(),
            show: show.map(Into::into),
            kind: Some(show.map_or(Kind::Film, |_| Kind::Episode)),
            start: clock
                .moment(start)
                .map_err(|error| format!("start `{start}` {error}"))?,
            is_by_day: false,
            has_seconds: false,
            seconds,
            position,
            length: None,
            id: None,
            row_id: None,
            viewing: None,
            private: cell(self.attributes).contains("View was hidden"),
            unknown,
        }))
    }
}

fn missing(header: &Header, name: &str) -> ReadError {
    ReadError::MissingColumn {
        line: header.line,
        column: name.to_owned(),
        hint: "ask Netflix for all your data, and import the ZIP as it comes".to_owned(),
    }
}

impl Format for ViewingActivity {
    fn name(&self) -> &'static str {
        "netflix"
    }

    fn about(&self) -> About {
        About {
            what: "Netflix, the full export",
            files: "ViewingActivity.csv, or the ZIP with it",
            get: "netflix.com/account/getmyinfo: ask for a copy of your data, and wait some days",
            lacks: "",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    /// A file of this format that the user maps by hand is a table to them.
    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let telling = ["Profile Name", "Start Time", "Duration", "Title"];
        let fits = |header: &Header| {
            let mut found = telling.iter().map(|name| header.find(name));
            found.all(|place| place.is_ok_and(|place| place.is_some()))
        };
        let is_mine = context.mapping.is_empty() && find_delimiter(probe.text()?, fits).1;
        is_mine.then(|| {
            Recognised::because("its header has Profile Name, Start Time, Duration and Title")
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (mut rows, columns) = open_table(input.stream()?, Columns::find)?;
        let clock = self.facts().clock(context);
        rows.send_each(sink, |cells| columns.entry(cells, clock))
    }
}

#[cfg(test)]
mod tests;
