//! The cubes of one level's lists, page by page.

use crossbeam_channel::Sender;

use super::encoded_cube::EncodedCube;
use crate::cube::blocks;
use crate::cube::histories::Histories;
use crate::cube::level_cubes::Page;
use crate::domain::Level;

/// The page that items are added to; full ones are sent to be stored.
pub(super) struct LevelPages {
    level: Level,
    number: u16,
    page: Page,
}

impl LevelPages {
    /// Returns pages without an item.
    pub fn new(level: Level) -> Self {
        Self {
            level,
            number: 0,
            page: Page::default(),
        }
    }

    /// Adds an item, whose number is greater than those before.
    pub fn add(&mut self, item: u32, histories: &Histories, store: &Sender<EncodedCube>) {
        let (page, item) = blocks::page_of(item);
        if page != self.number {
            self.store(store);
            self.number = page;
        }
        self.page.add(item, histories);
    }

    /// Sends the cubes of the last page to be stored.
    pub fn store(&mut self, store: &Sender<EncodedCube>) {
        let page = std::mem::take(&mut self.page);
        page.finish(self.level, self.number, |kind, item, bytes| {
            EncodedCube::send(store, kind, item, bytes);
        });
    }
}
