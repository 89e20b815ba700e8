//! Writing what was staged: viewers, titles, and the rows of every title that gained some.
//!
//! Two threads share the work: [`derive`] says what is to be written, and this one, which has the
//! connection, writes it and answers what the log holds already.
//!
//! | module | holds |
//! |---|---|
//! | `names` | viewers, shows and titles |
//! | `merged` | the rows of a title, viewer by viewer |
//! | `derive` | from rows to plays and their days |
//! | `plays` | the rows of the log, in SQL |
//! | `counts` | what was written, in numbers |

mod counts;
mod merged_title;
mod names;
mod plays;
mod viewings;

use std::collections::{BTreeMap, HashMap};
use std::io;

use crossbeam_channel::{Receiver, Sender, bounded};
use rusqlite::Connection;

pub(super) use self::names::Hiding;

use self::counts::WriteCounts;
use self::plays::Plays;
use self::viewings::{Deriver, Halt, Numbers, Order, Question, Scratch, StoredRows, Work};
use super::merge::MergeCounts;
use super::staging::Staged;
use crate::derive::changes::Changes;
use crate::domain::{Day, DayTable};
use crate::formats::identity::Identity;
use crate::store::Settings;

/// How many orders may wait to be carried out.
const ORDERS_AHEAD: usize = 8;

/// Called with the rows written so far; returns `false` to stop.
pub(super) type Tick<'a> = dyn FnMut(u64) -> bool + 'a;

/// Why rows were not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// Rows beyond the memory are not to be had back.
    #[error(transparent)]
    Spill(#[from] io::Error),
}

/// What writing did.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub merge_counts: MergeCounts,
    /// Rows of the log each source accounts for more, or fewer, than before.
    pub by_source: HashMap<u32, i64>,
    /// Rows each day of the log has more, or fewer, than before, whatever they count as.
    pub rows_per_day: BTreeMap<Day, i64>,
    /// Plays of the viewers and titles written, those that stay included.
    pub plays: u64,
    /// Viewers with a play among the rows written.
    pub viewers: u64,
    /// Whether it was told to stop.
    pub stopped: bool,
}

/// What holds for every row that is written.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub settings: &'a Settings,
    pub hiding: Hiding<'a>,
    /// The number in the log of each source read, and how its rows are told apart.
    pub sources: &'a [(u32, Identity)],
    /// Whether rows are only counted: nobody will ever read them.
    pub counts_only: bool,
}

/// Writes everything staged, and tells `changes` whose active days are others than before; rows the
/// log holds already change nothing.
pub(super) fn write(
    conn: &Connection,
    staged: Staged,
    rules: Rules<'_>,
    changes: &mut dyn Changes,
    tick: &mut Tick<'_>,
) -> Result<Written, WriteError> {
    let (viewers, first_new_viewer) = names::write_viewers(conn, &staged.viewers, rules.hiding)?;
    drop(staged.viewers);
    let shows = names::write_shows(conn, &staged.shows)?;
    let titles = names::write_titles(conn, &staged.titles, &shows, changes)?;
    changes.names_written(conn)?;
    let (orders, ordered) = bounded(ORDERS_AHEAD);
    let (answers, answered) = bounded(1);
    let work = Deriver {
        numbers: Numbers {
            titles: &titles,
            viewers: &viewers,
            first_new_viewer,
            sources: rules.sources,
        },
        minimum_seconds: rules.settings.minimum_seconds,
        days: DayTable::new(rules.settings.rule),
        orders,
        answers: answered,
        changes,
        counts: WriteCounts::default(),
        work: Work::default(),
        scratch: Scratch::default(),
    };
    let rows = staged.rows;
    std::thread::scope(|scope| {
        let deriving = scope.spawn(move || work.run(rows));
        let carried_out = carry_out(conn, &ordered, &answers, rules.counts_only, tick);
        // Whatever became of this side, the other one then ends too.
        drop((ordered, answers));
        let derived = deriving
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        carried_out?;
        match derived {
            Ok(counts) => Ok(Written {
                merge_counts: counts.merge_counts,
                rows_per_day: counts.rows_per_day(),
                plays: counts.plays,
                viewers: counts.viewers(),
                by_source: counts.by_source.finish(),
                stopped: false,
            }),
            Err(Halt::Spill(error)) => Err(error.into()),
            Err(Halt::Stopped) => Ok(Written {
                stopped: true,
                ..Written::default()
            }),
        }
    })
}

/// Carries out orders until there are no more, or until `tick` says to stop.
fn carry_out(
    conn: &Connection,
    orders: &Receiver<Order>,
    answers: &Sender<Vec<StoredRows>>,
    counts_only: bool,
    tick: &mut Tick<'_>,
) -> rusqlite::Result<()> {
    let mut plays = Plays::new(conn)?;
    let mut done = 0;
    for order in orders {
        match order {
            Order::Write(work) => {
                for key in work.remove {
                    plays.remove(key)?;
                }
                if !counts_only {
                    plays.insert(&work.rows)?;
                }
                done += work.arrived;
                if !tick(done) {
                    return Ok(());
                }
            }
            Order::Read(questions) => {
                let stored: rusqlite::Result<Vec<StoredRows>> = questions
                    .iter()
                    .map(|question| look_up(&plays, question))
                    .collect();
                // Nobody to tell: the other thread is gone, and says why.
                let _ = answers.send(stored?);
            }
        }
    }
    plays.flush()
}

fn look_up(plays: &Plays<'_>, question: &Question) -> rusqlite::Result<StoredRows> {
    let rows = match &question.viewers {
        None => plays.of_title(question.title)?,
        Some(viewers) => {
            let mut rows = Vec::new();
            for viewer in viewers {
                plays.of_pair(question.title, *viewer, &mut rows)?;
            }
            rows
        }
    };
    let furthest = if question.asks_furthest {
        plays.furthest(question.title)?
    } else {
        None
    };
    Ok(StoredRows { rows, furthest })
}

#[cfg(test)]
mod tests;
