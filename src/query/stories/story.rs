//! What a fact that is worth a sentence is made of.

use super::super::callouts::Callout;
use crate::domain::occasion::Occasion;
use crate::domain::{Day, Item, Window};
use crate::snapshot::catalog::ItemName;

/// What the viewers of a story have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Active on every one of so many days up to this one, the last of the window that is over.
    EveryDay {
        /// How many days.
        days: u32,
        /// The last of them.
        to: Day,
    },
    /// Active on so many days of the window, or on more.
    Days {
        /// How many.
        at_least: u32,
    },
    /// So many plays in the window, or more.
    Plays {
        /// How many.
        at_least: u32,
    },
    /// Active on a day that is well known.
    On(Occasion),
    /// Active in the window after [`DAYS_AWAY`](crate::query::coming_back::DAYS_AWAY) days or more without it.
    Back,
}

/// A fact of a window that is worth a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Which item.
    pub item: Item,
    /// What it is called.
    pub name: ItemName,
    /// The days it is about, all of them over.
    pub window: Window,
    /// What its viewers have in common.
    pub rule: Rule,
    /// How many they are.
    pub viewers: u32,
    /// How remarkable it is, in thousandths; see `score`.
    pub score: u32,
}

impl From<&Callout> for Story {
    /// A running crowd is a story, too; as such it is not scored.
    fn from(callout: &Callout) -> Self {
        Self {
            item: callout.item,
            name: callout.name.clone(),
            window: Window::ending(callout.to, callout.days),
            rule: Rule::EveryDay {
                days: callout.days,
                to: callout.to,
            },
            viewers: callout.viewers,
            score: 0,
        }
    }
}
