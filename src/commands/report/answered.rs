//! What was asked, and the answers: all of one state of the log.

use std::collections::BTreeSet;

use anyhow::Context as _;
use rusqlite::Connection;

use super::arguments::Written;
use crate::commands::asked::{self, Asked};
use crate::derive::Repaired;
use crate::domain::ItemId;
use crate::export;
use crate::guard::coming_back::ShownBack;
use crate::guard::{Guard, ShownFrame};
use crate::query::most_by_one::MostByOne;
use crate::query::rewatched::RewatchedRow;
use crate::query::{Frame, Log, Question, SelectError};
use crate::runtime::source::Opened;
use crate::snapshot::CubeError;

/// A log, what it was asked, and its answers.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) log: Log,
    pub(super) answers: Answers,
}

/// The answers, and what may be shown of them.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) frame: Frame,
    pub(super) guard: Guard,
    pub(super) shown: ShownFrame,
    /// The most plays by one viewer, of the rewatched items that are listed.
    pub(super) most: MostByOne,
    /// Who came back to the item asked about, where there is one and something may be told.
    pub(super) coming_back: Option<ShownBack>,
}

impl Answered {
    /// Answers what is asked and written of a log that was read by a connection, at the moment `now` (Unix
    /// seconds); `say` is told what had to be repaired, and errors of reading name the log `source`.
    ///
    /// Where the log has changed since it was read, it is read again, and asked again: its newest day
    /// and the numbers of its titles may be others now.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read, or a range or name means nothing in it.
    pub(super) fn of(
        (asked, written): (&Asked, &Written),
        (opened, log): (&mut Opened, Log),
        now: i64,
        source: &str,
        say: &dyn Fn(&Repaired),
    ) -> anyhow::Result<Self> {
        let mut log = log;
        let named = || source.to_owned();
        loop {
            let question = asked::question(asked, &log, now)?;
            match Answers::of(written, &log, opened.conn(), &question) {
                Ok(answers) => return Ok(Self { log, answers }),
                Err(SelectError::Changed) => {}
                Err(error @ SelectError::Cubes(CubeError::Sqlite(_))) => {
                    return Err(error).with_context(named);
                }
                Err(SelectError::Cubes(reason)) => {
                    say(&opened.repair(reason).with_context(named)?);
                }
            }
            let (read, repaired) = opened.load().with_context(named)?;
            repaired.iter().for_each(say);
            log = read;
        }
    }
}

impl Answers {
    fn of(
        written: &Written,
        log: &Log,
        conn: &Connection,
        question: &Question,
    ) -> Result<Self, SelectError> {
        let selected = log.select(conn, question)?;
        let frame = log.answer(question, selected.as_ref());
        let guard = if written.exact {
            Guard::exact()
        } else {
            Guard::analyst(log.facts().minimum_cohort)
        };
        let shown = ShownFrame::of(&frame, guard);
        // The guard orders the list anew: those that are listed need not be the first of the frame.
        let listed = export::first(written.top, &shown.rewatched).iter();
        let listed: BTreeSet<ItemId> = listed.map(|row| row.item).collect();
        let rows = frame.rewatched.iter().copied();
        let rows: Vec<RewatchedRow> = rows.filter(|row| listed.contains(&row.item)).collect();
        let most = log.most_by_one(conn, &frame, &rows)?;
        let page = selected.map(|selected| log.page(question, &selected));
        let coming_back = page.and_then(|page| shown.coming_back(&page, guard));
        Ok(Self {
            frame,
            guard,
            shown,
            most,
            coming_back,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Args as _, FromArgMatches as _};

    use crate::commands::SAMPLE;
    use crate::derive::{Limits, rebuild};
    use crate::runtime::source::Source;

    /// Takes the newest day out of a log, as another process.
    fn forget_the_newest_day(path: &std::path::Path) {
        let mut conn = Connection::open(path).expect("a log");
        let tx = conn.transaction().expect("a transaction");
        let newest = "DELETE FROM plays WHERE day = (SELECT max(day) FROM plays)";
        tx.execute(newest, []).expect("a deletion");
        rebuild(&tx, Limits::default()).expect("cubes");
        tx.commit().expect("a commit");
    }

    #[test]
    fn a_log_that_changes_between_reading_and_answering_is_asked_anew() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("log.db");
        std::fs::write(&path, SAMPLE).expect("a file");
        let mut opened = Opened::open(Source::File(path.clone())).expect("a log");
        let (read, _) = opened.load().expect("a log");
        let newest = read.facts().days.expect("days").to();
        forget_the_newest_day(&path);

        let command = Written::augment_args(Asked::augment_args(clap::Command::new("report")));
        let options = command.get_matches_from(["report"]);
        let asked = Asked::from_arg_matches(&options).expect("options");
        let written = Written::from_arg_matches(&options).expect("options");
        let answered = Answered::of(
            (&asked, &written),
            (&mut opened, read),
            0,
            "log.db",
            &|_| {},
        )
        .expect("answers");
        let days = answered.log.facts().days.expect("days");
        assert!(days.to() < newest, "the facts are of the log as it is now");
        assert_eq!(answered.answers.frame.window.to(), days.to());
        let last = answered.answers.frame.timeline.last().expect("a day");
        assert!(last.plays > 0, "no day that the log knows nothing of");
    }
}
