//! What was asked, and the answers: all of one state of the log.

use anyhow::Context as _;
use rusqlite::Connection;

use crate::commands::asked::{self, Asked};
use crate::derive::Repaired;
use crate::export;
use crate::query::most_by_one::MostByOne;
use crate::query::{Frame, Log, Question, SelectError};
use crate::runtime::source::Opened;
use crate::snapshot::CubeError;

/// A log, what it was asked, and its answers.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) log: Log,
    pub(super) frame: Frame,
    /// The most plays by one viewer, of the rewatched items that are listed.
    pub(super) most: MostByOne,
}

impl Answered {
    /// Answers what is asked, of `top` rows a list, of a log that was read by a connection, at the moment `now` (Unix
    /// seconds); `say` is told what had to be repaired, and errors of reading name the log `source`.
    ///
    /// Where the log has changed since it was read, it is read again, and asked again: its newest day
    /// and the numbers of its titles may be others now.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read, or a range or name means nothing in it.
    pub(super) fn of(
        (asked, top): (&Asked, usize),
        (opened, log): (&mut Opened, Log),
        now: i64,
        source: &str,
        say: &dyn Fn(&Repaired),
    ) -> anyhow::Result<Self> {
        let mut log = log;
        let named = || source.to_owned();
        loop {
            let question = asked::question(asked, &log, now)?;
            match answers(&log, opened.conn(), &question, top) {
                Ok((frame, most)) => {
                    return Ok(Self { log, frame, most });
                }
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

/// Answers a question, and counts the most plays by one viewer of the first `top` rewatched items; of
/// all where that is 0.
fn answers(
    log: &Log,
    conn: &Connection,
    question: &Question,
    top: usize,
) -> Result<(Frame, MostByOne), SelectError> {
    let selected = log.select(conn, question)?;
    let frame = log.answer(question, selected.as_ref());
    let most = log.most_by_one(conn, &frame, export::first(top, &frame.rewatched))?;
    Ok((frame, most))
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

        let command = Asked::augment_args(clap::Command::new("report"));
        let asked =
            Asked::from_arg_matches(&command.get_matches_from(["report"])).expect("options");
        let answered =
            Answered::of((&asked, 0), (&mut opened, read), 0, "log.db", &|_| {}).expect("answers");
        let days = answered.log.facts().days.expect("days");
        assert!(days.to() < newest, "the facts are of the log as it is now");
        assert_eq!(answered.frame.window.to(), days.to());
        let last = answered.frame.timeline.last().expect("a day");
        assert!(last.plays > 0, "no day that the log knows nothing of");
    }
}
