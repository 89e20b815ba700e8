//! What changes in the cubes of shows.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::changes::Change;
use super::error::DeriveError;
use super::shows::{ShowDays, played_titles};
use super::stored_cubes::{read, replace};
use super::touched::{
    add_plays, before_and_after, by_viewer, days_and_plays, histories_of_viewers,
};
use crate::cube::blob_store;
use crate::cube::cells::Differences;
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelChanges;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;

/// Differences to the cubes of all shows together; the histories of each are stored as they change.
#[derive(Debug, Default)]
pub(super) struct ShowUpdate {
    /// Plays, and the day of the viewer's play of the show before.
    pub plays: Differences<2>,
    /// The cubes of lists.
    pub lists: LevelChanges,
}

/// A show, its titles that somebody was ever active with, and the changes of each touched title.
struct TouchedShow<'a> {
    show: u32,
    titles: Vec<u32>,
    changes: &'a [&'a [Change<'a>]],
}

impl ShowUpdate {
    /// Changes the shows of touched titles; `changes` come by title.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read or written, or stored cubes are not those of the plays
    /// before.
    pub fn change(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        let mut by_show: BTreeMap<u32, Vec<&[Change<'_>]>> = BTreeMap::new();
        let mut find = conn.prepare_cached("SELECT show_id FROM titles WHERE id = ?1")?;
        for changes in changes.chunk_by(|a, b| a.title == b.title) {
            let show = find.query_row([changes[0].title], |row| row.get(0))?;
            by_show.entry(show).or_default().push(changes);
        }
        for (show, changes) in by_show {
            let titles = played_titles(conn, show)?;
            self.change_show(
                conn,
                &TouchedShow {
                    show,
                    titles,
                    changes: &changes,
                },
            )?;
        }
        Ok(())
    }

    fn change_show(
        &mut self,
        conn: &Connection,
        touched: &TouchedShow<'_>,
    ) -> Result<(), DeriveError> {
        let is_of_several = touched.titles.len() > 1;
        let has_cubes = blob_store::get(conn, CubeKind::ShowHistories, touched.show)?.is_some();
        match (is_of_several, has_cubes) {
            (true, true) => self.change_viewers(conn, touched),
            (true, false) => self.begin(conn, touched),
            (false, false) => {
                let (removed, added) = before_and_after(touched.changes.iter().copied().flatten());
                self.add_plays(&removed, &added);
                Ok(())
            }
            // It was of several titles, and is not any more: rare enough to begin anew.
            (false, true) => Err(Mismatch.into()),
        }
    }

    /// Begins the cubes of a show that had one title until now, or none.
    fn begin(&mut self, conn: &Connection, touched: &TouchedShow<'_>) -> Result<(), DeriveError> {
        let lone = touched.lone_title(conn)?;
        let mut days = ShowDays::default();
        for title in &touched.titles {
            days.read(conn, *title, 0..=u32::MAX)?;
        }
        let days = days.histories()?;
        let all = histories_of_viewers(days.iter().map(|(_, days)| days_and_plays(days)));
        blob_store::put(conn, CubeKind::ShowHistories, touched.show, &all.encode())?;
        self.lists
            .replace(touched.show, &Histories::default(), &all);
        self.add_plays(&lone, &all);
        Ok(())
    }

    /// Takes the touched viewers out of a show as they were, and puts them in as they are.
    fn change_viewers(
        &mut self,
        conn: &Connection,
        touched: &TouchedShow<'_>,
    ) -> Result<(), DeriveError> {
        let (removed, added) = touched.viewers_before_and_after(conn)?;
        replace(
            conn,
            CubeKind::ShowHistories,
            touched.show,
            &removed,
            &added,
        )?;
        self.lists.replace(touched.show, &removed, &added);
        self.add_plays(&removed, &added);
        Ok(())
    }

    fn add_plays(&mut self, removed: &Histories, added: &Histories) {
        add_plays(&mut self.plays, removed, -1);
        add_plays(&mut self.plays, added, 1);
    }
}

impl TouchedShow<'_> {
    /// Returns the histories, before the changes, of the only title that had any.
    fn lone_title(&self, conn: &Connection) -> Result<Histories, DeriveError> {
        let mut lone = Histories::default();
        // Also a title that nobody is active with any more.
        let touched = self.changes.iter().map(|changes| changes[0].title);
        let all: BTreeSet<u32> = self.titles.iter().copied().chain(touched).collect();
        for title in all {
            let (removed, added) = before_and_after(self.of_title(title));
            let now = read(conn, CubeKind::TitleHistories, title)?;
            let before = now.changed(&added, &removed)?;
            if before.is_empty() {
                continue;
            }
            if !lone.is_empty() {
                return Err(Mismatch.into());
            }
            lone = before;
        }
        Ok(lone)
    }

    /// Returns the histories of touched viewers with the show, before the changes and after.
    fn viewers_before_and_after(
        &self,
        conn: &Connection,
    ) -> Result<(Histories, Histories), DeriveError> {
        let by_viewer = by_viewer(self.changes.iter().copied().flatten());
        let viewers = || by_viewer.chunk_by(|a, b| a.viewer == b.viewer);
        let numbers: Vec<u32> = viewers().map(|changes| changes[0].viewer).collect();
        let mut days = self
            .days_after(conn, &numbers)?
            .histories()?
            .into_iter()
            .peekable();
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for changes in viewers() {
            // A viewer who is not active with it any more has no days.
            let after = days.next_if(|(of, _)| *of == changes[0].viewer);
            let after = after.map_or_else(ViewerDays::default, |(_, days)| days);
            let undone = changes.iter().flat_map(|change| {
                let before = change.before.iter().map(|active| (*active, false));
                before.chain(change.after.iter().map(|active| (*active, true)))
            });
            removed.push(days_and_plays(
                &after.clone().changed(undone).ok_or(Mismatch)?,
            ));
            added.push(days_and_plays(&after));
        }
        Ok((histories_of_viewers(removed), histories_of_viewers(added)))
    }

    /// Returns the days of viewers, whose numbers rise, with every title of the show: of touched titles out
    /// of the changes, of the others out of the rows.
    fn days_after(&self, conn: &Connection, viewers: &[u32]) -> Result<ShowDays, DeriveError> {
        let mut days = ShowDays::default();
        for title in &self.titles {
            let mut touched = self.of_title(*title).iter().peekable();
            for viewer in viewers {
                match touched.next_if(|change| change.viewer == *viewer) {
                    Some(change) => days.add(*viewer, change.after),
                    None => days.read(conn, *title, *viewer..=*viewer)?,
                }
            }
        }
        Ok(days)
    }

    /// Returns the changes of a title, by viewer.
    fn of_title(&self, title: u32) -> &[Change<'_>] {
        let found = self
            .changes
            .binary_search_by_key(&title, |changes| changes[0].title);
        found.map_or(&[], |place| self.changes[place])
    }
}
