//! The cubes of a level, page by page.

use super::cube_queue::CubeSink;
use crate::cube::blocks;
use crate::cube::histories::Histories;
use crate::cube::level_cubes::Page;
use crate::domain::Level;

/// The cubes of a level: added up for one page of items at a time.
pub(super) struct LevelPages {
    level: Level,
    /// The number of the page.
    number: u16,
    page: Page,
}

impl LevelPages {
    /// Returns the cubes of a level without an item.
    pub fn new(level: Level) -> Self {
        Self {
            level,
            number: 0,
            page: Page::default(),
        }
    }

    /// Adds an item, whose number is greater than those before.
    pub fn add(&mut self, item: u32, histories: &Histories, sink: &CubeSink) {
        let (page, item) = blocks::page_of(item);
        if page != self.number {
            self.finish_page(sink);
            self.number = page;
        }
        self.page.add(item, histories);
    }

    /// Gives the cubes of the page to `sink`: after the last item, and before one of the next page.
    pub fn finish_page(&mut self, sink: &CubeSink) {
        let page = std::mem::take(&mut self.page);
        page.finish(self.level, self.number, |kind, number, bytes| {
            sink.put(kind, number, bytes);
        });
    }
}
