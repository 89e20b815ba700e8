//! Applying changes to the cubes of titles.

use rusqlite::Connection;

use super::history_change::HistoryChange;
use crate::cube::cells::Differences;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelChanges;
use crate::derive::changes::Change;
use crate::derive::error::DeriveError;
use crate::derive::previous_plays::played_days_with_previous;
use crate::derive::stored_cubes::{change_blocks, change_histories, change_level};
use crate::domain::Level;

/// Differences to the cubes of titles.
#[derive(Debug, Default)]
pub struct TitleUpdate {
    plays: Differences<2>,
    days: Differences<2>,
    level: LevelChanges,
}

impl TitleUpdate {
    /// Adds changes in the order of their titles, and stores the histories of these.
    pub fn add(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        for changes in changes.chunk_by(|a, b| a.title == b.title) {
            let title = changes[0].title;
            let change = HistoryChange::of(changes);
            let HistoryChange { removed, added } = &change;
            let (old, new) =
                change_histories(conn, CubeKind::TitleHistories, title, removed, added)?;
            self.level.replace(title, removed, added);
            change.add_plays(&mut self.plays);
            for (histories, sign) in [(&old, -1), (&new, 1)] {
                for (day, before) in played_days_with_previous(histories) {
                    *self.days.entry([day, before]).or_default() += sign;
                }
            }
        }
        Ok(())
    }

    /// Stores the other cubes.
    pub fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        change_blocks(conn, CubeKind::TitlePlays, 0, &self.plays)?;
        change_blocks(conn, CubeKind::TitleDays, 0, &self.days)?;
        change_level(conn, Level::Title, self.level)
    }
}
