//! The dashboard's state, and how messages change it.
//!
//! In: messages: keys, pastes, sizes, a log that was read, answers.
//! Out: the state that decides what is on the screen, and the work to do.
//! Never: I/O, a clock, drawing.
//!
//! | module | holds |
//! |---|---|
//! | [`state`] | [`App`]: everything that decides what is on the screen |
//! | [`known`] | what is known of the log |
//! | [`layout`] | what there is room for, and where it stands |
//! | [`message`] | what can happen to it, and what it can ask for |
//! | [`view`] | an answer as it may be shown |
//! | [`extremes`] | what the columns of its lists must have room for |
//! | [`update`] | the only place where it changes: pure, and returns the work to do |
//! | [`action`] | everything a command can do |
//! | [`command`] | what a command is: name, keys, words, and where it works |
//! | [`keymap`] | the one table of commands, behind dispatch, footer, help, palette and man page |
//! | [`bindings`] | the keys in effect |
//! | [`key`] | a key, and how it is spelled |
//! | [`copy`], [`saving`] | what of the screen is copied, and what can be saved of it |
//! | [`mod@pointer`] | what a mouse does, and to what |
//! | [`tabs`] | the tabs of panels 3 and 4 |
//! | [`present`] | present mode, and where it stands |
//! | `asked` | what the screen asks of the log |
//! | `on_screen` | what is on the screen, as it follows from the state |
//! | [`palette`] | the line in which a command is typed, and the commands that are like it |
//! | [`callouts`], [`card`] | the list of stories, and the card of one |
//! | [`household`] | the list of a household's viewers |
//! | [`inspection`] | the command line and the SQL behind a panel |
//! | [`history`] | what was typed before |
//! | [`help`] | what the marks on each screen mean, and help as it is open |
//! | [`start`] | what it opens with |
//! | [`day_cursor`], [`hour_cursor`] | the days, or the hour of the week, picked in panel 4 |
//! | [`theme_name`] | the themes that can be chosen |
//! | [`span`] | the range of days as the user typed or chose it |
//! | [`sort`] | the order of the lists |
//! | [`prompt`] | a line being typed |

pub mod action;
mod asked;
pub mod bindings;
pub mod callouts;
pub mod card;
pub mod command;
pub mod copy;
pub mod day_cursor;
pub mod extremes;
pub mod help;
pub mod history;
pub mod hour_cursor;
pub mod household;
pub mod inspection;
pub mod key;
pub mod keymap;
pub mod known;
pub mod layout;
pub mod message;
mod on_screen;
pub mod palette;
pub mod pointer;
pub mod present;
pub mod prompt;
pub mod saving;
pub mod sort;
pub mod span;
pub mod start;
pub mod state;
pub mod tabs;
pub mod theme_name;
mod told;
pub mod update;
pub mod view;

pub use action::Action;
pub use message::{Answer, Effect, Message, Stamp};
pub use state::App;
pub use theme_name::ThemeName;
pub use view::View;
