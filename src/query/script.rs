//! The SQL of an answer, ready for the `sqlite3` shell.

use super::facts::Facts;
use super::question::Question;
use super::statement::{BY_SHOW, values};
use super::{also_played, clock, cohorts, rewatched, sittings, streaks, timeline};
use crate::domain::{Level, Period};

/// An answer that has SQL beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Streaks of each title or show.
    Streaks,
    /// Plays of each title or show.
    Rewatched,
    /// Viewers with a streak of K days or more.
    ByStreak,
    /// Viewers with two plays or more.
    ByPlays,
    /// Viewers by the week or month of their first day.
    ByPeriod,
    /// Plays and viewers of each day.
    Timeline,
    /// Plays by weekday and hour.
    Clock,
    /// Binges, and where viewers stop, of a show.
    Sittings,
    /// What the viewers of a title or show played, too.
    AlsoPlayed,
}

impl Answer {
    fn sql(self) -> &'static str {
        match self {
            Self::Streaks => streaks::SQL,
            Self::Rewatched => rewatched::SQL,
            Self::ByStreak | Self::ByPlays => cohorts::ladders::SQL,
            Self::ByPeriod => cohorts::periods::SQL,
            Self::Timeline => timeline::SQL,
            Self::Clock => clock::SQL,
            Self::Sittings => sittings::SQL,
            Self::AlsoPlayed => also_played::SQL,
        }
    }

    /// Returns the parameters that the answer decides, not the question alone.
    fn values(self, question: &Question, facts: &Facts) -> Vec<(&'static str, String)> {
        let by_show = |level| (BY_SHOW, i32::from(level == Level::Show).to_string());
        match self {
            Self::Streaks => vec![
                by_show(question.levels.streaks),
                (":crowd", facts.minimum_cohort.max(1).to_string()),
            ],
            Self::Rewatched => vec![by_show(question.levels.rewatched)],
            Self::ByStreak => vec![(":rule", "\"'streak'\"".to_owned())],
            Self::ByPlays => vec![
                (":rule", "\"'plays'\"".to_owned()),
                (":at_least", 2.to_string()),
            ],
            Self::ByPeriod => {
                let is_by_month = Period::of(question.window) == Period::Month;
                vec![(":by_month", i32::from(is_by_month).to_string())]
            }
            Self::AlsoPlayed => {
                let least = also_played::least_of_both(facts);
                vec![(":least", least.to_string())]
            }
            Self::Timeline | Self::Clock | Self::Sittings => Vec::new(),
        }
    }
}

/// Returns the SQL of an answer to a question of a log with these facts, with the parameters that it has, as the `sqlite3` shell
/// takes it.
///
/// It counts exactly, and knows no filter on names.
#[must_use]
pub fn script(answer: Answer, question: &Question, facts: &Facts) -> String {
    let sql = answer.sql();
    let own = answer.values(question, facts);
    let of_question = values(question).into_iter().map(|(name, value)| {
        let value = value.map_or_else(|| "NULL".to_owned(), |value| value.to_string());
        (name, value)
    });
    let of_question = of_question.filter(|(name, _)| own.iter().all(|(other, _)| other != name));
    let set = of_question.chain(own.iter().cloned());
    let set = set.filter(|(name, _)| sql.contains(name));
    let set = set.map(|(name, value)| format!(".parameter set {name} {value}"));
    let mut lines = vec![".parameter clear".to_owned()];
    lines.extend(set);
    lines.push(format!("{};\n", sql.trim_end()));
    lines.join("\n")
}
