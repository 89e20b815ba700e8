//! How often the log is looked at for new plays.

use std::time::Duration;

/// How often it is unless the user says otherwise.
pub const DEFAULT: Option<Duration> = Some(Duration::from_secs(5));

/// The shortest time between two checks of the log.
const SHORTEST: Duration = Duration::from_millis(100);

/// Reads how often to look: `5s`, `500ms`, `2m`, or `off`, which is `None`.
///
/// # Errors
///
/// Fails with what is allowed.
pub fn parse(text: &str) -> Result<Option<Duration>, String> {
    if text == "off" {
        return Ok(None);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let milliseconds = match unit {
        "ms" => 1,
        "" | "s" => 1_000,
        "m" => 60_000,
        _ => 0,
    };
    let every = number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(milliseconds));
    let every = every.map(Duration::from_millis);
    let every = every.filter(|every| *every >= SHORTEST);
    every
        .map(Some)
        .ok_or_else(|| "write it like 5s, 500ms or 2m (100ms at least), or off".to_owned())
}

/// Returns how often it is as [`parse`] reads it.
#[must_use]
pub fn spelled(every: Option<Duration>) -> String {
    match every.map(|every| every.as_millis()) {
        None => "off".to_owned(),
        Some(milliseconds) if milliseconds % 1_000 == 0 => format!("{}s", milliseconds / 1_000),
        Some(milliseconds) => format!("{milliseconds}ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("5s", Some("5s"))]
    #[case("7", Some("7s"))]
    #[case("500ms", Some("500ms"))]
    #[case("2m", Some("120s"))]
    #[case("off", Some("off"))]
    #[case("99ms", None)]
    #[case("0", None)]
    #[case("soon", None)]
    #[case("", None)]
    #[case("99999999999999999999s", None)]
    fn how_often_is_read(#[case] text: &str, #[case] read: Option<&str>) {
        assert_eq!(parse(text).ok().map(spelled).as_deref(), read);
    }
}
