//! What a sentence is about.

use crate::domain::{Day, Kind, Window};

/// How many people a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// Exactly so many.
    Exactly(u64),
    /// About so many.
    About(u64),
}

/// What the people of a sentence have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Active on every one of so many days up to this one.
    EveryDay {
        /// How many days.
        days: u32,
        /// The last of them.
        to: Day,
    },
    /// Active on so many days in a row, or more.
    Streak(u32),
    /// Active on so many days, or more.
    Days(u32),
    /// So many plays, or more.
    Plays(u32),
    /// Active on this day.
    On(Day),
    /// Back after a long time without it.
    Back,
}

/// What a sentence is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What the people have in common.
    pub fact: Fact,
    /// What the title or show is called, safe to show; `None` is everything.
    pub name: Option<&'a str>,
    /// Its kind, where that is known.
    pub kind: Option<Kind>,
    /// The days it is about.
    pub window: Window,
    /// The day before the present one, where the sentence may speak of the past days.
    pub yesterday: Option<Day>,
}
