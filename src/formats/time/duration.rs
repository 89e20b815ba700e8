//! Durations, in the forms play logs write them.

use super::number::is_number;
use crate::formats::length_unit::LengthUnit;

/// Why a text is no duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// The duration is below zero.
    #[error("is below zero")]
    Negative,
    /// The duration is longer than 136 years.
    #[error("is too long to be true")]
    TooLong,
    /// The text is in no known form.
    #[error("is no duration; write seconds, HH:MM:SS, MM:SS or 201000ms")]
    Unreadable,
}

/// Parses a duration into whole seconds, fractions floored.
///
/// Understands `2462`, `2462.9`, `12s`, `201000ms`, `00:41:02` and `41:02`.
///
/// # Errors
///
/// Fails as [`DurationError`] says.
pub fn parse_duration(text: &str) -> Result<u32, DurationError> {
    parse_duration_in(text, LengthUnit::Seconds)
}

/// Parses a duration, as [`parse_duration`] does; a number that states no unit counts `unit`.
///
/// # Errors
///
/// Fails as [`DurationError`] says.
pub fn parse_duration_in(text: &str, unit: LengthUnit) -> Result<u32, DurationError> {
    // Nine digits cannot be too many.
    if unit == LengthUnit::Seconds && (1..10).contains(&text.len()) && is_number(text) {
        let digit = |number, b: u8| number * 10 + u32::from(b - b'0');
        return Ok(text.bytes().fold(0, digit));
    }
    let text = text.trim();
    let Some(size) = text.strip_prefix('-') else {
        return parse_unsigned(text, unit);
    };
    match parse_unsigned(size, unit)? {
        0 if !size.bytes().any(|b| (b'1'..=b'9').contains(&b)) => Ok(0),
        _ => Err(DurationError::Negative),
    }
}

fn parse_unsigned(text: &str, unit: LengthUnit) -> Result<u32, DurationError> {
    let seconds = if text.contains(':') {
        parse_clock(text)?
    } else if let Some(number) = text.strip_suffix("ms") {
        counted(number.trim_end(), LengthUnit::Milliseconds)?
    } else if let Some(number) = text.strip_suffix('s') {
        counted(number.trim_end(), LengthUnit::Seconds)?
    } else {
        counted(text, unit)?
    };
    u32::try_from(seconds).map_err(|_| DurationError::TooLong)
}

fn parse_clock(text: &str) -> Result<u64, DurationError> {
    let (rest, seconds) = text.rsplit_once(':').ok_or(DurationError::Unreadable)?;
    let seconds = match seconds.split_once('.') {
        Some((whole, part)) if is_number(part) => below_sixty(whole)?,
        _ => below_sixty(seconds)?,
    };
    let minutes = match rest.rsplit_once(':') {
        Some((hours, minutes)) => {
            let minutes = below_sixty(minutes)?;
            let hours = parse_whole(hours)?.checked_mul(60);
            hours.and_then(|hours| hours.checked_add(minutes))
        }
        None => Some(parse_whole(rest)?),
    };
    minutes
        .and_then(|minutes| minutes.checked_mul(60)?.checked_add(seconds))
        .ok_or(DurationError::TooLong)
}

fn below_sixty(text: &str) -> Result<u64, DurationError> {
    match parse_whole(text)? {
        number @ 0..60 if text.len() <= 2 => Ok(number),
        _ => Err(DurationError::Unreadable),
    }
}

/// Reads a number, perhaps with decimals, that counts `unit`, into whole seconds.
fn counted(text: &str, unit: LengthUnit) -> Result<u64, DurationError> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if !is_number(part) {
        return Err(DurationError::Unreadable);
    }
    let whole = parse_whole(whole)?;
    match unit {
        LengthUnit::Seconds => Ok(whole),
        LengthUnit::Milliseconds => Ok(whole / 1000),
        LengthUnit::Minutes => {
            // Nine decimals tell a second from the next one.
            let part = &part[..part.len().min(9)];
            let scale = part.bytes().fold(1, |scale, _| scale * 10);
            let seconds = whole.checked_mul(60).ok_or(DurationError::TooLong)?;
            Ok(seconds.saturating_add(parse_whole(part)? * 60 / scale))
        }
    }
}

fn parse_whole(text: &str) -> Result<u64, DurationError> {
    if !is_number(text) {
        return Err(DurationError::Unreadable);
    }
    text.parse().map_err(|_| DurationError::TooLong)
}
