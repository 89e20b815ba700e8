//! From an end and a length in milliseconds to a start.

use crate::formats::length_unit::LengthUnit;
use crate::formats::time::{Clock, MomentError};
use crate::formats::unclear::{Measure, Unknowns, counted};

/// Returns when a play started that ended at `text`, and how long it lasted, in whole seconds; one whose
/// length is not believed started when it ended, for all that is known.
///
/// # Errors
///
/// Fails where the end is no moment, or the start none that a log may hold.
pub(super) fn started(
    text: &str,
    milliseconds: Option<i64>,
    clock: Clock,
    unknown: &mut Unknowns,
) -> Result<(i64, Option<u32>), MomentError> {
    let seconds = milliseconds.map(|length| counted(length, LengthUnit::Milliseconds));
    let seconds = seconds.and_then(|seconds| unknown.known(Measure::Seconds, seconds));
    let start = clock.moment(text)? - i64::from(seconds.unwrap_or(0));
    Ok((clock.checked(start)?, seconds))
}
