//! Applying changes to the cubes of shows.
//!
//! A show of which one title has an active day has no cubes of its own. So a show changes in one of three ways: it has
//! one such title, it gains its second one, or it has had several.

use rusqlite::Connection;

use super::changed_shows::ChangedShows;
use super::history_change::{ChangedHistories, HistoryChange, store_histories};
use super::other_titles::OtherTitles;
use super::pair_changes::{by_viewer, changed_days, of_title};
use super::show_days::ShowDays;
use crate::cube::blob_store;
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelChanges;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;
use crate::derive::changes::Change;
use crate::derive::error::DeriveError;
use crate::derive::stored_cubes::change_level;
use crate::domain::Level;
use crate::domain::pipeline::Pipeline;

/// Differences to the cubes of shows.
#[derive(Debug, Default)]
pub struct ShowUpdate {
    level: LevelChanges,
}

/// A show of several titles.
struct ChangedShow<'a> {
    show: u32,
    /// The changes of each of its titles that has any, by title.
    changes: Vec<&'a [Change<'a>]>,
    /// Its histories; `None` where it has none yet, and so gains its second title.
    stored: Option<Vec<u8>>,
    /// What viewers did with it after the changes: those that have changes, or all where it has no histories yet.
    after: ShowDays,
}

impl ShowUpdate {
    /// Adds changes, given by title, whose histories are stored already, and stores the histories of their shows.
    pub fn add(
        &mut self,
        conn: &Connection,
        by_title: &[&[Change<'_>]],
        shows: &ChangedShows,
        others: &OtherTitles,
    ) -> Result<(), DeriveError> {
        let store = |applied| store_histories(conn, CubeKind::ShowHistories, applied);
        std::thread::scope(|scope| {
            let mut applied = Pipeline::new(scope, |show: ChangedShow<'_>| self.apply(&show));
            for (show, titles) in shows.iter() {
                let changes = titles.iter().map(|title| of_title(by_title, *title));
                let changes = changes.filter(|changes| !changes.is_empty()).collect();
                if let Some(show) = ChangedShow::read(conn, (show, titles), changes, others)? {
                    let bytes = show.bytes();
                    store(applied.push(show, bytes))?;
                }
            }
            store(applied.finish())
        })
    }

    /// Adds a show's changes, and returns the histories that it has then.
    fn apply(&mut self, show: &ChangedShow<'_>) -> Result<ChangedHistories, DeriveError> {
        let change = show.history_change()?;
        let (_, new) = change.apply(show.stored.as_deref())?;
        self.level
            .replace(show.show, &change.removed, &change.added);
        Ok(ChangedHistories::new(show.show, &new))
    }

    /// Stores the other cubes.
    pub fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        change_level(conn, Level::Show, self.level)
    }
}

impl<'a> ChangedShow<'a> {
    /// Reads what a show has, given its titles and the changes of those that have any; `None` where it has no cubes
    /// of its own.
    fn read(
        conn: &Connection,
        (show, titles): (u32, &[u32]),
        changes: Vec<&'a [Change<'a>]>,
        others: &OtherTitles,
    ) -> Result<Option<Self>, DeriveError> {
        let stored = blob_store::get(conn, CubeKind::ShowHistories, show)?;
        let mut after = ShowDays::default();
        match (has_several_titles(conn, titles)?, &stored) {
            // It had several titles and no longer has: rare enough to derive everything anew.
            (false, Some(_)) => return Err(Mismatch.into()),
            (false, None) => return Ok(None),
            (true, None) => {
                for title in titles {
                    after.read(conn, *title, 0..=u32::MAX)?;
                }
            }
            (true, Some(_)) => {
                for title in titles {
                    for change in of_title(&changes, *title) {
                        after.add(change.viewer, change.after);
                    }
                    for viewer in others.viewers_of(*title) {
                        after.read(conn, *title, viewer..=viewer)?;
                    }
                }
            }
        }
        Ok(Some(Self {
            show,
            changes,
            stored,
            after,
        }))
    }

    /// Returns about how many bytes this takes.
    fn bytes(&self) -> usize {
        self.stored.as_ref().map_or(0, Vec::len) + self.after.bytes()
    }

    /// Returns how the histories with the show change: of the viewers that have changes, or of all where it has none
    /// yet.
    fn history_change(&self) -> Result<HistoryChange, DeriveError> {
        let after = self.after.viewer_days()?;
        if self.stored.is_none() {
            let added: Vec<_> = after.iter().map(|(_, days)| days.columns()).collect();
            return Ok(HistoryChange {
                removed: Histories::default(),
                added: Histories::of_viewers(&added),
            });
        }
        let mut now = after.into_iter().peekable();
        let by_viewer = by_viewer(self.changes.iter().copied().flatten());
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
}

/// Returns whether more than one of these titles has an active day.
fn has_several_titles(conn: &Connection, titles: &[u32]) -> rusqlite::Result<bool> {
    let mut active = 0;
    for title in titles {
        active += usize::from(blob_store::has(conn, CubeKind::TitleHistories, *title)?);
        if active > 1 {
            return Ok(true);
        }
    }
    Ok(false)
}
