//! A log in memory, and the way from a question to its frame.

use std::sync::Arc;

use rusqlite::Connection;

use super::callouts::callouts;
use super::distribution::{Cut, by_plays};
use super::frame::{Cohorts, Frame, ItemPage, Items, MostByOne, RewatchedRow};
use super::page::page;
use super::question::Question;
use super::rewatched::{self, rewatched};
use super::streaks::streaks;
use super::totals::{comparison, totals};
use super::{cohorts, timeline};
use crate::cube::day_number::Span;
use crate::cube::histories::Histories;
use crate::domain::{Day, DayRule, ItemId, Level, Window, name};
use crate::snapshot::catalog::{Catalog, ItemName};
use crate::snapshot::everything::DayCount;
use crate::snapshot::load::{CubeError, Snapshot};
use crate::store::settings::SettingsError;
use crate::store::{Settings, schema};

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
    /// What it is answered from cannot be read, and must be derived anew.
    #[error(transparent)]
    Cubes(CubeError),
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

impl From<CubeError> for LoadError {
    fn from(error: CubeError) -> Self {
        match error {
            CubeError::Sqlite(error) => Self::Sqlite(error),
            error => Self::Cubes(error),
        }
    }
}

/// Why the histories of an item were not read.
#[derive(Debug, thiserror::Error)]
pub enum SelectError {
    /// The log has changed since it was read: what is in memory says nothing of it any more.
    #[error("the log has changed since it was read")]
    Changed,
    /// They cannot be read.
    #[error(transparent)]
    Cubes(#[from] CubeError),
}

impl From<rusqlite::Error> for SelectError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Cubes(error.into())
    }
}

/// An item and the histories of its viewers: what its panels are answered from.
#[derive(Debug)]
pub struct Selected {
    level: Level,
    item: ItemId,
    histories: Histories,
}

/// A log in memory: everything questions are answered from.
#[derive(Debug)]
pub struct Log {
    facts: Facts,
    catalog: Arc<Catalog>,
    snapshot: Snapshot,
    whole_timeline: Vec<DayCount>,
    /// What SQLite calls the state of the database that was read.
    data_version: i64,
}

