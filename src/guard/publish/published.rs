//! A number that may leave the house.

use std::fmt;

use super::entry::Entry;
use super::question::parts;
use super::rule::{Rule, VERSION};
use super::subject::{EVERYTHING, prefixed};
use crate::domain::format::thousands;
use crate::domain::{Level, Window};
use crate::guard::words::People;

/// How many people, as the world may read it: a number that went through the ledger.
///
/// Only the ledger makes one. What is published (sentences, cards) takes `&Published`, and so cannot be about anything
/// that was not written down before. It holds the number that was said and nothing of the one that was counted.
///
/// Nobody else can make one, neither from its parts nor from a count:
///
/// ```compile_fail,E0451
/// use bingetop::guard::publish::Published;
/// fn forged(true_one: Published) -> Published {
///     Published { about: 53, ..true_one }
/// }
/// ```
///
/// ```compile_fail,E0277
/// let forged: bingetop::guard::publish::Published = 53_u32.into();
/// ```
///
/// Nor is there a way back to a count:
///
/// ```compile_fail,E0277
/// fn counted(published: bingetop::guard::publish::Published) -> u32 {
///     published.into()
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Published {
    about: u32,
    plus_minus: u32,
    seq: u32,
    rule: Rule,
    window: Window,
    name: String,
    chosen_by: Option<u32>,
    approved_by: Vec<String>,
    is_made_up: bool,
}

impl Published {
    /// Returns what a row of the ledger lets the world read, with what was approved among `entries`; `None` where it is no
    /// number, or too small a one. Of a log that `is_made_up`, it says so.
    pub(super) fn of(entry: &Entry, entries: &[Entry], is_made_up: bool) -> Option<Self> {
        let (rule, _, name) = parts(&entry.asked)?;
        let approvals = entries
            .iter()
            .filter(|other| other.approves == Some(entry.seq));
        Some(Self {
            about: entry.shown?,
            plus_minus: entry.plus_minus()?,
            seq: entry.seq,
            rule: Rule::parse(rule).ok()?,
            window: entry.window,
            name: name.to_owned(),
            chosen_by: entry.chosen_by,
            approved_by: approvals.map(|other| other.said_by.clone()).collect(),
            is_made_up,
        })
    }

    /// Returns the number as words: `about 55`.
    #[must_use]
    pub fn about(&self) -> String {
        format!("about {}", thousands(self.about.into()))
    }

    /// Returns the number as sentences take it.
    #[must_use]
    pub fn people(&self) -> People {
        People::About(self.about.into())
    }

    /// Returns what they have done.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Returns when they did.
    #[must_use]
    pub fn window(&self) -> Window {
        self.window
    }

    /// Returns with what, as a question names it: a show; a title, behind `title:`; or `*`, which is everything.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what it is called, safe to show; `None` is everything.
    #[must_use]
    pub fn called(&self) -> Option<&str> {
        let name = prefixed(&self.name).map_or(&*self.name, |(_, name)| name);
        (self.name != EVERYTHING).then_some(name)
    }

    /// Returns whether it is about a show or a title; a show where it is about everything.
    #[must_use]
    pub fn level(&self) -> Level {
        prefixed(&self.name).map_or(Level::Show, |(level, _)| level)
    }

    /// Returns its number in the ledger.
    #[must_use]
    pub fn seq(&self) -> u32 {
        self.seq
    }

    /// Returns the suggestion that chose it; `None` where it was chosen by hand.
    #[must_use]
    pub fn chosen_by(&self) -> Option<u32> {
        self.chosen_by
    }

    /// Returns who has approved it.
    #[must_use]
    pub fn approved_by(&self) -> &[String] {
        &self.approved_by
    }

    /// Returns what stands below it: `about, ±8 · rule v2 · #1 · 2017-11-23..2017-12-10 · chosen by hand`; of a log that is made
    /// up that it is, first.
    #[must_use]
    pub fn footing(&self) -> String {
        let days = super::question::days(self.window);
        let by_hand = if self.chosen_by.is_none() {
            " · chosen by hand"
        } else {
            ""
        };
        let made_up = if self.is_made_up { "made up · " } else { "" };
        format!(
            "{made_up}about, ±{} · rule v{VERSION} · #{} · {days}{by_hand}",
            self.plus_minus, self.seq
        )
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} people", self.about())
    }
}

/// As it is displayed: nothing of how it came about.
impl fmt::Debug for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
