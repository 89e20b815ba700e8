//! Tables of two programs that fetch scrobbles: lastfm-to-csv, and the export of ghan.nl.
//!
//! - lastfm-to-csv has no header: `artist,album,track,05 Jan 2024 21:03`, in UTC, to the minute;
//! - ghan.nl has `uts`, Unix seconds, which are trusted before `utc_time`.

use super::columns::{Columns, HEADLESS, HEADLESS_WIDTH};
use super::scrobble::own_form;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::{CsvRows, Header, find_delimiter, peek_line};
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::json_array::LOOKED_AT;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::sink::Sink;

/// The scrobbles of one account, read as [`ME`](crate::formats::generic::ME)'s.
pub struct Export;

const COMMA: u8 = b',';

/// Returns the columns of a table with Unix seconds.
fn with_seconds(header: &Header) -> Option<Columns> {
    let has_uts = matches!(header.find("uts"), Ok(Some(_)));
    Columns::find(header).filter(|_| has_uts)
}

/// Returns whether `text` begins a table without a header: its first row has the four cells, and is as yet without
/// a time or has one as Last.fm writes it, and so has any of the next.
///
/// A first row with anything else is a header, and its columns may stand in another order.
fn is_headless(text: &str) -> bool {
    let Ok(mut rows) = CsvRows::open_headless(HEADLESS_WIDTH, text.as_bytes(), COMMA) else {
        return false;
    };
    let mut has_time = false;
    for place in 0..LOOKED_AT {
        let Ok(Some(row)) = rows.next_row() else {
            break;
        };
        let scrobble = row.cells.as_ref().map(|cells| HEADLESS.scrobble(*cells));
        let fits = |time: &str| time.is_empty() || own_form(time).is_some();
        match scrobble {
            Ok(scrobble) if !scrobble.track.is_empty() && fits(&scrobble.time) => {
                has_time |= !scrobble.time.is_empty();
            }
            _ if place == 0 => return false,
            _ => {}
        }
    }
    has_time
}

impl Format for Export {
    fn name(&self) -> &'static str {
        "lastfm"
    }

    fn about(&self) -> About {
        About {
            what: "Last.fm, fetched by lastfm-to-csv or ghan.nl",
            files: "a CSV",
            get: "benjaminbenben.com/lastfm-to-csv, or lastfm.ghan.nl/export",
            lacks: "how long a track was heard; lastfm-to-csv: seconds",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            // One of the two states no seconds.
            identity: Identity::AsTimed,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let text = probe.text().filter(|_| context.mapping.is_empty())?;
        if find_delimiter(text, |header| with_seconds(header).is_some()).1 {
            let because = "its header has uts, an artist and a track";
            return Some(Recognised::because(because));
        }
        is_headless(text).then(|| {
            Recognised::because("its rows are an artist, an album, a track and a time of Last.fm")
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (first, input) = peek_line(input.stream()?)?;
        let (delimiter, has_header) =
            find_delimiter(&first, |header| Columns::find(header).is_some());
        let clock = self.facts().clock(context);
        if !has_header {
            let mut rows = CsvRows::open_headless(HEADLESS_WIDTH, input, COMMA)?;
            return HEADLESS.send_each(&mut rows, clock, sink);
        }
        let (mut rows, header) = CsvRows::open(input, delimiter)?;
        let columns = Columns::find(&header).ok_or_else(|| header.missing("uts", true))?;
        columns.send_each(&mut rows, clock, sink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::said_by;

    pub(super) const HEADLESS_CSV: &str = "\
The Piers,Ebb,\"Low, Tide\",05 Jan 2024 21:03
The Piers,Ebb,\"Low, Tide\",05 Jan 2024 21:03
The Piers,,Fog,
The Piers,,Fog,01 Jan 1970 00:00
The Piers,Ebb,,05 Jan 2024 21:03
The Piers,Ebb,Fog,05 Foo 2024 21:03
The Piers,Ebb,Fog
";

    const GHAN: &str = "\
\"uts\",\"utc_time\",\"artist\",\"artist_mbid\",\"album\",\"album_mbid\",\"track\",\"track_mbid\"
\"1704488591\",\"05 Jan 2024, 21:03\",\"The Piers\",\"\",\"Ebb\",\"\",\"Low Tide\",\"\"
\"0\",\"01 Jan 1970, 00:00\",\"The Piers\",\"\",\"Ebb\",\"\",\"Fog\",\"\"
";

    pub(super) fn said(format: &dyn Format, text: &str, context: &Context) -> Vec<String> {
        let (mut said, read) = said_by(format, text.as_bytes(), context, |row| {
            let show = row.show.unwrap_or_default();
            let seconds = if row.has_seconds {
                ""
            } else {
                " to the minute"
            };
            format!("{}{seconds} {show}: {}", row.start, row.title)
        });
        if let Err(error) = read {
            said.push(error.to_string());
        }
        said
    }

    #[test]
    fn a_table_without_a_header_is_read_to_the_minute() {
        let context = Context::default();
        let play = "1704488580 to the minute The Piers: Low, Tide";
        let undated = "- plays without a date, or of 1970";
        assert_eq!(
            said(&Export, HEADLESS_CSV, &context),
            [
                play,
                play,
                undated,
                undated,
                "5! names no track",
                "6! `05 Foo 2024 21:03` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds",
                "7! has 3 fields instead of 4",
            ]
        );
    }

    #[test]
    fn unix_seconds_are_trusted_before_the_time_beside_them() {
        let said = said(&Export, GHAN, &Context::default());
        let undated = "- plays without a date, or of 1970";
        assert_eq!(said, ["1704488591 The Piers: Low Tide", undated]);
    }

    #[test]
    fn only_its_own_tables_are_recognised() {
        let is = |text: &str, context: &Context| {
            Export.recognises(&Probe::of_text(text), context).is_some()
        };
        let context = Context::default();
        assert!(is(HEADLESS_CSV, &context));
        assert!(is(&format!("\u{feff}{HEADLESS_CSV}"), &context));
        assert!(is(
            &format!("The Piers,,Fog,\nbroken\n{HEADLESS_CSV}"),
            &context
        ));
        let headed = "artist,track,album,when\nThe Piers,Fog,Ebb,05 Jan 2024 21:03\n";
        assert!(!is(headed, &context), "its columns are in another order");
        assert!(!is("The Piers,,Fog,\n", &context));
        assert!(is(GHAN, &context));
        assert!(!is("a,b,c,2024-01-05 21:03\n", &context));
        assert!(!is("a,b,c,d,05 Jan 2024 21:03\n", &context));
        assert!(!is("artist,track,date\na,b,05 Jan 2024 21:03\n", &context));
        assert!(!is("", &context));
        let mapped = Context {
            mapping: "title=track,start=uts".parse().unwrap(),
            ..context
        };
        assert!(!is(GHAN, &mapped) && !is(HEADLESS_CSV, &mapped));
    }
}
