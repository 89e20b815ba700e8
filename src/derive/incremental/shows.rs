//! Applying changes to the cubes of shows.
//!
//! A show of which one title has an active day has no cubes of its own. So a show changes in one of three ways: it has one such title, it gains its second one, or it has
//! had several.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::history_change::HistoryChange;
use super::pair_changes::{by_viewer, changed_days, of_title};
use super::show_days::{ShowDays, active_titles};
use crate::cube::blob_store;
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelChanges;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;
use crate::derive::changes::Change;
use crate::derive::error::DeriveError;
use crate::derive::stored_cubes::{change_histories, change_level};
use crate::domain::Level;

/// Differences to the cubes of shows.
#[derive(Debug, Default)]
pub struct ShowUpdate {
    level: LevelChanges,
}

/// A show, and the changes of each of its titles that has any, by title.
struct ChangedShow<'a> {
    show: u32,
    changes: Vec<&'a [Change<'a>]>,
}

impl ShowUpdate {
    /// Adds changes in the order of their titles, whose histories are stored already, and stores the histories
    /// of their shows.
    pub fn add(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        let mut by_show: BTreeMap<u32, Vec<&[Change<'_>]>> = BTreeMap::new();
        let mut find = conn.prepare_cached("SELECT show_id FROM titles WHERE id = ?1")?;
        for changes in changes.chunk_by(|a, b| a.title == b.title) {
            let show = find.query_row([changes[0].title], |row| row.get(0))?;
            by_show.entry(show).or_default().push(changes);
        }
        for (show, changes) in by_show {
            self.add_show(conn, &ChangedShow { show, changes })?;
        }
        Ok(())
    }

    fn add_show(&mut self, conn: &Connection, show: &ChangedShow<'_>) -> Result<(), DeriveError> {
        let titles = active_titles(conn, show.show)?;
        let has_histories = blob_store::has(conn, CubeKind::ShowHistories, show.show)?;
        match (titles.len() > 1, has_histories) {
            // It had several titles and no longer has: rare enough to derive everything anew.
            (false, true) => Err(Mismatch.into()),
            (false, false) => Ok(()),
            (true, false) => self.add_grouped(conn, show, &titles),
            (true, true) => self.add_changed(conn, show, &titles),
        }
    }

    /// Adds a show that gains its second title: it has cubes of its own from now on.
    fn add_grouped(
        &mut self,
        conn: &Connection,
        show: &ChangedShow<'_>,
        titles: &[u32],
    ) -> Result<(), DeriveError> {
        let mut days = ShowDays::default();
        for title in titles {
            days.read(conn, *title, 0..=u32::MAX)?;
        }
        let viewers = days.viewer_days()?;
        let viewers: Vec<_> = viewers.iter().map(|(_, days)| days.columns()).collect();
        let added = Histories::of_viewers(&viewers);
        blob_store::put(conn, CubeKind::ShowHistories, show.show, &added.encode())?;
        self.level.replace(show.show, &Histories::default(), &added);
        Ok(())
    }

    /// Adds a show that has cubes of its own already.
    fn add_changed(
        &mut self,
        conn: &Connection,
        show: &ChangedShow<'_>,
        titles: &[u32],
    ) -> Result<(), DeriveError> {
        let HistoryChange { removed, added } = show.history_change(conn, titles)?;
        change_histories(conn, CubeKind::ShowHistories, show.show, &removed, &added)?;
        self.level.replace(show.show, &removed, &added);
        Ok(())
    }

    /// Stores the other cubes.
    pub fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        change_level(conn, Level::Show, self.level)
    }
}

impl ChangedShow<'_> {
    /// Returns how the histories with the show change of the viewers that have changes.
    fn history_change(
        &self,
        conn: &Connection,
        titles: &[u32],
    ) -> Result<HistoryChange, DeriveError> {
        let by_viewer = by_viewer(self.changes.iter().copied().flatten());
        let mut now = self
            .days_after(conn, titles, &by_viewer)?
            .into_iter()
            .peekable();
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for changes in by_viewer.chunk_by(|a, b| a.viewer == b.viewer) {
            // A viewer who is not active with the show any more has no days.
            let after = now.next_if(|(viewer, _)| *viewer == changes[0].viewer);
            let after = after.map_or_else(ViewerDays::default, |(_, viewer_days)| viewer_days);
            let undone = changed_days(changes).map(|(active, is_removed)| (active, !is_removed));
            let before = after.clone().changed(undone).ok_or(Mismatch)?;
            removed.push(before.columns());
            added.push(after.columns());
        }
        Ok(HistoryChange {
            removed: Histories::of_viewers(&removed),
            added: Histories::of_viewers(&added),
        })
    }

    /// Returns the days with the show, after the changes, of the viewers that have changes, by viewer: from
    /// the changes for titles that have one, else from the rows.
    fn days_after(
        &self,
        conn: &Connection,
        titles: &[u32],
        by_viewer: &[&Change<'_>],
    ) -> Result<Vec<(u32, ViewerDays)>, DeriveError> {
        let mut days = ShowDays::default();
        for title in titles {
            let mut changed = of_title(&self.changes, *title).iter().peekable();
            for changes in by_viewer.chunk_by(|a, b| a.viewer == b.viewer) {
                let viewer = changes[0].viewer;
                match changed.next_if(|change| change.viewer == viewer) {
                    Some(change) => days.add(viewer, change.after),
                    None => days.read(conn, *title, viewer..=viewer)?,
                }
            }
        }
        Ok(days.viewer_days()?)
    }
}
