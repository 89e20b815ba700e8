//! Columns of dates without a time, as programs write them in the language of their user.
//!
//! `4/5/24` is a day in April or one in May: only the other dates of the column, or the user, can tell.
//!
//! | module | holds |
//! |---|---|
//! | `written` | one date as it is written |
//! | `column` | what all dates of a column say of how they are to be read |

mod column;
mod written;

pub(super) use column::{DateColumn, Dates};
pub use written::DateOrder;
pub(super) use written::Written;
