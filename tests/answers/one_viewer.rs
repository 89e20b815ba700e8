//! The log of one viewer, held against brute force over that viewer's rows, and against a log that was never told of
//! anybody else.

use std::collections::BTreeMap;

use bingetop::domain::{Day, Level, Levels, Window};
use bingetop::export::{self, Format, Panel, Report};
use bingetop::guard::frame::viewers_of_log;
use bingetop::guard::{Guard, ShownFrame};
use bingetop::query::viewer_names::{self, Viewer};
use bingetop::query::{Log, Question, ScopeError};
use proptest::prelude::*;
use proptest::sample::Index;
use rusqlite::Connection;

use crate::both::Both;
use crate::brute_force::{History, Row, TitleKey, compared, day_of, title_key};
use crate::cases;
use crate::hostile::{HostileLog, asked, logs};
use crate::import::log_of;

fn named(conn: &Connection) -> Vec<Viewer> {
    match viewer_names::viewers(conn, Log::load(conn).expect("the log is read").facts()) {
        Err(ScopeError::NoNames) => Vec::new(),
        named => named.expect("the viewers are read"),
    }
}

fn one_of(viewers: &[Viewer], one: Index) -> Option<&Viewer> {
    (!viewers.is_empty()).then(|| one.get(viewers))
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn a_viewer_s_log_answers_as_brute_force_does_over_that_viewer_s_rows(
        log in logs(),
        one in any::<Index>(),
        asked in proptest::collection::vec(asked(), 1..3),
    ) {
        let history = History::new(log.rules, &log.rows, &log.rows);
        let both = Both::new(log_of(&log, &[&log.rows]), history);
        if let Some(viewer) = one_of(&named(&both.conn), one) {
            let own = both.of_viewer(viewer);
            prop_assert_eq!(own.log.facts().days, both.log.facts().days);
            prop_assert_eq!(own.log.facts().minimum_cohort, 1);
            prop_assert!(own.log.facts().viewers <= 1);
            for asked in &asked {
                let (question, item) = own.question(asked);
                own.check(&question, &item)?;
            }
        }
    }

    #[test]
    fn the_list_of_viewers_says_of_each_what_that_viewer_s_rows_do(log in logs(), asked in asked()) {
        let history = History::new(log.rules, &log.rows, &log.rows);
        let both = Both::new(log_of(&log, &[&log.rows]), history);
        let (question, _) = both.question(&asked);
        let read = |log: &Log, conn: &Connection| log.viewer_table(conn, &question);
        let found = match both.log.with(read) {
            Err(ScopeError::NoNames) => Vec::new(),
            found => found.expect("the rows are read").rows,
        };
        let window = question.window;
        let over = Window::new(window.from(), window.to().min(question.last_finished));
        let mut expected: Vec<_> = named(&both.conn)
            .into_iter()
            .filter_map(|viewer| {
                let (plays, hours, best, running, last) =
                    both.history.of_viewer(&viewer.name).of_one((window, over))?;
                Some((viewer.name.to_string(), plays, hours, best, running, last))
            })
            .collect();
        expected.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        let found: Vec<_> = found
            .into_iter()
            .map(|row| {
                let hours = (row.hours.seconds, row.hours.unknown);
                (row.name.to_string(), row.plays, hours, row.best, row.running, row.last_day)
            })
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_viewer_s_report_is_that_of_a_log_of_this_viewer_alone(
        log in logs(),
        one in any::<Index>(),
        asked in asked(),
    ) {
        let log = known_alike_to_all(&log);
        let history = History::new(log.rules, &log.rows, &log.rows);
        let both = Both::new(log_of(&log, &[&log.rows]), history);
        let (question, _) = both.question(&asked);
        let question = Question { item: None, ..question };
        if let Some(viewer) = one_of(&named(&both.conn), one) {
            let own: Vec<Row> = log.rows.iter().filter(|row| row.viewer == *viewer.name).cloned().collect();
            let (folder, conn) = log_of(&log, &[&own]);
            let alone = Log::load(&conn).expect("the log is read");
            let of_many = both.one_viewer(viewer);
            for format in [Format::Json, Format::Text] {
                let found = reported(&of_many.log, &of_many.conn, &question, format);
                prop_assert_eq!(found, reported(&alone, &conn, &question, format));
            }
            drop(folder);
        }
    }
}

/// Has every viewer know as much of each title as the others: its length, kind and spelling are what all rows of it
/// say, and each viewer has a row on the log's first day and on its last.
fn known_alike_to_all(log: &HostileLog) -> HostileLog {
    let mut spelled = BTreeMap::new();
    for row in &log.rows {
        let show = row.show.as_deref().map(compared);
        spelled
            .entry(title_key(row))
            .or_insert((row.title.clone(), row.show.clone()));
        if let Some(show) = show {
            spelled
                .entry(TitleKey::Id(format!("show {show}")))
                .or_insert((String::new(), row.show.clone()));
        }
    }
    let mut rows = log.rows.clone();
    for row in &mut rows {
        let (title, show) = spelled[&title_key(row)].clone();
        let key = show
            .as_deref()
            .map(|show| format!("show {}", compared(show)));
        let spelling = key.map(|key| spelled[&TitleKey::Id(key)].1.clone());
        row.title = title;
        row.show = spelling.flatten();
        row.length = Some(1000);
        row.kind = None;
    }
    // Where clocks go back over the start of a day, the first moment is not on the first day.
    let mut starts: Vec<i64> = rows.iter().map(|row| row.start).collect();
    starts.sort_by_key(|start| day_of(log.rules, *start));
    let ends = [starts.first().copied(), starts.last().copied()];
    let mut viewers: Vec<String> = rows.iter().map(|row| row.viewer.clone()).collect();
    viewers.sort();
    viewers.dedup();
    for viewer in viewers {
        rows.extend(ends.iter().flatten().map(|start| Row {
            viewer: viewer.clone(),
            title: "Bookend".to_owned(),
            show: None,
            kind: None,
            start: *start,
            seconds: Some(600),
            position: None,
            viewing: None,
            length: Some(1000),
            id: None,
            private: false,
        }));
    }
    HostileLog {
        rules: log.rules,
        held_by: vec![1; rows.len()],
        rows,
    }
}

/// Returns the report of a question.
fn reported(log: &Log, conn: &Connection, question: &Question, format: Format) -> String {
    let mut said = Vec::new();
    for level in [Level::Title, Level::Show] {
        let question = Question {
            levels: Levels::both(level),
            ..question.clone()
        };
        let selected = log.select(conn, &question).expect("the columns are read");
        let frame = log.answer(&question, selected.as_ref());
        let guard = Guard::analyst(log.facts().minimum_cohort);
        let most = log
            .most_by_one(conn, &frame, &frame.rewatched)
            .expect("histories are read");
        // That it is one viewer's is said of the one log alone.
        let mut facts = log.facts().clone();
        facts.viewer = None;
        let report = Report {
            facts: &facts,
            frame: &ShownFrame::of(&frame, guard),
            log_viewers: viewers_of_log(&facts, &frame, guard),
            most: &most,
            viewers: None,
            coming_back: None,
            guard,
            top: 0,
            panels: &Panel::ALL,
            source: "log.db",
            filter: &question.filter,
            unfinished: None,
            yesterday: Day(17_500),
        };
        export::write(&report, format, &mut said).expect("memory is written");
    }
    String::from_utf8(said).expect("it is text")
}
