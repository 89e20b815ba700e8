//! Deriving every cube in one pass over the plays, title by title.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use rusqlite::Connection;

use super::counters::PreviousDayCounter;
use super::everything::{put, put_blocks};
use super::packed_days::{day_of, halves, noted, plays_of, viewer_of};
use super::shows::ShowsOfTitles;
use super::viewers::add_viewers;
use super::{DeriveError, Limits};
use crate::cube::blob_store;
use crate::cube::blocks;
use crate::cube::cells::Cells;
use crate::cube::day_number::{self, NEVER};
use crate::cube::histories::{Histories, History};
use crate::cube::inventory;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::Page;
use crate::cube::weeks::MOST_DAYS;
use crate::domain::{Day, Level};
use crate::store::external_sort::{Sorted, Sorter};

/// How many active days are read before they are derived, of the last title all; and how many such batches
/// may wait.
const DAYS_AT_ONCE: usize = 1 << 16;
const AHEAD: usize = 2;

/// The active days of a title or show: viewer, day, plays; sorted.
pub(super) type ItemDays = Vec<(u32, u16, u32)>;

/// Titles to be derived, and their days.
type Batch = Vec<(u32, ItemDays)>;

/// A cube to be stored.
pub(super) struct EncodedCube {
    kind: CubeKind,
    item: u32,
    bytes: Vec<u8>,
}

impl EncodedCube {
    /// Stores the cube; there is none of its kind and number yet.
    pub fn store(&self, conn: &Connection) -> rusqlite::Result<()> {
        blob_store::add(conn, self.kind, self.item, &self.bytes)
    }
}

