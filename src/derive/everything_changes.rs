//! Taking viewers out of the cubes of everything as they were, and putting them in as they are.

use super::everything::{Sums, add, before};
use crate::cube::blocks::LAGS;
use crate::cube::cells::Differences;
use crate::cube::viewer_days::ViewerDay;
use crate::cube::weeks;

/// Differences to the cubes of everything.
#[derive(Debug)]
pub(super) struct EverythingChanges {
    pub runs: Differences<2>,
    pub pairs: Differences<4>,
    pub plays: Differences<1>,
    pub active: Differences<2>,
    pub lags: Vec<Differences<2>>,
    pub entered: Differences<3>,
    pub left: Differences<3>,
    /// What a viewer was, and is: kept for their room.
    old: One,
    new: One,
}

/// What one viewer adds, in the order of their days.
#[derive(Debug, Default)]
struct One {
    is_ahead: bool,
    runs: Vec<[u16; 2]>,
    pairs: Vec<[u16; 4]>,
    plays: Vec<(u16, u32)>,
    active: Vec<[u16; 2]>,
    lags: Vec<(usize, [u16; 2])>,
    steps: Vec<([u16; 3], bool)>,
}

impl EverythingChanges {
    /// Returns no differences; those of plays by lag and of weeks are among them where they are counted
    /// ahead.
    pub fn new(is_ahead: bool) -> Self {
        let one = || One {
            is_ahead,
            ..One::default()
        };
        Self {
            runs: Differences::default(),
            pairs: Differences::default(),
            plays: Differences::default(),
            active: Differences::default(),
            lags: vec![Differences::default(); LAGS.len()],
            entered: Differences::default(),
            left: Differences::default(),
            old: one(),
            new: one(),
        }
    }

    /// Exchanges the days of one viewer.
    pub fn replace(&mut self, before: &[ViewerDay], after: &[ViewerDay]) {
        let Self { old, new, .. } = self;
        // Nearly always days are added at the end, and what comes before is the same.
        let same = before.iter().zip(after).take_while(|(old, new)| old == new);
        let same = same.count();
        old.fill(before, same);
        new.fill(after, same);
        let add = |difference: &mut i64, sign| *difference += sign;
        each_other(&old.runs, &new.runs, |key, sign| {
            add(self.runs.entry(*key).or_default(), sign);
        });
        each_other(&old.pairs, &new.pairs, |key, sign| {
            add(self.pairs.entry(*key).or_default(), sign);
        });
        each_other(&old.plays, &new.plays, |(day, plays), sign| {
            add(
                self.plays.entry([*day]).or_default(),
                sign * i64::from(*plays),
            );
        });
        each_other(&old.active, &new.active, |key, sign| {
            add(self.active.entry(*key).or_default(), sign);
        });
        each_other(&old.lags, &new.lags, |(lag, key), sign| {
            add(self.lags[*lag].entry(*key).or_default(), sign);
        });
        each_other(&old.steps, &new.steps, |(key, is_entered), sign| {
            let cells = if *is_entered {
                &mut self.entered
            } else {
                &mut self.left
            };
            add(cells.entry(*key).or_default(), sign);
        });
    }
}

/// Gives what two lists do not begin with in common to `take`: the old with -1, the new with 1.
fn each_other<T: PartialEq>(old: &[T], new: &[T], mut take: impl FnMut(&T, i64)) {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new);
    let same = same.count();
    old[same..].iter().for_each(|removed| take(removed, -1));
    new[same..].iter().for_each(|added| take(added, 1));
}

impl One {
    fn fill(&mut self, days: &[ViewerDay], from: usize) {
        self.runs.clear();
        self.pairs.clear();
        self.plays.clear();
        self.active.clear();
        self.lags.clear();
        self.steps.clear();
        add(self, days, from);
    }
}

impl Sums for One {
    fn run(&mut self, key: [u16; 2]) {
        self.runs.push(key);
    }

    fn pair(&mut self, key: [u16; 4]) {
        self.pairs.push(key);
    }

    fn plays(&mut self, day: u16, plays: u32) {
        self.plays.push((day, plays));
    }

    fn active(&mut self, day: u16, before: u16) {
        self.active.push([day, before]);
    }

    fn lags(&mut self, plays: &[u16], from: usize) {
        // Play by play: what is played later comes later.
        for (place, day) in plays.iter().enumerate().skip(from) {
            let of_play = LAGS.iter().map(|lag| before(plays, place, *lag));
            let of_play = of_play
                .enumerate()
                .map(|(lag, before)| (lag, [*day, before]));
            self.lags.extend(of_play);
        }
    }

    fn weeks(&mut self, days: &[u16], from: usize) {
        weeks::steps(days, from, |step, is_entered| {
            self.steps.push((step.key(), is_entered));
        });
    }

    fn is_ahead(&self) -> bool {
        self.is_ahead
    }
}
