//! Prime Video: `Digital.PrimeVideo.Viewinghistory.csv` of Amazon's answer to who asks for their data.
//!
//! It says in which hour, in UTC, what was played, and neither the minute nor for how long.

use super::content::Content;
use super::context::Context;
use super::dates::DateOrder;
use super::delimited::{Fields, Header, find_delimiter, open_table};
use super::facts::{About, Facts, LengthUnit, Times, Zone};
use super::format::Format;
use super::generic::ME;
use super::identity::Identity;
use super::probe::Probe;
use super::read_error::ReadError;
use super::recognised::Recognised;
use super::record::{DropReason, Entry, Record};
use super::sink::Sink;
use super::time::Clock;

/// The viewing history of one account, read as [`ME`]'s: it has no profiles.
pub struct ViewingHistory;

/// Where the values of a row stand.
struct Columns {
    hour: usize,
    title: usize,
}

impl Columns {
    /// Finds them, or says which of them is missing.
    fn find(header: &Header) -> Result<Self, &'static str> {
        let find = |name| header.find(name).ok().flatten().ok_or(name);
        Ok(Self {
            hour: find("Playback Hour")?,
            title: find("Title")?,
        })
    }

    fn entry<'r>(&self, row: Fields<'r>, clock: Clock) -> Result<Entry<'r>, String> {
        let cell = |place| row.get(place).unwrap_or_default().trim();
        let (hour, title) = (cell(self.hour), cell(self.title));
        if title.is_empty() {
            return Ok(Entry::Dropped(DropReason::Unnamed));
        }
        if hour.is_empty() {
            return Ok(Entry::Dropped(DropReason::Undated));
        }
        let start = clock.when(hour);
        let (start, is_by_day) = start
            .map_err(|error| format!("Playback Hour `{hour}` {error}"))?
            .start();
        Ok(Entry::Row(Record {
            viewer: ME.into(),
            title: title.into(),
            start,
            is_by_day,
            ..Record::default()
        }))
    }
}

impl Format for ViewingHistory {
    fn name(&self) -> &'static str {
        "prime-video"
    }

    fn about(&self) -> About {
        About {
            what: "Prime Video, Amazon's answer to who asks",
            files: "the ZIP, or its Digital.PrimeVideo.Viewinghistory.csv",
            get: "ask Amazon for your data: Prime Video",
            lacks: "profiles, minutes, lengths",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            // What is known is the hour: two plays alike are two plays.
            identity: Identity::WholeRow,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn caveat(&self) -> Option<&'static str> {
        Some("Prime Video says in which hour something was played, and not for how long")
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let fits = |header: &Header| Columns::find(header).is_ok();
        let is_mine = context.mapping.is_empty() && find_delimiter(probe.text()?, fits).1;
        is_mine.then(|| Recognised::because("its header has Playback Hour and Title"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (mut rows, columns) = open_table(input.stream()?, |header| {
            Columns::find(header).map_err(|column| ReadError::MissingColumn {
                line: header.line,
                column: column.to_owned(),
                hint: "import Digital.PrimeVideo.Viewinghistory.csv of Amazon's ZIP".to_owned(),
            })
        })?;
        // The month comes first, whatever other dates the user has.
        let clock = Clock {
            dates: Some(DateOrder::MonthFirst),
            ..self.facts().clock(context)
        };
        rows.send_each(sink, |cells| columns.entry(cells, clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::said_by;

    const HISTORY: &str = "\
\"Marketplace\",\"Playback Hour\",\"City\",\"Title\"
\"Amazon.com\",\"1/5/2024 21:00:00\",\"X\",\"Harbour Season 2\"
\"Amazon.com\",\"01/05/2024 9:00:00\",\"X\",\"Harbour Season 2\"
\"Amazon.com\",\"2024-01-05T21:00:00Z\",\"X\",\"Gull, The\"
\"Amazon.com\",\"1/5/2024 21:00:00\",\"X\",\"\"
\"Amazon.com\",\"\",\"X\",\"Gull\"
\"Amazon.com\",\"13/5/2024 21:00:00\",\"X\",\"Gull\"
\"Amazon.com\",\"1/5/1899 21:00:00\",\"X\",\"Gull\"
";

    #[test]
    fn a_row_is_a_play_in_its_hour() {
        let (said, read) = said_by(
            &ViewingHistory,
            HISTORY.as_bytes(),
            &Context::default(),
            |row| format!("{} {}", row.start, row.title),
        );
        read.unwrap();
        assert_eq!(
            said,
            [
                "1704488400 Harbour Season 2",
                "1704445200 Harbour Season 2",
                "1704488400 Gull, The",
                "- plays that do not say of what",
                "- plays without a date, or of 1970",
                "7! Playback Hour `13/5/2024 21:00:00` is no day of the calendar, or no time of a day",
                "8! Playback Hour `1/5/1899 21:00:00` lies outside the years 1900 to 2078",
            ]
        );
    }

    #[test]
    fn only_its_own_tables_are_recognised_and_a_missing_column_is_named() {
        let is = |text: &str| {
            let probe = Probe::of_text(text);
            ViewingHistory
                .recognises(&probe, &Context::default())
                .is_some()
        };
        assert!(is(HISTORY));
        assert!(!is("Title,Date\n") && !is("Playback Hour,Name\n"));
        let input = Content::of_bytes(b"Playback Hour,Name\n");
        let error = ViewingHistory.read(input, &Context::default(), &mut |_| true);
        assert!(
            error
                .unwrap_err()
                .to_string()
                .starts_with("line 1: no column named `Title`; import Digital.Prime")
        );
    }
}
