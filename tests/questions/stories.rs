//! Which facts are worth a sentence, and that each is what the rows say.

use bingetop::commands::SAMPLE;
use bingetop::domain::{Day, Item, Level, Levels, Window};
use bingetop::formats::record::Record;
use bingetop::query::stories::{Rule, Story};
use bingetop::query::{Log, Question};
use bingetop::store::open::open_bytes;
use proptest::prelude::*;
use rusqlite::{Connection, named_params};

use super::tiny::{Names, Tiny, played, window};

/// The last day of the logs here.
const LAST: i32 = 29;

/// How many viewers satisfy the rule of a story, by the rows.
const ACTIVE: &str = "WITH of_item AS (
         SELECT viewer_id, day, sum(role = 1) AS plays
         FROM plays JOIN titles ON titles.id = plays.title_id
         WHERE role > 0 AND (CASE :level WHEN 'title' THEN titles.id ELSE titles.show_id END) = :item
         GROUP BY viewer_id, day
     ),
     seen AS (
         SELECT viewer_id, day, plays, day - lag(day) OVER (PARTITION BY viewer_id ORDER BY day) AS away
         FROM of_item
     ),
     counted AS (
         SELECT count(*) AS days, sum(plays) AS plays, max(coalesce(away, 0)) AS away
         FROM seen
         WHERE day BETWEEN :from AND :to
         GROUP BY viewer_id
     )
     SELECT count(*) FROM counted
     WHERE days >= :days AND plays >= :plays AND away >= :away";

fn by_rows(conn: &Connection, story: &Story) -> u32 {
    let (window, days, plays, away) = match story.rule {
        Rule::EveryDay { days, to } => (Window::ending(to, days), days, 0, 0),
        Rule::Days { at_least } => (story.window, at_least, 0, 0),
        Rule::Plays { at_least } => (story.window, 1, at_least, 0),
        Rule::On(occasion) => (Window::ending(occasion.day, 1), 1, 0, 0),
        Rule::Back => (story.window, 1, 0, 90),
    };
    let level = match story.item.level {
        Level::Title => "title",
        Level::Show => "show",
    };
    conn.query_row(
        ACTIVE,
        named_params! {
            ":level": level, ":item": story.item.id.0, ":from": window.from().0, ":to": window.to().0,
            ":days": days, ":plays": plays, ":away": away,
        },
        |row| row.get(0),
    )
    .expect("the statement runs")
}

fn sample() -> (Log, Connection) {
    let conn = open_bytes(&SAMPLE).expect("the sample opens");
    (Log::load(&conn).expect("the sample is read"), conn)
}

/// Asks for the stories of a window, and holds each against the rows.
fn stories(log: &Log, conn: &Connection, window: Window, level: Level) -> Vec<Story> {
    let question = Question {
        levels: Levels::both(level),
        ..Question::about(window)
    };
    let least = log.facts().minimum_cohort;
    let found = log.stories(conn, &question, least).expect("they are read");
    for story in &found {
        assert_eq!(by_rows(conn, story), story.viewers, "{story:?}");
        assert!(story.viewers >= least, "{story:?}");
    }
    assert!(found.is_sorted_by(|a, b| a.score >= b.score));
    found
}

#[test]
fn the_first_story_of_the_sample_is_the_tweet() {
    let (log, conn) = sample();
    let last = Day::parse("2017-12-10").expect("a day");
    for days in [18, 30, 60] {
        let found = stories(&log, &conn, Window::ending(last, days), Level::Show);
        let first = &found[0];
        assert_eq!(&*first.name.name, "A Christmas Prince");
        assert_eq!(
            (first.rule, first.viewers),
            (Rule::EveryDay { days: 18, to: last }, 53)
        );
    }
}

#[test]
fn no_two_stories_are_of_one_show() {
    let (log, conn) = sample();
    let whole = log.facts().days.expect("the sample has days");
    let found = stories(&log, &conn, whole, Level::Title);
    assert!(found.len() > 5, "{found:#?}");
    let shows = found
        .iter()
        .map(|story| log.catalog().show_of(story.item.id));
    let shows: Vec<_> = shows
        .map(|show| show.expect("a title has a show"))
        .collect();
    let different: std::collections::HashSet<_> = shows.iter().collect();
    assert_eq!(different.len(), shows.len());
}

#[test]
fn fewer_than_a_crowd_tell_nothing() {
    let crowd = |viewers| {
        let mut plays = played(0..400, "Film", 12..=12);
        plays.extend(played(0..viewers, "Film", 12..=LAST));
        let (log, conn) = Tiny::of(Names::Hidden, plays).load();
        stories(&log, &conn, window(0, LAST), Level::Show).len()
    };
    assert_eq!((crowd(9), crowd(10)), (0, 1));
}

#[test]
fn those_who_come_back_are_told_of() {
    let mut plays = played(0..40, "Film", 0..=0);
    plays.extend(played(0..40, "Film", 100..=100));
    // The item is played by others in between.
    plays.extend(played(40..60, "Film", 50..=50));
    plays.extend(played(40..900, "Other", 98..=100));
    let (log, conn) = Tiny::of(Names::Hidden, plays).load();
    let found = stories(&log, &conn, window(99, 100), Level::Show);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].rule, found[0].viewers), (Rule::Back, 40));
}

fn plays() -> impl Strategy<Value = Vec<Record<'static>>> {
    let row = (0_u32..12, 0_usize..3, 0_i32..120, 1_i32..25);
    proptest::collection::vec(row, 1..60).prop_map(|rows| {
        let rows = rows.into_iter().flat_map(|(viewer, title, day, days)| {
            let title = ["Film", "Song", "Show"][title];
            played(viewer..viewer + 1, title, day..=(day + days).min(120))
        });
        rows.collect()
    })
}

proptest! {
    #[test]
    fn every_story_is_what_the_rows_say(plays in plays(), from in 0_i32..120, days in 0_i32..60) {
        let (log, conn) = Tiny::of(Names::Kept, plays).load();
        for level in [Level::Title, Level::Show] {
            stories(&log, &conn, window(from, from + days), level);
        }
    }
}

#[test]
fn a_story_is_of_the_days_that_are_over() {
    let mut plays = played(0..400, "Film", 12..=12);
    plays.extend(played(0..20, "Film", 12..=LAST));
    let (log, conn) = Tiny::of(Names::Hidden, plays).load();
    let question = Question {
        last_finished: window(0, LAST - 1).to(),
        ..Question::about(window(0, LAST))
    };
    let found = log.stories(&conn, &question, 10).expect("they are read");
    let to = window(0, LAST - 1).to();
    assert_eq!(
        (found[0].rule, found[0].item),
        (
            Rule::EveryDay { days: 17, to },
            Item::title(found[0].item.id)
        )
    );
}