/// Derives every cube and stores it; there are none yet.
///
/// This thread reads and writes the database; another one derives.
pub(super) fn derive(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    let (titles, read) = bounded::<Batch>(AHEAD);
    // Without a bound: whoever derives never waits for who reads, who may be waiting for them.
    let (store, derived) = unbounded();
    let mut rows = Vec::new();
    let mut pass = FullScan::new(conn, store, limits);
    pass.know_shows(ShowsOfTitles::load(conn)?);
    let pass = std::thread::scope(|scope| {
        let pass = scope.spawn(move || {
            for (title, days) in read.into_iter().flatten() {
                pass.add_title(title, &days)?;
            }
            Ok::<_, DeriveError>(pass)
        });
        let carried = feed(conn, &titles, &derived, &mut rows);
        // The end of all titles: whoever derives them ends, too.
        drop(titles);
        let pass = pass.join();
        carried?;
        pass.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    pass.finish(conn, &derived, &cells_of(&rows))
}

/// Reads the days of every title to be derived, and stores meanwhile what has been.
fn feed(
    conn: &Connection,
    read: &Sender<Batch>,
    derived: &Receiver<EncodedCube>,
    rows: &mut Vec<u32>,
) -> Result<(), DeriveError> {
    let mut statement = conn.prepare("SELECT id FROM titles ORDER BY id")?;
    let titles: Vec<u32> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let (mut batch, mut waiting) = (Batch::new(), 0);
    // Nobody there: the other thread has failed or panicked, which is told when it is joined.
    let send = |batch: &mut Batch| read.send(std::mem::take(batch)).unwrap_or(());
    for title in titles {
        let days = title_days(conn, title, rows)?;
        if !days.is_empty() {
            waiting += days.len();
            batch.push((title, days));
        }
        if waiting >= DAYS_AT_ONCE {
            send(&mut batch);
            waiting = 0;
            for stored in derived.try_iter() {
                stored.store(conn)?;
            }
        }
    }
    send(&mut batch);
    Ok(())
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
        let day = day_number::of(Day(row.get(1)?));
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
    in_order(&mut days);
    Ok(days)
}

/// Puts days that come by viewer and moment in order, each once with all its plays.
pub(super) fn in_order(days: &mut ItemDays) {
    // The order of moments is nearly always that of days.
    if !days.is_sorted() {
        days.sort_unstable();
    }
    merge_days(days);
}

/// Adds up the plays of equal days of one viewer.
fn merge_days(days: &mut ItemDays) {
    days.dedup_by(|later, kept| {
        let is_same = (later.0, later.1) == (kept.0, kept.1);
        if is_same {
            kept.2 += later.2;
        }
        is_same
    });
}

/// The lists of one level, page by page.
struct Pages {
    level: Level,
    number: u16,
    page: Page,
}

impl Pages {
    fn new(level: Level) -> Self {
        Self {
            level,
            number: 0,
            page: Page::default(),
        }
    }

    /// Adds an item, whose number is greater than those before.
    fn add(&mut self, item: u32, histories: &Histories, store: &Sender<EncodedCube>) {
        let (page, item) = blocks::page_of(item);
        if page != self.number {
            self.store(store);
            self.number = page;
        }
        self.page.add(item, histories);
    }

    fn store(&mut self, store: &Sender<EncodedCube>) {
        let page = std::mem::take(&mut self.page);
        page.finish(self.level, self.number, |kind, item, bytes| {
            send(store, kind, item, bytes);
        });
    }
}

fn send(store: &Sender<EncodedCube>, kind: CubeKind, item: u32, bytes: Vec<u8>) {
    // Nobody there: the thread that stores has failed, and says why.
    let _ = store.send(EncodedCube { kind, item, bytes });
}

/// What is added up in one pass.
pub(super) struct FullScan {
    limits: Limits,
    shows: ShowsOfTitles,
    titles: Pages,
    title_plays: PreviousDayCounter,
    show_plays: PreviousDayCounter,
    title_days: PreviousDayCounter,
    /// The days of viewers, to be sorted by viewer: in memory or, where there are more, on the disk.
    busy: Sorter<u64>,
    /// The days of viewers with shows that may be of several titles, to be sorted by show and viewer.
    show_days: Sorter<u128>,
    /// How many titles of such a show somebody was active with.
    played: HashMap<u32, u32>,
    /// The first and the last active day.
    days: Option<(u16, u16)>,
    store: Sender<EncodedCube>,
}

impl FullScan {
    /// Returns a pass over nothing, whose cubes go to `store`; what does not fit in memory lies beside the
    /// database of `conn`.
    pub fn new(conn: &Connection, store: Sender<EncodedCube>, limits: Limits) -> Self {
        let file = conn.path().map(PathBuf::from);
        let folder = file.as_deref().and_then(Path::parent);
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        let budget = limits.memory.bytes() / SORTERS;
        Self {
            limits,
            shows: ShowsOfTitles::default(),
            titles: Pages::new(Level::Title),
            title_plays: PreviousDayCounter::default(),
            show_plays: PreviousDayCounter::default(),
            title_days: PreviousDayCounter::default(),
            busy: Sorter::new(budget, &folder),
            show_days: Sorter::new(budget, &folder),
            played: HashMap::new(),
            days: None,
            store,
        }
    }

    /// Takes note of which titles belong to which shows, before any is added.
    pub fn know_shows(&mut self, shows: ShowsOfTitles) {
        self.shows = shows;
    }

    /// Adds a title that somebody was active with; its number is greater than those before.
    pub fn add_title(&mut self, title: u32, days: &[(u32, u16, u32)]) -> io::Result<()> {
        let histories = gathered(days);
        send(
            &self.store,
            CubeKind::TitleHistories,
            title,
            histories.encode(),
        );
        self.titles.add(title, &histories, &self.store);
        for (day, before) in played_days(&histories) {
            self.title_days.add(day, before, 1);
        }
        let show = self.shows.show_of(title);
        let is_lone = self.shows.is_of_one_title(show);
        for (day, before, plays) in plays_before(&histories) {
            self.title_plays.add(day, before, plays);
            if is_lone {
                self.show_plays.add(day, before, plays);
            }
        }
        if !is_lone {
            *self.played.entry(show).or_default() += 1;
        }
        for (viewer, day, plays) in days {
            let (first, last) = self.days.unwrap_or((*day, *day));
            self.days = Some((first.min(*day), last.max(*day)));
            for noted in noted(*viewer, *day, *plays) {
                self.busy.push(noted)?;
                if !is_lone {
                    self.show_days
                        .push(u128::from(show) << 64 | u128::from(noted))?;
                }
            }
        }
        Ok(())
    }

    /// Derives what is known once all titles were added, and stores all that is `derived`; `rows` are those
    /// of each day.
    pub fn finish(
        mut self,
        conn: &Connection,
        derived: &Receiver<EncodedCube>,
        rows: &Cells<1>,
    ) -> Result<(), DeriveError> {
        self.titles.store(&self.store);
        let mut shows = ShowScan {
            pages: Pages::new(Level::Show),
            plays: self.show_plays,
            played: self.played,
            store: self.store,
        };
        let (show_days, busy) = (self.show_days, self.busy);
        let limits = self.limits;
        let ahead = self.days.filter(|(first, last)| last - first < MOST_DAYS);
        let show_plays = std::thread::scope(|scope| {
            let shows = scope.spawn(move || {
                shows.run(show_days.finish()?)?;
                Ok::<_, DeriveError>(shows.plays)
            });
            let carried = add_viewers(conn, busy.finish()?, ahead, derived, limits);
            let shows = shows.join();
            carried?;
            shows.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        for stored in derived.try_iter() {
            stored.store(conn)?;
        }
        put(conn, CubeKind::Rows, rows)?;
        put_blocks(conn, CubeKind::TitlePlays, 0, &self.title_plays.cells())?;
        put_blocks(conn, CubeKind::ShowPlays, 0, &show_plays.cells())?;
        put_blocks(conn, CubeKind::TitleDays, 0, &self.title_days.cells())?;
        Ok(inventory::store(conn)?)
    }
}

/// Into how many parts the memory for sorting is cut: rows that an import holds meanwhile take the rest.
const SORTERS: u64 = 8;

/// Derives shows out of the days of viewers with them.
struct ShowScan {
    pages: Pages,
    plays: PreviousDayCounter,
    played: HashMap<u32, u32>,
    store: Sender<EncodedCube>,
}

impl ShowScan {
    fn run(&mut self, sorted: Sorted<u128>) -> io::Result<()> {
        let mut show = 0;
        let mut days: ItemDays = Vec::new();
        for key in sorted {
            let key = key?;
            let (of_show, noted) = halves(key);
            if of_show != show {
                self.add(show, &mut days);
                show = of_show;
            }
            days.push((viewer_of(noted), day_of(noted), plays_of(noted)));
        }
        self.add(show, &mut days);
        self.pages.store(&self.store);
        Ok(())
    }

    /// Adds a show, and clears its days.
    fn add(&mut self, show: u32, days: &mut ItemDays) {
        if days.is_empty() {
            return;
        }
        merge_days(days);
        let histories = gathered(days);
        days.clear();
        for (day, before, plays) in plays_before(&histories) {
            self.plays.add(day, before, plays);
        }
        // All that is known of one title alone is known already.
        if self.played.get(&show).is_some_and(|titles| *titles > 1) {
            send(
                &self.store,
                CubeKind::ShowHistories,
                show,
                histories.encode(),
            );
            self.pages.add(show, &histories, &self.store);
        }
    }
}

/// Gathers the histories of an item's viewers out of its sorted days.
fn gathered(days: &[(u32, u16, u32)]) -> Histories {
    let numbers: Vec<u16> = days.iter().map(|(_, day, _)| *day).collect();
    let plays: Vec<u32> = days.iter().map(|(.., plays)| *plays).collect();
    let mut start = 0;
    Histories::from_iter(days.chunk_by(|a, b| a.0 == b.0).map(|viewer| {
        let range = start..start + viewer.len();
        start = range.end;
        History {
            days: &numbers[range.clone()],
            plays: &plays[range],
            viewers: 1,
        }
    }))
}

/// Returns the day of each play, and the day of the same viewer's play before; with how many there are.
pub(super) fn plays_before(histories: &Histories) -> impl Iterator<Item = (u16, u16, u32)> + '_ {
    histories.iter().flat_map(|history| {
        let mut before = NEVER;
        let days = history.days.iter().zip(history.plays);
        days.filter(|(_, plays)| **plays > 0)
            .flat_map(move |(day, plays)| {
                let first = (*day, before, history.viewers);
                before = *day;
                let others = (*plays > 1).then_some((*day, *day, history.viewers * (plays - 1)));
                std::iter::once(first).chain(others)
            })
    })
}

/// Returns the days on which anybody played an item, and of each the day before on which somebody did.
pub(super) fn played_days(histories: &Histories) -> Vec<(u16, u16)> {
    let mut is_played: Vec<bool> = Vec::new();
    let first = histories
        .iter()
        .map(|history| history.days[0])
        .min()
        .unwrap_or(NEVER);
    for history in histories.iter() {
        for (day, plays) in history.days.iter().zip(history.plays) {
            let place = usize::from(day - first);
            if is_played.len() <= place {
                is_played.resize(place + 1, false);
            }
            is_played[place] |= *plays > 0;
        }
    }
    let days = (first..=u16::MAX)
        .zip(is_played)
        .filter(|(_, is_played)| *is_played);
    let days: Vec<u16> = days.map(|(day, _)| day).collect();
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
