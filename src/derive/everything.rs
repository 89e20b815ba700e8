//! What one viewer adds to the cubes of everything.

use crate::cube::day_number::NEVER;
use crate::cube::runs;
use crate::cube::viewer_days::ViewerDay;

/// The cubes of everything, as far as viewers add to them.
pub(super) trait EverythingSums {
    /// Adds a run, by the key of its cell.
    fn add_run(&mut self, key: [u16; 2]);

    /// Adds a pair of runs, by the key of its cell.
    fn add_pair(&mut self, key: [u16; 4]);

    /// Adds plays of a day.
    fn add_plays(&mut self, day: u16, plays: u32);

    /// Adds an active day, given the one before.
    fn add_active_day(&mut self, day: u16, before: u16);

    /// Adds the plays at `from` and later, each with the earlier ones that [`crate::cube::blocks::LAGS`] says;
    /// `plays` are the days of all plays, one a play.
    fn add_lags(&mut self, plays: &[u16], from: usize);

    /// Adds being back in the weeks and months whose first active day is at `from` or later; see
    /// [`crate::cube::returns::steps`].
    fn add_returns(&mut self, days: &[u16], from: usize);

    /// Returns whether cohorts are precomputed: whether lags and returns are wanted.
    fn precomputes_cohorts(&self) -> bool;
}

/// Adds a viewer with these active days to the sums.
///
/// Of the days before the one at `from` it adds the runs alone: nothing else of them depends on later
/// days.
pub(super) fn add_viewer(sums: &mut impl EverythingSums, days: &[ViewerDay], from: usize) {
    let numbers: Vec<u16> = days.iter().map(|day| day.day).collect();
    for run in runs::runs(&numbers) {
        sums.add_run([run.end, run.start]);
    }
    runs::pairs(&numbers, |pair| {
        sums.add_pair([pair.high, pair.start, pair.end, pair.low]);
    });
    let mut before = from.checked_sub(1).map_or(NEVER, |place| numbers[place]);
    for day in &days[from..] {
        sums.add_active_day(day.day, before);
        sums.add_plays(day.day, day.plays);
        before = day.day;
    }
    if sums.precomputes_cohorts() {
        let mut plays: Vec<u16> = Vec::new();
        let mut from_play = 0;
        for (place, day) in days.iter().enumerate() {
            plays.resize(plays.len() + day.plays as usize, day.day);
            from_play = if place < from { plays.len() } else { from_play };
        }
        sums.add_lags(&plays, from_play);
        sums.add_returns(&numbers, from);
    }
}

/// Returns the day of the play that is `lag` plays before the one at `place`.
pub(super) fn day_of_earlier_play(plays: &[u16], place: usize, lag: u32) -> u16 {
    let place = place.checked_sub(lag as usize);
    place.map_or(NEVER, |place| plays[place])
}
