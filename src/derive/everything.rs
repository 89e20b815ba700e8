//! Adding viewers up to the cubes of everything.

use rusqlite::Connection;

use super::counters::{BoundedPreviousDayCounter, PreviousDayCounter, WeekCounter};
use super::error::DeriveError;
use crate::cube::blob_store;
use crate::cube::blocks::{self, LAGS};
use crate::cube::cells::Cells;
use crate::cube::day_number::NEVER;
use crate::cube::kind::CubeKind;
use crate::cube::runs;
use crate::cube::viewer_days::ViewerDay;

/// What one viewer adds to the cubes of everything.
pub(super) trait Sums {
    /// A run of days.
    fn run(&mut self, key: [u16; 2]);
    /// A pair of runs.
    fn pair(&mut self, key: [u16; 4]);
    /// Plays of a day.
    fn plays(&mut self, day: u16, plays: u32);
    /// An active day, and the one before.
    fn active(&mut self, day: u16, before: u16);
    /// The days of all plays, one a play: of each from the one at `from` on, and of the play so many before,
    /// for all of [`LAGS`].
    fn lags(&mut self, plays: &[u16], from: usize);
    /// The active days, to count who is back in which later week: in one whose first active day is the one at
    /// `from`, or a later one.
    fn weeks(&mut self, days: &[u16], from: usize);
    /// Whether plays by lag and weeks are wanted.
    fn is_ahead(&self) -> bool;
}

/// Adds a viewer with these days to the sums; of those before the one at `from`, their runs alone: nothing
/// else depends on later days.
pub(super) fn add(sums: &mut impl Sums, days: &[ViewerDay], from: usize) {
    let numbers: Vec<u16> = days.iter().map(|busy| busy.day).collect();
    for run in runs::runs(&numbers) {
        sums.run([run.end, run.start]);
    }
    runs::pairs(&numbers, |pair| {
        sums.pair([pair.high, pair.start, pair.end, pair.low]);
    });
    let mut before = from.checked_sub(1).map_or(NEVER, |place| numbers[place]);
    for busy in &days[from..] {
        sums.active(busy.day, before);
        sums.plays(busy.day, busy.plays);
        before = busy.day;
    }
    if sums.is_ahead() {
        let mut plays: Vec<u16> = Vec::new();
        let mut from_play = 0;
        for (place, busy) in days.iter().enumerate() {
            plays.resize(plays.len() + busy.plays as usize, busy.day);
            from_play = if place < from { plays.len() } else { from_play };
        }
        sums.lags(&plays, from_play);
        sums.weeks(&numbers, from);
    }
}

/// Returns the day of the play so many before the one at `place`.
pub(super) fn before(plays: &[u16], place: usize, lag: u32) -> u16 {
    let place = place.checked_sub(lag as usize);
    place.map_or(NEVER, |place| plays[place])
}

/// How many plays wait until they are added up, lag by lag.
const PLAYS_AT_ONCE: usize = 1 << 16;

/// The sums of all viewers, from nothing: each is added whole.
#[derive(Debug)]
pub(super) struct AllViewers {
    runs: Vec<([u16; 2], u32)>,
    pairs: Vec<([u16; 4], u32)>,
    plays: Vec<([u16; 1], u32)>,
    active: PreviousDayCounter,
    lags: Vec<BoundedPreviousDayCounter>,
    /// The days of the plays of some viewers, and where each viewer's end.
    plays_waiting: (Vec<u16>, Vec<usize>),
    weeks: Option<WeekCounter>,
    /// Active days of all viewers.
    pub viewer_days: u64,
}

impl AllViewers {
    /// Returns empty sums; given the first and last active day, plays by lag and weeks are among them.
    pub fn new(ahead: Option<(u16, u16)>) -> Self {
        Self {
            runs: Vec::new(),
            pairs: Vec::new(),
            plays: Vec::new(),
            active: PreviousDayCounter::default(),
            lags: ahead.map_or_else(Vec::new, |(first, last)| {
                let counter = |_| BoundedPreviousDayCounter::new(first, last);
                LAGS.iter().map(counter).collect()
            }),
            plays_waiting: (Vec::new(), Vec::new()),
            weeks: ahead.map(|(first, last)| WeekCounter::new(first, last)),
            viewer_days: 0,
        }
    }

