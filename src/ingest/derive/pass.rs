//! Deriving every cube in one pass over the plays.

use std::io;
use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use rusqlite::{Connection, named_params};

use super::everything::{AllViewers, add, put, put_blocks};
use super::tally::GapTally;
use super::{DeriveError, Limits};
use crate::cube::cells::Cells;
use crate::cube::history::{BusyDay, History};
use crate::cube::item::Derived;
use crate::cube::number::{self, NEVER};
use crate::cube::shelf::{self, Kind};
use crate::cube::visits::{Visit, Visits};
use crate::cube::weeks::MOST_DAYS;
use crate::domain::Day;
use crate::ingest::spill::Sorter;

/// How many shows may wait to be derived, or to be stored.
const AHEAD: usize = 64;

/// The active days of a title or show: viewer, day, plays; sorted.
type ItemDays = Vec<(u32, u16, u32)>;

/// A show's titles that somebody was active with.
struct ShowDays {
    show: u32,
    titles: Vec<(u32, ItemDays)>,
}

/// A cube to be stored.
struct Stored {
    kind: Kind,
    item: u32,
    bytes: Vec<u8>,
}

/// Derives every cube and stores it; there are none yet.
///
/// This thread reads and writes the database; another one derives.
pub(super) fn derive(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    let (shows, read) = bounded::<ShowDays>(AHEAD);
    // Without a bound: whoever derives never waits for who reads, who may be waiting for them.
    let (store, derived) = unbounded();
    let mut rows = Vec::new();
    let file = conn.path().map(PathBuf::from);
    let folder = file.as_deref().and_then(Path::parent);
    let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
    let pass = std::thread::scope(|scope| {
        let pass = scope.spawn(move || {
            let mut pass = Pass::new(store, Sorter::new(limits.memory.bytes(), &folder));
            for show in read {
                pass.add(show)?;
            }
            Ok::<_, DeriveError>(pass)
        });
        let carried = feed(conn, &shows, &derived, &mut rows);
        // The end of all shows: whoever derives them ends, too.
        drop(shows);
        let pass = pass.join();
        carried?;
        pass.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    for stored in derived.try_iter() {
        shelf::add(conn, stored.kind, stored.item, &stored.bytes)?;
    }
    pass.finish(conn, &rows, limits)
}

/// Reads the days of every show to be derived, and stores meanwhile what has been.
fn feed(
    conn: &Connection,
    read: &Sender<ShowDays>,
    derived: &Receiver<Stored>,
    rows: &mut Vec<u32>,
) -> Result<(), DeriveError> {
    for show in shows(conn)? {
        let mut titles = Vec::with_capacity(show.titles.len());
        for title in show.titles {
            let days = title_days(conn, title, rows)?;
            if !days.is_empty() {
                titles.push((title, days));
            }
        }
        // Nobody there: the other thread has panicked, which is told when it is joined.
        let _ = read.send(ShowDays {
            show: show.id,
            titles,
        });
        for stored in derived.try_iter() {
            shelf::add(conn, stored.kind, stored.item, &stored.bytes)?;
        }
    }
    Ok(())
}

struct Show {
    id: u32,
    titles: Vec<u32>,
}

fn shows(conn: &Connection) -> rusqlite::Result<Vec<Show>> {
    let mut shows: Vec<Show> = Vec::new();
    let mut statement = conn.prepare("SELECT show_id, id FROM titles ORDER BY show_id, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, title) = (row.get(0)?, row.get(1)?);
        match shows.last_mut() {
            Some(show) if show.id == id => show.titles.push(title),
            _ => shows.push(Show {
                id,
                titles: vec![title],
            }),
        }
    }
    Ok(shows)
}

/// Returns the active days of a title: viewer, day, plays; and counts its rows by day.
fn title_days(
    conn: &Connection,
    title: u32,
    rows_of_days: &mut Vec<u32>,
) -> rusqlite::Result<ItemDays> {
    let mut statement = conn.prepare_cached(
        "SELECT viewer_id, day, role
         FROM plays
         WHERE title_id = ?1
         ORDER BY viewer_id, started_at, nth",
    )?;
    let mut days = Vec::new();
    let mut rows = statement.query([title])?;
    while let Some(row) = rows.next()? {
        let day = number::of(Day(row.get(1)?));
        let place = usize::from(day);
        if rows_of_days.len() <= place {
            rows_of_days.resize(place + 1, 0);
        }
        rows_of_days[place] += 1;
        let role: u8 = row.get(2)?;
        if role > 0 {
            days.push((row.get(0)?, day, u32::from(role == 1)));
        }
    }
    // They come in the order of moments, which is nearly always that of days.
    if !days.is_sorted() {
        days.sort_unstable();
    }
    merge_days(&mut days);
    Ok(days)
}

/// Adds up the plays of equal days of one viewer.
fn merge_days(days: &mut Vec<(u32, u16, u32)>) {
    days.dedup_by(|later, kept| {
        let is_same = (later.0, later.1) == (kept.0, kept.1);
        if is_same {
            kept.2 += later.2;
        }
        is_same
    });
}

/// What is added up in one pass.
struct Pass {
    title_plays: GapTally,
    show_plays: GapTally,
    title_days: GapTally,
    /// The days of viewers, to be sorted by viewer: in memory or, where there are more, on the disk.
    busy: Sorter<u64>,
    /// The first and the last of them.
    days: Option<(u16, u16)>,
    store: Sender<Stored>,
}

impl Pass {
    fn new(store: Sender<Stored>, busy: Sorter<u64>) -> Self {
        Self {
            title_plays: GapTally::default(),
            show_plays: GapTally::default(),
            title_days: GapTally::default(),
            busy,
            days: None,
            store,
        }
    }

    fn add(&mut self, show: ShowDays) -> io::Result<()> {
        let is_lone = show.titles.len() == 1;
        for (title, days) in &show.titles {
            self.add_busy(days)?;
            self.add_title(*title, days, is_lone);
        }
        if show.titles.len() > 1 {
            let mut days: ItemDays = show.titles.into_iter().flat_map(|(_, days)| days).collect();
            days.sort_unstable();
            merge_days(&mut days);
            self.add_show(show.show, &days);
        }
        Ok(())
    }

    fn add_title(&mut self, title: u32, days: &[(u32, u16, u32)], is_lone: bool) {
        let visits = gathered(days);
        self.store_item([Kind::Title, Kind::TitleVisits], title, &visits);
        for (day, before, plays) in plays_before(&visits) {
            self.title_plays.add(day, before, plays);
            if is_lone {
                self.show_plays.add(day, before, plays);
            }
        }
        for (day, before) in played_days(&visits) {
            self.title_days.add(day, before, 1);
        }
    }

    fn add_show(&mut self, show: u32, days: &[(u32, u16, u32)]) {
        let visits = gathered(days);
        self.store_item([Kind::Show, Kind::ShowVisits], show, &visits);
        for (day, before, plays) in plays_before(&visits) {
            self.show_plays.add(day, before, plays);
        }
    }

    fn store_item(&self, [cube, histories]: [Kind; 2], item: u32, visits: &Visits) {
        let both = [
            (cube, Derived::of(visits).written()),
            (histories, visits.written()),
        ];
        for (kind, bytes) in both {
            // Nobody there: the thread that stores has failed, and says why.
            let _ = self.store.send(Stored { kind, item, bytes });
        }
    }

    /// Notes the days of a title's viewers, to be sorted by viewer.
    fn add_busy(&mut self, days: &[(u32, u16, u32)]) -> io::Result<()> {
        for (viewer, day, plays) in days {
            let (first, last) = self.days.unwrap_or((*day, *day));
            self.days = Some((first.min(*day), last.max(*day)));
            let key = u64::from(*viewer) << 32 | u64::from(*day) << 16;
            let mut plays = *plays;
            // More plays of one title on one day than fit stand in several.
            while plays > MOST_PLAYS {
                self.busy.push(key | u64::from(MORE | MOST_PLAYS))?;
                plays -= MOST_PLAYS;
            }
            self.busy.push(key | u64::from(plays))?;
        }
        Ok(())
    }

    fn finish(self, conn: &Connection, rows: &[u32], limits: Limits) -> Result<(), DeriveError> {
        put(conn, Kind::Rows, &cells_of(rows))?;
        put_blocks(conn, Kind::TitlePlays, 0, &self.title_plays.cells())?;
        put_blocks(conn, Kind::ShowPlays, 0, &self.show_plays.cells())?;
        put_blocks(conn, Kind::TitleDays, 0, &self.title_days.cells())?;
        let ahead = self.days.filter(|(first, last)| last - first < MOST_DAYS);
        let mut sums = AllViewers::new(ahead);
        let mut statement =
            conn.prepare("INSERT INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :days)")?;
        let mut store = |noted: &[u64]| -> Result<(), DeriveError> {
            let Some(first) = noted.first() else {
                return Ok(());
            };
            let history = history(noted);
            add(&mut sums, &history.0);
            statement.execute(named_params! {
                ":viewer_id": first >> 32, ":days": history.written(),
            })?;
            Ok(())
        };
        let mut noted: Vec<u64> = Vec::new();
        for key in self.busy.finish()? {
            let key = key?;
            if noted.first().is_some_and(|first| first >> 32 != key >> 32) {
                store(&noted)?;
                noted.clear();
            }
            noted.push(key);
        }
        store(&noted)?;
        sums.store(conn, limits.ahead_from)
    }
}

/// The most plays of one title and day that fit, and the mark of there being more.
const MOST_PLAYS: u32 = 0x7fff;
const MORE: u32 = 0x8000;

/// Returns the day of a noted one.
fn day_of(key: u64) -> u16 {
    low_short(key >> 16)
}

fn low_short(number: u64) -> u16 {
    let [low, high, ..] = number.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Adds up the noted days of one viewer, which are sorted.
fn history(noted: &[u64]) -> History {
    let mut days: Vec<BusyDay> = Vec::with_capacity(noted.len());
    for key in noted {
        let day = day_of(*key);
        let plays = u32::from(low_short(*key)) & MOST_PLAYS;
        let titles = u32::from(key & u64::from(MORE) == 0);
        match days.last_mut() {
            Some(busy) if busy.day == day => {
                busy.plays += plays;
                busy.titles += titles;
            }
            _ => days.push(BusyDay { day, plays, titles }),
        }
    }
    History(days)
}

/// Gathers the histories of an item's viewers out of its sorted days.
fn gathered(days: &[(u32, u16, u32)]) -> Visits {
    let numbers: Vec<u16> = days.iter().map(|(_, day, _)| *day).collect();
    let plays: Vec<u32> = days.iter().map(|(.., plays)| *plays).collect();
    let mut start = 0;
    Visits::gathered(days.chunk_by(|a, b| a.0 == b.0).map(|viewer| {
        let range = start..start + viewer.len();
        start = range.end;
        Visit {
            days: &numbers[range.clone()],
            plays: &plays[range],
            viewers: 1,
        }
    }))
}

pub(super) fn store_item(
    conn: &Connection,
    [cube, histories]: [Kind; 2],
    item: u32,
    visits: &Visits,
) -> rusqlite::Result<()> {
    shelf::put(conn, cube, item, &Derived::of(visits).written())?;
    shelf::put(conn, histories, item, &visits.written())
}

/// Returns the day of each play, and the day of the same viewer's play before; with how many there are.
pub(super) fn plays_before(visits: &Visits) -> impl Iterator<Item = (u16, u16, u32)> + '_ {
    visits.iter().flat_map(|visit| {
        let mut before = NEVER;
        let days = visit.days.iter().zip(visit.plays);
        days.filter(|(_, plays)| **plays > 0)
            .flat_map(move |(day, plays)| {
                let first = (*day, before, visit.viewers);
                before = *day;
                let others = (*plays > 1).then_some((*day, *day, visit.viewers * (plays - 1)));
                std::iter::once(first).chain(others)
            })
    })
}

/// Returns the days on which anybody played an item, and of each the day before on which somebody did.
pub(super) fn played_days(visits: &Visits) -> Vec<(u16, u16)> {
    let mut days: Vec<u16> = visits
        .iter()
        .flat_map(|visit| visit.days.iter().zip(visit.plays))
        .filter(|(_, plays)| **plays > 0)
        .map(|(day, _)| *day)
        .collect();
    days.sort_unstable();
    days.dedup();
    let before = std::iter::once(NEVER).chain(days.iter().copied());
    days.iter().copied().zip(before).collect()
}

/// Returns counters by day as cells.
fn cells_of(counters: &[u32]) -> Cells<1> {
    let mut cells = Cells::default();
    for (day, count) in (0_u16..=u16::MAX).zip(counters) {
        cells.push([day], *count);
    }
    cells
}
