//! What is answered from: who was active on which day with what, sorted, in memory.

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

    /// Collects active days, sorting them, and adding up those of the same item, viewer and day.
    fn of_rows(mut rows: Vec<(ItemId, ActiveDay)>) -> Self {
        rows.sort_unstable_by_key(|(item, active)| (*item, active.viewer, active.day));
        let mut columns = Self::default();
        for (item, active) in rows {
            columns.push(item, active);
        }
        columns
    }

    /// Adds an active day that sorts behind all others, or belongs to the last of them.
    fn push(&mut self, item: ItemId, active: ActiveDay) {
        if self.items.last().is_none_or(|(last, _)| *last != item) {
            self.items.push((item, self.days.len()..self.days.len()));
        } else if let Some(last) = self.days.last_mut()
            && (last.viewer, last.day) == (active.viewer, active.day)
        {
            last.plays += active.plays;
            return;
        }
        self.days.push(active);
        if let Some((_, range)) = self.items.last_mut() {
            range.end = self.days.len();
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
        columns.count_rows(conn)?;
        let mut statement = conn.prepare(
            "SELECT title_id, viewer_id, day, role = 1
             FROM plays
             WHERE role > 0
             ORDER BY title_id, viewer_id, started_at, nth",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let active = ActiveDay {
                viewer: row.get(1)?,
                day: Day(row.get(2)?),
                plays: row.get(3)?,
            };
            columns.titles.push(ItemId(row.get(0)?), active);
        }
        let by_show = columns.titles.items().flat_map(|(title, days)| {
            let show = catalogue.show_of(title);
            days.iter().map(move |active| (show, *active))
        });
        columns.shows = Columns::of_rows(by_show.collect());
        let days = columns.titles.days.iter();
        columns.everything = Columns::of_rows(days.map(|active| (EVERYTHING, *active)).collect());
        Ok(columns)
    }

    fn count_rows(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        let mut statement =
            conn.prepare("SELECT day, count(*) FROM plays GROUP BY day ORDER BY day")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let day = Day(row.get(0)?);
            let first = *self.first_day.get_or_insert(day);
            let place = usize::try_from(day.since(first)).unwrap_or(0);
            self.rows_per_day.resize(place + 1, 0);
            self.rows_per_day[place] = row.get(1)?;
        }
        Ok(())
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
