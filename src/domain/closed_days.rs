//! Days that are over for good: of these alone anything is published or put on a wall.

use super::range::Bounds;
use super::{Day, DayRule};

/// How long after its end a day stays open, in seconds: rows come late.
const WAIT: i64 = 48 * 60 * 60;

/// How far back a day is looked for that is closed.
const LOOK_BACK: i32 = 400;

/// What a log knows of its days at some moment.
#[derive(Debug, Clone, Copy)]
pub struct ClosedDays {
    /// Which day a moment belongs to.
    pub rule: DayRule,
    /// The moment, in Unix seconds.
    now: i64,
    /// That of the newest import.
    imported: i64,
    first: Day,
    newest: Day,
    is_made_up: bool,
}

impl ClosedDays {
    /// Returns what a log with days from `first` to `newest`, whose newest import was at `imported`, knows at the moment
    /// `clock` (Unix seconds).
    ///
    /// A clock that was set back before the newest import is taken to stand there: it tells nothing.
    #[must_use]
    pub fn new(
        rule: DayRule,
        (first, newest): (Day, Day),
        imported: Option<i64>,
        clock: i64,
    ) -> Self {
        let imported = imported.unwrap_or(i64::MIN);
        Self {
            rule,
            now: clock.max(imported),
            imported,
            first,
            newest,
            is_made_up: false,
        }
    }

    /// Returns the same of a log that is made up, where `is_made_up`: nothing comes late in it.
    #[must_use]
    pub fn made_up(self, is_made_up: bool) -> Self {
        Self { is_made_up, ..self }
    }

    /// Returns the days that a typed window is relative to.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds {
            first: self.first,
            newest: self.newest,
        }
    }

    /// Returns the day of the moment itself.
    #[must_use]
    pub fn today(&self) -> Day {
        self.rule.day_of(self.now)
    }

    /// Returns the moment, in Unix seconds, before which a day is open.
    #[must_use]
    pub fn closes(&self, day: Day) -> i64 {
        let wait = if self.is_made_up { 0 } else { WAIT };
        self.rule.end_of(day) + wait
    }

    /// Returns whether rows of a day that come from now on are late.
    ///
    /// A log that goes on has a later day by then. One that was made of an export of long ago has none, and needs none:
    /// what was not in it then will not be.
    #[must_use]
    pub fn is_closed(&self, day: Day) -> bool {
        let closes = self.closes(day);
        let is_complete = self.newest > day || self.imported >= closes || self.is_made_up;
        self.now >= closes && is_complete
    }

    /// Returns the latest closed day up to `last`; an earlier day is over sooner, and has all later days that a later one
    /// has, so that all days before it are closed, too.
    #[must_use]
    pub fn latest(&self, last: Day) -> Option<Day> {
        let from = last.min(self.today());
        let days = (0..LOOK_BACK).map(|back| from.plus(-back));
        days.take_while(|day| *day >= self.first)
            .find(|day| self.is_closed(*day))
    }
}
