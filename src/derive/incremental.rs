//! Deriving what an import has touched, and leaving the rest.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, named_params};

use super::changes::{Change, Changes};
use super::everything_changes::EverythingChanges;
use super::full_scan::{played_days, plays_before};
use super::shows::{ShowDays, played_titles};
use super::stored_cubes::{change_blocks, change_lists, change_whole, read, replace};
use super::{DeriveError, Limits};
use crate::cube::blob_store;
use crate::cube::cells::{Cells, Differences};
use crate::cube::encoding::Unreadable;
use crate::cube::histories::{Histories, History};
use crate::cube::kind::CubeKind;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;
use crate::cube::weeks::MOST_DAYS;
use crate::cube::{day_number, inventory, level_cubes};
use crate::domain::{ActiveDay, Day, Level};
use crate::store::memory::Memory;

/// Into how many parts the memory of an import is cut, of which one holds what it has touched.
const PARTS: u64 = 4;

/// Where a change lies among those kept.
#[derive(Debug, Clone, Copy)]
struct Kept {
    title: u32,
    viewer: u32,
    /// Where its days begin: first those before, then those after.
    start: usize,
    before: usize,
    after: usize,
}

/// What an import has touched.
#[derive(Debug)]
pub(crate) struct ChangeSet {
    changes: Vec<Kept>,
    /// The days of all changes.
    days: Vec<ActiveDay>,
    /// Rows that came to each day, or left it.
    rows: BTreeMap<Day, i64>,
    /// Whether more was touched than is kept here, or titles have moved to other shows.
    is_everything: bool,
    /// What may be kept, in bytes.
    most: u64,
}

impl ChangeSet {
    /// Returns nothing, yet.
    pub fn new(memory: Memory) -> Self {
        Self {
            changes: Vec::new(),
            days: Vec::new(),
            rows: BTreeMap::new(),
            is_everything: false,
            most: memory.bytes() / PARTS,
        }
    }

    /// Notes that everything must be derived anew.
    fn everything(&mut self) {
        self.is_everything = true;
        self.changes = Vec::new();
        self.days = Vec::new();
    }

    fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        self.changes.iter().map(|kept| {
            let (before, after) = self.days[kept.start..].split_at(kept.before);
            Change {
                title: kept.title,
                viewer: kept.viewer,
                before,
                after: &after[..kept.after],
            }
        })
    }

    /// Notes rows that came to a day, or left it.
    pub fn rows(&mut self, day: Day, rows: i64) {
        *self.rows.entry(day).or_default() += rows;
    }

    /// Derives what has been touched; `false` where all must be derived instead.
    pub(super) fn apply(&self, conn: &Connection, limits: Limits) -> Result<bool, DeriveError> {
        if self.is_everything || !is_worth_it(conn, self.changes.len())? {
            return Ok(false);
        }
        self.apply_always(conn, limits)
    }

    /// Derives what has been touched, however much it is; `false` where all must be derived instead.
    pub(super) fn apply_always(
        &self,
        conn: &Connection,
        limits: Limits,
    ) -> Result<bool, DeriveError> {
        let mut changes: Vec<Change<'_>> = self.changes().collect();
        // In the order in which their cubes lie.
        changes.sort_by_key(|change| (change.title, change.viewer));
        let mut update = Update::new(is_ahead(conn)?);
        update.titles(conn, &changes)?;
        update.shows(conn, &changes)?;
        update.viewers(conn, &changes)?;
        for (day, rows) in &self.rows {
            *update.rows.entry([day_number::of(*day)]).or_default() += rows;
        }
        update.store(conn)?;
        // Where the log has grown beyond what is counted one by one, or the other way round.
        Ok(is_ahead(conn)? == shall_be_ahead(conn, limits)?)
    }
}

