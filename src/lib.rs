//! bingetop: who keeps coming back to what, and how many they are, for any range of days.
//!
//! ```text
//! domain <- store <- cube <- ingest, query <- guard <- app <- ui, export <- runtime <- commands
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`domain`] | days, windows, streaks, viewings, names: pure rules |
//! | [`store`] | the SQLite file: opening, schema, settings, rows to types |
//! | [`cube`] | what the plays amount to, counted ahead for any window |
//! | [`ingest`] | one file per format, and the pipeline that makes a log of them |
//! | [`query`] | `Question -> Frame`: every answer |
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
pub mod domain;
pub mod export;
pub mod guard;
pub mod ingest;
pub mod query;
pub mod runtime;
pub mod store;
pub mod ui;
