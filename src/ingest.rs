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

#[cfg(test)]
mod at_the_lock;
mod batch;
mod log_settings;

mod commit;

pub mod follow;

mod dictionary;
mod merge;

mod packed_row;
pub mod pipeline;

mod reading;

mod stager;
mod staging;
pub mod summary;

mod writing;
