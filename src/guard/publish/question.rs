//! What is asked: a rule, days, and a name.
//!
//! `streak=18 2017-11-23..2017-12-10 A Christmas Prince`: three parts with blanks between, the last of which may have
//! blanks. Questions are written so, typed so, and copied from one command to the next.

use rusqlite::Connection;

use super::error::PublishError;
use super::refusal::Refusal;
use super::rule::Rule;
use super::subject::Subject;
use crate::domain::range::{self, Bounds};
use crate::domain::{Window, name};

/// What is asked of a log: how many viewers have done something, within some days, with something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What they have done.
    pub rule: Rule,
    /// When.
    pub window: Window,
    /// With what.
    pub subject: Subject,
}

impl Question {
    /// Parses a question about a log.
    ///
    /// # Errors
    ///
    /// Fails with what to write instead where a part means nothing or cannot be published.
    pub(super) fn parse(
        conn: &Connection,
        text: &str,
        bounds: Bounds,
    ) -> Result<Self, PublishError> {
        let refused = |words| PublishError::from(Refusal::Question(words));
        let (rule, window, called) = parts(text).ok_or_else(|| refused(shape(text)))?;
        let rule = Rule::parse(rule).map_err(refused)?;
        let window = self::window(rule, window, bounds)?;
        Ok(Self {
            rule,
            window,
            subject: Subject::named(conn, called)?,
        })
    }

    /// Returns the form that all spellings of one question have in common.
    pub(super) fn canonical(&self) -> String {
        let Self { rule, window, .. } = self;
        format!("{rule} {window} {}", self.subject.key)
    }

    /// Returns it as people write it.
    pub(super) fn asked(&self) -> String {
        let Self { rule, window, .. } = self;
        format!("{rule} {} {}", days(*window), self.subject.called)
    }
}

/// Parses the days of a rule.
///
/// # Errors
///
/// Fails where the text means no days, or days in which nobody could satisfy the rule.
pub(super) fn window(rule: Rule, text: &str, bounds: Bounds) -> Result<Window, Refusal> {
    let parsed = range::parse(text, bounds).map_err(|error| {
        let text = name::shown(text);
        Refusal::Question(format!(
            "`{text}` means no days: {error}; the days are one word, as in 2017-11-23..2017-12-10, 2017-11 or 18d"
        ))
    });
    let window = parsed?;
    rule.fits(window).map_err(Refusal::Question)?;
    Ok(window)
}

/// Returns days as one word.
pub(super) fn days(window: Window) -> String {
    if window.days() == 1 {
        return window.to().to_string();
    }
    window.to_string()
}

/// Splits a question, written by people or by [`Question::asked`], into rule, days and name.
pub(super) fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (rule, rest) = text.trim().split_once(char::is_whitespace)?;
    let (days, called) = rest.trim_start().split_once(char::is_whitespace)?;
    Some((rule, days, called.trim()))
}

fn shape(text: &str) -> String {
    format!(
        "`{}` is no question; write RULE DAYS NAME, as in `streak=18 2017-11-23..2017-12-10 A Christmas Prince`, \
         and * for everything",
        name::shown(text)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_three_parts_and_the_last_may_have_blanks() {
        assert_eq!(
            parts("  streak=18   2017-11-23..2017-12-10  A Christmas Prince "),
            Some(("streak=18", "2017-11-23..2017-12-10", "A Christmas Prince"))
        );
        assert_eq!(
            parts("played 2017-12-25 *"),
            Some(("played", "2017-12-25", "*"))
        );
        assert_eq!(parts("played 2017-12-25"), None);
        assert_eq!(parts(""), None);
    }
}
