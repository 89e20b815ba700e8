//! Changes as histories: what a title or a show loses, and what it gains.

use super::changes::Change;
use super::play_days::plays_before;
use crate::cube::cells::Differences;
use crate::cube::day_number;
use crate::cube::histories::{Histories, History};
use crate::cube::viewer_days::ViewerDays;
use crate::domain::ActiveDay;

/// Returns changes by viewer, and those of one by title.
pub(super) fn by_viewer<'a>(
    changes: impl IntoIterator<Item = &'a Change<'a>>,
) -> Vec<&'a Change<'a>> {
    let mut changes: Vec<_> = changes.into_iter().collect();
    changes.sort_by_key(|change| (change.viewer, change.title));
    changes
}

/// Returns the histories before the changes, and those after.
pub(super) fn before_and_after<'a>(
    changes: impl IntoIterator<Item = &'a Change<'a>, IntoIter: Clone>,
) -> (Histories, Histories) {
    let changes = changes.into_iter();
    let removed = changes.clone().map(|change| columns(change.before));
    (
        histories_of_viewers(removed),
        histories_of_viewers(changes.map(|change| columns(change.after))),
    )
}

fn columns(days: &[ActiveDay]) -> (Vec<u16>, Vec<u32>) {
    days.iter()
        .map(|active| (day_number::of(active.day), active.plays))
        .unzip()
}

/// Returns the days of a viewer, and the plays on each.
pub(super) fn days_and_plays(viewer_days: &ViewerDays) -> (Vec<u16>, Vec<u32>) {
    viewer_days
        .0
        .iter()
        .map(|busy| (busy.day, busy.plays))
        .unzip()
}

/// Returns the histories of viewers, given the days of each and the plays on them.
pub(super) fn histories_of_viewers(
    histories: impl IntoIterator<Item = (Vec<u16>, Vec<u32>)>,
) -> Histories {
    let histories: Vec<(Vec<u16>, Vec<u32>)> = histories.into_iter().collect();
    let counted = histories.iter().map(|(days, plays)| History {
        days,
        plays,
        viewers: 1,
    });
    counted.collect()
}

/// Adds the plays of histories, each with the day of the viewer's play before, or takes them away.
pub(super) fn add_plays(differences: &mut Differences<2>, histories: &Histories, sign: i64) {
    for (day, before, plays) in plays_before(histories) {
        *differences.entry([day, before]).or_default() += sign * i64::from(plays);
    }
}
