//! The cubes of everything as the sums of all viewers, each added whole.

use rusqlite::Connection;

use super::counters::{BoundedPreviousDayCounter, PreviousDayCounter};
use super::error::DeriveError;
use super::everything::{EverythingSums, day_of_earlier_play};
use super::return_counter::ReturnCounter;
use super::stored_cubes::{put_blocks, put_cells};
use crate::cube::blocks::LAGS;
use crate::cube::cells::Cells;
use crate::cube::kind::CubeKind;
use crate::cube::returns::{self, PERIODS};

/// From so many plays on, those that wait are counted, lag by lag.
const PLAYS_AT_ONCE: usize = if cfg!(test) { 4 } else { 1 << 16 };

/// From so many cells on, a full list of them merges counts before it grows.
const MANY_CELLS: usize = if cfg!(test) { 4 } else { 1 << 21 };

/// The sums of all viewers.
#[derive(Debug)]
pub(super) struct EverythingTotals {
    runs: Vec<([u16; 2], u32)>,
    pairs: Vec<([u16; 4], u32)>,
    plays: Vec<([u16; 1], u32)>,
    active: PreviousDayCounter,
    /// A counter for each of [`LAGS`]; none where cohorts are not precomputed.
    lags: Vec<BoundedPreviousDayCounter>,
    /// The days of plays that wait to be counted, and where those of each viewer end.
    waiting: (Vec<u16>, Vec<usize>),
    /// A counter for each of [`PERIODS`]; none where cohorts are not precomputed.
    returns: Vec<ReturnCounter>,
    /// Active days of all viewers.
    viewer_days: u64,
}

impl EverythingTotals {
    /// Returns the sums of no viewer; where cohorts are precomputed, given the first and last active day.
    pub fn new(precompute: Option<(u16, u16)>) -> Self {
        Self {
            runs: Vec::new(),
            pairs: Vec::new(),
            plays: Vec::new(),
            active: PreviousDayCounter::default(),
            lags: precompute.map_or_else(Vec::new, |(first, last)| {
                let counter = |_| BoundedPreviousDayCounter::new(first, last);
                LAGS.iter().map(counter).collect()
            }),
            waiting: (Vec::new(), Vec::new()),
            returns: precompute.map_or_else(Vec::new, |(first, last)| {
                let counter = |period| ReturnCounter::new(period, first, last);
                PERIODS.map(counter).into()
            }),
            viewer_days: 0,
        }
    }

    /// Counts the plays that wait, one lag after the other: its counters then stay in the processor's cache.
    fn count_waiting(&mut self) {
        let (plays, ends) = &mut self.waiting;
        for (counter, lag) in self.lags.iter_mut().zip(LAGS) {
            let mut start = 0;
            for end in &*ends {
                let plays = &plays[start..*end];
                for (place, day) in plays.iter().enumerate() {
                    counter.add(*day, day_of_earlier_play(plays, place, lag));
                }
                start = *end;
            }
        }
        plays.clear();
        ends.clear();
    }

    /// Adds the sums of other viewers.
    pub fn absorb(&mut self, mut others: Self) {
        others.count_waiting();
        self.runs.append(&mut others.runs);
        self.pairs.append(&mut others.pairs);
        self.plays.append(&mut others.plays);
        self.active.absorb(&others.active);
        for (counter, others) in self.lags.iter_mut().zip(&others.lags) {
            counter.absorb(others);
        }
        for (counter, others) in self.returns.iter_mut().zip(&others.returns) {
            counter.absorb(others);
        }
        self.viewer_days += others.viewer_days;
    }

    /// Stores the cubes; those of cohorts from `precompute_from` active days of viewers on.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be written.
    pub fn store(mut self, conn: &Connection, precompute_from: u64) -> Result<(), DeriveError> {
        self.count_waiting();
        put_cells(conn, CubeKind::Runs, &merged(&mut self.runs))?;
        put_cells(conn, CubeKind::Pairs, &merged(&mut self.pairs))?;
        put_cells(conn, CubeKind::Plays, &merged(&mut self.plays))?;
        put_blocks(conn, CubeKind::Active, 0, &self.active.cells())?;
        if self.viewer_days >= precompute_from {
            for (lag, counter) in self.lags.iter().enumerate() {
                put_blocks(conn, CubeKind::Lags, lag, &counter.cells())?;
            }
            for (period, counter) in PERIODS.into_iter().zip(&self.returns) {
                let [entered, left] = returns::kinds(period);
                put_blocks(conn, entered, 0, &counter.entered())?;
                put_blocks(conn, left, 0, &counter.left())?;
            }
        }
        Ok(())
    }
}

impl EverythingSums for EverythingTotals {
    fn add_run(&mut self, key: [u16; 2]) {
        push(&mut self.runs, key, 1);
    }

    fn add_pair(&mut self, key: [u16; 4]) {
        push(&mut self.pairs, key, 1);
    }

    fn add_plays(&mut self, day: u16, plays: u32) {
        push(&mut self.plays, [day], plays);
    }

    fn add_active_day(&mut self, day: u16, before: u16) {
        self.viewer_days += 1;
        self.active.add(day, before, 1);
    }

    fn add_lags(&mut self, plays: &[u16], _: usize) {
        let (waiting, ends) = &mut self.waiting;
        waiting.extend_from_slice(plays);
        ends.push(waiting.len());
        if waiting.len() >= PLAYS_AT_ONCE {
            self.count_waiting();
        }
    }

    fn add_returns(&mut self, days: &[u16], _: usize) {
        for counter in &mut self.returns {
            counter.add(days);
        }
    }

    fn precomputes_cohorts(&self) -> bool {
        !self.returns.is_empty()
    }
}

/// Appends a cell.
fn push<const W: usize>(cells: &mut Vec<([u16; W], u32)>, key: [u16; W], count: u32) {
    if cells.len() >= MANY_CELLS && cells.len() == cells.capacity() {
        let merged = merged(cells);
        cells.extend(merged.iter());
        // Memory for as many again, so that each cell is sorted only a few times.
        cells.reserve(cells.len().max(MANY_CELLS));
    }
    cells.push((key, count));
}

/// Empties a list of cells and returns them sorted, their counts merged.
fn merged<const W: usize>(cells: &mut Vec<([u16; W], u32)>) -> Cells<W> {
    cells.drain(..).collect()
}
