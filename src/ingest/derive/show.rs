//! Which titles belong to which shows, and what the rows say of one show.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use super::DeriveError;
use crate::cube::history::History;
use crate::cube::shelf::{self, Kind};
use crate::cube::visits::Mismatch;
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
        if shelf::has(conn, Kind::TitleVisits, title)? {
            titles.push(title);
        }
    }
    Ok(titles)
}

/// Reads the history of one viewer with one show.
pub(super) fn show_history(
    conn: &Connection,
    show: u32,
    viewer: u32,
) -> Result<History, DeriveError> {
    let mut statement = conn.prepare_cached(
        "SELECT p.viewer_id, p.title_id, p.day, p.role
         FROM titles t
         CROSS JOIN plays p ON p.title_id = t.id AND p.viewer_id = :viewer_id
         WHERE t.show_id = :show_id AND p.role > 0
         ORDER BY p.title_id, p.day",
    )?;
    let rows = statement.query(named_params! { ":show_id": show, ":viewer_id": viewer })?;
    Ok(histories(rows)?.remove(&viewer).unwrap_or_default())
}

/// Reads the histories of all viewers with one show.
pub(super) fn all_histories(
    conn: &Connection,
    show: u32,
) -> Result<BTreeMap<u32, History>, DeriveError> {
    let mut statement = conn.prepare_cached(
        "SELECT p.viewer_id, p.title_id, p.day, p.role
         FROM titles t
         CROSS JOIN plays p ON p.title_id = t.id
         WHERE t.show_id = :show_id AND p.role > 0
         ORDER BY p.title_id, p.viewer_id, p.day",
    )?;
    histories(statement.query(named_params! { ":show_id": show })?)
}

/// Adds up rows of viewer, title, day and role, in the order of title, viewer and day.
fn histories(mut rows: rusqlite::Rows<'_>) -> Result<BTreeMap<u32, History>, DeriveError> {
    let mut active: BTreeMap<u32, BTreeMap<(u32, i32), u32>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (viewer, title, day): (u32, u32, i32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let role: u8 = row.get(3)?;
        let plays = active.entry(viewer).or_default().entry((title, day));
        *plays.or_default() += u32::from(role == 1);
    }
    let mut histories = BTreeMap::new();
    for (viewer, days) in active {
        let days = days.into_iter().map(|((_, day), plays)| ActiveDay {
            day: Day(day),
            plays,
        });
        let history = History::default().with(days.map(|active| (active, false)));
        histories.insert(viewer, history.ok_or(Mismatch)?);
    }
    Ok(histories)
}
