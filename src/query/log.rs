//! A log in memory, and the way from a question to its frame.

use rusqlite::Connection;

use super::callouts::callouts;
use super::catalogue::Catalogue;
use super::cohorts::cohorts;
use super::columns::{AllColumns, visits};
use super::frame::{Cohorts, DayCount, Frame, ItemPage};
use super::page::page;
use super::question::{ItemId, Question};
use super::rewatched::rewatched;
use super::streaks::streaks;
use super::timeline::timeline;
use super::totals::{comparison, totals};
use crate::domain::{Day, DayRule, Level, Window, name};
use crate::store::Settings;
use crate::store::settings::SettingsError;

/// The largest log, in viewers, whose kept names make it a household's own.
pub const HOUSEHOLD_VIEWERS: u64 = 10;

/// What a log says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Which day a moment belongs to.
    pub rule: DayRule,
    /// From the day of the first row to that of the last; `None` where there is no row.
    pub days: Option<Window>,
    /// Rows.
    pub rows: u64,
    /// Plays.
    pub plays: u64,
    /// Viewers with a play.
    pub viewers: u64,
    /// Cohorts below this many viewers are hidden until asked for.
    pub minimum_cohort: u32,
    /// Whether every number in it is made up.
    pub is_synthetic: bool,
}

impl Facts {
    /// Returns the day under way at `now` (Unix seconds), where the log holds rows of it or of later
    /// days: from it on, no day is over.
    #[must_use]
    pub fn unfinished(&self, now: i64) -> Option<Day> {
        let today = self.rule.day_of(now);
        self.days.filter(|days| today <= days.to()).map(|_| today)
    }
}

/// Why a log could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its settings cannot be understood.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// It has no settings: nothing was ever ingested.
    #[error("the log is empty; fill it with `bingetop ingest FILE --into LOG.db`")]
    Unfilled,
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// A log in memory: everything questions are answered from.
#[derive(Debug)]
pub struct Log {
    facts: Facts,
    catalogue: Catalogue,
    columns: AllColumns,
    whole_timeline: Vec<DayCount>,
}

impl Log {
    /// Reads a log, in one transaction: what a writer adds meanwhile is seen whole or not at all.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read or understood, or the reading is interrupted.
    pub fn load(conn: &Connection) -> Result<Self, LoadError> {
        let tx = conn.unchecked_transaction()?;
        let settings = Settings::load(&tx)?.ok_or(LoadError::Unfilled)?;
        let catalogue = Catalogue::load(&tx)?;
        let columns = AllColumns::load(&tx, &catalogue)?;
        let days = columns.span();
        let everything = columns.days_of(Level::Title, None);
        let whole_timeline = days
            .map(|days| timeline(everything, days))
            .unwrap_or_default();
        let viewers = days.map_or(0, |days| visits(everything, days).count() as u64);
        let facts = Facts {
            rule: settings.rule,
            days,
            rows: columns.rows_per_day.iter().sum(),
            plays: whole_timeline.iter().map(|day| u64::from(day.plays)).sum(),
            viewers,
            minimum_cohort: if viewers <= HOUSEHOLD_VIEWERS && names_are_kept(&tx)? {
                1
            } else {
                settings.minimum_cohort
            },
            is_synthetic: settings.is_synthetic,
        };
        Ok(Self {
            facts,
            catalogue,
            columns,
            whole_timeline,
        })
    }

    /// Returns what the log says about itself.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns plays and viewers of each day, from the first of the log to its last.
    #[must_use]
    pub fn whole_timeline(&self) -> &[DayCount] {
        &self.whole_timeline
    }

    /// Returns the items called `text`; see [`Catalogue::find`].
    #[must_use]
    pub fn find(&self, level: Level, text: &str) -> Vec<ItemId> {
        self.catalogue.find(level, text)
    }

    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, level: Level, item: ItemId) -> super::frame::ItemName {
        self.catalogue.name(level, item)
    }

    /// Answers a question.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "it never panics")]
    pub fn answer(&self, question: &Question) -> Frame {
        self.answer_unless(question, &|| false)
            .expect("nothing gives up a question that is never stale")
    }

    /// Answers a question; `None` where it `is_stale` between two of its answers.
    #[must_use]
    pub fn answer_unless(&self, question: &Question, is_stale: &dyn Fn() -> bool) -> Option<Frame> {
        let (window, level) = (question.window, question.level);
        let (columns, catalogue) = (&self.columns, &self.catalogue);
        let go_on = || (!is_stale()).then_some(());
        let filter = name::folded(&question.filter);
        let is_wanted = |item| filter.is_empty() || catalogue.matches(level, item, &filter);
        let totals = totals(columns, question, window);
        go_on()?;
        let comparison = comparison(columns, question);
        go_on()?;
        let streaks = streaks(columns, catalogue, question, &is_wanted);
        go_on()?;
        let rewatched = rewatched(columns, catalogue, question, &is_wanted);
        go_on()?;
        let callouts = callouts(columns, catalogue, question, self.facts.minimum_cohort);
        go_on()?;
        Some(Frame {
            window,
            level,
            threshold: question.threshold,
            totals,
            comparison,
            streaks,
            rewatched,
            cohorts: self.cohorts(question),
            timeline: timeline(columns.days_of(level, None), window),
            callouts,
        })
    }

    /// Returns the cohorts of the question's item: all of a frame that depends on it.
    #[must_use]
    pub fn cohorts(&self, question: &Question) -> Cohorts {
        let Question { level, item, .. } = *question;
        let days = self.columns.days_of(level, item);
        let named = item.map(|item| (item, self.name(level, item)));
        cohorts(named, days, question.window)
    }

    /// Returns the plays and viewers of the question's item on each day of the whole log.
    #[must_use]
    pub fn calendar(&self, question: &Question) -> Vec<DayCount> {
        let days = self.columns.days_of(question.level, question.item);
        self.facts
            .days
            .map(|span| timeline(days, span))
            .unwrap_or_default()
    }

    /// Returns what the page of an item shows beyond its cohorts and calendar.
    #[must_use]
    pub fn page(&self, question: &Question, item: ItemId) -> ItemPage {
        let days = self.columns.days_of(question.level, Some(item));
        page(
            item,
            self.name(question.level, item),
            days,
            question,
            self.facts.days,
            self.facts.minimum_cohort,
        )
    }
}

/// Returns whether the name of every viewer is kept.
fn names_are_kept(conn: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM viewers WHERE label IS NULL)";
    conn.query_row(sql, [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_over_by_the_clock_and_rule_of_the_log() {
        let day = |text| Day::parse(text).unwrap();
        let facts = Facts {
            rule: DayRule {
                zone: chrono_tz::Europe::Rome,
                starts_minutes: 240,
            },
            days: Some(Window::ending(day("2017-12-10"), 30)),
            rows: 1,
            plays: 1,
            viewers: 1,
            minimum_cohort: 10,
            is_synthetic: false,
        };
        let at = |moment: &str| {
            let moment = chrono::DateTime::parse_from_rfc3339(moment).unwrap();
            facts.unfinished(moment.timestamp())
        };
        assert_eq!(at("2017-12-11T02:59:59Z"), Some(day("2017-12-10")));
        assert_eq!(at("2017-12-11T03:00:00Z"), None);
        // A row from the future makes no day over that is not.
        assert_eq!(at("2017-12-08T12:00:00Z"), Some(day("2017-12-08")));
    }
}
