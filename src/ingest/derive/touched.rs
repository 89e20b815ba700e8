//! Deriving what an import has touched, and leaving the rest.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, named_params};

use super::exchange::Exchanged;
use super::held::{change_blocks, change_lists, change_whole, read, replace};
use super::pass::{played_days, plays_before};
use super::show::{all_histories, played_titles, show_history};
use super::{DeriveError, Limits};
use crate::cube::bytes::Unreadable;
use crate::cube::cells::{Cells, Differences};
use crate::cube::history::History;
use crate::cube::inventory;
use crate::cube::lists;
use crate::cube::number;
use crate::cube::shelf::{self, Kind};
use crate::cube::visits::{Mismatch, Visit, Visits};
use crate::cube::weeks::MOST_DAYS;
use crate::domain::{ActiveDay, Day, Level};
use crate::ingest::changes::{Change, Changes};

/// The most changes that are kept; with more of them, deriving everything is less work.
const MOST_CHANGES: usize = 200_000;

/// One viewer's active days with one title, before and after an import.
#[derive(Debug)]
struct Kept {
    title: u32,
    viewer: u32,
    before: Vec<ActiveDay>,
    after: Vec<ActiveDay>,
}

/// What an import has touched.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    changes: Vec<Kept>,
    /// Rows that came to each day, or left it.
    rows: BTreeMap<Day, i64>,
    /// Whether more was touched than is kept here, or titles have moved to other shows.
    is_everything: bool,
}

impl Touched {
    /// Notes that everything must be derived anew.
    fn everything(&mut self) {
        self.is_everything = true;
        self.changes = Vec::new();
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
        let mut update = Update::new(is_ahead(conn)?);
        let before = update.titles(conn, &self.changes)?;
        update.shows(conn, &self.changes, &before)?;
        update.viewers(conn, &self.changes)?;
        for (day, rows) in &self.rows {
            *update.rows.entry([number::of(*day)]).or_default() += rows;
        }
        update.store(conn)?;
        // Where the log has grown beyond what is counted one by one, or the other way round.
        Ok(is_ahead(conn)? == shall_be_ahead(conn, limits)?)
    }
}

impl Changes for Touched {
    fn change(&mut self, change: Change<'_>) {
        if self.is_everything || change.before == change.after {
            return;
        }
        if self.changes.len() == MOST_CHANGES {
            self.everything();
            return;
        }
        self.changes.push(Kept {
            title: change.title,
            viewer: change.viewer,
            before: change.before.to_vec(),
            after: change.after.to_vec(),
        });
    }

    fn moved(&mut self) {
        self.everything();
    }
}

/// Returns whether so many changes are little beside all plays.
fn is_worth_it(conn: &Connection, changes: usize) -> Result<bool, DeriveError> {
    let Some(bytes) = shelf::get(conn, Kind::Plays, 0)? else {
        return Ok(false);
    };
    let plays: u64 = Cells::<1>::read(&bytes)?
        .iter()
        .map(|(_, plays)| u64::from(plays))
        .sum();
    Ok(changes as u64 * 8 <= plays)
}

fn is_ahead(conn: &Connection) -> Result<bool, DeriveError> {
    Ok(shelf::has_any(conn, Kind::Lags)?)
}

fn shall_be_ahead(conn: &Connection, limits: Limits) -> Result<bool, DeriveError> {
    let active = shelf::blocks::<2, DeriveError>(conn, Kind::Active)?;
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
    title_lists: lists::Changes,
    show_lists: lists::Changes,
    everything: Exchanged,
}

impl Update {
    fn new(is_ahead: bool) -> Self {
        Self {
            rows: Differences::default(),
            title_plays: Differences::default(),
            show_plays: Differences::default(),
            title_days: Differences::default(),
            title_lists: lists::Changes::default(),
            show_lists: lists::Changes::default(),
            everything: Exchanged::new(is_ahead),
        }
    }

