//! The options that say what is asked of a log.

use clap::ValueEnum;

use crate::app::palette::argument::LONGEST_STREAK;
use crate::commands::arguments::parse_day;
use crate::domain::{Day, Level, Levels, Threshold};
use crate::query::question::Compare;

/// Which days are asked about.
#[derive(Debug, clap::Args)]
pub(in crate::commands) struct AskedDays {
    /// The first day [default: that of the last 30 days; with --to, that of the log]
    #[arg(long, value_parser = parse_day, value_name = "DATE")]
    pub(in crate::commands) from: Option<Day>,
    /// The last day [default: the newest of the log]
    #[arg(long, value_parser = parse_day, value_name = "DATE")]
    pub(in crate::commands) to: Option<Day>,
    /// The days in words: 18d, last week, nov 2017, 2017-11-23..2017-12-10, since 2017w48, week 48, ytd, all
    #[arg(long, conflicts_with_all = ["from", "to"], value_name = "TEXT")]
    pub(in crate::commands) range: Option<String>,
    /// The day that ranges count back from [default: the newest of the log]
    #[arg(long, value_parser = parse_day, value_name = "DATE")]
    pub(in crate::commands) now: Option<Day>,
}

/// What is asked of the log, by a report and by the dashboard as it opens.
#[derive(Debug, clap::Args)]
pub(in crate::commands) struct Asked {
    #[command(flatten)]
    pub(in crate::commands) days: AskedDays,
    /// What lists count by [default: auto, which is streaks by show, rewatches by title]
    #[arg(long, value_enum, value_name = "LEVEL")]
    by: Option<By>,
    /// The streak, in days, from which viewers count [default: 3]
    #[arg(long, value_parser = parse_streak, value_name = "DAYS")]
    streak: Option<Threshold>,
    /// List only names, or names of shows, that hold this text or, behind a ~, are like it
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "TEXT"
    )]
    pub(in crate::commands) filter: String,
    /// The title, or else the show, of this name, whose cohorts are counted, and whose page the
    /// dashboard opens; with --by, only such. A title may be called by its source's id: #ID
    /// [default: everything]
    #[arg(long, value_name = "NAME")]
    pub(in crate::commands) title: Option<String>,
    /// The one viewer whose plays count, in a household's own log: names kept, ten viewers at most [default: everyone]
    #[arg(long, value_name = "NAME")]
    pub(in crate::commands) viewer: Option<String>,
    /// What the sums are compared with [default: previous]
    #[arg(long, value_enum, value_name = "DAYS")]
    compare: Option<Against>,
}

fn parse_streak(text: &str) -> Result<Threshold, String> {
    let wanted = format!("a streak is of 2 to {LONGEST_STREAK} days");
    match text.parse() {
        Ok(0 | 1) => Err(format!("one day is no streak; {wanted}")),
        Ok(days @ 2..=LONGEST_STREAK) => Threshold::new(days).ok_or(wanted),
        Ok(_) | Err(_) => Err(wanted),
    }
}

/// What the sums are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Against {
    /// Nothing.
    Off,
    /// As many days just before.
    Previous,
    /// The same days of last year, aligned by weekday.
    LastYear,
}

impl From<Against> for Compare {
    fn from(against: Against) -> Self {
        match against {
            Against::Off => Self::Off,
            Against::Previous => Self::Previous,
            Against::LastYear => Self::LastYear,
        }
    }
}

/// What lists count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::commands) enum By {
    /// Each list by what suits it.
    Auto,
    /// Both by title.
    Title,
    /// Both by show.
    Show,
}

impl By {
    /// Returns the one level of both lists; `None` where each has its own.
    pub(in crate::commands) fn level(self) -> Option<Level> {
        match self {
            Self::Auto => None,
            Self::Title => Some(Level::Title),
            Self::Show => Some(Level::Show),
        }
    }

    /// Returns the levels of the lists.
    pub(in crate::commands) fn levels(self) -> Levels {
        self.level().map_or_else(Levels::default, Levels::both)
    }
}

impl Asked {
    /// Returns the one level of both lists; `None` where each has its own.
    pub(in crate::commands) fn level(&self) -> Option<Level> {
        self.by.and_then(By::level)
    }

    /// Returns the levels of the lists, if they are asked for.
    pub(in crate::commands) fn levels(&self) -> Option<Levels> {
        self.by.map(By::levels)
    }

    /// Returns the streak length K, if it is asked for.
    pub(in crate::commands) fn threshold(&self) -> Option<Threshold> {
        self.streak
    }

    /// Returns what totals are compared with, if it is asked for.
    pub(in crate::commands) fn compare(&self) -> Option<Compare> {
        self.compare.map(Compare::from)
    }

    /// Returns whether days are asked for.
    pub(in crate::commands) fn has_days(&self) -> bool {
        let AskedDays {
            range, from, to, ..
        } = &self.days;
        range.is_some() || from.is_some() || to.is_some()
    }

    /// Returns whether some of it has a meaning in a log only.
    pub(in crate::commands) fn needs_log(&self) -> bool {
        self.has_days() || self.title.is_some() || self.viewer.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2", Ok(2))]
    #[case("100000", Ok(100_000))]
    #[case("1", Err("one day is no streak; a streak is of 2 to 100000 days"))]
    #[case("100001", Err("a streak is of 2 to 100000 days"))]
    #[case("-3", Err("a streak is of 2 to 100000 days"))]
    fn a_streak_has_two_days_at_least(#[case] text: &str, #[case] days: Result<u32, &str>) {
        let parsed = parse_streak(text).map(Threshold::days);
        assert_eq!(parsed, days.map_err(str::to_owned));
    }
}
