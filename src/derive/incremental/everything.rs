//! Applying changes to the cubes of everything, and to the days of viewers.

use rusqlite::Connection;

use super::everything_changes::EverythingChanges;
use super::pair_changes::{by_viewer, changed_days};
use super::viewer_days_table::ViewerDaysTable;
use crate::cube::kind::CubeKind;
use crate::cube::mismatch::Mismatch;
use crate::cube::returns::{self, PERIODS};
use crate::derive::changes::Change;
use crate::derive::error::DeriveError;
use crate::derive::stored_cubes::{change_blocks, change_cells};

/// Differences to the cubes of everything.
#[derive(Debug)]
pub struct EverythingUpdate(EverythingChanges);

impl EverythingUpdate {
    /// Returns no differences; those of cohorts will be among them where `precomputes_cohorts`.
    pub fn new(precomputes_cohorts: bool) -> Self {
        Self(EverythingChanges::new(precomputes_cohorts))
    }

    /// Adds changes, and stores the days of their viewers.
    pub fn add(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        let mut table = ViewerDaysTable::new(conn)?;
        for changes in by_viewer(changes).chunk_by(|a, b| a.viewer == b.viewer) {
            let viewer = changes[0].viewer;
            let before = table.get(viewer)?;
            let after = before.clone().changed(changed_days(changes));
            let after = after.ok_or(Mismatch)?;
            self.0.replace(&before.0, &after.0);
            table.put(viewer, &after)?;
        }
        Ok(())
    }

    /// Stores the cubes.
    pub fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        let Self(changes) = self;
        change_cells(conn, CubeKind::Runs, &changes.runs)?;
        change_cells(conn, CubeKind::Pairs, &changes.pairs)?;
        change_cells(conn, CubeKind::Plays, &changes.plays)?;
        change_blocks(conn, CubeKind::Active, 0, &changes.active)?;
        for (lag, differences) in changes.lags.iter().enumerate() {
            change_blocks(conn, CubeKind::Lags, lag, differences)?;
        }
        for (period, differences) in PERIODS.into_iter().zip(&changes.returns) {
            for (kind, differences) in returns::kinds(period).into_iter().zip(differences) {
                change_blocks(conn, kind, 0, differences)?;
            }
        }
        Ok(())
    }
}
