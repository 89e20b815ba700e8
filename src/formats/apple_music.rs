//! Apple Music: `Apple Music Play Activity.csv` of Apple's data and privacy page, one row an event.
//!
//! A play is an event `PLAY_END`; others are of players and screens. Times are in UTC. It has more than a
//! hundred columns, some of which come and go: those that are read go by their names.

use super::content::Content;
use super::context::Context;
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
use super::unclear::{Measure, Unknowns, believed};
use crate::domain::Kind;

/// The play activity of one account, read as [`ME`]'s.
pub struct PlayActivity;

const UNIT: LengthUnit = LengthUnit::Milliseconds;

/// Where the values of a row stand.
struct Columns {
    event: Option<usize>,
    start: usize,
    end: Option<usize>,
    played: usize,
    length: Option<usize>,
    media: Option<usize>,
    /// Where its name stands, the best first.
    names: Vec<usize>,
    artists: Vec<usize>,
}

impl Columns {
    /// Finds them, or says which of them is missing.
    fn find(header: &Header) -> Result<Self, &'static str> {
        let find = |name: &str| header.find(name).ok().flatten();
        let all = |names: [&str; 2]| names.into_iter().filter_map(find).collect::<Vec<_>>();
        let names = all(["Song Name", "Content Name"]);
        if names.is_empty() {
            return Err("Song Name");
        }
        let start = "Event Start Timestamp";
        let played = "Play Duration Milliseconds";
        Ok(Self {
            event: find("Event Type"),
            start: find(start).ok_or(start)?,
            end: find("Event End Timestamp"),
            played: find(played).ok_or(played)?,
            length: find("Media Duration In Milliseconds"),
            media: find("Media Type"),
            names,
            artists: all(["Artist Name", "Container Artist Name"]),
        })
    }

    fn entry<'r>(&self, row: Fields<'r>, clock: Clock) -> Result<Entry<'r>, String> {
        let cell = |place| row.get(place).unwrap_or_default().trim();
        let stated = |place: Option<usize>| place.map(cell).filter(|text| !text.is_empty());
        let first = |places: &[usize]| {
            let mut cells = places.iter().copied().map(cell);
            cells.find(|text| !text.is_empty())
        };
        if self.event.is_some_and(|place| cell(place) != "PLAY_END") {
            return Ok(Entry::Dropped(DropReason::OtherActivity));
        }
        let Some(title) = first(&self.names) else {
            return Ok(Entry::Dropped(DropReason::Unnamed));
        };
        let mut unknown = Unknowns::default();
        let mut duration = |measure, text| unknown.known(measure, believed(text, UNIT));
        let seconds = stated(Some(self.played));
        let seconds = seconds.and_then(|text| duration(Measure::Seconds, text));
        let length = stated(self.length).and_then(|text| duration(Measure::Length, text));
        let (time, before) = match (stated(Some(self.start)), stated(self.end)) {
            (Some(start), _) => (start, 0),
            (None, Some(end)) => (end, seconds.unwrap_or(0)),
            (None, None) => return Err("states neither start nor end".to_owned()),
        };
        let moment = clock
            .moment(time)
            .and_then(|moment| clock.checked(moment - i64::from(before)));
        let is_video = stated(self.media) == Some("VIDEO");
        Ok(Entry::Row(Record {
            viewer: ME.into(),
            title: title.into(),
            show: first(&self.artists).map(Into::into),
            kind: Some(if is_video { Kind::Video } else { Kind::Track }),
            start: moment.map_err(|error| format!("time `{time}` {error}"))?,
            seconds,
            // Where Apple knows no length it writes 0.
            length: length.filter(|length| *length > 0),
            unknown,
            ..Record::default()
        }))
    }
}

