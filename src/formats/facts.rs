//! What the rows of a source mean.
//!
//! Each format says it in one place, [`Format::facts`](super::format::Format::facts): these are the
//! facts that cannot be seen in a file, and that an import gets wrong when nobody has looked them up.

use std::fmt;

use chrono_tz::Tz;

use super::context::Context;
use super::identity::Identity;
pub use super::length_unit::LengthUnit;
use super::time::Clock;

/// What the rows of a source mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// How its rows are told apart.
    pub identity: Identity,
    /// Which moment of a play its times are.
    pub times: Times,
    /// The zone of its times that state none.
    pub zone: Zone,
    /// What its lengths count where they state no unit.
    pub unit: LengthUnit,
    /// The shortest play the source logs, in seconds; 0 where it leaves none out.
    pub minimum_seconds: u32,
}

impl Facts {
    /// Says what is true of lengths.
    #[must_use]
    pub fn lengths(&self) -> String {
        let minimum = match self.minimum_seconds {
            0 => "none left out".to_owned(),
            seconds => format!("below {seconds} s left out by the source"),
        };
        format!("{}, {minimum}", self.unit.in_words())
    }

    /// Returns what the times of a file are read against.
    #[must_use]
    pub fn clock(&self, context: &Context) -> Clock {
        Clock {
            zone: self.zone.in_force(context),
            dates: context.dates,
            now: context.now,
        }
    }
}

/// What files of a source are, for whoever has none yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Where they come from, and which of its exports it is.
    pub what: &'static str,
    /// What they are called as they come.
    pub files: &'static str,
    /// How to get them.
    pub get: &'static str,
    /// What they do not tell; empty where nothing is missed.
    pub lacks: &'static str,
}

/// Which moment of a play a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// When it started.
    Start,
    /// When it ended.
    End,
    /// One or the other, by the name of its column.
    ByColumn,
}

/// The zone of times that state none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The source always writes UTC.
    Utc,
    /// Nobody knows but the user.
    Asked,
    /// There is none: the source knows days, and no times.
    Days,
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Start => "START",
            Self::End => "END",
            Self::ByColumn => "START or END, by column",
        })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utc => "UTC",
            Self::Asked => "asked for",
            Self::Days => "none: days alone",
        })
    }
}

impl Zone {
    /// Returns the zone in which to read a time that states none, if there is one.
    #[must_use]
    pub fn in_force(self, context: &Context) -> Option<Tz> {
        // Who names a zone for these very times knows more of them than the format does.
        context.times_in.or(match self {
            Self::Utc => Some(Tz::UTC),
            Self::Asked | Self::Days => context.zone,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Asia::Tokyo;
    use chrono_tz::Europe::Rome;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Zone::Utc, None, None, Some(Tz::UTC))]
    #[case(Zone::Utc, None, Some(Rome), Some(Tz::UTC))]
    #[case(Zone::Utc, Some(Tokyo), Some(Rome), Some(Tokyo))]
    #[case(Zone::Asked, None, None, None)]
    #[case(Zone::Asked, None, Some(Rome), Some(Rome))]
    #[case(Zone::Asked, Some(Tokyo), Some(Rome), Some(Tokyo))]
    #[case(Zone::Asked, Some(Tokyo), None, Some(Tokyo))]
    fn the_zone_named_for_the_times_comes_first(
        #[case] own: Zone,
        #[case] times_in: Option<Tz>,
        #[case] zone: Option<Tz>,
        #[case] expected: Option<Tz>,
    ) {
        let context = Context {
            times_in,
            zone,
            ..Context::default()
        };
        assert_eq!(own.in_force(&context), expected);
    }
}
