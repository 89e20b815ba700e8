//! Titles that nothing on a screen tells apart: what puts them in order.

use bingetop::domain::{Kind, Level, Levels};
use bingetop::formats::record::Record;
use bingetop::query::{Question, naming};
use rstest::rstest;

use super::tiny::{Names, Tiny, played, window};

/// The plays of a title that its source tells from others of its name by an id.
fn of_source(id: &'static str, kind: Kind) -> Vec<Record<'static>> {
    let of_title = |play| Record {
        id: Some(id.into()),
        kind: Some(kind),
        show: (kind == Kind::Episode).then_some("Film".into()),
        ..play
    };
    played(0..5, "Film", 0..=1)
        .into_iter()
        .map(of_title)
        .collect()
}

#[rstest]
#[case::titles(Level::Title, Kind::Film, Kind::Video)]
#[case::shows(Level::Show, Kind::Film, Kind::Episode)]
fn what_is_alike_comes_in_one_order_whichever_file_came_first(
    #[case] level: Level,
    #[case] one: Kind,
    #[case] other: Kind,
) {
    let files = [of_source("b", one), of_source("a", other)];
    let orders = [[0, 1], [1, 0]].map(|order| {
        let log = Tiny::of(Names::Hidden, files[order[0]].clone());
        log.add(Names::Hidden, files[order[1]].clone());
        let (log, conn) = log.load();
        let question = Question {
            levels: Levels::both(level),
            ..Question::about(window(0, 1))
        };
        log.select(&conn, &question).expect("it is read");
        let frame = log.answer(&question, None);
        let kind = |item| frame.streak_items.name(item).kind;
        let streaks: Vec<_> = frame.streaks.iter().map(|row| kind(row.item)).collect();
        let rewatched: Vec<_> = frame.rewatched.iter().map(|row| kind(row.item)).collect();
        assert_eq!((streaks.len(), rewatched.len()), (2, 2));
        (streaks, rewatched)
    });
    assert_eq!(orders[0], orders[1]);
}

/// Without the log, nothing knows their ids: a name that is listed twice would be refused again.
#[test]
fn titles_that_are_called_alike_are_not_said_to_be_named_so() {
    let log = Tiny::of(Names::Hidden, of_source("a", Kind::Film));
    log.add(Names::Hidden, of_source("b", Kind::Film));
    let (log, conn) = log.load();
    let refused = naming::named(log.catalog(), None, "film").unwrap_err();
    assert_eq!(
        refused,
        "2 titles called so: / lists them, Enter opens one\n  Film (film)"
    );
    let listed = naming::named_in(&conn, log.catalog(), None, "film").unwrap_err();
    assert_eq!(
        listed,
        "\"film\" names 2 titles; name one as it stands here:\n  Film (#a)\n  Film (#b)"
    );
    for line in listed.lines().skip(1) {
        naming::named_in(&conn, log.catalog(), None, line.trim()).unwrap();
    }
}
