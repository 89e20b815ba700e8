//! The backup of Playback Reporting: a row a line, nine cells between tabs, without a header and without quotes.

use std::io::BufRead as _;

use super::FACTS;
use super::play::Play;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::NUL;
use crate::formats::facts::{About, Facts};
use crate::formats::format::Format;
use crate::formats::line_items::LineItems;
use crate::formats::probe::Probe;
use crate::formats::read_error::{At, ReadError};
use crate::formats::recognised::Recognised;
use crate::formats::record::Entry;
use crate::formats::refusal::refusal;
use crate::formats::sink::{Sink, send};
use crate::formats::time::{Clock, MomentError, parse_moment};

/// The plugin's backup, for all users of the server.
pub struct Backup;

/// How many cells a line has at least.
const CELLS: usize = 9;

/// How many it has at most: on Emby for how long the play stood still, an address, and why it was converted.
const MOST_CELLS: usize = 12;

/// What the fourth cell may say, where the plugin wrote it.
const TYPES: [&str; 7] = [
    "Movie",
    "Episode",
    "Audio",
    "AudioBook",
    "MusicVideo",
    "Video",
    "TvChannel",
];

/// Returns the cells of a line: nine, and on Emby some more.
fn cells(line: &str) -> Result<Vec<&str>, String> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    // A tab in a name moves a text to the place of a length.
    let are_embys = (CELLS + 1..=MOST_CELLS).contains(&cells.len())
        && is_number(cells[CELLS - 1])
        && (cells[CELLS].is_empty() || is_number(cells[CELLS]));
    if cells.len() == CELLS || are_embys {
        return Ok(cells);
    }
    let found = cells.len();
    Err(format!(
        "has {found} cells and not {CELLS}; is there a tab in a name?"
    ))
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a line as it may be kept where it is refused: the cells behind the ninth may be addresses.
fn kept(bytes: &[u8]) -> &[u8] {
    let end = memchr::memchr_iter(b'\t', bytes).nth(CELLS - 1);
    &bytes[..end.unwrap_or(bytes.len())]
}

fn entry(bytes: &[u8], clock: Clock) -> Result<Entry<'_>, String> {
    if memchr::memchr(0, bytes).is_some() {
        return Err(NUL.to_owned());
    }
    let line = str::from_utf8(bytes).map_err(|_| "is not UTF-8 text")?;
    let cells = cells(line)?;
    let cell = |place: usize| {
        let cell = cells.get(place).copied().filter(|cell| !cell.is_empty());
        cell.map(std::borrow::Cow::from)
    };
    let play = Play {
        date_created: cell(0),
        user_id: cell(1),
        item_id: cell(2),
        item_type: cell(3),
        item_name: cell(4),
        lasted: cell(8),
        paused: cell(CELLS),
    };
    play.entry(clock)
}

/// Returns whether a line is one of the plugin's.
fn is_row(line: &str) -> bool {
    let is_time = |text| !matches!(parse_moment(text, None), Err(MomentError::Unreadable));
    cells(line).is_ok_and(|cells| {
        let has_length = is_number(cells[CELLS - 1]);
        TYPES.contains(&cells[3]) && cells[0].contains(':') && is_time(cells[0]) && has_length
    })
}

impl Format for Backup {
    fn name(&self) -> &'static str {
        "playback-reporting-backup"
    }

    fn about(&self) -> About {
        About {
            what: "Playback Reporting of Jellyfin or Emby, its backup",
            files: "a TSV without a header",
            get: "the plugin's Settings: Save Backup",
            lacks: "names of users, the zone, positions",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let mut lines = probe.text()?.lines().take(20);
        (context.mapping.is_empty() && lines.any(is_row)).then(|| {
            Recognised::because("its lines are those of a backup of Playback Reporting: nine cells or more, the first a time")
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = FACTS.clock(context);
        let mut input = input.stream()?;
        if clock.zone.is_none() && !input.fill_buf()?.is_empty() {
            let text = String::from_utf8_lossy(input.fill_buf()?);
            let value = text.split(['\t', '\n']).next().unwrap_or_default();
            let value = value.chars().take(40).collect();
            return Err(ReadError::NoZone {
                at: At::Line(1),
                value,
            });
        }
        let mut items = LineItems::new(input, "is it a backup of Playback Reporting?");
        while let Some((line, bytes)) = items.next_item()? {
            let refused = |reason: String| refusal(line, &reason, kept(bytes));
            send(sink, entry(bytes, clock).unwrap_or_else(refused))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Rome;

    use super::*;
    use crate::formats::said::{is_recognised, said};

    const BACKUP: &str = include_str!("../../../tests/fixtures/playback-reporting.tsv");

    #[test]
    fn a_line_is_a_play() {
        let rome = Context {
            times_in: Some(Rome),
            ..Context::default()
        };
        let broken = format!("{BACKUP}2024\0\nx\u{fffd}\n");
        assert_eq!(
            said(&Backup, broken.as_bytes(), &rome).unwrap(),
            [
                "a1: Low Water [jellyfin:f1] film 1704488591 3000",
                "b2: Harbour / The Pier [jellyfin:e4] episode 1704579000 2400",
                "4! has 10 cells and not 9; is there a tab in a name?",
                "5! names no title",
                "6! holds a NUL byte; is the file damaged?",
                "7! has 1 cells and not 9; is there a tab in a name?",
            ]
        );
        let error = said(&Backup, BACKUP.as_bytes(), &Context::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 1: `2024-01-05 22:03:31.1234567` states no time zone; name it with --times-in, for example \
             --times-in Europe/Rome, or with --time-zone where it is that of the log too"
        );
    }

    #[test]
    fn the_more_cells_of_emby_are_read_but_for_the_address() {
        let utc = Context {
            times_in: Some(chrono_tz::UTC),
            ..Context::default()
        };
        let row =
            "2024-01-05 22:03:31\ta1\t17\tMovie\tLow Water\tDirectPlay\tEmby Web\tFirefox\t3000";
        let rows = format!(
            "{row}\t600\t192.0.2.7\t\n{row}\t\t192.0.2.7\tCodec\n{row}\t600\n{row}\tlong\t192.0.2.7\tx\n\
             2024\ta1\t17\tMovie\tLow Water\tDirectPlay\tEmby Web\tFirefox\t3000\t0\t192.0.2.7\tx\n"
        );
        let mut kept = Vec::new();
        let read = Backup.read(Content::of_bytes(rows.as_bytes()), &utc, &mut |entry| {
            kept.push(match entry {
                Entry::Row(row) => format!("{:?}", row.seconds),
                Entry::Refused(refusal) => refusal.text,
                Entry::Dropped(reason) => reason.to_string(),
            });
            true
        });
        read.unwrap();
        assert_eq!(kept[..3], ["Some(2400)", "Some(3000)", "Some(2400)"]);
        assert_eq!(kept.len(), 5);
        assert!(
            kept.iter().all(|text| !text.contains("192.0.2.7")),
            "{kept:?}"
        );
        assert!(is_recognised(&Backup, rows.as_bytes(), &Context::default()));
    }

    #[test]
    fn only_its_own_lines_are_recognised() {
        let is = |text: &str| is_recognised(&Backup, text.as_bytes(), &Context::default());
        assert!(is(BACKUP));
        assert!(!is(&BACKUP.replace("Movie", "M").replace("Episode", "E")));
        assert!(!is(&BACKUP.replace("2024", "x")));
        assert!(!is(&BACKUP
            .replace("000\n", "000 s\n")
            .replace("2400", "long")));
        assert!(!is("a\tb\n"));
    }
}
