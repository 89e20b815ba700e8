//! Writing what was staged: viewers, titles, and the rows of every title that gains some.
//!
//! Staged rows go in; rows of the log come out, with counts of them, and `derive` is told whose active
//! days are others than before. Nothing here derives a cube.
//!
//! Two threads share the work. The merger says what is to be written; the writer, which has the
//! connection, writes it and looks up what the log has already.
//!
//! | module | holds |
//! |---|---|
//! | `names`, `titles` | viewers and shows; titles |
//! | `reused` | ids of a source under names that are unlike |
//! | `merger` | the thread that merges rows, title by title |
//! | `arriving_rows`, `arriving_title` | the sorted rows that it takes; those of one title |
//! | `composing`, `alias_rows` | rows of aliases, put together as what they count as; the table of them |
//! | `log_numbers` | numbers in the log, by staged numbers |
//! | `merged_title` | the rows of a title before and after, viewer by viewer |
//! | `viewings` | what the rows of a viewer and a title count as |
//! | `row_changes` | rows to delete and to insert |
//! | `retold` | plays that two sources tell of, of which one knows more |
//! | `requests` | what the merger asks of the writer |
//! | `writer` | the thread that serves it |
//! | `plays` | the table of plays, in SQL |
//! | `row_reader` | rows as both tables have them |
//! | `counts` | counts of what is written |
//! | `options`, `written` | what holds for every row; the outcome |

mod alias_rows;
mod arriving_rows;
mod arriving_title;
mod composing;
mod counts;
mod log_numbers;
mod merged_title;
mod merger;
mod names;
mod options;
mod plays;
mod requests;
mod retold;
mod reused;
mod row_changes;
mod row_reader;
mod titles;
mod viewings;
mod writer;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use crossbeam_channel::bounded;
use rusqlite::Connection;

pub(super) use self::options::{OnProgress, ViewerHashing, WriteOptions};
pub(super) use self::retold::{Retold, RetoldRows};
pub(super) use self::written::{WriteError, Written};

use self::arriving_title::ArrivingTitle;
use self::composing::Composer;
use self::counts::WriteCounts;
use self::log_numbers::LogNumbers;
use self::merger::Merger;
use self::requests::{MergeError, WriterHandle};
use super::reused_ids::ReusedIds;
use super::staged::Staged;
use crate::cube;
use crate::derive::changes::Changes;
use crate::domain::threads::joined;
use crate::store::Settings;
use crate::store::aliases::Aliases;

/// How many requests may wait to be served.
const REQUESTS_AHEAD: usize = 8;

/// Writes everything staged, and tells `changes` whose active days are others than before; rows the
/// log has already change nothing.
///
/// # Errors
///
/// Fails where SQLite does, where rows cannot be read back from their file, or where `on_progress` says
/// to stop.
pub(super) fn write(
    conn: &Connection,
    staged: Staged,
    options: WriteOptions<'_>,
    changes: &mut dyn Changes,
    on_progress: &mut OnProgress<'_>,
) -> Result<Written, WriteError> {
    let (viewers, first_new_viewer) = names::write_viewers(conn, &staged.viewers, options.hashing)?;
    drop(staged.viewers);
    let (shows, of_shows) = names::write_shows(conn, &staged.shows)?;
    let reused_ids = reused::reused_ids(conn, &staged.titles, &staged.shows)?;
    let (titles, of_titles) = titles::write_titles(conn, &staged.titles, &shows, changes)?;
    cube::names::update(conn, of_shows.plus(of_titles))?;
    changes.names_written(conn)?;
    let aliases = Aliases::load(conn)?;
    let numbers = LogNumbers {
        titles: &titles,
        viewers: &viewers,
        first_new_viewer,
        sources: options.sources,
        aliases: &aliases,
    };
    let writing = Writing {
        conn,
        settings: options.settings,
        numbers,
        counts_only: options.counts_only,
    };
    let rows = staged.rows;
    let mut written = 0;
    let mut note = |rows| {
        written = rows;
        on_progress(rows)
    };
    let (mut counts, of_aliases) = writing.merge(changes, &mut note, |merger| merger.run(rows))?;
    if !of_aliases.is_empty() {
        let composed = Composer::new(conn, &aliases)?.arrived(of_aliases, &mut counts)?;
        let mut go_on = |rows| on_progress(written + rows);
        counts = writing.merge(changes, &mut go_on, |merger| {
            merger.going_on(counts).run_known(composed)
        })?;
    }
    Ok(Written::new(counts, reused_ids))
}