impl Log {
    /// Reads a log's cubes and names, in one transaction: what a writer adds meanwhile is seen whole or not at all.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read or understood, or the reading is interrupted.
    pub fn load(conn: &Connection) -> Result<Self, LoadError> {
        let tx = conn.unchecked_transaction()?;
        let settings = Settings::load(&tx)?.ok_or(LoadError::Unfilled)?;
        if schema::version(&tx)? < schema::VERSION {
            // Written before there were cubes.
            return Err(CubeError::Missing.into());
        }
        let (snapshot, catalog) = Snapshot::load(&tx)?;
        let everything = &snapshot.everything;
        let days = everything.days();
        let span = days.map(Span::of);
        let viewers = span.map_or(0, |span| everything.active.within(span));
        let facts = Facts {
            rule: settings.rule,
            days,
            rows: span.map_or(0, |span| everything.rows(span)),
            plays: span.map_or(0, |span| everything.plays(span)),
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
            whole_timeline: days.map_or_else(Vec::new, |days| everything.timeline(days)),
            catalog: Arc::new(catalog),
            data_version: data_version(&tx)?,
            snapshot,
        })
    }

    /// Returns what the log says about itself.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns the cubes that are held in memory.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns what items are called.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Returns plays and viewers of each day, from the first of the log to its last.
    #[must_use]
    pub fn whole_timeline(&self) -> &[DayCount] {
        &self.whole_timeline
    }

    /// Returns the items called `text`; see [`Catalog::find`].
    #[must_use]
    pub fn find(&self, level: Level, text: &str) -> Vec<ItemId> {
        self.catalog.find(level, text)
    }

    /// Returns every item of a level with a play, by number.
    #[must_use]
    pub fn items(&self, level: Level) -> &[ItemId] {
        self.snapshot.items(level)
    }

    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, level: Level, item: ItemId) -> &Arc<ItemName> {
        self.catalog.name(level, item)
    }

    /// Reads the lists of a level where that has not been done.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be read, or the log has changed since it was.
    pub fn read_columns(&self, conn: &Connection, level: Level) -> Result<(), SelectError> {
        self.unchanged(conn, |tx| self.snapshot.read_columns(tx, level))
    }

    /// Returns whether the lists of shows were read.
    #[must_use]
    pub fn has_shows(&self) -> bool {
        self.snapshot.has_shows()
    }

    /// Reads what a question asks about and is not in memory yet: the lists of its level, and the histories
    /// of its item; `None` where it asks about everything.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be read, or the log has changed since it was.
    pub fn select(
        &self,
        conn: &Connection,
        question: &Question,
    ) -> Result<Option<Selected>, SelectError> {
        let Question { level, item, .. } = *question;
        let read = |tx: &Connection| -> Result<Option<Selected>, CubeError> {
            self.snapshot.read_columns(tx, level)?;
            let select = |item| {
                let histories = self.snapshot.histories(tx, level, item)?;
                Ok(Selected {
                    level,
                    item,
                    histories,
                })
            };
            item.map(select).transpose()
        };
        self.unchanged(conn, read)
    }

    /// Counts the most plays by one viewer, of items of a frame.
    ///
    /// # Errors
    ///
    /// Fails where their histories cannot be read, or the log has changed since it was.
    pub fn most_by_one(
        &self,
        conn: &Connection,
        frame: &Frame,
        rows: &[RewatchedRow],
    ) -> Result<MostByOne, SelectError> {
        let span = Span::of(frame.window);
        let read = |tx: &Connection| -> Result<MostByOne, CubeError> {
            let most = |row: &RewatchedRow| {
                let most = match (row.rewatchers, row.rewatches()) {
                    (0, _) => 1,
                    (again, rewatches) if u64::from(again) == rewatches => 2,
                    _ => {
                        let histories = self.snapshot.histories(tx, frame.level, row.item)?;
                        rewatched::count(&by_plays(&Cut::new(&histories, span)).exactly())
                            .most_by_one
                    }
                };
                Ok((row.item, most))
            };
            Ok(MostByOne(
                rows.iter().map(most).collect::<Result<_, CubeError>>()?,
            ))
        };
        self.unchanged(conn, read)
    }

    /// Reads more of the log in one transaction, which sees it as it was read.
    fn unchanged<T>(
        &self,
        conn: &Connection,
        read: impl FnOnce(&Connection) -> Result<T, CubeError>,
    ) -> Result<T, SelectError> {
        let tx = conn.unchecked_transaction()?;
        let read = read(&tx);
        if data_version(&tx)? != self.data_version {
            return Err(SelectError::Changed);
        }
        Ok(read?)
    }

    /// Answers a question, given its item.
    ///
    /// # Panics
    ///
    /// Where it asks by show, and [`Self::select`] has never been asked such a question.
    #[must_use]
    pub fn answer(&self, question: &Question, selected: Option<&Selected>) -> Frame {
        self.answer_unless(question, selected, &|| false)
            .expect("nothing gives up a question that is never stale")
    }

    /// Answers a question, given its item; `None` where it `is_stale` between two of its answers.
    ///
    /// # Panics
    ///
    /// See [`Self::answer`].
    #[must_use]
    pub fn answer_unless(
        &self,
        question: &Question,
        selected: Option<&Selected>,
        is_stale: &dyn Fn() -> bool,
    ) -> Option<Frame> {
        let (window, level) = (question.window, question.level);
        let (snapshot, catalog) = (&self.snapshot, &self.catalog);
        let columns = snapshot.columns(level);
        let go_on = || (!is_stale()).then_some(());
        let filter = name::folded(&question.filter);
        let is_wanted = |item| filter.is_empty() || catalog.matches(level, item, &filter);
        // What is about plays and what is about streaks take about as long: each has a core.
        let (sums, others) = std::thread::scope(|scope| {
            let sums = scope.spawn(|| {
                let totals = totals(snapshot, question, window);
                let comparison = comparison(snapshot, question);
                let rewatched = rewatched(columns, catalog, question, &is_wanted);
                (totals, comparison, rewatched)
            });
            let others = || {
                let streaks = streaks(columns, catalog, question, &is_wanted);
                go_on()?;
                let least = self.facts.minimum_cohort;
                let callouts = callouts(columns, catalog, question, least);
                go_on()?;
                let cohorts = self.cohorts(question, selected);
                Some((streaks, callouts, cohorts))
            };
            let others = others();
            let sums = sums.join();
            (
                sums.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                others,
            )
        });
        let (totals, comparison, rewatched) = sums;
        let (streaks, callouts, cohorts) = others?;
        Some(Frame {
            window,
            level,
            threshold: question.threshold,
            totals,
            comparison,
            streaks,
            rewatched,
            cohorts,
            timeline: snapshot.everything.timeline(window),
            callouts,
            items: Items {
                columns: Arc::clone(columns),
                catalog: Arc::clone(catalog),
                level,
                window,
            },
        })
    }

    /// Returns the cohorts of the selected item, or of everything: all of a frame that depends on it.
    #[must_use]
    pub fn cohorts(&self, question: &Question, selected: Option<&Selected>) -> Cohorts {
        match selected {
            None => cohorts::of_everything(&self.snapshot, question.window),
            Some(selected) => {
                let name = Arc::clone(self.name(selected.level, selected.item));
                cohorts::of_item((selected.item, name), &selected.histories, question.window)
            }
        }
    }

    /// Returns the plays and viewers of the selected item, or of everything, on each day of the log.
    #[must_use]
    pub fn calendar(&self, selected: Option<&Selected>) -> Vec<DayCount> {
        match (selected, self.facts.days) {
            (Some(selected), Some(days)) => timeline::of_item(&selected.histories, days),
            _ => self.whole_timeline.clone(),
        }
    }

    /// Returns what the page of the selected item shows beyond its cohorts and calendar.
    #[must_use]
    pub fn page(&self, question: &Question, selected: &Selected) -> ItemPage {
        let Selected {
            level,
            item,
            histories,
        } = selected;
        page(
            (*item, Arc::clone(self.name(*level, *item))),
            histories,
            question,
            self.facts.days,
            self.facts.minimum_cohort,
        )
    }

    /// Returns how many bytes the cubes take in memory.
    #[must_use]
    pub fn hot_bytes(&self) -> usize {
        self.snapshot.bytes()
    }
}

/// Returns what changes with every commit of another connection.
fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "data_version", |row| row.get(0))
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
