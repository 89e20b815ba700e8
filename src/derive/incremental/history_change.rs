//! Histories that an item loses and gains.

use rusqlite::Connection;

use crate::cube::cells::Differences;
use crate::cube::day_number;
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::derive::changes::Change;
use crate::derive::error::DeriveError;
use crate::derive::previous_plays::plays_with_previous;
use crate::derive::stored_cubes::put_or_remove;
use crate::domain::ActiveDay;

/// The histories that an item loses, and those it gains.
#[derive(Debug)]
pub struct HistoryChange {
    pub removed: Histories,
    pub added: Histories,
}

/// The histories of an item after a change, to be stored.
#[derive(Debug)]
pub struct ChangedHistories {
    item: u32,
    /// None where it has none any more.
    bytes: Option<Vec<u8>>,
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

    /// Returns the histories in the stored bytes of an item, none where it has no such cube, and what they become.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are no histories, or not those that the change is about.
    pub fn apply(&self, stored: Option<&[u8]>) -> Result<(Histories, Histories), DeriveError> {
        let old = stored.map_or_else(|| Ok(Histories::default()), Histories::decode)?;
        let new = old.changed(&self.removed, &self.added)?;
        Ok((old, new))
    }

    /// Adds to the differences of an item's plays.
    pub fn add_plays(&self, differences: &mut Differences<2>) {
        add_plays(differences, &self.removed, -1);
        add_plays(differences, &self.added, 1);
    }
}

impl ChangedHistories {
    /// Returns these histories of an item, encoded.
    pub fn new(item: u32, histories: &Histories) -> Self {
        Self {
            item,
            bytes: (!histories.is_empty()).then(|| histories.encode()),
        }
    }
}

/// Stores histories as cubes of a kind, up to the first that could not be changed.
pub fn store_histories(
    conn: &Connection,
    kind: CubeKind,
    changed: Vec<Result<ChangedHistories, DeriveError>>,
) -> Result<(), DeriveError> {
    changed.into_iter().try_for_each(|histories| {
        let ChangedHistories { item, bytes } = histories?;
        Ok(put_or_remove(conn, kind, item, bytes)?)
    })
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
