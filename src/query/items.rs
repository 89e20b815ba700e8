//! Names and trends of the items of a list, worked out one by one for those that are looked at.

use std::sync::Arc;

use crate::cube::day_number::Span;
use crate::domain::{ItemId, Level, Window};
use crate::snapshot::catalog::{Catalog, ItemName};
use crate::snapshot::columns::Columns;

/// Answers for one listed item at a time.
#[derive(Debug, Clone)]
pub struct Items {
    pub(super) columns: Columns,
    pub(super) catalog: Arc<Catalog>,
    pub(super) level: Level,
    pub(super) window: Window,
    /// The days of the log.
    pub(super) log_days: Option<Window>,
}

/// A part of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendPart {
    /// The plays of the item.
    pub plays: u32,
    /// The days of the part that the log holds, at least one.
    pub days: u32,
}

impl Items {
    /// Returns what an item is called.
    #[must_use]
    pub fn name(&self, item: ItemId) -> &ItemName {
        self.catalog.name(self.level, item)
    }

    /// Returns the names of all items.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Returns the show of a title; `None` where the log has no such title.
    #[must_use]
    pub fn show_of(&self, title: ItemId) -> Option<ItemId> {
        self.catalog.show_of(title)
    }

    /// Returns the plays of an item in each of at most `most` parts of the window, whose lengths differ by a
    /// day at most; `None` for a part of which the log holds no day.
    #[must_use]
    pub fn trend(&self, item: ItemId, most: usize) -> Vec<Option<TrendPart>> {
        let days = self.window.days() as usize;
        let parts = days.min(most);
        let start = |part: usize| {
            let day = i32::try_from((part * days).div_ceil(parts)).unwrap_or(i32::MAX);
            self.window.from().plus(day)
        };
        let counted = |part| {
            let part = Window::new(start(part), start(part + 1).plus(-1))?;
            let held = part.intersection(self.log_days?)?;
            Some(TrendPart {
                plays: self.columns.plays_of(item, Span::of(held)),
                days: held.days(),
            })
        };
        (0..parts).map(counted).collect()
    }
}

impl PartialEq for Items {
    /// Compares level and window: within one log, they decide everything else.
    fn eq(&self, other: &Self) -> bool {
        (self.level, self.window) == (other.level, other.window)
    }
}

impl Eq for Items {}
