//! The dashboard's state, and how messages change it.
//!
//! In: messages: keys, pastes, sizes, a log that was read, answers.
//! Out: the state that decides what is on the screen, and the work to do.
//! Never: I/O, a clock, drawing.
//!
//! | module | holds |
//! |---|---|
//! | [`state`] | [`App`]: everything that decides what is on the screen |
//! | [`message`] | what can happen to it, and what it can ask for |
//! | [`view`] | an answer as it may be shown |
//! | [`update`] | the only place where it changes: pure, and returns the work to do |
//! | [`action`] | everything a key can do |
//! | [`key`] | a key, and how it is spelled |
//! | [`keymap`] | the one table of keys, behind dispatch, footer and help |
//! | [`help`] | what the marks on each screen mean, and help as it is open |
//! | [`start`] | what it opens with |
//! | [`day_cursor`], [`hour_cursor`] | the days, or the hour of the week, picked in panel 4 |
//! | [`span`] | the range of days as the user typed or chose it |
//! | [`sort`] | the order of the lists |
//! | [`prompt`] | the lines in which a range or a filter is typed |
//! | [`history`] | lines that were taken in a prompt, and a walk through them |

pub mod action;
pub mod day_cursor;
pub mod help;
pub mod history;
pub mod hour_cursor;
pub mod key;
pub mod keymap;
pub mod message;
pub mod prompt;
pub mod sort;
pub mod span;
pub mod start;
pub mod state;
pub mod update;
pub mod view;

pub use action::Action;
pub use message::{Answer, Effect, Message, Stamp};
pub use state::App;
pub use view::View;
