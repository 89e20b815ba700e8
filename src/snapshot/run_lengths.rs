//! A number for each item and each length that its runs can have: from two days to its longest run.

use std::ops::Range;

/// Where the numbers of each item stand.
#[derive(Debug, Default)]
pub(super) struct RunLengths {
    /// Where those of each item begin, and where those of the last end.
    starts: Vec<u32>,
}

impl RunLengths {
    /// Makes room for runs of these items and numbers of days, which are two or more.
    pub fn new(runs: impl Iterator<Item = (u32, u16)>) -> Self {
        let mut longest: Vec<u32> = Vec::new();
        for (item, days) in runs {
            let place = item as usize;
            if longest.len() <= place {
                longest.resize(place + 1, 1);
            }
            longest[place] = longest[place].max(days.into());
        }
        let mut starts = Vec::with_capacity(longest.len() + 1);
        starts.push(0);
        let mut end = 0;
        starts.extend(longest.iter().map(|longest| {
            end += longest - 1;
            end
        }));
        Self { starts }
    }

    /// Returns one more than the greatest item.
    pub fn items(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Returns how many numbers there are.
    pub fn width(&self) -> usize {
        self.starts.last().map_or(0, |end| *end as usize)
    }

    /// Returns where the numbers of an item begin.
    pub fn start(&self, item: u32) -> u32 {
        self.starts[item as usize]
    }

    /// Returns where the numbers of an item stand; none of an item without a run.
    pub fn of(&self, item: u32) -> Range<usize> {
        let place = item as usize;
        let ends = self.starts.get(place..).and_then(|ends| ends.get(..2));
        ends.map_or(0..0, |ends| ends[0] as usize..ends[1] as usize)
    }

    /// Returns where the number of an item and a length stands.
    pub fn place(&self, item: u32, days: u16) -> usize {
        Self::place_from(self.start(item), days)
    }

    /// Returns where the number of a length stands, given where those of its item begin.
    pub fn place_from(start: u32, days: u16) -> usize {
        start as usize + usize::from(days) - 2
    }

    /// Returns the numbers of each item, those of two days first.
    pub fn each<'a>(&self, numbers: &'a [u32]) -> impl Iterator<Item = &'a [u32]> {
        let places = self.starts.windows(2);
        places.map(|place| &numbers[place[0] as usize..place[1] as usize])
    }

    /// Returns how many bytes this takes in memory.
    pub fn bytes(&self) -> usize {
        4 * self.starts.len()
    }
}
