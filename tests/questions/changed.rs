//! A log that changed after it was read: no answer mixes two states of it.

use bingetop::domain::{Item, Level, Levels};
use bingetop::query::{Question, SelectError};

use super::tiny::{Names, Tiny, played, window};

fn a_log() -> Tiny {
    Tiny::of(Names::Hidden, played(0..5, "Film", 0..=5))
}

fn about(item: Option<Item>, level: Level) -> Question {
    Question {
        item,
        levels: Levels::both(level),
        ..Question::about(window(0, 5))
    }
}

#[test]
fn a_log_that_changed_since_it_was_read_selects_nothing() {
    let kept = a_log();
    let (log, conn) = kept.load();
    let item = Some(Item::title(log.items(Level::Title)[0]));
    let questions = [
        (None, Level::Title),
        (item, Level::Title),
        (None, Level::Show),
    ];
    let questions = questions.map(|(item, level)| about(item, level));
    // One title more, so that what would be read is of another log.
    kept.add(Names::Hidden, played(0..5, "Another", 0..=5));
    for question in &questions {
        let selected = log.select(&conn, question);
        assert!(
            matches!(selected, Err(SelectError::Changed)),
            "{question:?}"
        );
    }
    // Read again, it is answered from.
    let (log, conn) = kept.load();
    for question in &questions {
        assert!(log.select(&conn, question).is_ok(), "{question:?}");
    }
}

#[test]
fn a_log_that_changed_since_it_was_read_tells_no_most_by_one() {
    let kept = a_log();
    let (log, conn) = kept.load();
    let frame = log.answer(&about(None, Level::Title), None);
    assert!(log.most_by_one(&conn, &frame, &frame.rewatched).is_ok());
    kept.add(Names::Hidden, played(0..5, "Film", 6..=6));
    let most = log.most_by_one(&conn, &frame, &frame.rewatched);
    assert!(matches!(most, Err(SelectError::Changed)));
}
