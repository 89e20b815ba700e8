//! Which streaks run: those that reach the last day that is over.

use bingetop::domain::{Day, Window};
use bingetop::query::{Log, Question};

use super::tiny::{Names, Tiny, played, window};

/// Ten viewers of a film on each of the days 0 to 4; two of them on day 5, too. An eleventh, of another film, makes
/// the log no household's.
fn log() -> Log {
    let mut plays = played(0..10, "Film", 0..=4);
    plays.extend(played(0..2, "Film", 5..=5));
    plays.extend(played(10..11, "Another", 0..=0));
    Tiny::of(Names::Hidden, plays).load().0
}

/// Viewers with a streak and with a running one, and the days and viewers of the sentence.
fn asked(log: &Log, window: Window, last_finished: Day) -> ((u32, u32), Option<(u32, u32)>) {
    let question = Question {
        last_finished,
        ..Question::about(window)
    };
    let frame = log.answer(&question, None);
    let row = frame.streaks.first().expect("a streak of two days");
    let callout = frame.callouts.first();
    let told = callout.map(|callout| (callout.days, callout.viewers));
    ((row.viewers, row.running), told)
}

#[test]
fn a_day_under_way_breaks_no_streak() {
    let log = log();
    let days = window(0, 5);
    assert_eq!(
        asked(&log, days, days.to().plus(-1)),
        ((10, 10), Some((5, 10)))
    );
    assert_eq!(
        asked(&log, days, days.to()),
        ((10, 2), None),
        "the day is over"
    );
}

#[test]
fn days_that_the_log_does_not_hold_yet_break_no_streak() {
    let log = log();
    let newest = log.facts().days.expect("days").to();
    let beyond = window(0, 9);
    assert_eq!(asked(&log, beyond, newest), ((10, 2), None));
    assert_eq!(
        asked(&log, beyond, newest.plus(-1)),
        ((10, 10), Some((5, 10)))
    );
}

#[test]
fn nothing_runs_where_no_day_is_over() {
    let log = log();
    let days = window(3, 5);
    assert_eq!(asked(&log, days, days.from().plus(-1)), ((2, 0), None));
}

#[test]
fn by_the_clock_streaks_stay_over_midnight() {
    let log = log();
    let newest = log.facts().days.expect("days").to();
    let noon = |day: Day| i64::from(day.0) * 86_400 + 43_200;
    let at = |day| {
        let facts = log.facts();
        facts.last_finished(facts.unfinished(noon(day)))
    };
    assert_eq!(asked(&log, window(0, 5), at(newest)).0, (10, 10));
    // Nobody has played anything yet on the day after.
    let tomorrow = newest.plus(1);
    assert_eq!(asked(&log, window(0, 5), at(tomorrow)).0, (10, 2));
    assert_eq!(asked(&log, window(0, 6), at(tomorrow)).0, (10, 2));
}
