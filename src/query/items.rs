//! Names and trends of the items of a list, worked out one by one for those that are looked at.

use std::sync::Arc;

use crate::cube::day_number::Span;
use crate::domain::{ItemId, Level, Window};
use crate::snapshot::catalog::{Catalog, ItemName};
use crate::snapshot::level_columns::LevelColumns;

/// The number of parts a trend has at most.
pub const TREND_CELLS: usize = 8;

/// Answers for one listed item at a time.
#[derive(Debug, Clone)]
pub struct Items {
    pub(super) columns: Arc<LevelColumns>,
    pub(super) catalog: Arc<Catalog>,
    pub(super) level: Level,
    pub(super) window: Window,
}

impl Items {
    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, item: ItemId) -> &ItemName {
        self.catalog.name(self.level, item)
    }

    /// Returns the plays of an item in each of at most [`TREND_CELLS`] equal parts of the window.
    #[must_use]
    pub fn trend(&self, item: ItemId) -> Vec<u32> {
        let days = self.window.days() as usize;
        let cells = days.min(TREND_CELLS);
        let start = |cell: usize| {
            let day = i32::try_from((cell * days).div_ceil(cells)).unwrap_or(i32::MAX);
            self.window.from().plus(day)
        };
        let plays = |cell| {
            let part = Window::new(start(cell), start(cell + 1).plus(-1))?;
            Some(self.columns.plays.count(item.0, Span::of(part)))
        };
        (0..cells).map(|cell| plays(cell).unwrap_or(0)).collect()
    }
}

impl PartialEq for Items {
    /// Compares level and window: within one log, they decide everything else.
    fn eq(&self, other: &Self) -> bool {
        (self.level, self.window) == (other.level, other.window)
    }
}

impl Eq for Items {}
