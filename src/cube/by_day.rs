//! Cells grouped by day.

/// Cells in the order of their days.
#[derive(Debug, Default)]
pub struct ByDay<T> {
    first: u16,
    /// Where the cells of each day from the first on begin, and where those of the last end.
    starts: Vec<u32>,
    cells: Vec<T>,
}

impl<T: Copy + Default> ByDay<T> {
    /// Groups cells by day, and leaves those of a day in their order.
    ///
    /// A counting sort: `cells` is called several times, and each cell is copied once, to its place.
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
            starts,
            cells: sorted,
        }
    }

    /// Returns the cells of each day from `from` to `to`, both included.
    pub fn of(&self, from: u32, to: u32) -> impl Iterator<Item = (u16, &[T])> {
        let stored = u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(0);
        let place = |day: u32| day.saturating_sub(self.first.into()).min(stored) as usize;
        let (from, to) = (place(from), place(to + 1));
        (from..to.max(from)).map(|place| {
            let cells = self.starts[place] as usize..self.starts[place + 1] as usize;
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
        let more = u16::try_from(self.starts.len().checked_sub(2)?).ok()?;
        Some((self.first, self.first + more))
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        4 * self.starts.len() + size_of::<T>() * self.cells.len()
    }
}
