//! From the files people have to the rows of a log.
//!
//! ```text
//! input ─▶ reader ─▶ staging ─▶ merge ─▶ writing
//! (bytes)  (records) (numbers)  (no doubles) (viewings, rows)
//! └───────── reading ─────────┘ └─ commit: one transaction ─┘
//! ```
//!
//! [`reader`] says what a format has to offer; each format is one file: [`generic`], [`netflix`].
//! [`pipeline`] runs the whole way. A new format adds its file, a line in [`reader::READERS`], and
//! nothing else.

mod agreement;
mod commit;
mod csv_rows;
pub mod follow;
pub mod generic;
mod held;
pub mod input;
pub mod mapping;
mod merge;
pub mod netflix;
pub mod pipeline;
pub mod reader;
mod reading;
pub mod record;
pub mod sample;
mod staging;
pub mod summary;
pub mod time;
mod writing;
