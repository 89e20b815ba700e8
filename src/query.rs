//! `Question -> Frame`: everything the program answers.
//!
//! In comes a [`Question`] (which days, at which level, from which streak length on) about a [`Log`].
//! Out goes a [`Frame`]: all answers to it, exact and not yet guarded.
//! It never writes, and answers from the cubes alone; [`sittings`], [`also_played`] and [`held`] ask the rows, too.
//!
//! Each answer is one file: its rows, the function that counts them and, beside it, the same answer as
//! one readable `.sql` statement over the table `plays`: its documentation, and the oracle that tests
//! hold it against.
//!
//! | module | answers |
//! |---|---|
//! | [`streaks`] | who keeps coming back, per title or show |
//! | [`rewatched`] | what is played again, per title or show |
//! | [`clock`] | plays by weekday and hour |
//! | [`hours`] | how long each title or show was played |
//! | [`most_by_one`] | the most plays of an item by one viewer |
//! | [`cohorts`] | how many viewers satisfy each of a ladder of rules, and when they were first active |
//! | [`timeline`] | plays, viewers and hours of each day |
//! | [`totals`] | the sums, and what they are compared with |
//! | [`callouts`] | the running cohorts most worth a sentence |
//! | [`stories`] | the facts most worth a sentence, by any rule |
//! | [`page`] | what the page of one item shows |
//! | [`coming_back`] | when an item was first and last played, and who came back to it |
//! | [`sittings`] | how a show is watched: binges, and where viewers stop |
//! | [`also_played`] | what the viewers of an item played, too |
//!
//! | module | holds |
//! |---|---|
//! | [`question`] | what can be asked |
//! | [`frame`] | all answers to one question |
//! | [`items`] | names and trends of listed items |
//! | [`filter`] | which names a filter keeps |
//! | [`log`] | a log in memory |
//! | [`viewer_names`] | who the viewers are, where names are kept |
//! | [`one_viewer`] | a log of one viewer |
//! | [`presented`] | a log as it may be put on a wall |
//! | [`scope`] | which of these answers are from |
//! | [`held`] | all that a log holds of one viewer |
//! | [`viewers`] | what each viewer of a household did |
//! | [`naming`] | which title or show a name means |
//! | [`facts`] | what a log says about itself |
//! | `known_until` | up to which moment a log knows what was played |
//! | [`select`] | reading what a question needs and is not in memory yet |
//! | [`script`] | the SQL of an answer, for people |
//! | [`answer`] | the way from a question to its frame |
//! | [`error`] | why a log could not be read |
//! | [`distribution`] | viewers by a number of theirs, out of an item's histories |
//! | [`item_counts`] | one item in any window, out of cells |
//! | [`item_source`] | what the page of one item is answered from |
//! | `ranking` | the order of a list's rows |
//! | `statement` | the values of a question in a `.sql` statement |
//! | [`audit`] | holding frames against the statements |

pub mod also_played;
pub mod answer;
pub mod audit;
pub mod callouts;
pub mod clock;
pub mod cohorts;
pub mod coming_back;
pub mod distribution;
pub mod error;
pub mod facts;
pub mod filter;
pub mod frame;
pub mod held;
pub mod hours;
pub mod item_counts;
pub mod item_source;
pub mod items;
mod known_until;
pub mod log;
pub mod most_by_one;
pub mod naming;
pub mod one_viewer;
pub mod page;
pub mod presented;
pub mod question;
mod ranking;
pub mod rewatched;
pub mod scope;
pub mod script;
pub mod select;
pub mod sittings;
mod statement;
pub mod stories;
pub mod streaks;
pub mod timeline;
pub mod totals;
pub mod viewer_names;
pub mod viewers;

pub use error::{LoadError, ScopeError, SelectError};
pub use facts::Facts;
pub use frame::Frame;
pub use log::Log;
pub use one_viewer::OneViewer;
pub use presented::Presented;
pub use question::Question;
pub use scope::Scope;
pub use select::Selected;
