//! Deriving cubes from plays: all of them, or those that an import changes.
//!
//! In: the rows of a log, or the changes that an import reports. Out: the log's cubes and the table
//! `viewer_days` and `viewer_titles`. Never: files of plays, or answers to questions.
//!
//! Cubes are sums over viewers, so that every way leads to the same bytes. A full scan adds up all viewers,
//! the deriver of a new log does so while the log is written, and an incremental update takes out the viewers that
//! changed as they were and puts them in as they are.
//!
//! | module | holds |
//! |---|---|
//! | `rebuild` | all cubes from the rows: of a log, of its file, or into temporary tables |
//! | `update` | the cubes after an import: incremental where that is less work, else rebuilt |
//! | `repair` | cubes that could not be read, derived again, and what to tell about it |
//! | `changes` | what an import reports: the active days of a viewer and title, before and after |
//! | `change_set` | the reported changes, kept within a bound of memory |
//! | `incremental` | a change set, applied to the cubes |
//! | `bulk` | the cubes of a new log, derived while its rows are written |
//! | `full_scan` | the cubes of a log, derived from all its rows |
//! | `cube_builder` | all cubes, added up title by title: what bulk and full scan share |
//! | `show_builder` | the cubes of shows with several titles, from sorted days |
//! | `everything_scan` | the cubes of everything, from the sorted days of viewers |
//! | `everything` | what one viewer adds to the cubes of everything |
//! | `everything_totals` | the sums of all viewers |
//! | `counters` | counters for cells that are added up by the million |
//! | `return_counter` | counters for viewers who are back in a later week or month |
//! | `level_pages` | the cubes of a level, page by page |
//! | `previous_plays` | each play and each played day of an item, with the one before |
//! | `item_days` | the active days of an item, and the histories they make |
//! | `clock_counter` | plays by day and hour |
//! | `day_totals` | what is counted by day alone |
//! | `item_hours` | the hours of a title by day |
//! | `hour_pages` | the cubes of hours, page by page |
//! | `packed_days` | viewers' days as numbers, to be sorted |
//! | `shows` | which titles belong to which shows |
//! | `cube_queue` | the queue from the threads that derive to the one that stores |
//! | `stored_cubes` | storing cells, and changing the cubes that a log holds |
//! | `extent` | how much a log holds, by its cubes |
//! | `limits` | how much memory deriving takes, and when cohorts are precomputed |
//! | `error` | why cubes were not derived |

mod bulk;
mod change_set;
pub(crate) mod changes;
mod clock_counter;
mod counters;
mod cube_builder;
mod cube_queue;
mod day_totals;
mod error;
mod everything;
mod everything_scan;
mod everything_totals;
mod extent;
mod full_scan;
mod hour_pages;
mod incremental;
mod item_days;
mod item_hours;
mod level_pages;
mod limits;
mod packed_days;
mod previous_plays;
mod rebuild;
mod repair;
mod return_counter;
mod show_builder;
mod shows;
mod stored_cubes;
mod update;

pub(crate) use self::bulk::BulkDeriver;
pub(crate) use self::change_set::ChangeSet;
pub(crate) use self::cube_queue::cube_queue;
pub use self::error::{DeriveError, RebuildError};
pub(crate) use self::extent::extent;
pub(crate) use self::hour_pages::HourPages;
pub use self::limits::Limits;
pub use self::rebuild::{rebuild, rebuild_file, rebuild_file_with_names, rebuild_into_temp};
pub use self::repair::{Repaired, repair};
pub(crate) use self::stored_cubes::{put_blocks, put_cells};
pub(crate) use self::update::update;

#[cfg(test)]
mod tests;
