//! The log as it may be put on a wall, held against brute force over the rows that nobody hid.

use std::path::{Path, PathBuf};

use bingetop::domain::cohort::STREAK_LADDER;
use bingetop::domain::range::Bounds;
use bingetop::query::{Log, Presented, ScopeError};
use bingetop::store::open_read;
use proptest::prelude::*;
use rusqlite::Connection;

use crate::both::Both;
use crate::brute_force::History;
use crate::cases;
use crate::hostile::{asked, logs};
use crate::import::log_of;

/// A moment after the last days of all logs, in Unix seconds.
const LATER: i64 = 4_000_000_000;

/// Reads what may be presented of a log, and the connection by which more of it is read.
fn presented(path: &Path) -> Result<(Presented, Connection), ScopeError> {
    let whole = open_read(path)?;
    let log = Log::load(&whole)?;
    let presented = Presented::read(&whole, || open_read(path), &log, LATER)?;
    Ok((presented, whole))
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn what_is_presented_is_what_brute_force_says_of_closed_days_without_hidden_rows(
        log in logs(),
        asked in proptest::collection::vec(asked(), 1..3),
    ) {
        let history = History::new(log.rules, &log.rows, &log.rows);
        let has_hidden_rows = log.rows.iter().any(|row| row.private);
        let both = Both::new(log_of(&log, &[&log.rows]), history);
        let path = both.conn.path().map(PathBuf::from).expect("the log is a file");
        // Its newest day is open, unless it was imported long after.
        let last = both.log.facts().latest_closed(LATER);
        let Ok((read, _)) = presented(&path) else {
            let shown = both.history.for_room(both.log.facts().days);
            prop_assert!(!shown.rows.iter().any(|row| Some(row.day) <= last));
            return Ok(());
        };
        prop_assert_eq!(read.conn.is_some(), has_hidden_rows);
        let closed = read.log.facts().days.expect("a log that is presented has days");
        prop_assert!(Some(closed.to()) <= last);
        let minimum = both.log.facts().minimum_cohort;
        prop_assert_eq!(read.log.facts().minimum_cohort, minimum);

        let room = both.for_room([(); 3].map(|()| presented(&path).expect("it was read before")));
        let bounds = Bounds { first: closed.from(), newest: closed.to() };
        for asked in &asked {
            let (question, item) = room.question(asked);
            let question = question.for_room(bounds);
            prop_assert!(Some(question.window.to()) <= last);
            prop_assert!(STREAK_LADDER.contains(&question.threshold.days()));
            room.check_lists(&question, &item)?;
        }
    }
}
