//! Applying a change set to the cubes: the viewers that changed are taken out as they were and put in as
//! they are, and all others stay.
//!
//! | module | holds |
//! |---|---|
//! | `titles` | the cubes of titles |
//! | `viewers` | the days and titles of viewers |
//! | `everything` | the cubes of everything |
//! | `shows` | the cubes of shows |
//! | `changed_shows` | the shows that change, and their titles |
//! | `other_titles` | what viewers with changes have of these shows besides |
//! | `show_days` | what viewers of one show did, by changes and by rows |
//! | `hours` | the hours of titles and of everything |
//! | `viewer_table` | the tables of viewers' days and titles |
//! | `history_change` | histories that an item loses and gains |
//! | `pair_changes` | changes of titles and viewers, grouped and as days |
//!
//! The thread with the connection reads and stores; others apply the changes to what it has read.

mod changed_shows;
mod everything;
mod history_change;
mod hours;
mod other_titles;
mod pair_changes;
mod show_days;
mod shows;
mod titles;
mod viewer_table;
mod viewers;

use rusqlite::Connection;

use self::changed_shows::ChangedShows;
use self::everything::EverythingUpdate;
use self::other_titles::OtherTitles;
use self::pair_changes::by_viewer;
use self::shows::ShowUpdate;
use self::titles::TitleUpdate;
use self::viewers::ViewerUpdate;
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
    let by_title: Vec<_> = changes.chunk_by(|a, b| a.title == b.title).collect();
    let changed_shows = ChangedShows::load(conn, &by_title)?;
    let mut titles = TitleUpdate::default();
    let mut viewers = ViewerUpdate {
        everything: EverythingUpdate::new(has_precomputed_cohorts(conn)?),
        others: OtherTitles::new(limits.memory),
        shows: &changed_shows,
    };
    add_titles_and_viewers(conn, &by_title, &mut titles, &mut viewers)?;
    let ViewerUpdate {
        everything, others, ..
    } = viewers;
    let Some(others) = others.sorted() else {
        return Ok(false);
    };
    let mut shows = ShowUpdate::default();
    shows.add(conn, &by_title, &changed_shows, &others)?;
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

/// Adds changes, given by title, and stores the histories of these and the days and titles of viewers.
fn add_titles_and_viewers(
    conn: &Connection,
    by_title: &[&[Change<'_>]],
    titles: &mut TitleUpdate,
    viewers: &mut ViewerUpdate<'_>,
) -> Result<(), DeriveError> {
    let by_viewer = by_viewer(by_title.iter().copied().flatten());
    let by_viewer: Vec<_> = by_viewer.chunk_by(|a, b| a.viewer == b.viewer).collect();
    // Both by and by, so that both threads have something to do until the end.
    let viewers_a_title = by_viewer.len().div_ceil(by_title.len().max(1)).max(1);
    let mut of_viewers = by_viewer.chunks(viewers_a_title);
    std::thread::scope(|scope| {
        let mut titles = titles.start(scope, conn);
        let mut viewers = viewers.start(scope, conn)?;
        for of_title in by_title {
            titles.push(of_title)?;
            let mut of_viewers = of_viewers.next().into_iter().flatten();
            of_viewers.try_for_each(|of_viewer| viewers.push(of_viewer))?;
        }
        titles.finish()?;
        viewers.finish()
    })
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
