//! The words of the program, as pure types and functions.
//!
//! In come plain values: moments, names, rows of a viewer, texts that people type.
//! Out come days, windows, streaks, roles and texts: the same for the same input.
//! It never reads or writes, knows no SQL and has no clock: today is an argument.
//!
//! | module | holds |
//! |---|---|
//! | [`active_day`] | one day on which a viewer was active with an item |
//! | [`command_line`] | words of a command line |
//! | [`day`] | [`Day`], and the one function that decides which day a moment belongs to |
//! | [`closed_days`] | days that are over for good |
//! | [`day_table`] | the same answer from a table, for many moments |
//! | [`window`] | [`Window`], an inclusive range of days |
//! | [`period`] | weeks and months |
//! | [`range`] | the grammar in which people type a window |
//! | [`viewing`] | which rows continue a viewing, and which viewings are plays |
//! | [`streak`] | runs of consecutive days, and the threshold K |
//! | [`cohort`] | the ladders cohorts are counted on |
//! | [`name`] | how names are compared and made safe to show |
//! | [`kind`] | film, episode, track and other kinds of titles |
//! | [`level`] | titles and shows, by number |
//! | [`hours`] | how long was played |
//! | [`pipeline`] | a thread that makes something of one thing after the other |
//! | [`occasion`] | what days are well known for |
//! | [`threads`] | threads that end, and what they return |
//! | [`mod@format`] | numbers as people read them |

pub mod active_day;
pub mod closed_days;
pub mod cohort;
pub mod command_line;
pub mod day;
pub mod day_table;
pub mod format;
pub mod hours;
pub mod kind;
pub mod level;
pub mod name;
pub mod occasion;
pub mod period;
pub mod pipeline;
pub mod range;
pub mod streak;
pub mod threads;
pub mod viewing;
pub mod window;

pub use active_day::ActiveDay;
pub use closed_days::ClosedDays;
pub use day::{Day, DayRule};
pub use day_table::DayTable;
pub use hours::Hours;
pub use kind::Kind;
pub use level::{Item, ItemId, Level, Levels};
pub use period::Period;
pub use streak::Threshold;
pub use window::Window;
