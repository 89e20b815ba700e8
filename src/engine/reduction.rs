//! What a reduction is of and by, and whether another one goes on from it.

use rusqlite::Connection;

use crate::domain::{Day, DayRule, Window};
use crate::store::settings::SettingsError;
use crate::store::{Settings, reduced};

/// What a reduction is of and by: what has to be the same where days are appended to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reduction {
    /// Which day a moment belongs to.
    pub rule: DayRule,
    /// Seconds a viewing must last to be a play; `None` leaves it to each title's kind.
    pub minimum_seconds: Option<u32>,
    /// Cohorts of fewer viewers are hidden until asked for.
    pub minimum_cohort: u32,
    /// Rows of which days are in it, by its own word; `None` where it was made before reductions said so.
    pub days: Option<Window>,
}

/// Why a reduction does not go on from an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContinueError {
    /// They are by other settings.
    #[error(
        "it is by {earlier}, and the new days are by {later}; say the same, or reduce all days anew"
    )]
    Settings {
        /// What the earlier one is by, as an option.
        earlier: String,
        /// What the later one is by.
        later: String,
    },
    /// The earlier one does not say of which days it is.
    #[error("it does not say of which days it is; reduce all days anew, with --to")]
    NoDays,
    /// They do not begin on the same day.
    #[error(
        "it begins on {earlier}, and the new cells on {later}; append to the cells that it was made of"
    )]
    First {
        /// The earlier one's first day.
        earlier: Day,
        /// The later one's.
        later: Day,
    },
    /// A day of the earlier one has other rows in the later one.
    #[error(
        "its rows of {day} are not those of the new cells, which are of another source; append to the cells that it was made of"
    )]
    Rows {
        /// The first such day.
        day: Day,
    },
    /// There are no new days.
    #[error("it has all days to {last} already; the last of the new days has to be a later one")]
    NoNewDays {
        /// The earlier one's last day.
        last: Day,
    },
}

impl Reduction {
    /// Returns what a reduced log says of itself; `None` where it is no reduced one.
    ///
    /// # Errors
    ///
    /// Fails where a setting cannot be read or means nothing.
    pub fn of_log(conn: &Connection) -> Result<Option<Self>, SettingsError> {
        if !reduced::is_reduced(conn)? {
            return Ok(None);
        }
        let days = reduced::days(conn)?;
        let settings = Settings::load(conn)?;
        Ok(settings.map(|settings| Self::of_settings(&settings, days)))
    }

    /// Returns what a log's settings say of it.
    #[must_use]
    pub fn of_settings(settings: &Settings, days: Option<Window>) -> Self {
        Self {
            rule: settings.rule,
            minimum_seconds: settings.minimum_seconds,
            minimum_cohort: settings.minimum_cohort,
            days,
        }
    }

    /// Returns the options that say what it is by.
    fn options(&self) -> [String; 4] {
        let minimum = self.minimum_seconds;
        [
            format!("--time-zone {}", self.rule.zone.name()),
            format!("--day-starts {}", self.rule.starts()),
            minimum.map_or("no --minimum-seconds".to_owned(), |seconds| {
                format!("--minimum-seconds {seconds}")
            }),
            format!("--min-cohort {}", self.minimum_cohort),
        ]
    }

    /// Makes sure that days after the last of this one may be appended by the settings of `later`; returns its days.
    ///
    /// # Errors
    ///
    /// Fails where they are by other settings.
    pub fn may_go_on(&self, later: &Self) -> Result<Window, ContinueError> {
        let options = self.options().into_iter().zip(later.options());
        for (earlier, later) in options {
            if earlier != later {
                return Err(ContinueError::Settings { earlier, later });
            }
        }
        self.days.ok_or(ContinueError::NoDays)
    }

    /// Makes sure that `later` is this one with more days at its end.
    ///
    /// # Errors
    ///
    /// Fails where it is not.
    pub fn goes_on_in(&self, later: &Self) -> Result<(), ContinueError> {
        let days = self.may_go_on(later)?;
        let all = later.days.ok_or(ContinueError::NoDays)?;
        if days.from() != all.from() {
            return Err(ContinueError::First {
                earlier: days.from(),
                later: all.from(),
            });
        }
        if all.to() <= days.to() {
            return Err(ContinueError::NoNewDays { last: days.to() });
        }
        Ok(())
    }
}
