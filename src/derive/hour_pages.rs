//! The cubes of hours, page by page of titles, and those of everything.

use super::cube_queue::CubeSink;
use crate::cube::blocks::{self, BLOCK_DAYS};
use crate::cube::day_hours::DayHours;
use crate::cube::kind::CubeKind;
use crate::domain::Hours;
use crate::store::settings::TitleHours;

/// The hours of titles: added up for one page at a time.
pub(crate) struct HourPages {
    /// Whether titles have cubes, or everything alone.
    of_titles: TitleHours,
    /// The number of the page.
    number: u16,
    /// By number of the block of days.
    blocks: Vec<Block>,
    /// The hours of everything, at the number of the day.
    everything: Vec<Hours>,
}

/// The hours of one page of titles and one block of days, by day of the block: seconds, and rows of unknown length.
#[derive(Default)]
struct Block {
    seconds: [Parts; BLOCK_DAYS as usize],
    unknown: [Parts; BLOCK_DAYS as usize],
}

/// Numbers of titles, in the order of these, cut into parts of 32 bits: they wait for a whole page, and take half the
/// memory so.
type Parts = Vec<(u16, u32)>;

impl HourPages {
    /// Returns pages without a title, of a log whose titles have hours of their own, or have none.
    pub fn new(of_titles: TitleHours) -> Self {
        Self {
            of_titles,
            number: 0,
            blocks: Vec::new(),
            everything: Vec::new(),
        }
    }

    /// Adds a title, whose number is greater than those before, with its hours by day.
    pub fn add(&mut self, title: u32, hours: &[(u16, Hours)], sink: &CubeSink) {
        for (day, hours) in hours {
            let place = usize::from(*day);
            if self.everything.len() <= place {
                self.everything.resize(place + 1, Hours::default());
            }
            self.everything[place] += *hours;
        }
        if self.of_titles == TitleHours::NotCounted {
            return;
        }
        let (page, item) = blocks::page_of(title);
        if page != self.number {
            self.finish_page(sink);
            self.number = page;
        }
        for (day, hours) in hours {
            let block = usize::from(blocks::block_of(*day));
            if self.blocks.len() <= block {
                self.blocks.resize_with(block + 1, Block::default);
            }
            let Block { seconds, unknown } = &mut self.blocks[block];
            let day = usize::from(day % BLOCK_DAYS);
            push_parts(&mut seconds[day], item, hours.seconds);
            push_parts(&mut unknown[day], item, hours.unknown);
        }
    }

    /// Gives the cubes of the page to `sink`.
    fn finish_page(&mut self, sink: &CubeSink) {
        for (block, hours) in (0..).zip(std::mem::take(&mut self.blocks)) {
            let number = blocks::page_block(self.number, block);
            let hours = DayHours::of_parts(keyed(&hours.seconds), keyed(&hours.unknown));
            if !hours.is_empty() {
                sink.put(CubeKind::TitleHours, number, hours.encode());
            }
        }
    }

    /// Gives the cubes of the last page, and those of everything, to `sink`.
    pub fn finish(mut self, sink: &CubeSink) {
        self.finish_page(sink);
        let days = (0..=u16::MAX).zip(self.everything);
        let days: Vec<(u16, Hours)> = days
            .filter(|(_, hours)| *hours != Hours::default())
            .collect();
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

/// Returns the numbers of each day of a block with their keys.
fn keyed(days: &[Parts]) -> Vec<([u16; 2], u32)> {
    let days = (0..).zip(days);
    let keyed = days.flat_map(|(day, parts)| {
        let parts = parts.iter();
        parts.map(move |(item, part)| ([day, *item], *part))
    });
    keyed.collect()
}

/// Adds a sum in parts that fit.
fn push_parts(parts: &mut Parts, item: u16, mut sum: u64) {
    while sum > 0 {
        let part = u32::try_from(sum).unwrap_or(u32::MAX);
        parts.push((item, part));
        sum -= u64::from(part);
    }
}
