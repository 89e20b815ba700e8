//! What counts as played, too, and by how many.

use bingetop::domain::{Item, Level, Levels, Window};
use bingetop::formats::record::Record;
use bingetop::query::also_played::AlsoPlayed;
use bingetop::query::{Log, Question};
use rstest::rstest;
use rusqlite::Connection;

use super::tiny::{Names, Tiny, played, window};

/// Name, viewers of both, viewers.
type Row = (String, u32, u32);

/// Asks what the viewers of the item of this name played in a window, too.
fn asked((log, conn): &(Log, Connection), level: Level, name: &str, window: Window) -> AlsoPlayed {
    let items = log.items(level);
    let is_named = |id: &&bingetop::domain::ItemId| &*log.name(level, **id).name == name;
    let id = items.iter().find(is_named).copied().expect("it is played");
    let question = Question {
        levels: Levels::both(Level::Title),
        item: Some(Item { level, id }),
        ..Question::about(window)
    };
    let found = log.also_played(conn, &question, &|| false);
    found.expect("the titles are read").expect("of an item")
}

fn rows(found: AlsoPlayed) -> (u32, Vec<Row>) {
    let AlsoPlayed::Kept { active, rows } = found else {
        panic!("a new log keeps titles");
    };
    let rows = rows.into_iter();
    let rows = rows.map(|row| (row.name.name.to_string(), row.of_both, row.viewers));
    (active, rows.collect())
}

fn row(name: &str, of_both: u32, viewers: u32) -> Row {
    (name.to_owned(), of_both, viewers)
}

fn of_show(show: &'static str, mut plays: Vec<Record<'static>>) -> Vec<Record<'static>> {
    for play in &mut plays {
        play.show = Some(show.into());
    }
    plays
}

#[test]
fn twenty_viewers_of_both_are_enough() {
    let mut plays = played(0..30, "Ash", 0..=0);
    plays.extend(played(10..40, "Birch", 1..=1));
    plays.extend(played(11..40, "Cedar", 1..=1));
    let log = Tiny::of(Names::Hidden, plays).load();
    let found = rows(asked(&log, Level::Title, "Ash", window(0, 1)));
    assert_eq!(found, (40, vec![row("Birch", 20, 30)]), "nineteen are not");
}

#[test]
fn one_viewer_is_enough_in_a_household() {
    let mut plays = played(0..3, "Ash", 0..=0);
    plays.extend(played(2..4, "Birch", 1..=1));
    plays.extend(played(4..10, "Cedar", 1..=1));
    let of_ten = Tiny::of(Names::Kept, plays.clone()).load();
    let found = rows(asked(&of_ten, Level::Title, "Ash", window(0, 1)));
    assert_eq!(found, (10, vec![row("Birch", 1, 2)]));
    plays.extend(played(10..11, "Cedar", 1..=1));
    let of_eleven = Tiny::of(Names::Kept, plays).load();
    let found = rows(asked(&of_eleven, Level::Title, "Ash", window(0, 1)));
    assert_eq!(found, (11, vec![]));
}

#[test]
fn what_many_play_anyway_comes_last() {
    let mut plays = played(0..20, "Ash", 0..=0);
    plays.extend(played(0..60, "Birch", 0..=0));
    plays.extend(played(0..40, "Cedar", 0..=0));
    plays.extend(played(0..20, "Dogwood", 0..=0));
    plays.extend(played(0..40, "Elm", 0..=0));
    let log = Tiny::of(Names::Hidden, plays).load();
    let (_, found) = rows(asked(&log, Level::Title, "Ash", window(0, 0)));
    let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["Dogwood", "Cedar", "Elm", "Birch"]);
}

