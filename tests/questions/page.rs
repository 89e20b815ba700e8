//! Which days the page of an item is compared with.

use bingetop::domain::{Item, Level, Window};
use bingetop::query::Question;
use bingetop::query::question::Compare;

use super::tiny::{Names, Tiny, played, window};

/// The survival before, of a film that five viewers saw on each of the days 0 to 20.
fn survival_before(asked: Window, compare: Compare) -> Vec<u32> {
    let (log, conn) = Tiny::of(Names::Hidden, played(0..5, "Film", 0..=20)).load();
    let question = Question {
        item: Some(Item::title(log.items(Level::Title)[0])),
        compare,
        ..Question::about(asked)
    };
    let selected = log.select(&conn, &question).expect("it is read");
    let page = log.page(&question, &selected.expect("an item is asked for"));
    page.survival_before
}

#[test]
fn a_page_is_compared_with_days_from_the_first_of_the_log_on() {
    assert_eq!(survival_before(window(10, 19), Compare::Previous), [5; 10]);
}

#[test]
fn a_page_is_not_compared_with_days_before_the_log() {
    let before = survival_before(window(10, 20), Compare::Previous);
    assert_eq!(before, [0; 0], "one of eleven days is before the log");
    let before = survival_before(window(10, 19), Compare::LastYear);
    assert_eq!(before, [0; 0], "all are");
}

#[test]
fn a_page_is_compared_with_nothing_where_that_is_asked() {
    assert_eq!(survival_before(window(10, 19), Compare::Off), [0; 0]);
}
