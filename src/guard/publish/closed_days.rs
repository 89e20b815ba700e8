//! Days that are over for good: only of these may anything be published.

use chrono::{DateTime, Datelike as _};
use rusqlite::Connection;

use super::refusal::Refusal;
use crate::domain::range::Bounds;
use crate::domain::{Day, DayRule, Window};
use crate::store::Settings;

/// How long after its end a day stays open: rows come late.
const WAIT: i64 = 48 * 60 * 60;

/// How far back a day is looked for that can be told of instead.
const LOOK_BACK: i32 = 400;

/// What a log knows of its days at some moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    rule: DayRule,
    /// The moment, in Unix seconds.
    now: i64,
    /// That of the newest import.
    imported: i64,
    first: Day,
    newest: Day,
    is_made_up: bool,
}

impl Days {
    /// Returns what the log knows at the moment `clock` (Unix seconds); `None` where it holds no rows.
    ///
    /// A clock that was set back before the newest import is taken to stand there: it tells nothing.
    pub(super) fn load(
        conn: &Connection,
        settings: &Settings,
        clock: i64,
    ) -> rusqlite::Result<Option<Self>> {
        let ends: (Option<i32>, Option<i32>) =
            conn.query_row("SELECT min(day), max(day) FROM plays", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let (Some(first), Some(newest)) = ends else {
            return Ok(None);
        };
        let imported: Option<i64> =
            conn.query_row("SELECT max(imported_at) FROM sources", [], |row| row.get(0))?;
        let imported = imported.unwrap_or(i64::MIN);
        Ok(Some(Self {
            rule: settings.rule,
            now: clock.max(imported),
            imported,
            first: Day(first),
            newest: Day(newest),
            is_made_up: settings.is_synthetic,
        }))
    }

    /// Returns the days that a typed window is relative to.
    pub(super) fn bounds(&self) -> Bounds {
        Bounds {
            first: self.first,
            newest: self.newest,
        }
    }

    /// Returns the day of the moment itself.
    pub(super) fn today(&self) -> Day {
        self.rule.day_of(self.now)
    }

    /// Refuses a window one of whose days is open.
    pub(super) fn refuse_open(&self, window: Window) -> Result<(), Refusal> {
        // An earlier day is over sooner, and has all later days that a later one has.
        if self.is_closed(window.to()) {
            return Ok(());
        }
        Err(Refusal::Open(self.openness(window)))
    }

    /// Returns whether rows of a day that come from now on are late.
    ///
    /// A log that goes on has a later day by then. One that was made of an export of long ago has none, and needs none:
    /// what was not in it then will not be. Nothing comes late in a made-up log.
    fn is_closed(&self, day: Day) -> bool {
        let closes = self.rule.end_of(day) + WAIT;
        let is_complete = self.newest > day || self.imported >= closes || self.is_made_up;
        self.now >= closes && is_complete
    }

    fn openness(&self, window: Window) -> String {
        let last = window.to();
        let closes = self.rule.end_of(last) + WAIT;
        let moment = DateTime::from_timestamp(closes, 0).unwrap_or_default();
        let moment = moment.with_timezone(&self.rule.zone);
        let zone = self.rule.zone.name();
        let from = self.latest_closed(last);
        let instead = from.filter(|day| *day >= window.from()).map_or_else(
            || "days that have been over for longer can be told of".to_owned(),
            |day| format!("days up to {day} can be told of now"),
        );
        format!(
            "{last} is still open: late rows may come. It can be told of from {} ({zone}) on, if a later day, or an \
             import made after that, is in the log; {instead}",
            moment.format("%Y-%m-%d %H:%M")
        )
    }

    /// Returns the latest day up to `last` of which something can be published now.
    pub(super) fn latest_closed(&self, last: Day) -> Option<Day> {
        let from = last.min(self.today());
        let days = (0..LOOK_BACK).map(|back| from.plus(-back));
        days.take_while(|day| *day >= self.first)
            .find(|day| self.is_closed(*day))
    }
}

/// Returns the years in which days of a window lie.
pub(super) fn years(window: Window) -> std::ops::RangeInclusive<i32> {
    let year = |day: Day| day.date().year();
    year(window.from())..=year(window.to())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// 2017-12-10 ends at this moment in Rome.
    fn end() -> i64 {
        DayRule::midnight(chrono_tz::Europe::Rome).end_of(day("2017-12-10"))
    }

    fn days(now: i64, imported: i64, newest: &str) -> Days {
        Days {
            rule: DayRule::midnight(chrono_tz::Europe::Rome),
            now: now.max(imported),
            imported,
            first: day("2017-01-01"),
            newest: day(newest),
            is_made_up: false,
        }
    }

    fn refused(days: Days) -> Option<String> {
        let window = Window::ending(day("2017-12-10"), 18);
        days.refuse_open(window)
            .err()
            .map(|error| error.to_string())
    }

    #[test]
    fn a_live_log_closes_a_day_two_days_after_its_end_where_it_has_a_later_one() {
        let imported = end() + HOUR;
        let closes = end() + 48 * HOUR;
        assert!(refused(days(closes - 1, imported, "2017-12-11")).is_some());
        assert_eq!(refused(days(closes, imported, "2017-12-11")), None);
        assert!(refused(days(closes, imported, "2017-12-10")).is_some());
        assert!(refused(days(closes + 9_999 * HOUR, imported, "2017-12-10")).is_some());
    }

    #[test]
    fn an_export_of_long_ago_needs_no_later_day() {
        let closes = end() + 48 * HOUR;
        assert_eq!(refused(days(0, closes, "2017-12-10")), None);
        assert!(refused(days(closes, closes - 1, "2017-12-10")).is_some());
    }

    #[test]
    fn a_made_up_log_has_nothing_late() {
        let sample = |now| Days {
            is_made_up: true,
            ..days(now, end() + 8 * HOUR, "2017-12-10")
        };
        assert!(refused(sample(end() + 47 * HOUR)).is_some());
        assert_eq!(refused(sample(end() + 48 * HOUR)), None);
    }

    #[test]
    fn the_refusal_says_when_and_what_else() {
        let words = refused(days(end(), end(), "2017-12-10")).unwrap();
        assert!(
            words.contains("from 2017-12-13 00:00 (Europe/Rome) on"),
            "{words}"
        );
        assert!(
            words.contains("days up to 2017-12-08 can be told of now"),
            "{words}"
        );
    }

    #[test]
    fn a_window_lies_in_the_years_of_its_days() {
        let window = |from, to| Window::new(day(from), day(to)).unwrap();
        let of = |from, to| years(window(from, to)).collect::<Vec<_>>();
        assert_eq!(of("2017-11-23", "2017-12-10"), [2017]);
        assert_eq!(of("2016-12-31", "2018-01-01"), [2016, 2017, 2018]);
    }
}
