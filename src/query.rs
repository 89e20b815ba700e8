//! `Question -> Frame`: everything the program answers.
//!
//! A [`Question`] says which days, at which level, from which streak length on. A [`Frame`] is all
//! answers to one question. Each answer is one file here, and beside it the same answer as one
//! readable `.sql` statement over the table `plays`: its documentation, and the oracle that tests
//! hold it against.
//!
//! | module | answers |
//! |---|---|
//! | [`streaks`] | who keeps coming back, per title or show |
//! | [`rewatched`] | what is played again, per title or show |
//! | [`cohorts`] | how many viewers satisfy each of a ladder of rules |
//! | [`timeline`] | plays and viewers of each day |
//! | [`totals`] | the sums, and what they are compared with |
//! | [`callouts`] | the running cohorts most worth a sentence |
//! | [`page`] | what the page of one item shows |
//!
//! [`audit`] holds frames against the statements.
//!
//! [`Log`] holds what is answered from: the cubes in [`columns`], and the names in [`catalog`]. No answer
//! looks at the rows.
//!
//! | module | holds, of all items at once |
//! |---|---|
//! | [`lists`] | the cubes of one level |
//! | [`plays_by_day`] | plays |
//! | [`inside`] | plays with an earlier one of the same viewer inside the window |
//! | [`sweep`] | streaks; `run_blocks` has those of whole blocks of days |
//! | [`run_list`] | streaks of everything |
//! | [`everything`] | what is known of all of them together |

pub mod audit;
pub mod callouts;

pub mod cohorts;

pub mod distribution;

pub mod frame;

pub mod log;
pub mod page;

pub mod question;
pub mod rewatched;

pub mod streaks;

pub mod timeline;
pub mod totals;

pub use frame::Frame;
pub use log::{LoadError, Log};
pub use question::Question;