impl Changes for ChangeSet {
    fn change(&mut self, change: Change<'_>) {
        if self.is_everything || change.before == change.after {
            return;
        }
        let bytes = size_of::<Kept>() + size_of::<Change<'_>>();
        let days = size_of_val(self.days.as_slice());
        if (bytes * self.changes.len() + days) as u64 > self.most {
            self.everything();
            return;
        }
        self.changes.push(Kept {
            title: change.title,
            viewer: change.viewer,
            start: self.days.len(),
            before: change.before.len(),
            after: change.after.len(),
        });
        self.days.extend_from_slice(change.before);
        self.days.extend_from_slice(change.after);
    }

    fn moved(&mut self) {
        self.everything();
    }
}

/// Returns whether so many changes are little beside all plays.
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

fn is_ahead(conn: &Connection) -> Result<bool, DeriveError> {
    Ok(blob_store::has_any(conn, CubeKind::Lags)?)
}

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
    show_plays: Differences<2>,
    title_days: Differences<2>,
    title_lists: level_cubes::LevelChanges,
    show_lists: level_cubes::LevelChanges,
    everything: EverythingChanges,
}

impl Update {
    fn new(is_ahead: bool) -> Self {
        Self {
            rows: Differences::default(),
            title_plays: Differences::default(),
            show_plays: Differences::default(),
            title_days: Differences::default(),
            title_lists: level_cubes::LevelChanges::default(),
            show_lists: level_cubes::LevelChanges::default(),
            everything: EverythingChanges::new(is_ahead),
        }
    }

