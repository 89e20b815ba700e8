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
//! | [`script`] | all of them as one script |
//! | [`cells`] | what a script wrote, as a reduced log |

pub mod cells;
pub mod dialect;
pub mod mapped;
pub mod offsets;
pub mod parts;
pub mod rows_source;
pub mod script;
