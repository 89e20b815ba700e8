//! Which titles belong to which shows, and what the rows say of one show.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::Connection;

use super::error::DeriveError;
use super::item_days::{ItemDays, in_order};
use crate::cube::blob_store;
use crate::cube::day_number;
use crate::cube::kind::CubeKind;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;
use crate::domain::{ActiveDay, Day};

/// The show of each title of a log.
#[derive(Default)]
pub(super) struct ShowsOfTitles {
    /// At the title's number; 0 where there is no such title.
    shows: Vec<u32>,
    /// How many titles each show has, at the show's number.
    titles: Vec<u32>,
}

impl ShowsOfTitles {
    /// Reads the titles of a log.
    pub fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut all = Self::default();
        let mut statement = conn.prepare("SELECT id, show_id FROM titles ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (title, show): (u32, u32) = (row.get(0)?, row.get(1)?);
            *at(&mut all.shows, title) = show;
            *at(&mut all.titles, show) += 1;
        }
        Ok(all)
    }

    /// Returns the show of a title.
    pub fn show_of(&self, title: u32) -> u32 {
        self.shows.get(title as usize).copied().unwrap_or(0)
    }

    /// Returns whether a show has one title and no more.
    pub fn is_of_one_title(&self, show: u32) -> bool {
        self.titles.get(show as usize) == Some(&1)
    }
}

/// Returns the number at an id's place; ids count up from 1 with few gaps.
fn at(numbers: &mut Vec<u32>, id: u32) -> &mut u32 {
    let place = id as usize;
    if numbers.len() <= place {
        numbers.resize(place + 1, 0);
    }
    &mut numbers[place]
}

/// Returns the titles of a show that somebody was ever active with.
pub(super) fn played_titles(conn: &Connection, show: u32) -> Result<Vec<u32>, DeriveError> {
    let mut statement =
        conn.prepare_cached("SELECT id FROM titles WHERE show_id = ?1 ORDER BY id")?;
    let mut titles = Vec::new();
    for title in statement.query_map([show], |row| row.get(0))? {
        let title = title?;
        if blob_store::has(conn, CubeKind::TitleHistories, title)? {
            titles.push(title);
        }
    }
    Ok(titles)
}

/// The days of viewers with the titles of a show, gathered title by title: neighbours in the table of rows
/// are read one after the other.
#[derive(Default)]
pub(super) struct ShowDays(BTreeMap<u32, Vec<ActiveDay>>);

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
        let mut days: ItemDays = Vec::new();
        while let Some(row) = rows.next()? {
            let (day, role): (i32, u8) = (row.get(1)?, row.get(2)?);
            days.push((row.get(0)?, day_number::of(Day(day)), u32::from(role == 1)));
        }
        in_order(&mut days);
        for (viewer, day, plays) in days {
            let day = day_number::day(day);
            self.add(viewer, &[ActiveDay { day, plays }]);
        }
        Ok(())
    }

    /// Returns each viewer's history with the show, by viewer.
    pub fn histories(self) -> Result<Vec<(u32, ViewerDays)>, Mismatch> {
        let viewer_days = |(viewer, days): (u32, Vec<ActiveDay>)| {
            let added = days.into_iter().map(|active| (active, false));
            let viewer_days = ViewerDays::default().changed(added).ok_or(Mismatch)?;
            Ok((viewer, viewer_days))
        };
        self.0.into_iter().map(viewer_days).collect()
    }
}
