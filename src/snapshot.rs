//! A log's cubes in memory, and the kernels that sum them for a window.
//!
//! In come the cubes of a log and the names of its items; out go counts for a window, of all items at
//! once. Nothing here writes, reads a row, or knows which panel asks.

pub mod catalog;
pub mod everything;
pub mod level_columns;
pub mod load;
pub mod overall_streaks;
pub mod play_sums;
pub mod repeats;
mod run_block_sums;
pub mod streak_sums;

pub use load::{CubeError, Snapshot};
