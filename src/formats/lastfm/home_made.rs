//! Tables of scrobbles that people and their programs make: `date,artist,track,album` and the like.
//!
//! They are known by their columns, of which none may be strange, and by a row with a time of day: a list of
//! records by the day they were bought has an artist, a title and a date as well.

use super::columns::Columns;
use super::scrobble::spelled_out;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::{CsvRows, Header, find_delimiter, open_table};
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::json_array::LOOKED_AT;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::sink::Sink;
use crate::formats::time::parse_moment;

/// A table of the scrobbles of one account, read as [`ME`](crate::formats::generic::ME)'s.
pub struct HomeMade;

fn columns(header: &Header) -> Option<Columns> {
    Columns::find(header).filter(|_| Columns::are_all_of(header))
}

/// Returns whether any of the first rows says at which time of day it was.
fn has_times(text: &str, delimiter: u8) -> bool {
    let Ok((mut rows, header)) = CsvRows::open(text.as_bytes(), delimiter) else {
        return false;
    };
    let Some(columns) = columns(&header) else {
        return false;
    };
    (0..LOOKED_AT).any(|_| match rows.next_row() {
        Ok(Some(row)) => row.cells.is_ok_and(|cells| {
            let time = columns.scrobble(cells).time;
            parse_moment(&spelled_out(&time), Some(chrono_tz::Tz::UTC)).is_ok()
        }),
        _ => false,
    })
}

impl Format for HomeMade {
    fn name(&self) -> &'static str {
        "scrobbles"
    }

    fn about(&self) -> About {
        About {
            what: "scrobbles in a table: lastfmstats.com, home-made ones",
            files: "a CSV with artist, track and date",
            get: "lastfmstats.com: export as CSV",
            lacks: "how long a track was heard",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::AsTimed,
            times: Times::Start,
            zone: Zone::Asked,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let text = probe.text().filter(|_| context.mapping.is_empty())?;
        let (delimiter, fits) = find_delimiter(text, |header| columns(header).is_some());
        (fits && has_times(text, delimiter)).then(|| {
            Recognised::because("its header has an artist, a track and a time, and nothing strange")
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        // Who names the format does not mind strange columns.
        let (mut rows, columns) = open_table(input.stream()?, |header| {
            Columns::find(header).ok_or_else(|| header.missing("track", true))
        })?;
        columns.send_each(&mut rows, self.facts().clock(context), sink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::said_by;
    use chrono_tz::Europe::Rome;
    use rstest::rstest;

    fn said(text: &str, context: &Context) -> Result<Vec<String>, String> {
        let (said, read) = said_by(&HomeMade, text.as_bytes(), context, |row| {
            let show = row.show.unwrap_or_default();
            format!("{} {} {show}: {}", row.start, row.has_seconds, row.title)
        });
        read.map(|()| said).map_err(|error| error.to_string())
    }

    #[rstest]
    #[case::one_column(
        "date,artist,track,album\n2024-01-05 21:03:11,The Piers,Fog,Ebb\n",
        true
    )]
    #[case::row_numbers(
        "\"\",\"date\",\"artist\",\"track\"\n\"1\",\"2024-01-05 21:03:11\",\"The Piers\",\"Fog\"\n",
        true
    )]
    #[case::two_columns("date;time;artist;title\n2024-01-05;21:03:11;The Piers;Fog\n", true)]
    #[case::milliseconds(
        "Artist;Album;AlbumId;Track;Date#ann\nThe Piers;Ebb;;Fog;1704484991000\n",
        true
    )]
    #[case::own_form("artist,track,date\nThe Piers,Fog,\"05 Jan 2024, 21:03\"\n", false)]
    fn tables_of_many_hands_are_read(#[case] text: &str, #[case] has_seconds: bool) {
        let context = Context {
            zone: Some(Rome),
            ..Context::default()
        };
        let start = if has_seconds {
            1_704_484_991
        } else {
            1_704_484_980
        };
        let expected = format!("{start} {has_seconds} The Piers: Fog");
        assert_eq!(said(text, &context).unwrap(), [expected]);
        let probe = Probe::of_text(text);
        assert!(HomeMade.recognises(&probe, &context).is_some());
    }

    #[test]
    fn what_lacks_a_time_is_left_out_and_what_lacks_a_zone_is_asked_for() {
        let text = "date,time,artist,title\n,,The Piers,Fog\n1970-01-01,00:00,The Piers,Fog\n";
        let context = Context {
            zone: Some(Rome),
            ..Context::default()
        };
        let undated = "- plays without a date, or of 1970";
        assert_eq!(said(text, &context).unwrap(), [undated, undated]);
        let text = "date,artist,title\n2024-01-05 21:03,The Piers,Fog\n";
        let error = said(text, &Context::default()).unwrap_err();
        assert!(error.starts_with("line 2: `2024-01-05 21:03` states no time zone"));
    }

    #[rstest]
    #[case::days("artist,title,date\nThe Piers,Fog,2024-01-05\n")]
    #[case::strange("artist,title,date,price\nThe Piers,Fog,2024-01-05 21:03,5\n")]
    #[case::no_artist("title,date\nFog,2024-01-05 21:03\n")]
    #[case::no_row("artist,title,date\n")]
    fn other_tables_are_none(#[case] text: &str) {
        let probe = Probe::of_text(text);
        assert!(HomeMade.recognises(&probe, &Context::default()).is_none());
    }
}
