//! Cohorts by week, of windows that are longer than anybody reads.

use bingetop::derive::{self, Limits};
use bingetop::domain::{Item, Level, Window};
use bingetop::query::cohorts::weeks::MOST_WEEKS;
use bingetop::query::cohorts::weeks::WeekCohort;
use bingetop::query::{Log, Question};

use super::tiny::{Names, Tiny, played, window};

/// The cohorts by week of five viewers who saw a film twice, weeks apart: of everything, of everything counted
/// ahead, and of the film.
fn by_week(asked: Window) -> [Vec<WeekCohort>; 3] {
    let mut plays = played(0..5, "Film", 0..=0);
    plays.extend(played(0..5, "Film", 20..=20));
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
        log.cohorts(&everything, None).by_week,
        ahead.cohorts(&everything, None).by_week,
        log.cohorts(&of_film, film.as_ref()).by_week,
    ]
}

/// A window of so many weeks that ends with the log's last day.
fn weeks(count: usize) -> Window {
    let last = window(20, 20).to();
    let weeks_before = i32::try_from(count - 1).expect("it is small");
    Window::new(last.monday().plus(-7 * weeks_before), last).expect("it has a day")
}

#[test]
fn weeks_without_viewers_are_listed_up_to_the_most_that_are() {
    for found in by_week(weeks(MOST_WEEKS)) {
        assert_eq!(found.len(), MOST_WEEKS);
        assert_eq!(found.iter().map(|week| week.viewers).sum::<u32>(), 5);
    }
}

#[test]
fn of_more_weeks_only_those_with_viewers_are_listed() {
    for found in by_week(weeks(MOST_WEEKS + 1)) {
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].monday, window(0, 0).from().monday());
        assert_eq!(
            (found[0].viewers, &found[0].active[..]),
            (5, &[0, 0, 5][..])
        );
    }
}
