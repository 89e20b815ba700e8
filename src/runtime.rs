//! The terminal, the threads and the event loop.
//!
//! - In come keys, signals and a log; out come drawn screens.
//! - It never decides what a key means or what is drawn: the state in `app` and the panels in `ui` do.
//!
//! ```text
//! input thread ──keys──▶ ┌──────────┐ ──questions──▶ ┌────────┐
//! signals, hangup ─────▶ │ the loop │                │ worker │ owns the log and its connection
//! timer ───────────────▶ └──────────┘ ◀───answers─── └────────┘
//! ```
//!
//! The loop alone holds the state and draws; it never waits for a query.
//!
//! | module | holds |
//! |---|---|
//! | [`event_loop`] | the loop: take what has come, send the work out, draw once |
//! | [`clipboard`] | asks the terminal to take a text |
//! | [`environment`] | what the environment says of the terminal, and the theme that follows |
//! | [`background`], [`answers`] | asks the terminal whether it is light or dark |
//! | [`typed_keys`], [`late_answer`] | keys typed before an answer, and an answer among keys |
//! | [`input`] | the thread that reads keys |
//! | [`hang_up`] | the thread that notices that the terminal is gone |
//! | `saved_picture`, [`saved_report`] | the screen in files: as a picture, as numbers |
//! | [`saved`] | files that are whole, or not there |
//! | [`reported`] | a report, for the command and from the screen alike |
//! | [`published_card`] | a card of a number that was published, for the command and from the screen alike |
//! | [`login`] | who is logged in |
//! | [`inks`] | the colours of pictures |
//! | [`signals`] | the thread that takes signals |
//! | [`terminal`] | the terminal: taken, drawn on, given back |
//! | [`config`] | the user's configuration |
//! | [`recording`] | what the terminal shows, taken down |
//! | [`refresh`] | how often the log is looked at for new plays |
//! | [`last_time`] | how the dashboard stood when it was last closed |
//! | [`worker`] | the thread that reads the log and answers questions |
//! | [`still`] | a dashboard without a terminal, for pictures of it |
//! | [`source`] | where a log comes from, and whether it has changed |
//! | `fault` | faults that tests ask for |

pub mod answers;
pub mod background;
pub mod clipboard;
pub mod config;
pub mod environment;
pub mod event_loop;
mod fault;
pub mod hang_up;
pub mod inks;
pub mod input;
pub mod last_time;
pub mod late_answer;
pub mod login;
pub mod published_card;
pub mod recording;
pub mod refresh;
pub mod reported;
pub mod saved;
mod saved_picture;
pub mod saved_report;
pub mod signals;
pub mod source;
pub mod still;
pub mod terminal;
pub mod typed_keys;
pub mod worker;
