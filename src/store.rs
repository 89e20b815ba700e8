//! The log as a SQLite file: opening it safely, its schema, its settings, the key that hides viewers.
//!
//! In: the path of a log, or its bytes. Out: a connection to it, its settings, and sorted values where memory does
//! not suffice. Never: what plays mean, formats of other programs, drawing.
//!
//! | module | holds |
//! |---|---|
//! | [`open`] | opening a log to read or to write |
//! | [`nth`] | how well a log knows when a row starts |
//! | [`aliases`] | which viewers and titles count as others |
//! | `inspect` | looking at a file before SQLite may touch it |
//! | [`open_error`] | why a file was not opened |
//! | [`schema`] | the tables, as numbered migrations |
//! | [`settings`] | what a log knows about itself: time zone, day rule, minimum lengths |
//! | [`place`] | where paths lead: the same file, a database's own |
//! | [`sqlite_error`] | what an error of SQLite means, in one sentence |
//! | [`key`] | the secret with which viewers are hashed |
//! | [`reduced`] | logs that have cubes alone, and what cannot be done with them |
//! | [`owner_only`] | files that nobody but their owner may read |
//! | [`salt`] | what a log adds to the hash of its viewers |
//! | [`sources`] | what was read into a log, and when |
//! | [`tombstones`] | what is kept of viewers who are forgotten or opted out |
//! | [`refused_notes`] | which files keep refused rows of a log |
//! | [`external_sort`] | sorting more than fits in memory |
//! | [`memory`] | how much memory an import may take |

pub mod aliases;
pub mod external_sort;
pub(crate) mod inspect;
pub mod key;
pub mod memory;
pub mod nth;
pub mod open;
pub mod open_error;
pub mod owner_only;
pub mod place;
pub mod reduced;
pub mod refused_notes;
pub mod salt;
pub mod schema;
pub mod settings;
pub mod sources;
pub mod sqlite_error;
pub mod tombstones;

pub use open::{open_read, open_write};
pub use open_error::OpenError;
pub use settings::Settings;
