//! A log's cubes in memory, and the kernels that sum them for a window.
//!
//! In come the cubes of a log and the names of its items.
//! Out go counts for a window: of all items of a level at once, or of everything.
//! It never writes, never reads a row of the log, and does not know which panel asks.
//!
//! | module | holds |
//! |---|---|
//! | [`load`] | [`Snapshot`]: loading a log's cubes, and reaching those of a level or an item |
//! | `read_cubes` | reading the cubes of a log, and adding them up meanwhile |
//! | [`error`] | why the cubes of a log cannot be read |
//! | [`catalog`] | what the items of a log are called |
//! | `played_shows` | which shows are played, and which have only one title that is |
//! | [`columns`] | the columns of a level: of titles, or of shows |
//! | [`level_columns`] | the cubes of all items of one level |
//! | [`play_sums`] | plays of each item: prefix sums by blocks of days |
//! | [`hour_sums`] | hours of each title: sums of digits |
//! | [`repeats`] | repeats and third plays of each item: sums of whole tiles |
//! | [`streak_sums`] | streaks of each item: runs by last day |
//! | `run_block_sums` | what the runs of whole blocks of days add to those |
//! | `run_lengths` | a number for each item and length of a run |
//! | [`everything`] | rows, plays and viewers of everything |
//! | [`overall_streaks`] | streaks of everything |
//! | [`viewer_cohorts`] | cohorts of everything |
//! | `zeroes` | zeroes to add to |

pub mod catalog;
pub mod columns;
pub mod error;
pub mod everything;
pub mod hour_sums;
pub mod level_columns;
pub mod load;
pub mod overall_streaks;
pub mod play_sums;
mod played_shows;
mod read_cubes;
pub mod repeats;
mod run_block_sums;
mod run_lengths;
pub mod streak_sums;
pub mod viewer_cohorts;
mod zeroes;

pub use error::CubeError;
pub use load::Snapshot;
