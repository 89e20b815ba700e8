//! A log that has cells alone, held against the same log with its histories.

use std::path::PathBuf;

use bingetop::domain::{self, Day, Level, Levels, Window};
use bingetop::query::page::ItemPage;
use bingetop::query::question::Compare;
use bingetop::query::{Log, Question};
use bingetop::store::open_read;
use chrono_tz::Tz;
use proptest::prelude::*;
use rusqlite::Connection;

use crate::both::Both;
use crate::brute_force::{History, Row, Rules};
use crate::cases;
use crate::checks::{Checked, asked_of};
use crate::hostile::{HostileLog, asked, logs};
use crate::import::log_of;
use crate::kept::Kept;
use crate::ladder_page::ladder_page;
use crate::reduced::reduced_of;

/// Holds all that is told of one item, or of everything.
fn same(local: &Kept, reduced: &Kept, question: &Question) -> Checked {
    let mut request = asked_of(question);
    request.page = question.item;
    let (local, reduced) = (local.answered(&request), reduced.answered(&request));
    let page = |page: Option<ItemPage>| page.map(ladder_page);
    // The most is told where the steps leave one answer.
    let most = |page: &Option<ItemPage>| page.as_ref()?.counts.most_by_one;
    let of_local = most(&local.page);
    prop_assert!(most(&reduced.page).is_none_or(|most| Some(most) == of_local));
    prop_assert_eq!(page(local.page), reduced.page, "the page");
    prop_assert_eq!(local.calendar, reduced.calendar, "the calendar");
    prop_assert_eq!(local.frame, reduced.frame, "the frame");
    Ok(())
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn a_page_from_cells_is_the_page_from_histories(
        log in logs(),
        questions in proptest::collection::vec(asked(), 1..6),
    ) {
        let history = History::new(log.rules, &log.rows, &log.rows);
        let both = Both::new(log_of(&log, &[&log.rows]), history);
        let (folder, conn) = reduced_of(&both.conn);
        let reduced = Kept::new(conn, Some(folder));
        prop_assert!(reduced.facts().is_reduced);
        for asked in &questions {
            let (question, _) = both.question(asked);
            same(&both.log, &reduced, &question)?;
            // And every item on its own, in the whole log.
            let Some(days) = both.log.facts().days else { continue };
            let windows = [days, Window::ending(days.to(), 40), question.window];
            let titles = both.log.items(question.levels.rewatched).iter();
            for (id, window) in titles.zip(windows.into_iter().cycle()) {
                let item = domain::Item { level: question.levels.rewatched, id: *id };
                let question = Question { window, item: Some(item), ..question.clone() };
                same(&both.log, &reduced, &question)?;
            }
        }
    }
}

/// Show and title.
const TITLES: [(Option<&str>, &str); 5] = [
    (None, "Dracula"),
    (Some("Harbour"), "Pilot"),
    (Some("Harbour"), "Low Tide"),
    (Some("Harbour"), "High Water"),
    (Some("Reef"), "Salt"),
];

/// Viewer, title, day, plays on it, and whether the last of them goes on the day after.
type Visit = (u8, usize, i64, u32, bool);

/// The rows of a visit: what goes on stops before the end, and further on a day later.
fn rows_of(visit: Visit) -> Vec<Row> {
    let (viewer, title, day, plays, goes_on) = visit;
    let (show, title) = TITLES[title];
    let row = |day: i64, nth: u32, position| Row {
        viewer: format!("v{viewer}"),
        title: title.to_owned(),
        show: show.map(str::to_owned),
        kind: None,
        start: 1_490_000_000 + day * 86_400 + i64::from(nth) * 300,
        seconds: None,
        position,
        viewing: None,
        length: Some(6_000),
        id: None,
        private: false,
    };
    let mut rows: Vec<Row> = (0..plays).map(|nth| row(day, nth, None)).collect();
    if goes_on {
        rows.push(row(day, plays, Some(1_000)));
        rows.push(row(day + 1, 0, Some(2_000)));
    }
    rows
}

