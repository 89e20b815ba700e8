//! What a rewatch is: of a show, no more than its titles have together.

use bingetop::domain::{Item, Level, Levels};
use bingetop::formats::record::Record;
use bingetop::query::Question;

use super::tiny::{Names, Tiny, played, window};

/// Plays of an episode of the one show.
fn episode(title: &str, day: i32) -> Vec<Record<'static>> {
    let mut plays = played(0..1, title, day..=day);
    for play in &mut plays {
        play.show = Some("Harbour".into());
    }
    plays
}

#[test]
fn episodes_seen_once_are_no_rewatches_of_their_show() {
    let mut plays: Vec<_> = (0..8)
        .flat_map(|number| episode(&format!("Part {number}"), number))
        .collect();
    plays.extend(episode("Part 0", 9));
    let (log, conn) = Tiny::of(Names::Kept, plays).load();
    let by_title = Question::about(window(0, 9));
    let by_show = Question {
        levels: Levels::both(Level::Show),
        ..by_title.clone()
    };
    log.select(&conn, &by_show).expect("the columns are read");
    let frame = log.answer(&by_show, None);
    let row = frame.rewatched[0];
    assert_eq!((row.plays, row.viewers, row.rewatches), (9, 1, 1));
    assert_eq!(row.rewatchers, 1, "a viewer with two plays of the show");
    assert_eq!(frame.totals.rewatches, 1);
    assert_eq!(frame.totals, log.answer(&by_title, None).totals);

    let of_page = Question {
        item: Some(Item::show(row.item)),
        ..by_show
    };
    let selected = log.select(&conn, &of_page).expect("it is read");
    let page = log.page(&of_page, &selected.expect("a show"));
    assert_eq!(page.counts.rewatches, 1);
    assert_eq!(page.counts.plays, 9);
}
