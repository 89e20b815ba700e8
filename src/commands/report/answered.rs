//! What was asked, and the answers: all of one state of the log.

use rusqlite::Connection;

use super::arguments::Written;
use crate::commands::asked::{self, Asked, Unanswered, answered};
use crate::derive::Repaired;
use crate::export::Panel;
use crate::guard::Guard;
use crate::query::{Facts, Log, OneViewer};
use crate::runtime::reported::{Extent, Reported};
use crate::runtime::source::Opened;

/// What a log says about itself, and the answers to what it was asked.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) facts: Facts,
    pub(super) answers: Reported,
}

impl Answered {
    /// Answers what is asked and written of a log that was read by a connection, at the moment `now` (Unix
    /// seconds); `say` is told what had to be repaired, and errors of reading name the log `source`.
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
        let ask = |conn: &Connection, log: &Log| Self::at_once((asked, written), (conn, log), now);
        answered((opened, log), source, say, ask)
    }

    /// Answers of the log as it was read, or of that of the one viewer who is asked for.
    fn at_once(
        (asked, written): (&Asked, &Written),
        (conn, log): (&Connection, &Log),
        now: i64,
    ) -> Result<Self, Unanswered> {
        let own = asked.viewer.as_deref();
        let own = own
            .map(|name| OneViewer::named(conn, log, name))
            .transpose()?;
        let (log, conn) = own
            .as_ref()
            .map_or((log, conn), |own| (&own.log, &own.conn));
        let question = asked::question(asked, (conn, log), now)?;
        let extent = written.extent(log.facts().minimum_cohort);
        let mut answers = Reported::of(log, conn, &question, extent)?;
        if written.panel == Some(Panel::Viewers) {
            answers = answers.with_viewers(log, conn, &question)?;
        }
        Ok(Self {
            facts: log.facts().clone(),
            answers,
        })
    }
}

impl Written {
    /// Returns how much is told of a log that hides cohorts of fewer viewers than `minimum_cohort`.
    fn extent(&self, minimum_cohort: u32) -> Extent {
        let guard = if self.exact {
            Guard::exact()
        } else {
            Guard::analyst(minimum_cohort)
        };
        Extent::of(guard, self.top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Levels;
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
        std::fs::write(&path, SAMPLE.as_slice()).expect("a file");
        let mut opened = Opened::open(Source::File(path.clone())).expect("a log");
        let (read, _) = opened.load(Levels::default()).expect("a log");
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
        let days = answered.facts.days.expect("days");
        assert!(days.to() < newest, "the facts are of the log as it is now");
        assert_eq!(answered.answers.frame.window.to(), days.to());
        let last = answered.answers.frame.timeline.last().expect("a day");
        assert!(last.plays > 0, "no day that the log knows nothing of");
    }
}
