//! Which days are asked about.

use anyhow::{Context as _, anyhow};
use unicode_width::UnicodeWidthStr as _;

use super::arguments::AskedDays;
use crate::app::span::Span;
use crate::domain::range::{self, Bounds, RangeError};
use crate::domain::{Window, name};

/// How many days are reported where none are named.
const DEFAULT_DAYS: u32 = 30;

/// Returns the window that is asked for.
///
/// # Errors
///
/// Fails where `--range` means nothing, or the first day is after the last.
pub(super) fn of(asked: &AskedDays, bounds: Bounds) -> anyhow::Result<Window> {
    if let Some(text) = &asked.range {
        return range::parse(text, bounds).map_err(|error| anyhow!(pointed_at(text, &error)));
    }
    let (from, to) = match (asked.from, asked.to) {
        (None, None) => return Ok(Window::ending(bounds.newest, DEFAULT_DAYS)),
        (Some(from), to) => (from, to.unwrap_or(bounds.newest)),
        (None, Some(to)) => (bounds.first, to),
    };
    Window::new(from, to).with_context(|| {
        let whose = match (asked.from, asked.to) {
            (Some(_), None) => "; without --to, the last day is the newest one",
            (None, _) => "; without --from, the first day is that of the log",
            (Some(_), Some(_)) => "",
        };
        format!("the first day, {from}, is after the last, {to}{whose}")
    })
}

/// Returns the span that is asked for: where its words count back from the newest day, it moves on with
/// that.
///
/// # Errors
///
/// Fails where [`of`] does.
pub(super) fn span(asked: &AskedDays, bounds: Bounds) -> anyhow::Result<Span> {
    let window = of(asked, bounds)?;
    let text = match (&asked.range, asked.from, asked.to) {
        (Some(text), ..) => text.clone(),
        (None, None, None) => return Ok(Span::default()),
        (None, Some(from), None) => format!("{from}.."),
        (None, None, Some(to)) => format!("..{to}"),
        (None, Some(_), Some(_)) => return Ok(Span::of_days(window)),
    };
    let span = Span::typed(&text, bounds).ok();
    let same = span.filter(|span| span.window(bounds) == window);
    Ok(same.unwrap_or_else(|| Span::of_days(window)))
}

/// Returns the text, a caret under each column at fault, and what is wrong with it.
fn pointed_at(text: &str, error: &RangeError) -> String {
    let width = |text: Option<&str>| name::shown(text.unwrap_or_default()).width();
    let before = width(text.get(..error.at.start));
    let carets = width(text.get(error.at.clone())).max(1);
    format!(
        "--range means no days\n  {}\n  {}{}\n{}",
        name::shown(text),
        " ".repeat(before),
        "^".repeat(carets),
        error.message
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_word_at_fault() {
        let error = RangeError {
            at: 7..11,
            message: "no such unit".to_owned(),
        };
        assert_eq!(
            pointed_at("夜 30 dais", &error),
            "--range means no days\n  夜 30 dais\n        ^^^^\nno such unit"
        );
        let error = RangeError {
            at: 0..0,
            message: "nothing".to_owned(),
        };
        assert!(pointed_at("", &error).contains("\n  \n  ^\n"));
    }
}
