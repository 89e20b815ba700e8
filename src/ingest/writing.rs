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
//! | `arriving_rows` | the sorted rows that it takes |
//! | `log_numbers` | numbers in the log, by staged numbers |
//! | `merged_title` | the rows of a title before and after, viewer by viewer |
//! | `viewings` | what the rows of a viewer and a title count as |
//! | `row_changes` | rows to delete and to insert |
//! | `requests` | what the merger asks of the writer |
//! | `writer` | the thread that serves it |
//! | `plays` | the table of plays, in SQL |
//! | `counts` | counts of what is written |
//! | `options`, `written` | what holds for every row; the outcome |

mod arriving_rows;
mod counts;
mod log_numbers;
mod merged_title;
mod merger;
mod names;
mod options;
mod plays;
mod requests;
mod reused;
mod row_changes;
mod titles;
mod viewings;
mod writer;
mod written;

use crossbeam_channel::bounded;
use rusqlite::Connection;

pub(super) use self::options::{OnProgress, ViewerHashing, WriteOptions};
pub(super) use self::written::{WriteError, Written};

use self::log_numbers::LogNumbers;
use self::merger::Merger;
use self::requests::{MergeError, WriterHandle};
use super::staged::Staged;
use crate::cube;
use crate::derive::changes::Changes;

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
    let (requests, requested) = bounded(REQUESTS_AHEAD);
    let (answers, answered) = bounded(1);
    let numbers = LogNumbers {
        titles: &titles,
        viewers: &viewers,
        first_new_viewer,
        sources: options.sources,
    };
    let writer = WriterHandle {
        requests,
        answers: answered,
    };
    let merger = Merger::new(numbers, options, writer, changes);
    let rows = staged.rows;
    std::thread::scope(|scope| {
        let merging = scope.spawn(move || merger.run(rows));
        let counts_only = options.counts_only;
        let served = writer::serve(conn, &requested, &answers, counts_only, on_progress);
        // Whatever became of this thread, the other one then ends too.
        drop((requested, answers));
        let outcome = merging
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        served?;
        match outcome {
            Ok(counts) => Ok(Written::new(counts, reused_ids)),
            Err(MergeError::Spill(error)) => Err(error.into()),
            Err(MergeError::WriterGone) => Err(WriteError::Stopped),
        }
    })
}

#[cfg(test)]
mod tests;