    /// Derives the touched titles, and returns their histories as they were.
    fn titles(
        &mut self,
        conn: &Connection,
        changes: &[Kept],
    ) -> Result<BTreeMap<u32, Visits>, DeriveError> {
        let mut by_title: BTreeMap<u32, Vec<&Kept>> = BTreeMap::new();
        for change in changes {
            by_title.entry(change.title).or_default().push(change);
        }
        let mut before = BTreeMap::new();
        for (title, changes) in by_title {
            let gone = gathered(changes.iter().map(|change| columns(&change.before)));
            let come = gathered(changes.iter().map(|change| columns(&change.after)));
            let (old, new) = replace(conn, Kind::TitleVisits, title, &gone, &come)?;
            self.title_lists.exchange(title, &gone, &come);
            add_plays(&mut self.title_plays, &gone, -1);
            add_plays(&mut self.title_plays, &come, 1);
            for (visits, sign) in [(&old, -1), (&new, 1)] {
                for (day, before) in played_days(visits) {
                    *self.title_days.entry([day, before]).or_default() += sign;
                }
            }
            before.insert(title, old);
        }
        Ok(before)
    }

    /// Derives the shows of the touched titles, whose histories were `before`.
    fn shows(
        &mut self,
        conn: &Connection,
        changes: &[Kept],
        before: &BTreeMap<u32, Visits>,
    ) -> Result<(), DeriveError> {
        let mut by_show: BTreeMap<u32, Vec<&Kept>> = BTreeMap::new();
        let mut find = conn.prepare_cached("SELECT show_id FROM titles WHERE id = ?1")?;
        let mut last: Option<(u32, u32)> = None;
        for change in changes {
            let show = match last {
                Some((title, show)) if title == change.title => show,
                _ => find.query_row([change.title], |row| row.get(0))?,
            };
            last = Some((change.title, show));
            by_show.entry(show).or_default().push(change);
        }
        for (show, changes) in by_show {
            self.show(conn, show, &changes, before)?;
        }
        Ok(())
    }

    fn show(
        &mut self,
        conn: &Connection,
        show: u32,
        changes: &[&Kept],
        before: &BTreeMap<u32, Visits>,
    ) -> Result<(), DeriveError> {
        let titles = played_titles(conn, show)?;
        let is_gathered = shelf::get(conn, Kind::ShowVisits, show)?.is_some();
        if is_gathered && titles.len() < 2 {
            // It was several titles, and is not any more: rare enough to begin anew.
            return Err(Mismatch.into());
        }
        if titles.len() < 2 {
            let come = gathered(changes.iter().map(|change| columns(&change.after)));
            let gone = gathered(changes.iter().map(|change| columns(&change.before)));
            add_plays(&mut self.show_plays, &gone, -1);
            add_plays(&mut self.show_plays, &come, 1);
            return Ok(());
        }
        if !is_gathered {
            // Until now it had one title, or none.
            let mut lone = Visits::default();
            // Also the title that nobody is active with any more.
            let touched = changes.iter().map(|change| change.title);
            for title in &titles
                .iter()
                .copied()
                .chain(touched)
                .collect::<BTreeSet<_>>()
            {
                let visits = match before.get(title) {
                    Some(visits) => visits.clone(),
                    None => read(conn, Kind::TitleVisits, *title)?,
                };
                if !visits.is_empty() && !lone.is_empty() {
                    return Err(Mismatch.into());
                }
                lone = if visits.is_empty() { lone } else { visits };
            }
            let all = all_histories(conn, show)?;
            let all = gathered(all.values().map(days_of));
            shelf::put(conn, Kind::ShowVisits, show, &all.written())?;
            self.show_lists.exchange(show, &Visits::default(), &all);
            add_plays(&mut self.show_plays, &lone, -1);
            add_plays(&mut self.show_plays, &all, 1);
            return Ok(());
        }
        let mut by_viewer: BTreeMap<u32, Vec<&Kept>> = BTreeMap::new();
        for change in changes {
            by_viewer.entry(change.viewer).or_default().push(change);
        }
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for (viewer, changes) in by_viewer {
            let after = show_history(conn, show, viewer)?;
            let undone = changes.iter().flat_map(|change| {
                let before = change.before.iter().map(|active| (*active, false));
                before.chain(change.after.iter().map(|active| (*active, true)))
            });
            gone.push(days_of(&after.clone().with(undone).ok_or(Mismatch)?));
            come.push(days_of(&after));
        }
        let (gone, come) = (gathered(gone), gathered(come));
        replace(conn, Kind::ShowVisits, show, &gone, &come)?;
        self.show_lists.exchange(show, &gone, &come);
        add_plays(&mut self.show_plays, &gone, -1);
        add_plays(&mut self.show_plays, &come, 1);
        Ok(())
    }

