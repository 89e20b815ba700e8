//! A zone's offsets from UTC, as SQL: whatever an engine knows of zones, days are those of the program.

use std::fmt::Write as _;

use chrono::{DateTime, Offset as _, TimeZone as _};
use chrono_tz::Tz;

use crate::domain::Window;

/// How far apart the offset is looked at. No zone goes back on a change so soon.
const STEP: i64 = 6 * 60 * 60;

const DAY_SECONDS: i64 = 86_400;

/// How many changes stand on a line.
const ON_A_LINE: usize = 4;

/// Returns the seconds that the wall clock of a zone is ahead of UTC at a moment, given as Unix seconds.
fn offset(zone: Tz, unix_seconds: i64) -> i32 {
    let moment = DateTime::from_timestamp(unix_seconds, 0).unwrap_or_default();
    zone.offset_from_utc_datetime(&moment.naive_utc())
        .fix()
        .local_minus_utc()
}

/// Returns the offset at the beginning of some days, and each change until their end: from which moment on it is what.
fn changes(zone: Tz, days: Window) -> (i32, Vec<(i64, i32)>) {
    // Zones and starts of days move a row by two days at most.
    let mut at = (i64::from(days.from().0) - 2) * DAY_SECONDS;
    let end = (i64::from(days.to().0) + 3) * DAY_SECONDS;
    let first = offset(zone, at);
    let (mut before, mut changes) = (first, Vec::new());
    while at < end {
        let after = offset(zone, at + STEP);
        if after != before {
            let (mut old, mut new) = (at, at + STEP);
            while new - old > 1 {
                let between = old + (new - old) / 2;
                if offset(zone, between) == before {
                    old = between;
                } else {
                    new = between;
                }
            }
            changes.push((new, after));
            before = after;
        }
        at += STEP;
    }
    (first, changes)
}

/// Returns the seconds that the wall clock is ahead of UTC as an expression over `moment`, which is in Unix seconds; true for
/// all moments of these days. Later changes come first, as most rows are of late.
#[must_use]
pub fn offset_sql(zone: Tz, days: Window, moment: &str) -> String {
    let (first, changes) = changes(zone, days);
    if changes.is_empty() {
        return first.to_string();
    }
    let mut sql = "CASE".to_owned();
    for (place, (from, seconds)) in changes.iter().rev().enumerate() {
        let gap = if place % ON_A_LINE == 0 {
            "\n          "
        } else {
            " "
        };
        // Writing into a text cannot fail.
        let _ = write!(sql, "{gap}WHEN {moment} >= {from} THEN {seconds}");
    }
    let _ = write!(sql, "\n          ELSE {first} END");
    sql
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    /// What the expression says of a moment.
    fn said((first, changes): &(i32, Vec<(i64, i32)>), moment: i64) -> i32 {
        let last = changes.iter().rev().find(|(from, _)| moment >= *from);
        last.map_or(*first, |(_, seconds)| *seconds)
    }

    #[test]
    fn offsets_are_those_of_the_zone_every_quarter_of_an_hour() {
        let day = |year| Day::from_ymd(year, 1, 1).expect("a day");
        let days = Window::new(day(2008), day(2020)).expect("a window");
        let (from, to) = (i64::from(days.from().0), i64::from(days.to().0));
        for name in [
            "UTC",
            "Europe/Rome",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Africa/Casablanca",
        ] {
            let zone: Tz = name.parse().expect("a zone");
            let changes = changes(zone, days);
            for moment in (from * DAY_SECONDS..to * DAY_SECONDS).step_by(900) {
                let expected = offset(zone, moment);
                assert_eq!(said(&changes, moment), expected, "{name}, {moment}");
            }
        }
    }

    #[test]
    fn a_zone_without_changes_is_one_number() {
        let day = |year| Day::from_ymd(year, 1, 1).expect("a day");
        let days = Window::new(day(2017), day(2018)).expect("a window");
        assert_eq!(offset_sql(Tz::UTC, days, "m"), "0");
        assert_eq!(
            offset_sql(Tz::Europe__Rome, days, "m"),
            "CASE\n          WHEN m >= 1509238800 THEN 3600 WHEN m >= 1490490000 THEN 7200\n          ELSE 3600 END"
        );
    }
}
