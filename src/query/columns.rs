//! What is answered from: who was active on which day with what, sorted, in memory.

use std::collections::BTreeMap;
use std::ops::Range;

use rusqlite::Connection;

use super::catalogue::Catalogue;
use super::question::ItemId;
use crate::domain::{Day, Level, Window};

/// One active day of one viewer with one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveDay {
    /// The viewer's number in the database.
    pub viewer: u32,
    /// Which day.
    pub day: Day,
    /// Plays dated on it; 0 where a play of an earlier day was only continued.
    pub plays: u32,
}

/// The active days of the items of one level, by item, viewer, day.
#[derive(Debug, Default)]
pub struct Columns {
    items: Vec<(ItemId, Range<usize>)>,
    days: Vec<ActiveDay>,
}

impl Columns {
    /// Returns every item with its active days, by item number.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &[ActiveDay])> {
        let days = &self.days;
        self.items
            .iter()
            .map(move |(item, range)| (*item, &days[range.clone()]))
    }

    /// Returns the active days of one item.
    #[must_use]
    pub fn of(&self, item: ItemId) -> &[ActiveDay] {
        match self.items.binary_search_by_key(&item, |(item, _)| *item) {
            Ok(place) => &self.days[self.items[place].1.clone()],
            Err(_) => &[],
        }
    }

    /// Collects the active days of items out of the days of their parts; items come in order.
    fn gathered<'a>(items: impl Iterator<Item = (ItemId, Vec<&'a [ActiveDay]>)>) -> Self {
        let mut columns = Self::default();
        for (item, parts) in items {
            if let [only] = parts[..] {
                let start = columns.days.len();
                columns.days.extend_from_slice(only);
                columns.items.push((item, start..columns.days.len()));
                continue;
            }
            let mut days = parts.concat();
            days.sort_unstable_by_key(|active| (active.viewer, active.day));
            for active in days {
                columns.push(item, active);
            }
        }
        columns
    }

    /// Adds an active day of the last item, or of one that sorts behind it.
    ///
    /// Days come in the order of moments, which is nearly always their own: where a clock goes back
    /// over the start of a day, a later play belongs to an earlier day.
    fn push(&mut self, item: ItemId, active: ActiveDay) {
        let end = self.days.len();
        if self.items.last().is_none_or(|(last, _)| *last != item) {
            self.items.push((item, end..end));
        }
        let Some((_, range)) = self.items.last_mut() else {
            return;
        };
        let key = |active: &ActiveDay| (active.viewer, active.day);
        let held = &mut self.days[range.start..];
        let is_later = |held: &&ActiveDay| key(held) > key(&active);
        let place = held.len() - held.iter().rev().take_while(is_later).count();
        match held[..place].last_mut() {
            Some(same) if key(same) == key(&active) => same.plays += active.plays,
            _ => {
                self.days.insert(range.start + place, active);
                range.end += 1;
            }
        }
    }
}

/// Returns each viewer's active days within `window`, viewers without any left out.
///
/// `days` are those of one item.
pub fn visits(days: &[ActiveDay], window: Window) -> impl Iterator<Item = &[ActiveDay]> {
    days.chunk_by(|a, b| a.viewer == b.viewer)
        .map(move |days| within(days, window))
        .filter(|days| !days.is_empty())
}

/// Returns the days of one viewer that lie in `window`.
#[must_use]
pub fn within(days: &[ActiveDay], window: Window) -> &[ActiveDay] {
    let from = days.partition_point(|active| active.day < window.from());
    let days = &days[from..];
    &days[..days.partition_point(|active| active.day <= window.to())]
}

/// The item that stands for everything: a viewer's days with any play at all.
pub const EVERYTHING: ItemId = ItemId(0);

/// The columns of titles, of shows and of everything, and the rows of each day.
#[derive(Debug, Default)]
pub struct AllColumns {
    titles: Columns,
    shows: Columns,
    everything: Columns,
    /// Rows of the log per day, from its first day on, whatever they count as.
    pub rows_per_day: Vec<u64>,
    /// The day of the first row.
    pub first_day: Option<Day>,
}

impl AllColumns {
    /// Reads all rows of the log.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read, or the reading is interrupted.
    pub fn load(conn: &Connection, catalogue: &Catalogue) -> rusqlite::Result<Self> {
        let mut columns = Self::default();
        let mut row_days = Vec::new();
        let mut statement = conn.prepare(
            "SELECT title_id, viewer_id, day, role
             FROM plays
             ORDER BY title_id, viewer_id, started_at, nth",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let day = Day(row.get(2)?);
            let role: u32 = row.get(3)?;
            row_days.push(day);
            if role > 0 {
                let active = ActiveDay {
                    viewer: row.get(1)?,
                    day,
                    plays: u32::from(role == 1),
                };
                columns.titles.push(ItemId(row.get(0)?), active);
            }
        }
        columns.count_rows(&row_days);
        let mut shows: BTreeMap<ItemId, Vec<&[ActiveDay]>> = BTreeMap::new();
        for (title, days) in columns.titles.items() {
            shows
                .entry(catalogue.show_of(title))
                .or_default()
                .push(days);
        }
        let everything = columns.titles.items().map(|(_, days)| days).collect();
        let everything = Columns::gathered(std::iter::once((EVERYTHING, everything)));
        columns.shows = Columns::gathered(shows.into_iter());
        columns.everything = everything;
        Ok(columns)
    }

    fn count_rows(&mut self, row_days: &[Day]) {
        let (Some(first), Some(last)) = (row_days.iter().min(), row_days.iter().max()) else {
            return;
        };
        let place = |day: Day| day.since(*first).unsigned_abs() as usize;
        self.first_day = Some(*first);
        self.rows_per_day = vec![0; place(*last) + 1];
        for day in row_days {
            self.rows_per_day[place(*day)] += 1;
        }
    }

    /// Returns the columns of a level.
    #[must_use]
    pub fn of(&self, level: Level) -> &Columns {
        match level {
            Level::Title => &self.titles,
            Level::Show => &self.shows,
        }
    }

    /// Returns the active days of one item of a level; of everything where there is none.
    #[must_use]
    pub fn days_of(&self, level: Level, item: Option<ItemId>) -> &[ActiveDay] {
        match item {
            Some(item) => self.of(level).of(item),
            None => self.everything.of(EVERYTHING),
        }
    }

    /// Returns the days from the log's first row to its last; `None` where it has none.
    #[must_use]
    pub fn span(&self) -> Option<Window> {
        let days = i32::try_from(self.rows_per_day.len()).ok()?;
        let first = self.first_day?;
        Window::new(first, first.plus(days - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_goes_back_over_the_start_of_a_day_leaves_the_days_in_order() {
        let mut columns = Columns::default();
        for (item, viewer, day) in [
            (1, 1, 7),
            (2, 1, 5),
            (2, 1, 6),
            (2, 1, 5),
            (2, 2, 4),
            (2, 2, 3),
        ] {
            let day = Day(day);
            columns.push(
                ItemId(item),
                ActiveDay {
                    viewer,
                    day,
                    plays: 1,
                },
            );
        }
        let of_second = columns.of(ItemId(2)).iter();
        let found: Vec<_> = of_second
            .map(|active| (active.viewer, active.day.0, active.plays))
            .collect();
        assert_eq!(found, [(1, 5, 2), (1, 6, 1), (2, 3, 1), (2, 4, 1)]);
        assert_eq!(columns.of(ItemId(1)).len(), 1);
    }
}
