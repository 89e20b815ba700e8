//! `Question -> Frame`: everything the program answers.
//!
//! A [`Question`] says which days, at which level, from which streak length on. A [`Frame`] is all
//! answers to one question. Each answer is one file here, and beside it the same answer as one
//! readable `.sql` statement over the table `plays`: its documentation, and the oracle that tests
//! hold it against.

pub mod catalogue;
pub mod columns;
pub mod frame;
pub mod question;

pub use frame::Frame;
pub use question::Question;