    /// Derives the touched titles.
    fn titles(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        for changes in changes.chunk_by(|a, b| a.title == b.title) {
            let title = changes[0].title;
            let (removed, added) = replaced(changes);
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

    /// Derives the shows of the touched titles.
    fn shows(&mut self, conn: &Connection, changes: &[Change<'_>]) -> Result<(), DeriveError> {
        let mut by_show: BTreeMap<u32, Vec<&[Change<'_>]>> = BTreeMap::new();
        let mut find = conn.prepare_cached("SELECT show_id FROM titles WHERE id = ?1")?;
        for changes in changes.chunk_by(|a, b| a.title == b.title) {
            let show = find.query_row([changes[0].title], |row| row.get(0))?;
            by_show.entry(show).or_default().push(changes);
        }
        for (show, changes) in by_show {
            self.show(conn, show, &changes)?;
        }
        Ok(())
    }

    /// Derives a show, given the changes of each of its touched titles.
    fn show(
        &mut self,
        conn: &Connection,
        show: u32,
        changes: &[&[Change<'_>]],
    ) -> Result<(), DeriveError> {
        let titles = played_titles(conn, show)?;
        let is_gathered = blob_store::get(conn, CubeKind::ShowHistories, show)?.is_some();
        if is_gathered && titles.len() < 2 {
            // It was several titles, and is not any more: rare enough to begin anew.
            return Err(Mismatch.into());
        }
        if titles.len() < 2 {
            let (removed, added) = replaced(changes.iter().copied().flatten());
            add_plays(&mut self.show_plays, &removed, -1);
            add_plays(&mut self.show_plays, &added, 1);
            return Ok(());
        }
        if !is_gathered {
            // Until now it had one title, or none.
            let mut lone = Histories::default();
            // Also the title that nobody is active with any more.
            let touched = changes.iter().map(|changes| changes[0].title);
            let all: BTreeSet<u32> = titles.iter().copied().chain(touched).collect();
            for title in all {
                let (removed, added) = replaced(of_title(changes, title));
                let histories =
                    read(conn, CubeKind::TitleHistories, title)?.changed(&added, &removed)?;
                if !histories.is_empty() && !lone.is_empty() {
                    return Err(Mismatch.into());
                }
                lone = if histories.is_empty() {
                    lone
                } else {
                    histories
                };
            }
            let mut all = ShowDays::default();
            for title in &titles {
                all.read(conn, *title, 0..=u32::MAX)?;
            }
            let all = all.histories()?;
            let all = gathered(all.iter().map(|(_, viewer_days)| days_of(viewer_days)));
            blob_store::put(conn, CubeKind::ShowHistories, show, &all.encode())?;
            self.show_lists.replace(show, &Histories::default(), &all);
            add_plays(&mut self.show_plays, &lone, -1);
            add_plays(&mut self.show_plays, &all, 1);
            return Ok(());
        }
        let by_viewer = by_viewer(changes.iter().copied().flatten());
        let viewers = || by_viewer.chunk_by(|a, b| a.viewer == b.viewer);
        let mut days = ShowDays::default();
        for title in titles {
            let mut touched = of_title(changes, title).iter().peekable();
            for viewer in viewers().map(|changes| changes[0].viewer) {
                match touched.next_if(|change| change.viewer == viewer) {
                    Some(change) => days.add(viewer, change.after),
                    None => days.read(conn, title, viewer..=viewer)?,
                }
            }
        }
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        let mut histories = days.histories()?.into_iter().peekable();
        for changes in viewers() {
            // Who is not active with it any more has no days.
            let after = histories.next_if(|(of, _)| *of == changes[0].viewer);
            let after = after.map_or_else(ViewerDays::default, |(_, viewer_days)| viewer_days);
            let undone = changes.iter().flat_map(|change| {
                let before = change.before.iter().map(|active| (*active, false));
                before.chain(change.after.iter().map(|active| (*active, true)))
            });
            removed.push(days_of(&after.clone().changed(undone).ok_or(Mismatch)?));
            added.push(days_of(&after));
        }
        let (removed, added) = (gathered(removed), gathered(added));
        replace(conn, CubeKind::ShowHistories, show, &removed, &added)?;
        self.show_lists.replace(show, &removed, &added);
        add_plays(&mut self.show_plays, &removed, -1);
        add_plays(&mut self.show_plays, &added, 1);
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
        change_blocks(conn, CubeKind::ShowPlays, 0, &self.show_plays)?;
        change_blocks(conn, CubeKind::TitleDays, 0, &self.title_days)?;
        change_lists(conn, Level::Title, self.title_lists)?;
        change_lists(conn, Level::Show, self.show_lists)?;
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

/// Returns the changes of a title, given those of each title by its number.
fn of_title<'a>(by_title: &[&'a [Change<'a>]], title: u32) -> &'a [Change<'a>] {
    let place = by_title.binary_search_by_key(&title, |changes| changes[0].title);
    place.map_or(&[], |place| by_title[place])
}

/// Returns changes by viewer, and those of one by title.
fn by_viewer<'a>(changes: impl IntoIterator<Item = &'a Change<'a>>) -> Vec<&'a Change<'a>> {
    let mut changes: Vec<_> = changes.into_iter().collect();
    changes.sort_by_key(|change| (change.viewer, change.title));
    changes
}

/// Returns the histories that are gone, and those that have come.
fn replaced<'a>(
    changes: impl IntoIterator<Item = &'a Change<'a>, IntoIter: Clone>,
) -> (Histories, Histories) {
    let changes = changes.into_iter();
    let removed = changes.clone().map(|change| columns(change.before));
    (
        gathered(removed),
        gathered(changes.map(|change| columns(change.after))),
    )
}

fn columns(days: &[ActiveDay]) -> (Vec<u16>, Vec<u32>) {
    days.iter()
        .map(|active| (day_number::of(active.day), active.plays))
        .unzip()
}

fn days_of(viewer_days: &ViewerDays) -> (Vec<u16>, Vec<u32>) {
    viewer_days
        .0
        .iter()
        .map(|busy| (busy.day, busy.plays))
        .unzip()
}

fn gathered(histories: impl IntoIterator<Item = (Vec<u16>, Vec<u32>)>) -> Histories {
    let histories: Vec<(Vec<u16>, Vec<u32>)> = histories.into_iter().collect();
    Histories::from_iter(histories.iter().map(|(days, plays)| History {
        days,
        plays,
        viewers: 1,
    }))
}

fn add_plays(differences: &mut Differences<2>, histories: &Histories, sign: i64) {
    for (day, before, plays) in plays_before(histories) {
        *differences.entry([day, before]).or_default() += sign * i64::from(plays);
    }
}
