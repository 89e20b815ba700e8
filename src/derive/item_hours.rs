//! The hours of one title by day, added up row by row.

use crate::domain::Hours;

/// The hours of one title on each day; its memory serves one title after the other.
#[derive(Debug, Default)]
pub(super) struct ItemHours {
    /// Day and length of each row.
    rows: Vec<(u16, Option<u32>)>,
    /// The hours of each day from the first to the last.
    days: Vec<Hours>,
}

impl ItemHours {
    /// Adds the length of a row of a play that starts on a day, by its number.
    pub fn add(&mut self, day: u16, seconds: Option<u32>) {
        self.rows.push((day, seconds));
    }

    /// Returns the hours of each day that has any, by day, and forgets them.
    pub fn take(&mut self) -> Vec<(u16, Hours)> {
        let days = || self.rows.iter().map(|(day, _)| *day);
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return Vec::new();
        };
        self.days.clear();
        self.days
            .resize(usize::from(last - first) + 1, Hours::default());
        for (day, seconds) in self.rows.drain(..) {
            self.days[usize::from(day - first)] += Hours::of_row(seconds);
        }
        let days = (first..=last).zip(self.days.iter().copied());
        days.filter(|(_, hours)| *hours != Hours::default())
            .collect()
    }
}
