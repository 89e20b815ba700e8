//! Which days of a log are closed, for whoever publishes of it: windows with an open day are refused.

use chrono::{DateTime, Datelike as _};
use rusqlite::Connection;

use super::refusal::Refusal;
use crate::domain::{ClosedDays, Day, Window};
use crate::store::{Settings, sources};

/// Returns what a log knows of its days at the moment `clock` (Unix seconds); `None` where it holds no rows.
pub(super) fn load(
    conn: &Connection,
    settings: &Settings,
    clock: i64,
) -> rusqlite::Result<Option<ClosedDays>> {
    let ends: (Option<i32>, Option<i32>) =
        conn.query_row("SELECT min(day), max(day) FROM plays", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let (Some(first), Some(newest)) = ends else {
        return Ok(None);
    };
    let imported = sources::newest_import(conn)?;
    let days = ClosedDays::new(settings.rule, (Day(first), Day(newest)), imported, clock);
    Ok(Some(days.made_up(settings.is_synthetic)))
}

/// Refuses a window one of whose days is open.
pub(super) fn refuse_open(days: &ClosedDays, window: Window) -> Result<(), Refusal> {
    // The days before a closed one are closed.
    if days.is_closed(window.to()) {
        return Ok(());
    }
    Err(Refusal::Open(openness(days, window)))
}

fn openness(days: &ClosedDays, window: Window) -> String {
    let last = window.to();
    let moment = DateTime::from_timestamp(days.closes(last), 0).unwrap_or_default();
    let moment = moment.with_timezone(&days.rule.zone);
    let zone = days.rule.zone.name();
    let from = days.latest(last);
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

/// Returns the years in which days of a window lie.
pub(super) fn years(window: Window) -> std::ops::RangeInclusive<i32> {
    let year = |day: Day| day.date().year();
    year(window.from())..=year(window.to())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DayRule;

    const HOUR: i64 = 60 * 60;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// 2017-12-10 ends at this moment in Rome.
    fn end() -> i64 {
        DayRule::midnight(chrono_tz::Europe::Rome).end_of(day("2017-12-10"))
    }

    fn days(now: i64, imported: i64, newest: &str) -> ClosedDays {
        let rule = DayRule::midnight(chrono_tz::Europe::Rome);
        ClosedDays::new(rule, (day("2017-01-01"), day(newest)), Some(imported), now)
    }

    fn refused(days: ClosedDays) -> Option<String> {
        let window = Window::ending(day("2017-12-10"), 18);
        refuse_open(&days, window)
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
        let sample = |now| days(now, end() - HOUR, "2017-12-10").made_up(true);
        assert!(refused(sample(end() - 1)).is_some());
        assert_eq!(refused(sample(end())), None);
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
