//! Every answer, four ways: from memory, by the `.sql` statements, by the views of the database,
//! and by brute force over the rows.

#[path = "answers/aliases.rs"]
mod aliases;
#[path = "answers/also_played.rs"]
mod also_played;
#[path = "answers/both.rs"]
mod both;
#[path = "support/brute_force.rs"]
mod brute_force;
#[path = "answers/checks.rs"]
mod checks;
#[path = "answers/content.rs"]
mod content;
#[path = "support/cubes.rs"]
mod cubes;
#[path = "answers/episodes.rs"]
mod episodes;
#[path = "answers/from_cells.rs"]
mod from_cells;
#[path = "support/hostile.rs"]
mod hostile;
#[path = "answers/import.rs"]
mod import;
#[path = "support/kept.rs"]
mod kept;
#[path = "support/ladder_page.rs"]
mod ladder_page;
#[path = "answers/one_viewer.rs"]
mod one_viewer;
#[path = "support/options.rs"]
mod options;
#[path = "answers/presented.rs"]
mod presented;
#[path = "support/reduced.rs"]
mod reduced;
#[path = "support/rows.rs"]
mod rows;
#[path = "answers/sittings.rs"]
mod sittings;
#[path = "answers/tables.rs"]
mod tables;

use bingetop::query::Question;
use both::Both;
use brute_force::{History, Item, Row, Rules, merged};
use checks::asked_of;
use content::{content, every_table};
use hostile::{HostileLog, asked, logs};
use import::{folder, import, log_of, sound};
use proptest::prelude::*;

/// One `share`-th of the usual cases, or of as many as `PROPTEST_CASES` asks for.
fn cases(share: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: usual.cases / share,
        max_shrink_iters: 4000,
        ..usual
    }
}

proptest! {
    // Of the faults planted, the shortest streaks at a window's edge took longest to be found: 110 cases at the most,
    // in four runs. Those of the viewing rule took 10.
    #![proptest_config(cases(2))]

    #[test]
    fn memory_sql_and_views_answer_as_brute_force_does(
        log in logs(),
        questions in proptest::collection::vec(asked(), 1..6),
    ) {
        let history = History::new(log.rules, &log.rows, &log.rows);
        let both = Both::new(log_of(&log, &[&log.rows]), history);
        both.check_rows()?;
        both.check_views()?;
        for asked in &questions {
            let (question, item) = both.question(asked);
            both.check(&question, &item)?;
        }
    }

}

proptest! {
    // Faults in what depends on the order of files, or on the rows that a log holds already, took 11 cases at the most
    // to be found, in four runs. The answers are the business of the test above.
    #![proptest_config(cases(4))]

    #[test]
    fn files_in_any_order_and_any_number_make_the_same_log(
        log in logs(),
        order in Just(vec![0, 1, 2, 0, 2, 1]).prop_shuffle(),
        asked in asked(),
    ) {
        let files = log.files();
        let history = History::new(log.rules, &log.rows, &merged(&files));
        let in_order: Vec<&[Row]> = files.iter().map(Vec::as_slice).collect();
        let shuffled: Vec<&[Row]> = order.iter().map(|n| files[*n].as_slice()).collect();
        let both = Both::new(log_of(&log, &in_order), history);
        both.check_rows()?;
        let (question, item) = both.question(&asked);
        both.check(&question, &item)?;

        let content_in_order = content(&both.conn);
        let other = Both::new(log_of(&log, &shuffled), both.history);
        prop_assert_eq!(content(&other.conn), content_in_order, "another order");
        let (question, item) = other.question(&asked);
        other.check(&question, &item)?;
    }

}

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn a_file_that_comes_again_changes_nothing(log in logs()) {
        let folder = folder();
        let path = folder.path().join("log.db");
        import(&path, &log, &log.rows);
        let before = every_table(&sound(&path));
        let half = &log.rows[log.rows.len() / 2..];
        let reversed: Vec<Row> = log.rows.iter().rev().cloned().collect();
        for file in [&log.rows, half, &reversed] {
            let summary = import(&path, &log, file);
            prop_assert_eq!(summary.added, 0);
            prop_assert_eq!(every_table(&sound(&path)), before.clone());
        }
    }
}

/// In 2010 the clocks of St John's fell back from 00:01 to 23:01: Sunday began, and then Saturday
/// went on. In the order of moments the days are Friday, Sunday, Saturday, Sunday, Monday.
#[test]
fn a_clock_that_goes_back_into_the_day_before_breaks_no_streak() {
    let moments = [
        "2010-11-05T15:00:00Z",
        "2010-11-07T02:30:30Z",
        "2010-11-07T02:40:00Z",
        "2010-11-07T15:00:00Z",
        "2010-11-08T15:00:00Z",
    ];
    let row = |moment: &&str| Row {
        viewer: "v".to_owned(),
        title: "Dracula".to_owned(),
        show: None,
        kind: None,
        start: chrono::DateTime::parse_from_rfc3339(moment)
            .expect("a moment")
            .timestamp(),
        seconds: None,
        position: None,
        viewing: None,
        length: None,
        id: None,
        private: false,
    };
    let rules = Rules {
        zone: chrono_tz::America::St_Johns,
        starts_minutes: 0,
    };
    let rows: Vec<Row> = moments.iter().map(row).collect();
    let log = HostileLog {
        rules,
        held_by: vec![1; rows.len()],
        rows,
    };
    let history = History::new(rules, &log.rows, &log.rows);
    let window = history.extent().expect("it has rows");
    assert_eq!(window.to_string(), "2010-11-05..2010-11-08");
    let both = Both::new(log_of(&log, &[&log.rows]), history);
    let question = Question {
        wants_hours: true,
        ..Question::about(window)
    };
    let frame = both.log.answered(&asked_of(&question)).frame;
    assert_eq!(frame.streaks[0].longest, 4);
    assert_eq!(frame.rewatched[0].plays, 5);
    both.check(&question, &Item::Everything).expect("all agree");
}

/// Two viewers start one title in the same second, and their files disagree on what it belongs to.
#[test]
fn no_file_order_chooses_between_two_shows_at_one_moment() {
    let row = |viewer: &str, show: Option<&str>| Row {
        viewer: viewer.to_owned(),
        title: "Dracula".to_owned(),
        show: show.map(str::to_owned),
        kind: None,
        start: 1_500_000_000,
        seconds: None,
        position: None,
        viewing: None,
        length: None,
        id: Some("a".to_owned()),
        private: false,
    };
    let rows = vec![
        row("v", None),
        row("w", Some("Classics")),
        row("x", Some("Bites")),
    ];
    let log = HostileLog {
        rules: Rules {
            zone: chrono_tz::UTC,
            starts_minutes: 0,
        },
        held_by: vec![1, 2, 4],
        rows,
    };
    let files = log.files();
    let content_of = |order: [usize; 3]| {
        let (_folder, conn) = log_of(&log, &order.map(|n| files[n].as_slice()));
        content(&conn)
    };
    let expected = content_of([0, 1, 2]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(content_of(order), expected, "{order:?}");
    }
}
