//! What viewers of one show did: by changes, and by rows.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::Connection;

use crate::cube::day_number;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;
use crate::derive::item_days::{self, ItemDay};
use crate::domain::{ActiveDay, Day};

/// The active days of viewers with the titles of a show, collected title by title: rows that are neighbours
/// in the table are read one after the other.
#[derive(Default)]
pub struct ShowDays(BTreeMap<u32, Vec<ActiveDay>>);

impl ShowDays {
    /// Adds the active days of a viewer with a title.
    pub fn add(&mut self, viewer: u32, days: &[ActiveDay]) {
        self.0.entry(viewer).or_default().extend_from_slice(days);
    }

    /// Reads the active days with a title of the viewers whose numbers lie in a range.
    pub fn read(
        &mut self,
        conn: &Connection,
        title: u32,
        viewers: RangeInclusive<u32>,
    ) -> rusqlite::Result<()> {
        let mut statement = conn.prepare_cached(
            "SELECT viewer_id, day, role
             FROM plays
             WHERE title_id = ?1 AND viewer_id BETWEEN ?2 AND ?3 AND role > 0
             ORDER BY viewer_id, started_at, nth",
        )?;
        let mut rows = statement.query((title, viewers.start(), viewers.end()))?;
        let mut days: Vec<ItemDay> = Vec::new();
        while let Some(row) = rows.next()? {
            let (day, role): (i32, u8) = (row.get(1)?, row.get(2)?);
            days.push(ItemDay {
                viewer: row.get(0)?,
                day: day_number::of(Day(day)),
                plays: u32::from(role == 1),
            });
        }
        item_days::sort_and_merge(&mut days);
        for ItemDay { viewer, day, plays } in days {
            let day = day_number::day(day);
            self.add(viewer, &[ActiveDay { day, plays }]);
        }
        Ok(())
    }

    /// Returns how many bytes the days take.
    pub fn bytes(&self) -> usize {
        let days = self.0.values();
        days.map(|days| size_of_val(days.as_slice())).sum()
    }

    /// Returns the days of each viewer with the show, by viewer.
    pub fn viewer_days(&self) -> Result<Vec<(u32, ViewerDays)>, Mismatch> {
        let viewer_days = |(viewer, days): (&u32, &Vec<ActiveDay>)| {
            let added = days.iter().map(|active| (*active, false));
            let viewer_days = ViewerDays::default().changed(added).ok_or(Mismatch)?;
            Ok((*viewer, viewer_days))
        };
        self.0.iter().map(viewer_days).collect()
    }
}