/// Writes anew what the rows of aliases count as for these titles, and tells `changes` whose active days are others than
/// by the aliases `before`.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn write_anew(
    conn: &Connection,
    settings: &Settings,
    titles: &BTreeSet<u32>,
    before: &Aliases,
    changes: &mut dyn Changes,
) -> Result<Written, WriteError> {
    let aliases = Aliases::load(conn)?;
    let composed = Composer::new(conn, &aliases)?.anew(titles, before)?;
    Writing::of_log(conn, settings, &aliases).known(composed, changes)
}

/// Takes the rows out of these titles that the viewers named with each have there, writes anew what the others' rows then count
/// as, and tells `changes` whose active days are others. Of titles that are `redone`, all rows are looked at: an alias with
/// a say in them is gone.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn write_without(
    conn: &Connection,
    settings: &Settings,
    (titles, redone): (&BTreeMap<u32, BTreeSet<u32>>, &BTreeSet<u32>),
    changes: &mut dyn Changes,
) -> Result<Written, WriteError> {
    let aliases = Aliases::load(conn)?;
    let without = titles.iter().map(|(title, viewers)| {
        let members = aliases.titles.members(*title);
        Ok(ArrivingTitle {
            title: titles::with_aliases(conn, &members, redone.contains(title))?,
            rows: Vec::new(),
            composed: viewers.clone(),
        })
    });
    let without = without.collect::<rusqlite::Result<Vec<_>>>()?;
    Writing::of_log(conn, settings, &aliases).known(without, changes)
}

/// Takes rows that another source has, too, out of those that count, and tells `changes` whose active days are others.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn write_without_retold(
    conn: &Connection,
    settings: &Settings,
    (retold, aliases): (Retold, &Aliases),
    changes: &mut dyn Changes,
) -> Result<Written, WriteError> {
    let left = retold.arriving(conn, aliases)?;
    Writing::of_log(conn, settings, aliases).known(left, changes)
}

/// What two threads need to merge rows and write them.
struct Writing<'a> {
    conn: &'a Connection,
    settings: &'a Settings,
    numbers: LogNumbers<'a>,
    counts_only: bool,
}

impl<'a> Writing<'a> {
    /// Returns what is needed to write rows of viewers and titles that the log has.
    fn of_log(conn: &'a Connection, settings: &'a Settings, aliases: &'a Aliases) -> Self {
        Self {
            conn,
            settings,
            numbers: LogNumbers {
                titles: &[],
                viewers: &[],
                first_new_viewer: u32::MAX,
                sources: &[],
                aliases,
            },
            counts_only: false,
        }
    }

    /// Merges and writes what arrives for titles that the log has.
    fn known(
        &self,
        arriving: Vec<ArrivingTitle>,
        changes: &mut dyn Changes,
    ) -> Result<Written, WriteError> {
        let counts: WriteCounts =
            self.merge(changes, &mut |_| true, |merger| merger.run_known(arriving))?;
        Ok(Written::new(counts, ReusedIds::default()))
    }

    /// Has a thread merge as `run` says, and writes what it says; returns what it does.
    fn merge<T: Send>(
        &self,
        changes: &mut dyn Changes,
        on_progress: &mut OnProgress<'_>,
        run: impl FnOnce(Merger<'_>) -> Result<T, MergeError> + Send,
    ) -> Result<T, WriteError> {
        let (requests, requested) = bounded(REQUESTS_AHEAD);
        let (answers, answered) = bounded(1);
        let writer = WriterHandle {
            requests,
            answers: answered,
        };
        let merger = Merger::new(self.numbers, self.settings, writer, changes);
        std::thread::scope(|scope| {
            let merging = scope.spawn(move || run(merger));
            let served = writer::serve(
                self.conn,
                &requested,
                &answers,
                self.counts_only,
                on_progress,
            );
            // Whatever became of this thread, the other one then ends too.
            drop((requested, answers));
            let outcome = joined(merging.join());
            served?;
            outcome.map_err(|error| match error {
                MergeError::Spill(error) => error.into(),
                MergeError::WriterGone => WriteError::Stopped,
            })
        })
    }
}

#[cfg(test)]
mod tests;