/// Generates logs of more than a year, with viewers who come back and with some who play a title a hundred times.
fn long_logs() -> impl Strategy<Value = HostileLog> {
    let day = prop_oneof![0_i64..20, 0_i64..140, 0_i64..420];
    let plays = prop_oneof![8 => 1_u32..4, 1 => 20_u32..60];
    let visit = (0_u8..6, 0..TITLES.len(), day, plays, any::<bool>());
    proptest::collection::vec(visit, 1..70).prop_map(log_of_visits)
}

/// Returns the log of some visits.
fn log_of_visits(visits: impl IntoIterator<Item = Visit>) -> HostileLog {
    let rows: Vec<Row> = visits.into_iter().flat_map(rows_of).collect();
    HostileLog {
        rules: Rules {
            zone: Tz::UTC,
            starts_minutes: 0,
        },
        held_by: vec![1; rows.len()],
        rows,
    }
}

/// Visits are counted from a Monday on: who is new on the first day of 26 weeks is back on the first of the last one.
#[test]
fn the_longest_window_by_week_tells_of_its_last_week() {
    let log = log_of_visits([(0, 0, 0, 1, false), (0, 0, 175, 1, false)]);
    let history = History::new(log.rules, &log.rows, &log.rows);
    let both = Both::new(log_of(&log, &[&log.rows]), history);
    let (folder, conn) = reduced_of(&both.conn);
    let reduced = Kept::new(conn, Some(folder));
    let first = day_of(&log, 0);
    let question = Question {
        item: Some(domain::Item::title(both.log.items(Level::Title)[0])),
        ..Question::about(Window::new(first, first.plus(181)).expect("it has days"))
    };
    let cohorts = reduced.answered(&asked_of(&question)).frame.cohorts;
    assert_eq!(cohorts.by_period.len(), 26);
    assert_eq!(cohorts.by_period[0].active.last(), Some(&1));
    same(&both.log, &reduced, &question).expect("all agree");
}

/// The edge of a window: at the day of a row, or some days beside it.
fn edge() -> impl Strategy<Value = (usize, i32)> {
    (
        any::<usize>(),
        prop_oneof![4 => Just(0), 2 => -1_i32..=1, 1 => -60_i32..60],
    )
}

/// How long a window is, where that is not left to its edges: about as long as windows by week can be.
fn length() -> impl Strategy<Value = Option<i32>> {
    proptest::option::weighted(0.3, 168_i32..=184)
}

fn day_of(log: &HostileLog, row: usize) -> Day {
    let start = log.rows[row % log.rows.len()].start;
    Day(i32::try_from(start.div_euclid(86_400)).expect("a day"))
}

proptest! {
    // Most faults that were planted into cells, counts and steps were found by the fourth case. Each asks for every item.
    #![proptest_config(cases(16))]

    #[test]
    fn long_pages_from_cells_are_those_from_histories(
        log in long_logs(),
        windows in proptest::collection::vec((edge(), edge(), length()), 1..5),
        minimum in 1_u32..5,
    ) {
        let history = History::new(log.rules, &log.rows, &log.rows);
        let both = Both::new(log_of(&log, &[&log.rows]), history);
        // Such logs are a household's, whose minimum is 1: with a greater one, crowds have ends of their own.
        let guarded = |conn: Connection, folder| {
            let log = Log::load(&conn).expect("the log is read");
            Kept::of(log.with_minimum_cohort(minimum), conn, folder)
        };
        let (folder, conn) = reduced_of(&both.conn);
        let reduced = guarded(conn, Some(folder));
        let path = both.conn.path().map(PathBuf::from).expect("the log is a file");
        let local = guarded(open_read(&path).expect("the log opens"), None);
        let days = both.log.facts().days.expect("there are plays");
        for (one, other, length) in windows {
            let [one, other] = [one, other].map(|(row, days)| day_of(&log, row).plus(days));
            let other = length.map_or(other, |days| one.plus(days - 1));
            let window = Window::new(one.min(other), one.max(other)).expect("it has a day");
            for level in [Level::Title, Level::Show] {
                for id in both.log.items(level) {
                    let question = Question {
                        levels: Levels::both(level),
                        item: Some(domain::Item { level, id: *id }),
                        compare: Compare::Previous,
                        last_finished: days.to(),
                        wants_hours: true,
                        ..Question::about(window)
                    };
                    same(&local, &reduced, &question)?;
                }
            }
        }
    }
}
