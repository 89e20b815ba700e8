//! The log as a SQLite file: opening it safely, its schema, its settings, the key that hides names.
//!
//! | module | holds |
//! |---|---|
//! | [`open`] | opening a log to read or to write, and every way in which that is refused |
//! | [`schema`] | the tables, as numbered migrations |
//! | [`settings`] | what a log knows about itself: time zone, day rule, minimum lengths |
//! | [`external_sort`] | sorting more than fits in memory, beside the log |
//! | [`place`] | where paths lead: the same file, a database's own |
//! | [`sqlite_error`] | what an error of SQLite means, in one sentence |
//! | [`memory`] | how much memory that may take |
//! | [`key`] | the secret with which viewers are hashed |

pub mod external_sort;
pub mod key;
pub mod memory;
pub mod open;
pub mod place;
pub mod schema;
pub mod settings;
pub mod sqlite_error;

pub use open::{OpenError, open_read, open_write};
pub use settings::Settings;
