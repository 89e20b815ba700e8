//! Where the plays of each day begin, for all items at once.
//!
//! The plays of an item in a window are the difference of two places. Searching for them item by item
//! waits for memory at every item; here the places of all items on one day lie side by side, so that
//! a list reads two rows.

use crate::cube::item::{Item, Stretch};
use crate::cube::number::Span;

/// The most places, days times items: 64 MB. Of logs with more of them, places are searched for.
const MOST_PLACES: usize = 8 << 20;

/// First plays and repeats before each day, item by item.
#[derive(Debug)]
pub struct Positions {
    first: u16,
    days: usize,
    items: usize,
    /// By day and item: first plays and repeats before the day.
    before: Vec<(u32, u32)>,
}

impl Positions {
    /// Notes the places of items; `None` where there are too many, or no plays.
    pub fn new<'a>(items: impl Iterator<Item = Item<'a>> + Clone) -> Option<Self> {
        let count = items.clone().count();
        let first = items
            .clone()
            .filter_map(|item| item.days().first().copied());
        let last = items.clone().filter_map(|item| item.days().last().copied());
        let (first, last) = (first.min()?, last.max()?);
        let days = usize::from(last - first) + 1;
        if (days + 1) * count > MOST_PLACES {
            return None;
        }
        // Plays of each day first, added up then: both go along the rows.
        let mut before = vec![(0_u32, 0_u32); (days + 1) * count];
        for (place, item) in items.enumerate() {
            for (day, firsts, repeats) in item.new_and_repeated_by_day() {
                before[(usize::from(day - first) + 1) * count + place] = (firsts, repeats);
            }
        }
        for place in count..before.len() {
            let (firsts, repeats) = before[place - count];
            before[place].0 += firsts;
            before[place].1 += repeats;
        }
        Some(Self {
            first,
            days,
            items: count,
            before,
        })
    }

    /// Returns the stretch of plays in a window of each item.
    pub fn stretches(&self, span: Span) -> impl Iterator<Item = Stretch> + '_ {
        let row = |day: u32| {
            let day = (day as usize).saturating_sub(usize::from(self.first));
            let start = day.min(self.days) * self.items;
            &self.before[start..start + self.items]
        };
        let (from, to) = (row(span.from.into()), row(u32::from(span.to) + 1));
        from.iter()
            .zip(to)
            .map(|(from, to)| Stretch::between(*from, *to))
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        8 * self.before.len()
    }
}
