//! Applying changes to the cubes of everything: viewers are taken out as they were and put in as they are.

use rusqlite::Connection;

use crate::cube::blocks::LAGS;
use crate::cube::cells::Differences;
use crate::cube::kind::CubeKind;
use crate::cube::returns::{self, PERIODS};
use crate::cube::viewer_days::ViewerDay;
use crate::derive::error::DeriveError;
use crate::derive::everything::{EverythingSums, add_viewer, day_of_earlier_play};
use crate::derive::stored_cubes::{change_blocks, change_cells};

/// Differences to the cubes of everything.
#[derive(Debug)]
pub struct EverythingUpdate {
    runs: Differences<2>,
    pairs: Differences<4>,
    plays: Differences<1>,
    active: Differences<2>,
    lags: Vec<Differences<2>>,
    /// For each of [`PERIODS`] what is entered, and what is left.
    returns: [[Differences<3>; 2]; PERIODS.len()],
    /// What a viewer added before, and adds now; kept between viewers for their memory.
    old: ViewerSums,
    new: ViewerSums,
}

/// What one viewer adds, in the order of their days.
#[derive(Debug, Default)]
struct ViewerSums {
    precomputes_cohorts: bool,
    runs: Vec<[u16; 2]>,
    pairs: Vec<[u16; 4]>,
    plays: Vec<(u16, u32)>,
    active: Vec<[u16; 2]>,
    lags: Vec<(usize, [u16; 2])>,
    /// For each of [`PERIODS`] the steps, and whether each is entered.
    steps: [Vec<([u16; 3], bool)>; PERIODS.len()],
}

impl EverythingUpdate {
    /// Returns no differences; those of lags and returns will be among them where `precomputes_cohorts`.
    pub fn new(precomputes_cohorts: bool) -> Self {
        let sums = || ViewerSums {
            precomputes_cohorts,
            ..ViewerSums::default()
        };
        Self {
            runs: Differences::default(),
            pairs: Differences::default(),
            plays: Differences::default(),
            active: Differences::default(),
            lags: vec![Differences::default(); LAGS.len()],
            returns: Default::default(),
            old: sums(),
            new: sums(),
        }
    }

    /// Replaces the active days of one viewer.
    pub fn replace(&mut self, before: &[ViewerDay], after: &[ViewerDay]) {
        let Self { old, new, .. } = self;
        // Nearly always days are added at the end, and those before are the same.
        let same = before.iter().zip(after).take_while(|(old, new)| old == new);
        let same = same.count();
        old.fill(before, same);
        new.fill(after, same);
        let add = |difference: &mut i64, sign| *difference += sign;
        each_difference(&old.runs, &new.runs, |key, sign| {
            add(self.runs.entry(*key).or_default(), sign);
        });
        each_difference(&old.pairs, &new.pairs, |key, sign| {
            add(self.pairs.entry(*key).or_default(), sign);
        });
        each_difference(&old.plays, &new.plays, |(day, plays), sign| {
            add(
                self.plays.entry([*day]).or_default(),
                sign * i64::from(*plays),
            );
        });
        each_difference(&old.active, &new.active, |key, sign| {
            add(self.active.entry(*key).or_default(), sign);
        });
        each_difference(&old.lags, &new.lags, |(lag, key), sign| {
            add(self.lags[*lag].entry(*key).or_default(), sign);
        });
        let steps = old.steps.iter().zip(&new.steps);
        for ((old, new), cells) in steps.zip(&mut self.returns) {
            each_difference(old, new, |(key, is_entered), sign| {
                let cells = &mut cells[usize::from(!is_entered)];
                add(cells.entry(*key).or_default(), sign);
            });
        }
    }

    /// Stores the cubes.
    pub fn store(self, conn: &Connection) -> Result<(), DeriveError> {
        change_cells(conn, CubeKind::Runs, &self.runs)?;
        change_cells(conn, CubeKind::Pairs, &self.pairs)?;
        change_cells(conn, CubeKind::Plays, &self.plays)?;
        change_blocks(conn, CubeKind::Active, 0, &self.active)?;
        for (lag, differences) in self.lags.iter().enumerate() {
            change_blocks(conn, CubeKind::Lags, lag, differences)?;
        }
        for (period, differences) in PERIODS.into_iter().zip(&self.returns) {
            for (kind, differences) in returns::kinds(period).into_iter().zip(differences) {
                change_blocks(conn, kind, 0, differences)?;
            }
        }
        Ok(())
    }
}

/// Gives to `take` what follows the common beginning of two lists: the old with -1, the new with 1.
fn each_difference<T: PartialEq>(old: &[T], new: &[T], mut take: impl FnMut(&T, i64)) {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new);
    let same = same.count();
    old[same..].iter().for_each(|removed| take(removed, -1));
    new[same..].iter().for_each(|added| take(added, 1));
}

impl ViewerSums {
    /// Sets these to what a viewer adds; of the days before `from`, the runs alone.
    fn fill(&mut self, days: &[ViewerDay], from: usize) {
        self.runs.clear();
        self.pairs.clear();
        self.plays.clear();
        self.active.clear();
        self.lags.clear();
        self.steps.iter_mut().for_each(Vec::clear);
        add_viewer(self, days, from);
    }
}

impl EverythingSums for ViewerSums {
    fn add_run(&mut self, key: [u16; 2]) {
        self.runs.push(key);
    }

    fn add_pair(&mut self, key: [u16; 4]) {
        self.pairs.push(key);
    }

    fn add_plays(&mut self, day: u16, plays: u32) {
        self.plays.push((day, plays));
    }

    fn add_active_day(&mut self, day: u16, before: u16) {
        self.active.push([day, before]);
    }

    fn add_lags(&mut self, plays: &[u16], from: usize) {
        // Play by play, so that what two lists of plays begin with in common is common here, too.
        for (place, day) in plays.iter().enumerate().skip(from) {
            for (lag, plays_before) in LAGS.iter().enumerate() {
                let before = day_of_earlier_play(plays, place, *plays_before);
                self.lags.push((lag, [*day, before]));
            }
        }
    }

    fn add_returns(&mut self, days: &[u16], from: usize) {
        for (period, steps) in PERIODS.into_iter().zip(&mut self.steps) {
            returns::steps(period, days, from, |step, is_entered| {
                steps.push((step.key(), is_entered));
            });
        }
    }

    fn precomputes_cohorts(&self) -> bool {
        self.precomputes_cohorts
    }
}
