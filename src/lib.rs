//! bingetop: who keeps coming back to what, and how many they are, for any range of days.
//!
//! ```text
//! domain <- store <- cube <- formats, derive, snapshot <- sample, ingest, query, engine <- guard <- app <- ui, export <- runtime <- commands
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`domain`] | days, windows, streaks, viewings, names: pure rules |
//! | [`store`] | the SQLite file: opening, schema, settings, rows to types |
//! | [`cube`] | what the plays amount to, counted ahead for any window |
//! | [`formats`] | one file per format: what a file says of each row |
//! | [`mod@derive`] | from plays to cubes |
//! | [`snapshot`] | a log's cubes in memory, and the kernels that sum them for a window |
//! | [`sample`] | made-up logs |
//! | [`ingest`] | from records to a committed log |
//! | [`query`] | `Question -> Frame`: every answer |
//! | [`engine`] | a log in a data lake: a script that reduces it, and what that wrote, as a log |
//! | [`guard`] | which numbers may be shown to whom |
//! | [`app`] | the dashboard's state, and how messages change it |
//! | [`ui`] | drawing: one file per panel |
//! | [`export`] | frames as JSON, CSV, Markdown and text |
//! | [`runtime`] | the terminal, threads and the event loop |
//! | [`commands`] | one file per subcommand |
//!
//! Imports go left only; `tests/layers.rs` holds the project to it.

pub mod app;
pub mod commands;
pub mod cube;
pub mod derive;
pub mod domain;
pub mod engine;
pub mod export;
pub mod formats;
pub mod guard;
pub mod ingest;
pub mod query;
pub mod runtime;
pub mod sample;
pub mod snapshot;
pub mod store;
pub mod ui;
