//! Reducing a log that is too large for one machine: its rows stay in the user's data lake.
//!
//! - In: where the rows lie and which column holds what. Out: a SQL script for the engine that is there already (Spark,
//!   `DuckDB`); then the cells that it wrote, as a *reduced* log.
//! - Never: running the script, or a second meaning of a number: the steps in `assets/engine/` state the rules of
//!   [`crate::domain`], and tests hold their cells against the program's own cubes.
//!
//! | module | holds |
//! |---|---|
//! | [`dialect`] | what engines write differently |
//! | [`rows_source`] | where the rows lie |
//! | [`offsets`] | a zone's offsets from UTC, as SQL |
//! | [`mapped`] | the first step: from the source's columns to those of the rules |
//! | [`parts`] | the steps, in order |
//! | `piece` | a step as it stands in a script |
//! | [`earlier`] | a reduction that days are appended to |
//! | `appended` | the steps that do so |
//! | [`reduction`] | what a reduction is of and by, and whether another one goes on from it |
//! | [`script`] | all of them as one script |
//! | [`cells`] | what a script wrote, as a reduced log |

mod appended;
pub mod cells;
pub mod dialect;
pub mod earlier;
pub mod mapped;
pub mod offsets;
pub mod parts;
mod piece;
pub mod reduction;
pub mod rows_source;
pub mod script;
