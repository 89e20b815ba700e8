//! What a log says about itself.

use std::sync::Arc;

use crate::cube::day_number::Span;
use crate::domain::{ClosedDays, Day, DayRule, Window};
use crate::snapshot::everything::Everything;
use crate::store::Settings;
use crate::store::settings::TitleHours;

/// The largest log, in viewers, that is a household's own: nothing is hidden from it.
pub const HOUSEHOLD_VIEWERS: u64 = 10;

/// Before whom a log may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Whoever owns it.
    Owner,
    /// People in a room: it holds only what may be put on a wall; see [`super::Presented`].
    Room,
}

/// What a log says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Which day a moment belongs to.
    pub rule: DayRule,
    /// From the day of the first row to that of the last; `None` where there is no row.
    pub days: Option<Window>,
    /// Rows.
    pub rows: u64,
    /// Plays.
    pub plays: u64,
    /// Viewers with a play.
    pub viewers: u64,
    /// Cohorts below this many viewers are hidden until asked for.
    pub minimum_cohort: u32,
    /// Whether the hours of each title are counted; those of all plays together always are.
    pub has_title_hours: bool,
    /// Whether every number in it is made up.
    pub is_synthetic: bool,
    /// Whether it is a reduced log: cubes alone, without histories, rows and viewers.
    pub is_reduced: bool,
    /// The moment of its newest import, in Unix seconds.
    pub imported_at: Option<i64>,
    /// The one viewer it is about, by name, safe to show in the room; `None` where it is about all. What leaves the room,
    /// or is put on a wall, must be about all.
    pub viewer: Option<Arc<str>>,
    /// Before whom it may be shown.
    pub audience: Audience,
}

impl Facts {
    /// Returns whether the log holds only what may be put on a wall.
    #[must_use]
    pub fn is_for_room(&self) -> bool {
        self.audience == Audience::Room
    }

    /// Returns whether the log is a household's own.
    #[must_use]
    pub fn is_household(&self) -> bool {
        self.viewers <= HOUSEHOLD_VIEWERS
    }

    /// Returns the facts of a log with these settings and cubes, whose newest import was at this moment.
    pub(super) fn of(
        settings: &Settings,
        everything: &Everything,
        imported_at: Option<i64>,
    ) -> Self {
        let facts = Self {
            rule: settings.rule,
            days: None,
            rows: 0,
            plays: 0,
            viewers: 0,
            minimum_cohort: settings.minimum_cohort,
            has_title_hours: settings.title_hours == TitleHours::Counted,
            is_synthetic: settings.is_synthetic,
            is_reduced: false,
            imported_at,
            viewer: None,
            audience: Audience::Owner,
        };
        let facts = facts.within(everything.days(), everything);
        Self {
            minimum_cohort: if facts.is_household() {
                1
            } else {
                facts.minimum_cohort
            },
            ..facts
        }
    }

    /// Returns the facts of these days of the log.
    pub(super) fn within(&self, days: Option<Window>, everything: &Everything) -> Self {
        let span = days.map(Span::of);
        Self {
            days,
            rows: span.map_or(0, |span| everything.rows(span)),
            plays: span.map_or(0, |span| everything.plays(span)),
            viewers: span.map_or(0, |span| everything.active.within(span)),
            ..self.clone()
        }
    }

    /// Returns what it knows of its days at the moment `now` (Unix seconds); `None` where there is no row.
    #[must_use]
    pub fn closed_days(&self, now: i64) -> Option<ClosedDays> {
        let days = self.days?;
        let known = ClosedDays::new(self.rule, (days.from(), days.to()), self.imported_at, now);
        Some(known.made_up(self.is_synthetic))
    }

    /// Returns its latest day that is over for good at the moment `now` (Unix seconds).
    #[must_use]
    pub fn latest_closed(&self, now: i64) -> Option<Day> {
        let known = self.closed_days(now)?;
        known.latest(known.bounds().newest)
    }

    /// Returns the day before that of `now` (Unix seconds).
    #[must_use]
    pub fn yesterday(&self, now: i64) -> Day {
        self.rule.day_of(now).plus(-1)
    }

    /// Returns the day under way at `now` (Unix seconds), where the log holds rows of it or of later
    /// days: from it on, no day is over.
    #[must_use]
    pub fn unfinished(&self, now: i64) -> Option<Day> {
        let today = self.rule.day_of(now);
        self.days.filter(|days| today <= days.to()).map(|_| today)
    }

    /// Returns the last day that is over and that the log holds, given the day under way ([`Self::unfinished`]);
    /// [`Day::MAX`] for a log without days.
    #[must_use]
    pub fn last_finished(&self, unfinished: Option<Day>) -> Day {
        let newest = self.days.map_or(Day::MAX, Window::to);
        unfinished.map_or(newest, |day| day.plus(-1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_over_by_the_clock_and_rule_of_the_log() {
        let day = |text| Day::parse(text).unwrap();
        let facts = Facts {
            rule: DayRule {
                zone: chrono_tz::Europe::Rome,
                starts_minutes: 240,
            },
            days: Some(Window::ending(day("2017-12-10"), 30)),
            rows: 1,
            plays: 1,
            viewers: 1,
            minimum_cohort: 10,
            has_title_hours: true,
            is_synthetic: false,
            is_reduced: false,
            imported_at: None,
            viewer: None,
            audience: Audience::Owner,
        };
        let at = |moment: &str| {
            let moment = chrono::DateTime::parse_from_rfc3339(moment).unwrap();
            facts.unfinished(moment.timestamp())
        };
        assert_eq!(at("2017-12-11T02:59:59Z"), Some(day("2017-12-10")));
        assert_eq!(at("2017-12-11T03:00:00Z"), None);
        // A row from the future makes no day over that is not.
        assert_eq!(at("2017-12-08T12:00:00Z"), Some(day("2017-12-08")));
        let last_finished = |moment: &str| {
            let moment = chrono::DateTime::parse_from_rfc3339(moment).unwrap();
            facts.last_finished(facts.unfinished(moment.timestamp()))
        };
        assert_eq!(last_finished("2017-12-11T02:59:59Z"), day("2017-12-09"));
        assert_eq!(last_finished("2017-12-11T03:00:00Z"), day("2017-12-10"));
        assert_eq!(last_finished("2018-03-01T03:00:00Z"), day("2017-12-10"));
    }
}
