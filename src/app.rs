//! The dashboard's state, and how messages change it.
//!
//! | module | holds |
//! |---|---|
//! | [`state`] | [`App`]: everything that decides what is on the screen |
//! | [`message`] | what can happen to it, and what it can ask for |
//! | [`update`] | the only place it changes: pure, and returns the work to do |
//! | [`keymap`] | the one table of keys, behind dispatch, footer and help |
//! | [`action`] | everything a key can do |
//! | [`help`] | what help says beside the keys |
//! | [`span`] | the range of days as the user said it |
//! | [`sort`] | the order of the lists |
//! | [`prompt`] | the lines in which a range or a filter is typed |

pub mod action;
pub mod help;
pub mod key;
pub mod keymap;
pub mod message;
pub mod prompt;
pub mod sort;
pub mod span;
pub mod state;
pub mod update;

pub use action::Action;
pub use message::{Answer, Effect, Message, Stamp};
pub use state::App;
