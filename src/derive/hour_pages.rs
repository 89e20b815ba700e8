//! The cubes of hours, page by page of titles, and those of everything.

use std::collections::BTreeMap;

use super::cube_queue::CubeSink;
use crate::cube::blocks::{self, BLOCK_DAYS};
use crate::cube::day_hours::DayHours;
use crate::cube::kind::CubeKind;
use crate::domain::Hours;

/// The hours of titles: added up for one page at a time.
#[derive(Default)]
pub(super) struct HourPages {
    /// The number of the page.
    number: u16,
    /// By number of the block of days.
    blocks: Vec<Block>,
    /// The hours of everything, by day.
    everything: BTreeMap<u16, Hours>,
}

/// Parts of the hours of one page of titles and one block of days, in no order. Seconds come in parts of 32 bits:
/// they wait for a whole page, and take half the memory so.
#[derive(Default)]
struct Block {
    seconds: Vec<([u16; 2], u32)>,
    unknown: Vec<([u16; 2], u32)>,
}

impl HourPages {
    /// Adds a title, whose number is greater than those before, with its hours by day.
    pub fn add(&mut self, title: u32, hours: &[(u16, Hours)], sink: &CubeSink) {
        let (page, item) = blocks::page_of(title);
        if page != self.number {
            self.finish_page(sink);
            self.number = page;
        }
        for (day, hours) in hours {
            *self.everything.entry(*day).or_default() += *hours;
            let block = usize::from(blocks::block_of(*day));
            if self.blocks.len() <= block {
                self.blocks.resize_with(block + 1, Block::default);
            }
            let Block { seconds, unknown } = &mut self.blocks[block];
            let key = [day % BLOCK_DAYS, item];
            push_parts(seconds, key, hours.seconds);
            push_parts(unknown, key, hours.unknown);
        }
    }

    /// Gives the cubes of the page to `sink`.
    fn finish_page(&mut self, sink: &CubeSink) {
        for (block, hours) in (0..).zip(std::mem::take(&mut self.blocks)) {
            let number = blocks::page_block(self.number, block);
            let hours = DayHours::of_parts(hours.seconds, hours.unknown);
            if !hours.is_empty() {
                sink.put(CubeKind::TitleHours, number, hours.encode());
            }
        }
    }

    /// Gives the cubes of the last page, and those of everything, to `sink`.
    pub fn finish(mut self, sink: &CubeSink) {
        self.finish_page(sink);
        let days: Vec<(u16, Hours)> = self.everything.into_iter().collect();
        for of_block in days.chunk_by(|a, b| blocks::block_of(a.0) == blocks::block_of(b.0)) {
            let keyed = of_block.iter();
            let hours = DayHours::of(keyed.map(|(day, hours)| ([day % BLOCK_DAYS, 0], *hours)));
            let number = blocks::page_block(0, blocks::block_of(of_block[0].0));
            if !hours.is_empty() {
                sink.put(CubeKind::Hours, number, hours.encode());
            }
        }
    }
}

/// Adds a sum in parts that fit.
fn push_parts(parts: &mut Vec<([u16; 2], u32)>, key: [u16; 2], mut sum: u64) {
    while sum > 0 {
        let part = u32::try_from(sum).unwrap_or(u32::MAX);
        parts.push((key, part));
        sum -= u64::from(part);
    }
}
