//! The grammar in which people type a window.
//!
//! ```text
//! window  := term | [since] term .. [term] | since term | (.. | to | until) term
//! term    := day | period | length | all
//! day     := 2017-11-23 | 23 nov 2017 | nov 23, 2017 | newest | today | yesterday | first
//!            | day (- | +) number unit
//! period  := 2017 | 2017-11 | nov 2017 | 2017w48 | q4 2017 | week 48 [2017]
//!            | (this | last) (week | month | quarter | year) | ytd
//! length  := [last | past] number unit
//! all     := all [time]
//! unit    := d | w | m | y | days | weeks | months | quarters | years
//! ```
//!
//! Case and blanks do not matter. Days are inclusive, weeks are ISO weeks (Monday to Sunday), and
//! lengths end with the newest day; a week without a year is the latest of its number that has begun by
//! then. In a range, a period stands for its first day on the left and for its last day on the right.
//! Dates in which the day and the month could be taken for each other are refused with every reading
//! spelled out.
//!
//! Each rule of the grammar is a method of one parser, written in the file of its rule. They call each
//! other as the grammar does: a window is made of terms, a term may be a date. Their files import only
//! what stands below the rules: the parser's cursor, meanings, the calendar.
//!
//! | module | holds |
//! |---|---|
//! | `token` | text to tokens |
//! | `parser` | the cursor over the tokens, and how errors quote the text |
//! | `meaning` | what a term stands for |
//! | `whole` | the rule of a window: one term, or a range of two |
//! | `term` | the rules of one day, period or length, and of counting from a day |
//! | `date` | the rules of dates, months, quarters, weeks and years |
//! | `refusal` | the errors of dates that can be read in two ways, and of numbers without a meaning |
//! | `calendar` | months, quarters, weeks and years as windows |
//! | `presets` | the windows that keys step through, and those a screen on a wall keeps to |
//! | `echo` | what a window means, in words |
//! | `bounds` | the days a typed window is relative to |
//! | `error` | why a text is no window |

mod bounds;
mod calendar;
mod date;
mod echo;
mod error;
mod meaning;
mod parser;
mod presets;
mod refusal;
mod term;
mod token;
mod whole;

#[cfg(test)]
mod tests;

use super::Window;

pub use bounds::Bounds;
pub use echo::describe;
pub use error::RangeError;
pub use presets::{PRESETS, Preset, presets, widened};

/// Parses a window as people type it; [the module](self) has the grammar.
///
/// A window may begin before the log and reach past the newest day; only the open side of a
/// range (`2018..`, `..2016`) must not turn it inside out.
///
/// # Errors
///
/// Returns the first word at fault where `text` is no window, or means days that do not exist, or
/// days outside 1900-01-01..2199-12-31.
pub fn parse(text: &str, bounds: Bounds) -> Result<Window, RangeError> {
    parser::Parser::new(text, bounds).window()
}
