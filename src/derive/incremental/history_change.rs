//! Histories that an item loses and gains.

use crate::cube::cells::Differences;
use crate::cube::day_number;
use crate::cube::histories::Histories;
use crate::derive::changes::Change;
use crate::derive::previous_plays::plays_with_previous;
use crate::domain::ActiveDay;

/// The histories that an item loses, and those it gains.
#[derive(Debug)]
pub struct HistoryChange {
    pub removed: Histories,
    pub added: Histories,
}

impl HistoryChange {
    /// Returns how the histories of an item change, given the changes of each of its viewers.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change<'a>, IntoIter: Clone>) -> Self {
        let changes = changes.into_iter();
        Self {
            removed: histories(changes.clone().map(|change| change.before)),
            added: histories(changes.map(|change| change.after)),
        }
    }

    /// Adds to the differences of an item's plays.
    pub fn add_plays(&self, differences: &mut Differences<2>) {
        add_plays(differences, &self.removed, -1);
        add_plays(differences, &self.added, 1);
    }
}

/// Adds the plays in histories to differences, each with the one before; with a `sign` of -1 it takes them away.
fn add_plays(differences: &mut Differences<2>, histories: &Histories, sign: i64) {
    for (day, before, plays) in plays_with_previous(histories) {
        *differences.entry([day, before]).or_default() += sign * i64::from(plays);
    }
}

fn histories<'a>(viewers: impl Iterator<Item = &'a [ActiveDay]>) -> Histories {
    let columns = |days: &[ActiveDay]| -> (Vec<u16>, Vec<u32>) {
        let days = days.iter();
        days.map(|active| (day_number::of(active.day), active.plays))
            .unzip()
    };
    Histories::of_viewers(&viewers.map(columns).collect::<Vec<_>>())
}
