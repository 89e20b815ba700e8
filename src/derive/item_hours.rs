//! The hours of one title by day, added up row by row.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::domain::Hours;

/// The hours of one title on each day.
#[derive(Debug, Default)]
pub(super) struct ItemHours(HashMap<u16, Hours, RandomState>);

impl ItemHours {
    /// Adds the length of a row of a play that starts on a day, by its number.
    pub fn add(&mut self, day: u16, seconds: Option<u32>) {
        *self.0.entry(day).or_default() += Hours::of_row(seconds);
    }

    /// Returns the hours by day, and forgets them.
    pub fn take(&mut self) -> Vec<(u16, Hours)> {
        let mut hours: Vec<(u16, Hours)> = self.0.drain().collect();
        hours.sort_unstable_by_key(|(day, _)| *day);
        hours
    }
}
