//! From the values of one row to a record.

use std::fmt;

use strum::EnumCount as _;

use super::columns::Units;
use super::facts::FACTS;
use crate::domain::Kind;
use crate::formats::mapping::Field;
use crate::formats::read_error::{At, ReadError};
use crate::formats::record::{Entry, Record};
use crate::formats::refusal::{cut, refusal};
use crate::formats::time::{self, Clock, MomentError, When};
use crate::formats::unclear::{Measure, Unclear, Unknowns, at_most_a_day, believed};

/// The one viewer of a log that names none.
pub const ME: &str = "me";

/// The longest piece of a value a reason repeats, in characters.
const LONGEST_VALUE: usize = 60;

/// The values of one row by [`Field`]; `None` where the row has no such value.
#[derive(Debug, Default)]
pub(super) struct Cells<'a> {
    pub(super) values: [Option<&'a str>; Field::COUNT],
    /// The units stated for them.
    pub(super) units: Units,
}

impl<'a> Cells<'a> {
    /// Returns the value of `field`, trimmed; `None` where there is nothing in it.
    pub(super) fn get(&self, field: Field) -> Option<&'a str> {
        self.values[field as usize]
            .map(trimmed)
            .filter(|value| !value.is_empty())
    }
}

/// Returns `text` without blanks at its ends; most have none.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [one] if one.is_ascii_graphic() => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Why a row makes no record.
#[derive(Debug)]
pub(super) enum Fault {
    /// This row is refused.
    Refused(String),
    /// The whole file is: its times lack a zone.
    NoZone(String),
}

impl Fault {
    fn value(value: &str, problem: impl fmt::Display) -> Self {
        Self::Refused(format!("`{}` {problem}", cut(value, LONGEST_VALUE)))
    }
}

/// Returns the entry of the row `text`, which stands there.
///
/// # Errors
///
/// Fails where the whole file is at fault.
pub(super) fn entry<'r>(
    record: Result<Record<'r>, Fault>,
    at: At,
    text: &[u8],
) -> Result<Entry<'r>, ReadError> {
    let (At::Line(number) | At::Row(number)) = at;
    match record {
        Ok(record) => Ok(Entry::Row(record)),
        Err(Fault::Refused(reason)) => Ok(refusal(number, &reason, text)),
        Err(Fault::NoZone(value)) => Err(ReadError::NoZone { at, value }),
    }
}

/// Makes a record of a row; without `names_viewers` it is [`ME`]'s where it says nothing else.
pub(super) fn record<'a>(
    cells: &Cells<'a>,
    names_viewers: bool,
    clock: Clock,
) -> Result<Record<'a>, Fault> {
    let viewer = match cells.get(Field::Viewer) {
        Some(viewer) => viewer,
        None if names_viewers => return Err(Fault::Refused("names no viewer".to_owned())),
        None => ME,
    };
    let title = cells
        .get(Field::Title)
        .ok_or_else(|| Fault::Refused("names no title".to_owned()))?;
    let mut unknown = Unknowns::default();
    let (when, seconds) = times(cells, clock, &mut unknown)?;
    let (start, is_by_day) = when.start();
    Ok(Record {
        viewer: viewer.into(),
        title: title.into(),
        show: cells.get(Field::Show).map(Into::into),
        kind: cells.get(Field::Kind).map(kind).transpose()?,
        start,
        is_by_day,
        has_seconds: !is_by_day && has_seconds(cells),
        seconds,
        position: duration(cells, Measure::Position, &mut unknown),
        length: duration(cells, Measure::Length, &mut unknown),
        id: cells.get(Field::Id).map(Into::into),
        row_id: None,
        viewing: cells.get(Field::Viewing).map(Into::into),
        private: false,
        unknown,
    })
}

/// Returns whether the text that a row's start is made of states seconds.
fn has_seconds(cells: &Cells<'_>) -> bool {
    let time = cells.get(Field::Start).or_else(|| cells.get(Field::End));
    time.is_some_and(time::has_seconds)
}

fn kind(value: &str) -> Result<Kind, Fault> {
    // As most files write them; every other word is looked up.
    match value {
        "film" => return Ok(Kind::Film),
        "episode" => return Ok(Kind::Episode),
        "track" => return Ok(Kind::Track),
        _ => {}
    }
    value.parse().map_err(|_| {
        Fault::value(
            value,
            "is no kind; known are film, episode, video, track, podcast and audiobook",
        )
    })
}

/// Returns a length of time; one that is not believed is noted and unknown.
fn duration(cells: &Cells<'_>, measure: Measure, unknown: &mut Unknowns) -> Option<u32> {
    let field = match measure {
        Measure::Seconds | Measure::End => Field::Seconds,
        Measure::Position => Field::Position,
        Measure::Length => Field::Length,
    };
    let unit = cells.units[field as usize].unwrap_or(FACTS.unit);
    unknown.known(measure, believed(cells.get(field)?, unit))
}

fn when(value: &str, clock: Clock) -> Result<When, Fault> {
    clock.when(value).map_err(|error| match error {
        MomentError::NoZone => Fault::NoZone(cut(value, LONGEST_VALUE)),
        error => Fault::value(value, error),
    })
}

/// Returns the start of a row and how long it lasted.
///
/// A date without a time of day makes a row known by day only, also where other rows of its column have
/// times. An end beside it tells no length.
fn times(
    cells: &Cells<'_>,
    clock: Clock,
    unknown: &mut Unknowns,
) -> Result<(When, Option<u32>), Fault> {
    let mut unread = Unknowns::default();
    let seconds = duration(cells, Measure::Seconds, &mut unread);
    match (cells.get(Field::Start), cells.get(Field::End)) {
        (Some(start), end) => {
            let since = when(start, clock)?;
            let mut seconds = seconds;
            if let (When::Moment(since), Some(end), None) = (since, end, seconds) {
                seconds = unread.known(Measure::End, lasted(since, end, clock)?);
                // What one of the two says is known.
                if seconds.is_some() {
                    return Ok((When::Moment(since), seconds));
                }
            }
            *unknown = unread;
            Ok((since, seconds))
        }
        (None, Some(end)) => {
            *unknown = unread;
            let ended = when(end, clock)?;
            let When::Moment(moment) = ended else {
                return Ok((ended, seconds));
            };
            let start = clock
                .checked(moment - i64::from(seconds.unwrap_or(0)))
                .map_err(|error| Fault::value(end, error))?;
            Ok((When::Moment(start), seconds))
        }
        (None, None) => Err(Fault::Refused("states no time".to_owned())),
    }
}

/// Returns how long a row lasted that starts at `since`, by its `end`.
fn lasted(since: i64, end: &str, clock: Clock) -> Result<Result<u32, Unclear>, Fault> {
    let end = match time::parse_moment(end, clock.zone) {
        Ok(end) => end,
        // That is for the user to say, of the whole file.
        Err(MomentError::NoZone) => return Err(Fault::NoZone(cut(end, LONGEST_VALUE))),
        Err(_) => return Ok(Err(Unclear::Unreadable)),
    };
    Ok(match u32::try_from(end - since) {
        Ok(seconds) => at_most_a_day(seconds),
        Err(_) if end < since => Err(Unclear::BeforeStart),
        Err(_) => Err(Unclear::TooLong),
    })
}
