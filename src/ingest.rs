//! From the files people have to the rows of a log.
//!
//! ```text
//! input ─▶ reader ─▶ batch ─▶ staging ─▶ spill ─▶ merge ─▶ writing
//! (bytes)  (records)          (numbers)  (sorted) (no doubles) (viewings, rows)
//! └────────────── reading ─────────────┘ └──── commit: one transaction ───┘
//! └─ one thread ────┘ └─ another ──────┘
//! ```
//!
//! [`reader`] says what a format has to offer; each format is one file: [`generic`], [`netflix`].
//! [`pipeline`] runs the whole way. A new format adds its file, a line in [`reader::READERS`], and
//! nothing else.

mod agreement;
mod batch;
pub(crate) mod changes;
mod commit;
mod csv_rows;
pub mod derive;
pub mod follow;
pub mod generic;
pub mod input;
pub mod mapping;
pub mod memory;
mod merge;
mod names;
pub mod netflix;
mod packed;
pub mod pipeline;
pub mod reader;
mod reading;
pub mod record;
pub mod sample;
pub(crate) mod spill;
mod stager;
mod staging;
pub mod summary;
pub mod time;
mod writing;
