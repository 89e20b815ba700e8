//! Applying a change set to the cubes: the viewers that changed are taken out as they were and put in as
//! they are, and all others stay.
//!
//! | module | holds |
//! |---|---|
//! | `titles` | the cubes of titles |
//! | `hours` | the hours of titles and of everything |
//! | `shows` | the cubes of shows |
//! | `show_days` | what the rows say of the viewers of one show |
//! | `everything` | the cubes of everything, and the days and titles of viewers |
//! | `everything_changes` | differences to the cubes of everything |
//! | `viewer_table` | the tables of viewers' days and titles |
//! | `history_change` | histories that an item loses and gains |
//! | `pair_changes` | changes of titles and viewers, grouped and as days |

mod everything;
mod everything_changes;
mod history_change;
mod hours;
mod pair_changes;
mod show_days;
mod shows;
mod titles;
mod viewer_table;

use rusqlite::Connection;

use self::everything::EverythingUpdate;
use self::shows::ShowUpdate;
use self::titles::TitleUpdate;
use super::change_set::ChangeSet;
use super::changes::Change;
use super::error::DeriveError;
use super::limits::Limits;
use super::stored_cubes::{change_blocks, change_cells};
use crate::cube::blob_store;
use crate::cube::cells::{Cells, Differences};
use crate::cube::kind::CubeKind;
use crate::cube::returns::{self, MOST_DAYS, PERIODS};
use crate::cube::{day_number, inventory, viewer_titles};

/// So many plays of the log for each change, and applying them is less work than deriving everything.
const PLAYS_PER_CHANGE: u64 = 8;

/// Applies a change set to the cubes where that is less work than deriving all of them; returns `false` where
/// all must be derived instead.
///
/// # Errors
///
/// Fails with [`DeriveError::Mismatch`] or [`DeriveError::Unreadable`] where the stored cubes are of no use,
/// and where the database cannot be read or written.
pub(super) fn apply_if_small(
    conn: &Connection,
    change_set: &ChangeSet,
    limits: Limits,
) -> Result<bool, DeriveError> {
    match change_set.len() {
        Some(changes) if are_few(conn, changes)? => apply(conn, change_set, limits),
        _ => Ok(false),
    }
}

/// Applies a change set to the cubes, however large it is; returns `false` where all must be derived instead.
///
/// # Errors
///
/// Fails as [`apply_if_small`] does.
pub(super) fn apply(
    conn: &Connection,
    change_set: &ChangeSet,
    limits: Limits,
) -> Result<bool, DeriveError> {
    if !viewer_titles::are_kept(conn)? {
        // A log from before they were.
        return Ok(false);
    }
    let mut changes: Vec<Change<'_>> = change_set.changes().collect();
    // In the order in which the cubes of titles lie.
    changes.sort_by_key(|change| (change.title, change.viewer));
    let mut titles = TitleUpdate::default();
    titles.add(conn, &changes)?;
    let mut shows = ShowUpdate::default();
    shows.add(conn, &changes)?;
    let mut everything = EverythingUpdate::new(has_precomputed_cohorts(conn)?);
    everything.add(conn, &changes)?;
    let mut rows: Differences<1> = Differences::default();
    for (day, of_day) in change_set.rows() {
        *rows.entry([day_number::of(day)]).or_default() += of_day;
    }
    change_cells(conn, CubeKind::Rows, &rows)?;
    let clock = change_set.clock().map(|(day, hour, plays)| {
        let key = [day_number::of(day), u16::from(hour)];
        (key, plays)
    });
    change_blocks(conn, CubeKind::Clock, 0, &clock.collect())?;
    hours::apply(conn, change_set.hours())?;
    titles.store(conn)?;
    shows.store(conn)?;
    everything.store(conn)?;
    inventory::store(conn)?;
    // The log may have become so large that its cohorts are to be precomputed, or so small that they are not.
    Ok(has_precomputed_cohorts(conn)? == wants_precomputed_cohorts(conn, limits)?)
}

/// Returns whether so many changes are few beside the plays of the log.
fn are_few(conn: &Connection, changes: usize) -> Result<bool, DeriveError> {
    let Some(bytes) = blob_store::get(conn, CubeKind::Plays, 0)? else {
        return Ok(false);
    };
    let plays: u64 = Cells::<1>::decode(&bytes)?
        .iter()
        .map(|(_, plays)| u64::from(plays))
        .sum();
    Ok(changes as u64 * PLAYS_PER_CHANGE <= plays)
}

/// Returns whether any cohorts are precomputed: lags, or returns alone where no day has a play of its own.
fn has_precomputed_cohorts(conn: &Connection) -> Result<bool, DeriveError> {
    let returns = PERIODS.into_iter().flat_map(returns::kinds);
    for kind in std::iter::once(CubeKind::Lags).chain(returns) {
        if blob_store::has_any(conn, kind)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns whether a log with these active days is large enough to precompute cohorts, and not too long.
fn wants_precomputed_cohorts(conn: &Connection, limits: Limits) -> Result<bool, DeriveError> {
    let active = blob_store::cells::<2, DeriveError>(conn, CubeKind::Active)?;
    let viewer_days: u64 = active.iter().map(|(_, viewers)| u64::from(viewers)).sum();
    let days = || active.iter().map(|([day, _], _)| day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Ok(false);
    };
    Ok(viewer_days >= limits.precompute_from && last - first < MOST_DAYS)
}
