//! Cells, day by day.

/// Cells in the order of a day.
#[derive(Debug, Default)]
pub struct ByDay<T> {
    first: u16,
    /// Where the cells of each day from the first on begin, and the last day's end.
    days: Vec<u32>,
    cells: Vec<T>,
}

impl<T: Copy + Default> ByDay<T> {
    /// Puts cells in the order of their days, and leaves those of a day in theirs.
    ///
    /// They are looked at several times, so that nothing is copied but to its place.
    #[must_use]
    pub fn new<I: Iterator<Item = (u16, T)>>(cells: impl Fn() -> I) -> Self {
        let days = || cells().map(|(day, _)| day);
        let (Some(first), Some(last)) = (days().min(), days().max()) else {
            return Self::default();
        };
        let mut starts = vec![0_u32; usize::from(last - first) + 2];
        for day in days() {
            starts[usize::from(day - first) + 1] += 1;
        }
        for day in 1..starts.len() {
            starts[day] += starts[day - 1];
        }
        let mut next = starts.clone();
        let all = starts.last().map_or(0, |all| *all as usize);
        let mut sorted = vec![T::default(); all];
        for (day, cell) in cells() {
            let place = &mut next[usize::from(day - first)];
            sorted[*place as usize] = cell;
            *place += 1;
        }
        Self {
            first,
            days: starts,
            cells: sorted,
        }
    }

    /// Returns the cells of each day of a stretch, both ends included.
    pub fn of(&self, from: u32, to: u32) -> impl Iterator<Item = (u16, &[T])> {
        let stored = u32::try_from(self.days.len().saturating_sub(1)).unwrap_or(0);
        let place = |day: u32| day.saturating_sub(self.first.into()).min(stored) as usize;
        let (from, to) = (place(from), place(to + 1));
        (from..to.max(from)).map(|place| {
            let cells = self.days[place] as usize..self.days[place + 1] as usize;
            let day = u32::from(self.first) + u32::try_from(place).unwrap_or(0);
            (u16::try_from(day).unwrap_or(u16::MAX), &self.cells[cells])
        })
    }

    /// Returns every cell.
    #[must_use]
    pub fn all(&self) -> &[T] {
        &self.cells
    }

    /// Returns the first and the last day with a cell.
    #[must_use]
    pub fn days(&self) -> Option<(u16, u16)> {
        let more = u16::try_from(self.days.len().checked_sub(2)?).ok()?;
        Some((self.first, self.first + more))
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        4 * self.days.len() + size_of::<T>() * self.cells.len()
    }
}