    /// Takes the touched viewers out of everything as they were, and puts them in as they are.
    fn viewers(&mut self, conn: &Connection, changes: &[Kept]) -> Result<(), DeriveError> {
        let mut by_viewer: BTreeMap<u32, Vec<&Kept>> = BTreeMap::new();
        for change in changes {
            by_viewer.entry(change.viewer).or_default().push(change);
        }
        let mut find =
            conn.prepare_cached("SELECT days FROM viewer_days WHERE viewer_id = :viewer_id")?;
        let mut put = conn.prepare_cached(
            "INSERT OR REPLACE INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :days)",
        )?;
        let mut forget =
            conn.prepare_cached("DELETE FROM viewer_days WHERE viewer_id = :viewer_id")?;
        for (viewer, changes) in by_viewer {
            let held: Option<Vec<u8>> = find
                .query_row(named_params! { ":viewer_id": viewer }, |row| row.get(0))
                .optional()?;
            let old = History::read(&held.unwrap_or_default()).ok_or(Unreadable::Damaged)?;
            let done = changes.iter().flat_map(|change| {
                let before = change.before.iter().map(|active| (*active, true));
                before.chain(change.after.iter().map(|active| (*active, false)))
            });
            let new = old.clone().with(done).ok_or(Mismatch)?;
            self.everything.exchange(&old.0, &new.0);
            if new.0.is_empty() {
                forget.execute(named_params! { ":viewer_id": viewer })?;
            } else {
                let days = new.written();
                put.execute(named_params! { ":viewer_id": viewer, ":days": days })?;
            }
        }
        Ok(())
    }

    fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        change_whole(conn, Kind::Rows, &self.rows)?;
        change_blocks(conn, Kind::TitlePlays, 0, &self.title_plays)?;
        change_blocks(conn, Kind::ShowPlays, 0, &self.show_plays)?;
        change_blocks(conn, Kind::TitleDays, 0, &self.title_days)?;
        change_lists(conn, Level::Title, self.title_lists)?;
        change_lists(conn, Level::Show, self.show_lists)?;
        let everything = self.everything;
        change_whole(conn, Kind::Runs, &everything.runs)?;
        change_whole(conn, Kind::Pairs, &everything.pairs)?;
        change_whole(conn, Kind::Plays, &everything.plays)?;
        change_blocks(conn, Kind::Active, 0, &everything.active)?;
        for (lag, differences) in everything.lags.iter().enumerate() {
            change_blocks(conn, Kind::Lags, lag, differences)?;
        }
        change_blocks(conn, Kind::Entered, 0, &everything.entered)?;
        change_blocks(conn, Kind::Left, 0, &everything.left)?;
        Ok(inventory::note(conn)?)
    }
}

fn columns(days: &[ActiveDay]) -> (Vec<u16>, Vec<u32>) {
    days.iter()
        .map(|active| (number::of(active.day), active.plays))
        .unzip()
}

fn days_of(history: &History) -> (Vec<u16>, Vec<u32>) {
    history.0.iter().map(|busy| (busy.day, busy.plays)).unzip()
}

fn gathered(histories: impl IntoIterator<Item = (Vec<u16>, Vec<u32>)>) -> Visits {
    let histories: Vec<(Vec<u16>, Vec<u32>)> = histories.into_iter().collect();
    Visits::gathered(histories.iter().map(|(days, plays)| Visit {
        days,
        plays,
        viewers: 1,
    }))
}

fn add_plays(differences: &mut Differences<2>, visits: &Visits, sign: i64) {
    for (day, before, plays) in plays_before(visits) {
        *differences.entry([day, before]).or_default() += sign * i64::from(plays);
    }
}
