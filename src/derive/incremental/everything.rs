//! Applying changes to the cubes of everything, and to the days and titles of viewers.

use rusqlite::Connection;

use super::everything_changes::EverythingChanges;
use super::pair_changes::{by_viewer, changed_days};
use super::viewer_table::ViewerTable;
use crate::cube::encoding::Unreadable;
use crate::cube::kind::CubeKind;
use crate::cube::mismatch::Mismatch;
use crate::cube::returns::{self, PERIODS};
use crate::cube::viewer_days::ViewerDays;
use crate::cube::viewer_titles::ViewerTitles;
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

    /// Adds changes, and stores the days and titles of their viewers.
    pub fn add(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        let (mut days, mut titles) = (ViewerTable::days(conn)?, ViewerTable::titles(conn)?);
        for changes in by_viewer(changes).chunk_by(|a, b| a.viewer == b.viewer) {
            let viewer = changes[0].viewer;
            let stored = days.get(viewer)?.unwrap_or_default();
            let before = ViewerDays::decode(&stored).ok_or(Unreadable::Damaged)?;
            let after = before.clone().changed(changed_days(changes));
            let after = after.ok_or(Mismatch)?;
            self.0.replace(&before.0, &after.0);
            days.put(viewer, (!after.0.is_empty()).then(|| after.encode()))?;
            change_titles(&mut titles, viewer, changes)?;
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

/// Stores the titles of a viewer after changes, which are by title.
fn change_titles(
    table: &mut ViewerTable<'_>,
    viewer: u32,
    changes: &[&Change<'_>],
) -> Result<(), DeriveError> {
    let before = match table.get(viewer)? {
        Some(stored) => ViewerTitles::decode(viewer, &stored)?,
        None => ViewerTitles::default(),
    };
    let changes = changes.iter();
    let after = before.changed(changes.map(|change| (change.title, change.before, change.after)));
    let after = after.ok_or(Mismatch)?;
    let bytes = (!after.0.is_empty()).then(|| after.encode(viewer));
    Ok(table.put(viewer, bytes)?)
}
