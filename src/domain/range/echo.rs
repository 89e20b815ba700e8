//! What a window means, in words.

use chrono::Datelike;

use super::bounds::Bounds;
use crate::domain::{Day, Window, format};

/// Returns what `window` means, for the echo beneath what is typed:
/// `Thu 23 Nov – Sun 10 Dec 2017 · 18 days · ending on the newest day, 2017-12-10`.
///
/// Years that are equal are shown once. What lies outside the log is said, with the bound it
/// crosses.
#[must_use]
pub fn describe(window: Window, bounds: Bounds) -> String {
    let days = format::counted(u64::from(window.days()), "day", "days");
    let mut parts = vec![dates(window), days];
    parts.extend(before_the_log(window, bounds.first));
    parts.extend(at_the_newest(window, bounds.newest));
    parts.join(" · ")
}

fn dates(window: Window) -> String {
    let (from, to) = (window.from().date(), window.to().date());
    let last = to.format("%a %-d %b %Y");
    if from == to {
        last.to_string()
    } else if from.year() == to.year() {
        format!("{} – {last}", from.format("%a %-d %b"))
    } else {
        format!("{} – {last}", from.format("%a %-d %b %Y"))
    }
}

fn before_the_log(window: Window, first: Day) -> Option<String> {
    if window.to() < first {
        Some(format!("ends before the log, {first}"))
    } else if window.from() < first {
        Some(format!("begins before the log, {first}"))
    } else {
        None
    }
}

fn at_the_newest(window: Window, newest: Day) -> Option<String> {
    if window.from() > newest {
        Some(format!("begins after the newest day, {newest}"))
    } else if window.to() > newest {
        Some(format!("reaches past the newest day, {newest}"))
    } else if window.to() == newest {
        Some(format!("ending on the newest day, {newest}"))
    } else {
        None
    }
}