    /// Adds up the plays that wait: one lag after the other, whose counters then stay at hand.
    fn add_waiting(&mut self) {
        let (plays, ends) = &mut self.plays_waiting;
        for (counter, lag) in self.lags.iter_mut().zip(LAGS) {
            let mut start = 0;
            for end in &*ends {
                let plays = &plays[start..*end];
                for (place, day) in plays.iter().enumerate() {
                    counter.add(*day, before(plays, place, lag));
                }
                start = *end;
            }
        }
        plays.clear();
        ends.clear();
    }

    /// Adds the sums of other viewers.
    pub fn absorb(&mut self, mut others: Self) {
        others.add_waiting();
        self.runs.append(&mut others.runs);
        self.pairs.append(&mut others.pairs);
        self.plays.append(&mut others.plays);
        self.active.absorb(&others.active);
        for (counter, others) in self.lags.iter_mut().zip(&others.lags) {
            counter.absorb(others);
        }
        if let (Some(weeks), Some(others)) = (&mut self.weeks, &others.weeks) {
            weeks.absorb(others);
        }
        self.viewer_days += others.viewer_days;
    }

    /// Stores the cubes.
    pub fn store(mut self, conn: &Connection, ahead_from: u64) -> Result<(), DeriveError> {
        self.add_waiting();
        put(
            conn,
            CubeKind::Runs,
            &self.runs.drain(..).collect::<Cells<2>>(),
        )?;
        put(
            conn,
            CubeKind::Pairs,
            &self.pairs.drain(..).collect::<Cells<4>>(),
        )?;
        put(
            conn,
            CubeKind::Plays,
            &self.plays.drain(..).collect::<Cells<1>>(),
        )?;
        put_blocks(conn, CubeKind::Active, 0, &self.active.cells())?;
        if self.viewer_days >= ahead_from
            && let Some(weeks) = &self.weeks
        {
            for (lag, counter) in self.lags.iter().enumerate() {
                put_blocks(conn, CubeKind::Lags, lag, &counter.cells())?;
            }
            put_blocks(conn, CubeKind::Entered, 0, &weeks.entered())?;
            put_blocks(conn, CubeKind::Left, 0, &weeks.left())?;
        }
        Ok(())
    }
}

impl Sums for AllViewers {
    fn run(&mut self, key: [u16; 2]) {
        push(&mut self.runs, key, 1);
    }

    fn pair(&mut self, key: [u16; 4]) {
        push(&mut self.pairs, key, 1);
    }

    fn plays(&mut self, day: u16, plays: u32) {
        push(&mut self.plays, [day], plays);
    }

    fn active(&mut self, day: u16, before: u16) {
        self.viewer_days += 1;
        self.active.add(day, before, 1);
    }

    fn lags(&mut self, plays: &[u16], _: usize) {
        let (waiting, ends) = &mut self.plays_waiting;
        waiting.extend_from_slice(plays);
        ends.push(waiting.len());
        if waiting.len() >= PLAYS_AT_ONCE {
            self.add_waiting();
        }
    }

    fn weeks(&mut self, days: &[u16], _: usize) {
        if let Some(weeks) = &mut self.weeks {
            weeks.add(days);
        }
    }

    fn is_ahead(&self) -> bool {
        self.weeks.is_some()
    }
}

/// How many cells wait before equal ones are added up.
const MOST_WAITING: usize = 1 << 21;

fn push<const W: usize>(cells: &mut Vec<([u16; W], u32)>, key: [u16; W], count: u32) {
    if cells.len() >= MOST_WAITING && cells.len() == cells.capacity() {
        let added_up: Cells<W> = cells.drain(..).collect();
        cells.extend(added_up.iter());
        // Room for as many again: adding up then costs each cell a few sortings.
        cells.reserve(cells.len().max(MOST_WAITING));
    }
    cells.push((key, count));
}

pub(super) fn put<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    cells: &Cells<W>,
) -> rusqlite::Result<()> {
    blob_store::put(conn, kind, 0, &cells.encode())
}

/// Stores cells in blocks of days, their first key.
pub(super) fn put_blocks<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    lag: usize,
    cells: &Cells<W>,
) -> rusqlite::Result<()> {
    let all: Vec<([u16; W], u32)> = cells.iter().collect();
    for block in all.chunk_by(|a, b| blocks::block_of(a.0[0]) == blocks::block_of(b.0[0])) {
        let number = blocks::lag_block_of(lag, block[0].0[0]);
        let cells: Cells<W> = block.iter().copied().collect();
        blob_store::put(conn, kind, number, &cells.encode())?;
    }
    Ok(())
}
