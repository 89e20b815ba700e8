//! What a binge is, and where a viewer stops.

use bingetop::domain::{Item, Level, Levels};
use bingetop::formats::record::Record;
use bingetop::query::Question;
use bingetop::query::sittings::{Bingers, Sittings};
use rstest::rstest;

use super::tiny::{Names, Tiny, played, window};

/// The seconds of a row, where it is known, and when it starts after the first.
type Row = (&'static str, i64, Option<u32>);

/// Answers for one viewer who plays titles of a show on one day, and names the title stopped at.
fn watched(rows: &[Row], change: impl Fn(&mut Record<'static>)) -> (Sittings, Option<String>) {
    let rows = rows.iter().flat_map(|(title, later, seconds)| {
        let mut plays = played(0..1, title, 0..=0);
        for play in &mut plays {
            play.show = Some("Harbour".into());
            play.start += later;
            play.seconds = *seconds;
            change(play);
        }
        plays
    });
    let (log, conn) = Tiny::of(Names::Kept, rows.collect::<Vec<_>>()).load();
    let question = Question {
        levels: Levels::both(Level::Show),
        item: log.items(Level::Show).first().copied().map(Item::show),
        ..Question::about(window(0, 9))
    };
    let found = log.sittings(&conn, &question).expect("the rows are read");
    let stops: Vec<_> = found.stops.iter().map(|stop| stop.viewers).collect();
    assert_eq!(stops, [1], "the one viewer stops at one title");
    let title = found.stops[0].title;
    let title = title.map(|title| log.name(Level::Title, title).name.to_string());
    (found, title)
}

const ONE: Bingers = Bingers {
    binges: 1,
    most: 3,
    viewers: 1,
};

#[rstest]
#[case::as_late_as_can_be(&[("A", 0, Some(600)), ("B", 2_400, Some(600)), ("C", 4_800, Some(600))], &[ONE])]
#[case::a_second_later(&[("A", 0, Some(600)), ("B", 2_401, Some(600)), ("C", 4_800, Some(600))], &[])]
#[case::two_titles(&[("A", 0, Some(600)), ("B", 600, Some(600)), ("A", 1_200, Some(600))], &[])]
#[case::while_another_goes_on(&[("A", 0, Some(9_000)), ("B", 600, Some(600)), ("C", 9_600, Some(600))], &[ONE])]
#[case::the_first_without_a_length(&[("A", 0, None), ("B", 10, Some(600)), ("C", 620, Some(600))], &[])]
#[case::the_last_without_a_length(&[("A", 0, Some(600)), ("B", 600, Some(600)), ("C", 1_200, None)], &[ONE])]
#[case::at_once(&[("C", 0, None), ("B", 0, None), ("A", 0, Some(600))], &[ONE])]
fn three_titles_one_after_another_are_a_binge(#[case] rows: &[Row], #[case] bingers: &[Bingers]) {
    let (found, _) = watched(rows, |_| {});
    assert_eq!(found.bingers, bingers);
    assert!(found.has_ends);
}

#[test]
fn binges_add_up_for_each_viewer() {
    let later =
        |later: i64| move |title: &'static str, place: i64| (title, later + 600 * place, Some(600));
    let (morning, evening) = (later(0), later(30_000));
    let rows = [
        morning("A", 0),
        morning("B", 1),
        morning("C", 2),
        evening("D", 0),
        evening("E", 1),
        evening("F", 2),
        evening("G", 3),
    ];
    let (found, stop) = watched(&rows, |_| {});
    let twice = Bingers {
        binges: 2,
        most: 4,
        viewers: 1,
    };
    assert_eq!(found.bingers, [twice]);
    assert_eq!(stop.as_deref(), Some("G"));
}

#[test]
fn without_lengths_binges_are_unknown() {
    let (found, stop) = watched(&[("A", 0, None), ("B", 60, None), ("C", 120, None)], |_| {});
    assert_eq!((found.bingers, found.has_ends), (Vec::new(), false));
    assert_eq!(stop.as_deref(), Some("C"));
}

/// Nobody knows which of a day's titles came last, or how they hung together.
#[test]
fn rows_known_by_day_only_are_no_binge_and_have_no_last_title() {
    let rows = [
        ("A", 0, Some(600)),
        ("B", 0, Some(600)),
        ("C", 0, Some(600)),
    ];
    let (found, stop) = watched(&rows, |play| play.is_by_day = true);
    assert_eq!((found.bingers, found.has_ends), (Vec::new(), false));
    assert_eq!(stop, None);
    let (_, stop) = watched(&rows[..1], |play| play.is_by_day = true);
    assert_eq!(stop.as_deref(), Some("A"));
}
