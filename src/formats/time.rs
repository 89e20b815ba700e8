//! Moments and durations, in the forms play logs write them.

mod clock;
mod duration;
mod moment;
mod number;

pub use clock::Clock;
pub use duration::{DurationError, parse_duration, parse_duration_in};
pub use moment::{MomentError, checked, parse_moment};

#[cfg(test)]
mod tests;
