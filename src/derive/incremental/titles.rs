//! Applying changes to the cubes of titles.

use std::thread::Scope;

use rusqlite::Connection;

use super::history_change::{ChangedHistories, HistoryChange, store_histories};
use crate::cube::blob_store;
use crate::cube::cells::Differences;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelChanges;
use crate::derive::changes::Change;
use crate::derive::error::DeriveError;
use crate::derive::previous_plays::played_days_with_previous;
use crate::derive::stored_cubes::{change_blocks, change_level};
use crate::domain::Level;
use crate::domain::pipeline::Pipeline;

/// Differences to the cubes of titles.
#[derive(Debug, Default)]
pub struct TitleUpdate {
    plays: Differences<2>,
    days: Differences<2>,
    level: LevelChanges,
}

/// A title's changes, and its histories as they are stored.
struct ChangedTitle<'a> {
    title: u32,
    changes: &'a [Change<'a>],
    stored: Option<Vec<u8>>,
}

/// Reads and stores histories, while a thread applies changes to them and adds the differences up.
pub struct TitleThread<'scope, 'a> {
    conn: &'a Connection,
    applied: Pipeline<'scope, ChangedTitle<'a>, Result<ChangedHistories, DeriveError>>,
}

impl TitleUpdate {
    /// Starts the thread.
    pub fn start<'scope, 'a: 'scope>(
        &'scope mut self,
        scope: &'scope Scope<'scope, '_>,
        conn: &'a Connection,
    ) -> TitleThread<'scope, 'a> {
        let apply = |title: ChangedTitle<'a>| self.apply(&title);
        TitleThread {
            conn,
            applied: Pipeline::new(scope, apply),
        }
    }

    /// Adds a title's changes, and returns the histories that it has then.
    fn apply(&mut self, title: &ChangedTitle<'_>) -> Result<ChangedHistories, DeriveError> {
        let change = HistoryChange::of(title.changes);
        let (old, new) = change.apply(title.stored.as_deref())?;
        self.level
            .replace(title.title, &change.removed, &change.added);
        change.add_plays(&mut self.plays);
        for (histories, sign) in [(&old, -1), (&new, 1)] {
            for (day, before) in played_days_with_previous(histories) {
                *self.days.entry([day, before]).or_default() += sign;
            }
        }
        Ok(ChangedHistories::new(title.title, &new))
    }

    /// Stores the other cubes.
    pub fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        change_blocks(conn, CubeKind::TitlePlays, 0, &self.plays)?;
        change_blocks(conn, CubeKind::TitleDays, 0, &self.days)?;
        change_level(conn, Level::Title, self.level)
    }
}

impl<'scope, 'a: 'scope> TitleThread<'scope, 'a> {
    /// Takes the changes of a title.
    pub fn push(&mut self, changes: &'a [Change<'a>]) -> Result<(), DeriveError> {
        let title = changes[0].title;
        let stored = blob_store::get(self.conn, CubeKind::TitleHistories, title)?;
        let bytes = stored.as_ref().map_or(0, Vec::len);
        let title = ChangedTitle {
            title,
            changes,
            stored,
        };
        let applied = self.applied.push(title, bytes);
        store_histories(self.conn, CubeKind::TitleHistories, applied)
    }

    /// Stores the histories that are not yet.
    pub fn finish(self) -> Result<(), DeriveError> {
        store_histories(self.conn, CubeKind::TitleHistories, self.applied.finish())
    }
}
