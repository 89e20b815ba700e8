//! An audit holds a frame against SQL: what `bingetop verify` says of a log is worth as much as it notices.

use std::sync::Arc;

use bingetop::domain::{Item, ItemId, Level};
use bingetop::formats::record::Record;
use bingetop::query::frame::Overview;
use bingetop::query::most_by_one::MostByOne;
use bingetop::query::rewatched::RewatchedRow;
use bingetop::query::streaks::StreakRow;
use bingetop::query::{Frame, Log, Question, audit};
use rstest::rstest;
use rusqlite::Connection;

use super::tiny::{Names, Tiny, played, window};

/// Two titles, one of them played twice a day by some; a day with nothing but the rest of a film; a day with
/// nothing at all.
fn log() -> (Log, Connection) {
    let mut plays = played(0..5, "Film", 0..=5);
    let again = played(0..3, "Film", 3..=5).into_iter();
    plays.extend(again.map(|play| later(play, 5)));
    plays.extend(played(2..6, "Another", 2..=4));
    let halves = played(7..8, "Long", 7..=8).into_iter().zip([3_000, 6_000]);
    plays.extend(halves.map(|(half, position)| Record {
        position: Some(position),
        length: Some(6_000),
        ..half
    }));
    Tiny::of(Names::Hidden, plays).load()
}

fn later(play: Record<'static>, hours: i64) -> Record<'static> {
    Record {
        start: play.start + hours * 60 * 60,
        ..play
    }
}

/// The days 0 to 9, of which 6 and 9 are without any row.
fn everything() -> Question {
    Question::about(window(0, 9))
}

fn about(log: &Log, title: &str) -> Question {
    Question {
        item: Some(Item::title(log.find(Level::Title, title)[0])),
        ..everything()
    }
}

fn answered(log: &Log, conn: &Connection, question: &Question) -> (Frame, MostByOne) {
    let selected = log.select(conn, question).expect("it is read");
    let frame = log.answer(question, selected.as_ref());
    let most = log.most_by_one(conn, &frame, &frame.rewatched);
    (frame, most.expect("they are read"))
}

#[test]
fn an_audit_finds_no_fault_in_what_the_log_says() {
    let (log, conn) = log();
    for question in [everything(), about(&log, "Film"), about(&log, "Long")] {
        let (frame, most) = answered(&log, &conn, &question);
        audit::whole(&conn, &question, &frame, &most).expect("all of it is right");
        if question.item.is_some() {
            audit::item(&conn, &question, &frame, &most).expect("the item is right");
        }
    }
}

#[rstest]
#[case::longest_streak(|frame: &mut Frame| whole(frame).streaks[0].longest += 1)]
#[case::viewers_of_a_streak(|frame: &mut Frame| whole(frame).streaks[0].viewers += 1)]
#[case::running_streaks(|frame: &mut Frame| whole(frame).streaks[0].running += 1)]
#[case::a_streak_that_is_not_listed(|frame: &mut Frame| whole(frame).streaks.truncate(1))]
#[case::plays(|frame: &mut Frame| whole(frame).rewatched[0].plays += 1)]
#[case::viewers_of_a_title(|frame: &mut Frame| whole(frame).rewatched[0].viewers += 1)]
#[case::rewatchers(|frame: &mut Frame| whole(frame).rewatched[0].rewatchers += 1)]
#[case::a_title_that_is_not_listed(|frame: &mut Frame| whole(frame).rewatched.truncate(1))]
#[case::totals(|frame: &mut Frame| whole(frame).totals.streakers += 1)]
#[case::plays_of_a_day(|frame: &mut Frame| whole(frame).timeline[1].plays += 1)]
#[case::viewers_of_a_day(|frame: &mut Frame| whole(frame).timeline[8].viewers += 1)]
#[case::viewers_of_a_day_without_any(|frame: &mut Frame| whole(frame).timeline[9].viewers += 1)]
#[case::cohorts_by_streak(|frame: &mut Frame| frame.cohorts.by_streak[0].viewers += 1)]
#[case::cohorts_by_plays(|frame: &mut Frame| frame.cohorts.by_plays[0].viewers += 1)]
#[case::cohorts_by_period(|frame: &mut Frame| frame.cohorts.by_period[0].viewers += 1)]
#[case::viewers_of_a_later_period(|frame: &mut Frame| frame.cohorts.by_period[0].active[0] += 1)]
fn an_audit_notices_a_number_that_is_one_off(#[case] damage: fn(&mut Frame)) {
    let (log, conn) = log();
    let question = everything();
    let (mut frame, most) = answered(&log, &conn, &question);
    damage(&mut frame);
    assert!(audit::whole(&conn, &question, &frame, &most).is_err());
}

/// The most plays by one viewer are no part of the frame.
#[test]
fn an_audit_notices_the_most_plays_by_one_viewer() {
    let (log, conn) = log();
    for question in [everything(), about(&log, "Film")] {
        let (frame, _) = answered(&log, &conn, &question);
        let untold = MostByOne::default();
        assert!(audit::whole(&conn, &question, &frame, &untold).is_err());
    }
}

#[rstest]
#[case::longest_streak(|frame: &mut Frame, item: ItemId| streak_of(frame, item).longest += 1)]
#[case::viewers_of_a_streak(|frame: &mut Frame, item: ItemId| streak_of(frame, item).viewers += 1)]
#[case::plays(|frame: &mut Frame, item: ItemId| plays_of(frame, item).plays += 1)]
#[case::rewatchers(|frame: &mut Frame, item: ItemId| plays_of(frame, item).rewatchers += 1)]
#[case::no_streak_at_all(|frame: &mut Frame, item: ItemId| whole(frame).streaks.retain(|row| row.item != item))]
#[case::no_play_at_all(|frame: &mut Frame, item: ItemId| whole(frame).rewatched.retain(|row| row.item != item))]
#[case::cohorts(|frame: &mut Frame, _: ItemId| frame.cohorts.by_plays[0].viewers += 1)]
fn an_audit_of_an_item_notices_a_number_of_its_own_that_is_one_off(
    #[case] damage: fn(&mut Frame, ItemId),
) {
    let (log, conn) = log();
    for title in ["Film", "Another"] {
        let question = about(&log, title);
        let (mut frame, most) = answered(&log, &conn, &question);
        damage(&mut frame, question.item.expect("it is about a title").id);
        assert!(audit::item(&conn, &question, &frame, &most).is_err());
    }
}

fn whole(frame: &mut Frame) -> &mut Overview {
    Arc::make_mut(&mut frame.overview)
}

fn streak_of(frame: &mut Frame, item: ItemId) -> &mut StreakRow {
    let mut rows = whole(frame).streaks.iter_mut();
    rows.find(|row| row.item == item).expect("it is listed")
}

fn plays_of(frame: &mut Frame, item: ItemId) -> &mut RewatchedRow {
    let mut rows = whole(frame).rewatched.iter_mut();
    rows.find(|row| row.item == item).expect("it is listed")
}