#[rstest]
#[case::both(0, 5, &[("Birch", 20, 20)])]
#[case::before_the_other(0, 3, &[])]
#[case::after_the_first(1, 5, &[])]
fn only_plays_of_the_range_count(
    #[case] from: i32,
    #[case] to: i32,
    #[case] expected: &[(&str, u32, u32)],
) {
    let mut plays = played(0..20, "Ash", 0..=0);
    plays.extend(played(0..20, "Birch", 4..=4));
    // Without it, nobody would have played the first one in some of these days.
    plays.extend(played(20..40, "Ash", 5..=5));
    let log = Tiny::of(Names::Hidden, plays).load();
    let (_, found) = rows(asked(&log, Level::Title, "Ash", window(from, to)));
    let expected: Vec<Row> = expected
        .iter()
        .map(|(name, of_both, viewers)| row(name, *of_both, *viewers))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn rows_are_of_the_level_of_the_page() {
    let mut plays = of_show("Wood", played(0..30, "Ash", 0..=0));
    plays.extend(of_show("Wood", played(0..25, "Birch", 1..=1)));
    plays.extend(of_show("Water", played(0..15, "Lake", 1..=1)));
    plays.extend(of_show("Water", played(5..20, "River", 1..=1)));
    let log = Tiny::of(Names::Hidden, plays).load();
    let days = window(0, 1);
    let (_, of_title) = rows(asked(&log, Level::Title, "Ash", days));
    assert_eq!(of_title, [row("Birch", 25, 25)], "of the same show, too");
    let (_, of_show) = rows(asked(&log, Level::Show, "Wood", days));
    assert_eq!(of_show, [row("Water", 20, 20)], "each viewer once");
}

#[test]
fn plays_that_are_added_count_at_once() {
    let log = Tiny::of(Names::Hidden, played(0..40, "Ash", 0..=0));
    assert_eq!(
        rows(asked(&log.load(), Level::Title, "Ash", window(0, 9))).1,
        []
    );
    // So few beside the log that they are added to what it holds.
    log.add(Names::Hidden, played(0..20, "Birch", 3..=3));
    let found = rows(asked(&log.load(), Level::Title, "Ash", window(0, 9)));
    assert_eq!(found.1, [row("Birch", 20, 20)]);
}

#[rstest]
#[case::from_before_titles_were_kept(
    "DROP TABLE viewer_titles; DELETE FROM cubes WHERE id >> 40 = 41; PRAGMA user_version = 4"
)]
#[case::a_viewer_is_missing("DELETE FROM viewer_titles WHERE viewer_id = 7")]
#[case::two_are_swapped(
    "UPDATE viewer_titles SET titles = (SELECT titles FROM viewer_titles WHERE viewer_id = 8) WHERE viewer_id = 7"
)]
#[case::a_byte_is_another(
    "UPDATE viewer_titles SET titles = CAST(substr(titles, 1, 5) || x'7f' || substr(titles, 7) AS BLOB)"
)]
fn titles_that_are_not_there_or_damaged_are_told_and_nothing_else_is_lost(#[case] sql: &str) {
    let mut plays = played(0..30, "Ash", 0..=0);
    plays.extend(played(5..40, "Birch", 1..=3));
    let log = Tiny::of(Names::Hidden, plays);
    let conn = Connection::open(log.path()).expect("the log opens");
    conn.execute_batch(sql).expect("the statements run");
    drop(conn);
    let found = asked(&log.load(), Level::Title, "Ash", window(0, 9));
    assert_eq!(found, AlsoPlayed::Unkept);
    // With the next plays, they are derived again where they were not there; damage is found by whoever changes it.
    if sql.contains("DROP") {
        log.add(Names::Hidden, played(39..40, "Ash", 5..=5));
        let found = rows(asked(&log.load(), Level::Title, "Ash", window(0, 9)));
        assert_eq!(found, (40, vec![row("Birch", 26, 35)]));
    }
}

#[test]
fn a_question_that_is_no_longer_asked_is_given_up() {
    let log = Tiny::of(Names::Hidden, played(0..30, "Ash", 0..=0));
    let (log, conn) = log.load();
    let question = Question {
        item: log.items(Level::Title).first().copied().map(Item::title),
        ..Question::about(window(0, 9))
    };
    let found = log.also_played(&conn, &question, &|| true);
    assert_eq!(found.expect("the titles are read"), None);
}
