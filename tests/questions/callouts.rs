//! Which cohorts are worth a sentence.

use bingetop::domain::{Item, Level};
use bingetop::formats::record::Record;
use bingetop::query::Question;
use bingetop::query::callouts::Callout;

use super::tiny::{Names, Tiny, played, window};

/// The last day of the logs here.
const LAST: i32 = 29;

fn callouts(plays: Vec<Record<'static>>) -> Vec<Callout> {
    let (log, _) = Tiny::of(Names::Hidden, plays).load();
    let frame = log.answer(&Question::about(window(0, LAST)), None);
    frame.callouts.clone()
}

/// The sentence on the page of the only title.
fn on_its_page(plays: Vec<Record<'static>>) -> Option<Callout> {
    let (log, conn) = Tiny::of(Names::Hidden, plays).load();
    let question = Question {
        item: Some(Item::title(log.items(Level::Title)[0])),
        ..Question::about(window(0, LAST))
    };
    let selected = log.select(&conn, &question).expect("it is read");
    let page = log.page(&question, &selected.expect("an item is asked for"));
    page.callout
}

/// Ten viewers of a title on each of the last `days` days, and an eleventh on each day there is.
fn with_a_devotee(title: &str, days: i32) -> Vec<Record<'static>> {
    let mut plays = played(0..10, title, LAST + 1 - days..=LAST);
    plays.extend(played(10..11, title, 0..=LAST));
    plays
}

#[test]
fn a_cohort_of_exactly_the_minimum_is_worth_a_sentence() {
    let crowd = played(0..10, "Film", 25..=LAST);
    let found = callouts(crowd.clone());
    let counted = |callout: &Callout| (callout.days, callout.viewers);
    assert_eq!(found.iter().map(counted).collect::<Vec<_>>(), [(5, 10)]);
    assert_eq!(on_its_page(crowd).as_ref().map(counted), Some((5, 10)));
}

#[test]
fn a_cohort_of_one_less_than_the_minimum_is_not_worth_a_sentence() {
    let mut few = played(0..9, "Film", 25..=LAST);
    // With these, the log is no household's, which may be told of its own.
    few.extend(played(9..11, "Another", 0..=0));
    assert_eq!(callouts(few.clone()), []);
    assert_eq!(on_its_page(few), None);
}

/// The best cohort is sought among items by what their running streaks promise at most: many viewers, of whom
/// one has been there for long. Where that is far more than they hold, those that hold more come late.
#[test]
fn the_best_cohort_is_found_behind_many_that_promise_more() {
    let promising = (0..60).flat_map(|n| with_a_devotee(&format!("Promising {n:02}"), 2));
    let steady = played(0..10, "Steady", LAST - 19..=LAST);
    // What is looked at together with it does not even promise enough.
    let weak = played(0..10, "Weak", LAST - 1..=LAST);
    let found = callouts(promising.chain(steady).chain(weak).collect());
    assert_eq!(&*found[0].name.name, "Steady");
    assert_eq!((found[0].days, found[0].viewers), (20, 10));
    assert_eq!((found[1].days, found[1].viewers), (2, 11));
}

#[test]
fn of_equal_cohorts_the_first_by_name_is_taken_however_late_it_is_looked_at() {
    // Those with a devotee promise more than they hold, and are looked at before the one without.
    let mut plays: Vec<Record<'static>> = (0..24)
        .flat_map(|n| with_a_devotee(&format!("B{n:02}"), 10))
        .collect();
    // Eleven viewers on each of ten days there, and here.
    plays.extend(played(0..11, "A", LAST - 9..=LAST));
    let found = callouts(plays);
    let told: Vec<(&str, u32, u32)> = found
        .iter()
        .map(|callout| (&*callout.name.name, callout.days, callout.viewers))
        .collect();
    let expected = ["A", "B00", "B01", "B02", "B03", "B04"].map(|name| (name, 10, 11));
    assert_eq!(told, expected);
}

/// A cohort's score is its viewers by the square of its days.
#[test]
fn ten_days_of_a_crowd_outrank_two_of_a_multitude() {
    let mut plays = played(0..60, "Multitude", LAST - 1..=LAST);
    plays.extend(played(0..10, "Crowd", LAST - 9..=LAST));
    let found = callouts(plays);
    assert_eq!(&*found[0].name.name, "Crowd");
    assert_eq!(&*found[1].name.name, "Multitude");
}