impl Format for PlayActivity {
    fn name(&self) -> &'static str {
        "apple-music"
    }

    fn about(&self) -> About {
        About {
            what: "Apple Music, Apple's answer to who asks",
            files: "Apple Music Play Activity.csv",
            get: "privacy.apple.com: ask for Apple Media Services information, and unpack the ZIPs in the ZIP",
            lacks: "often the artist",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::Start,
            zone: Zone::Utc,
            unit: UNIT,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let fits = |header: &Header| Columns::find(header).is_ok();
        let is_mine = context.mapping.is_empty() && find_delimiter(probe.text()?, fits).1;
        is_mine.then(|| {
            Recognised::because(
                "its header has Event Start Timestamp, Play Duration Milliseconds and the name of a song",
            )
        })
    }

    fn no_log(&self, probe: &Probe<'_>, context: &Context) -> Option<&'static str> {
        let has = |header: &Header, name| matches!(header.find(name), Ok(Some(_)));
        let fits = |header: &Header| has(header, "Track Description") && has(header, "Date Played");
        let is_other = context.mapping.is_empty() && find_delimiter(probe.text()?, fits).1;
        is_other.then_some(
            "this table of Apple's adds up the plays of each day; import Apple Music Play Activity.csv, which has \
             every one",
        )
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
                hint: "import Apple Music Play Activity.csv of Apple's data and privacy page"
                    .to_owned(),
            })
        })?;
        let clock = self.facts().clock(context);
        rows.send_each(sink, |cells| columns.entry(cells, clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::said_by;

    const HEADER: &str = "Apple ID Number,Artist Name,Container Artist Name,Content Name,Song Name,Event End Timestamp,\
                          Event Start Timestamp,Event Type,Media Duration In Milliseconds,Media Type,\
                          Play Duration Milliseconds,UTC Offset In Seconds";

    fn said(text: &str) -> Vec<String> {
        let (said, read) = said_by(&PlayActivity, text.as_bytes(), &Context::default(), |row| {
            format!(
                "{} {:?} {:?}/{:?} {}: {}{}",
                row.start,
                row.kind.unwrap(),
                row.seconds,
                row.length,
                row.show.unwrap_or_default(),
                row.title,
                if row.unknown.is_empty() { "" } else { "?" }
            )
        });
        read.unwrap();
        said
    }

    #[test]
    fn a_play_is_an_event_that_ends_one() {
        let rows = "\
1,The Piers,X,,Low Tide,2024-01-05T21:06:32.500Z,2024-01-05T21:03:11.123Z,PLAY_END,201999,AUDIO,200400,3600
1,,The Piers,Low Tide,,2024-01-05 21:06:32,,PLAY_END,0,VIDEO,201000,3600
1,,,,Fog,2024-01-05T21:06:32Z,2024-01-05T21:03:11Z,PLAY_END,,,-5,3600
1,,,,Fog,,2024-01-05T21:03:11Z,PLAY_START,,,,3600
1,,,,,,2024-01-05T21:03:11Z,PLAY_END,,,5000,3600
1,,,,Fog,,,PLAY_END,,,5000,3600
1,,,,Fog,,soon,PLAY_END,,,5000,3600
1,,,,Fog,,1970-01-01T00:00:00Z,PLAY_END,,,5000,3600
1,Fog
";
        assert_eq!(
            said(&format!("{HEADER}\n{rows}")),
            [
                "1704488591 Track Some(200)/Some(201) The Piers: Low Tide",
                "1704488591 Video Some(201)/None The Piers: Low Tide",
                "1704488591 Track None/None : Fog?",
                "- searches, likes and whatever else is no play",
                "- plays that do not say of what",
                "7! states neither start nor end",
                "8! time `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds",
                "9! time `1970-01-01T00:00:00Z` stands for an unknown time (1970-01-01)",
                "10! has 2 fields instead of 12",
            ]
        );
    }

    #[test]
    fn without_a_column_of_events_every_row_is_a_play() {
        let text = "Content Name,Event Start Timestamp,Play Duration Milliseconds\nFog,2024-01-05T21:03:11Z,5000\n";
        assert_eq!(said(text), ["1704488591 Track Some(5)/None : Fog"]);
    }

    #[test]
    fn only_its_own_tables_are_recognised_and_a_missing_column_is_named() {
        let is = |text: &str| {
            let probe = Probe::of_text(text);
            PlayActivity
                .recognises(&probe, &Context::default())
                .is_some()
        };
        assert!(is(HEADER));
        let daily = "Track Description,Date Played,Play Duration Milliseconds\n";
        assert!(!is(daily));
        let says = |text: &str| PlayActivity.no_log(&Probe::of_text(text), &Context::default());
        assert!(
            says(daily)
                .unwrap()
                .contains("adds up the plays of each day")
        );
        assert_eq!(says("Track Description,Day\n"), None);
        assert!(!is(&HEADER.replace("Event Start", "Event Begin")));
        let input = Content::of_bytes(daily.as_bytes());
        let error = PlayActivity.read(input, &Context::default(), &mut |_| true);
        assert!(
            error
                .unwrap_err()
                .to_string()
                .starts_with("line 1: no column named `Song Name`; import Apple Music")
        );
    }
}
