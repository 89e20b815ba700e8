//! Deriving what an import has touched, and leaving the rest.
//!
//! Cubes are sums over viewers: touched viewers are taken out as they were, and put in as they are.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::change_set::ChangeSet;
use super::changes::Change;
use super::error::DeriveError;
use super::everything_changes::EverythingChanges;
use super::limits::Limits;
use super::play_days::played_days;
use super::show_update::ShowUpdate;
use super::stored_cubes::{change_blocks, change_lists, change_whole, replace};
use super::touched::{add_plays, before_and_after, by_viewer};
use crate::cube::cells::{Cells, Differences};
use crate::cube::encoding::Unreadable;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::LevelChanges;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;
use crate::cube::weeks::MOST_DAYS;
use crate::cube::{blob_store, day_number, inventory};
use crate::domain::Level;

/// Derives what a change set has touched; `false` where everything must be derived instead.
///
/// # Errors
///
/// Fails where the database cannot be read or written, or stored cubes are not those of the plays before.
pub(super) fn apply(
    changes: &ChangeSet,
    conn: &Connection,
    limits: Limits,
) -> Result<bool, DeriveError> {
    if changes.is_everything() || !is_worth_it(conn, changes.len())? {
        return Ok(false);
    }
    apply_always(changes, conn, limits)
}

/// Does the same however much was touched.
///
/// # Errors
///
/// Fails as [`apply`] does.
pub(super) fn apply_always(
    change_set: &ChangeSet,
    conn: &Connection,
    limits: Limits,
) -> Result<bool, DeriveError> {
    let mut changes: Vec<Change<'_>> = change_set.changes().collect();
    // In the order in which their cubes lie.
    changes.sort_by_key(|change| (change.title, change.viewer));
    let mut update = Update::new(is_ahead(conn)?);
    update.titles(conn, &changes)?;
    update.shows.change(conn, &changes)?;
    update.viewers(conn, &changes)?;
    for (day, rows) in change_set.rows_of_days() {
        *update.rows.entry([day_number::of(day)]).or_default() += rows;
    }
    update.store(conn)?;
    // Where the log has grown beyond what is counted one by one, or the other way round.
    Ok(is_ahead(conn)? == shall_be_ahead(conn, limits)?)
}

/// Returns whether so many changes are few beside all plays.
fn is_worth_it(conn: &Connection, changes: usize) -> Result<bool, DeriveError> {
    let Some(bytes) = blob_store::get(conn, CubeKind::Plays, 0)? else {
        return Ok(false);
    };
    let plays: u64 = Cells::<1>::decode(&bytes)?
        .iter()
        .map(|(_, plays)| u64::from(plays))
        .sum();
    Ok(changes as u64 * 8 <= plays)
}

/// Returns whether the cohorts of everything are counted ahead.
fn is_ahead(conn: &Connection) -> Result<bool, DeriveError> {
    Ok(blob_store::has_any(conn, CubeKind::Lags)?)
}

/// Returns whether they should be, given how much the log holds now.
fn shall_be_ahead(conn: &Connection, limits: Limits) -> Result<bool, DeriveError> {
    let active = blob_store::cells::<2, DeriveError>(conn, CubeKind::Active)?;
    let viewer_days: u64 = active.iter().map(|(_, viewers)| u64::from(viewers)).sum();
    let days = || active.iter().map(|([day, _], _)| day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Ok(false);
    };
    Ok(viewer_days >= limits.ahead_from && last - first < MOST_DAYS)
}

/// Differences to the cubes that are sums over many.
#[derive(Debug)]
struct Update {
    rows: Differences<1>,
    title_plays: Differences<2>,
    title_days: Differences<2>,
    title_lists: LevelChanges,
    shows: ShowUpdate,
    everything: EverythingChanges,
}

impl Update {
    fn new(is_ahead: bool) -> Self {
        Self {
            rows: Differences::default(),
            title_plays: Differences::default(),
            title_days: Differences::default(),
            title_lists: LevelChanges::default(),
            shows: ShowUpdate::default(),
            everything: EverythingChanges::new(is_ahead),
        }
    }

    /// Derives the touched titles.
    fn titles(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        for changes in changes.chunk_by(|a, b| a.title == b.title) {
            let title = changes[0].title;
            let (removed, added) = before_and_after(changes);
            let (old, new) = replace(conn, CubeKind::TitleHistories, title, &removed, &added)?;
            self.title_lists.replace(title, &removed, &added);
            add_plays(&mut self.title_plays, &removed, -1);
            add_plays(&mut self.title_plays, &added, 1);
            for (histories, sign) in [(&old, -1), (&new, 1)] {
                for (day, before) in played_days(histories) {
                    *self.title_days.entry([day, before]).or_default() += sign;
                }
            }
        }
        Ok(())
    }

    /// Takes the touched viewers out of everything as they were, and puts them in as they are.
    fn viewers(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        let mut find =
            conn.prepare_cached("SELECT days FROM viewer_days WHERE viewer_id = :viewer_id")?;
        let mut put = conn.prepare_cached(
            "INSERT OR REPLACE INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :days)",
        )?;
        let mut forget =
            conn.prepare_cached("DELETE FROM viewer_days WHERE viewer_id = :viewer_id")?;
        for changes in by_viewer(changes).chunk_by(|a, b| a.viewer == b.viewer) {
            let viewer = changes[0].viewer;
            let stored: Option<Vec<u8>> = find
                .query_row(named_params! { ":viewer_id": viewer }, |row| row.get(0))
                .optional()?;
            let old = ViewerDays::decode(&stored.unwrap_or_default()).ok_or(Unreadable::Damaged)?;
            let done = changes.iter().flat_map(|change| {
                let before = change.before.iter().map(|active| (*active, true));
                before.chain(change.after.iter().map(|active| (*active, false)))
            });
            let new = old.clone().changed(done).ok_or(Mismatch)?;
            self.everything.replace(&old.0, &new.0);
            if new.0.is_empty() {
                forget.execute(named_params! { ":viewer_id": viewer })?;
            } else {
                let days = new.encode();
                put.execute(named_params! { ":viewer_id": viewer, ":days": days })?;
            }
        }
        Ok(())
    }

    fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        change_whole(conn, CubeKind::Rows, &self.rows)?;
        change_blocks(conn, CubeKind::TitlePlays, 0, &self.title_plays)?;
        change_blocks(conn, CubeKind::ShowPlays, 0, &self.shows.plays)?;
        change_blocks(conn, CubeKind::TitleDays, 0, &self.title_days)?;
        change_lists(conn, Level::Title, self.title_lists)?;
        change_lists(conn, Level::Show, self.shows.lists)?;
        let everything = self.everything;
        change_whole(conn, CubeKind::Runs, &everything.runs)?;
        change_whole(conn, CubeKind::Pairs, &everything.pairs)?;
        change_whole(conn, CubeKind::Plays, &everything.plays)?;
        change_blocks(conn, CubeKind::Active, 0, &everything.active)?;
        for (lag, differences) in everything.lags.iter().enumerate() {
            change_blocks(conn, CubeKind::Lags, lag, differences)?;
        }
        change_blocks(conn, CubeKind::Entered, 0, &everything.entered)?;
        change_blocks(conn, CubeKind::Left, 0, &everything.left)?;
        Ok(inventory::store(conn)?)
    }
}
