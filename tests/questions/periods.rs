//! Cohorts by week and by month, of windows that are longer than anybody reads.

use bingetop::derive::{self, Limits};
use bingetop::domain::{Item, Level, Period, Window};
use bingetop::query::cohorts::periods::{MOST_MONTHS, PeriodCohort};
use bingetop::query::{Log, Question};

use super::tiny::{Names, Tiny, played, window};

/// The cohorts by week or month of five viewers who saw a film twice, weeks apart: of everything, of everything counted
/// ahead, and of the film.
fn by_period(asked: Window) -> [Vec<PeriodCohort>; 3] {
    let mut plays = played(0..5, "Film", 0..=0);
    plays.extend(played(0..5, "Film", 40..=40));
    let (log, conn) = Tiny::of(Names::Hidden, plays).load();
    let everything = Question::about(asked);
    let of_film = Question {
        item: Some(Item::title(log.items(Level::Title)[0])),
        ..everything.clone()
    };
    let film = log.select(&conn, &of_film).expect("it is read");
    let limits = Limits {
        precompute_from: 0,
        ..Limits::default()
    };
    derive::rebuild_into_temp(&conn, limits).expect("the plays are read");
    let ahead = Log::load(&conn).expect("the log is read");
    [
        log.cohorts(&everything, None).by_period,
        ahead.cohorts(&everything, None).by_period,
        log.cohorts(&of_film, film.as_ref()).by_period,
    ]
}

/// A window that begins with a week or month and ends with the log's last day, in the last of so many.
fn ending(period: Period, count: usize) -> Window {
    let last = window(40, 40).to();
    let mut first = period.start(last);
    for _ in 1..count {
        first = period.start(first.plus(-1));
    }
    Window::new(first, last).expect("it has a day")
}

#[test]
fn at_most_half_a_year_goes_by_week() {
    for found in by_period(ending(Period::Week, 26)) {
        assert_eq!(found.len(), 26);
        let first = found.iter().find(|week| week.viewers > 0).expect("a week");
        assert_eq!(first.start, window(0, 0).from().monday());
        assert_eq!(first.viewers, 5);
        assert_eq!(first.active.iter().sum::<u32>(), 5);
    }
}

#[test]
fn a_longer_window_goes_by_month_and_lists_those_without_viewers_up_to_the_most_that_are() {
    for count in [7, MOST_MONTHS] {
        for found in by_period(ending(Period::Month, count)) {
            assert_eq!(found.len(), count);
            assert_eq!(found.iter().map(|month| month.viewers).sum::<u32>(), 5);
        }
    }
}

#[test]
fn of_more_months_only_those_with_viewers_are_listed() {
    for found in by_period(ending(Period::Month, MOST_MONTHS + 1)) {
        assert_eq!(found.len(), 1);
        let first = Period::Month.start(window(0, 0).from());
        let months = Period::Month.between(first, window(40, 40).to());
        assert_eq!((found[0].start, found[0].viewers), (first, 5));
        let mut active = vec![0; months];
        active[months - 1] = 5;
        assert_eq!(found[0].active, active);
    }
}
