//! Moments and durations, in the forms play logs write them.

mod clock;
mod duration;
mod moment;
mod month;
mod number;
mod when;

pub use clock::{Clock, time_of_day};
pub use duration::{DurationError, parse_duration, parse_duration_in};
pub use moment::{MomentError, checked, has_seconds, parse_day, parse_moment};
pub use month::english_month;
pub use when::When;

#[cfg(test)]
mod tests;
