//! Which titles belong to which shows.

use rusqlite::Connection;

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
