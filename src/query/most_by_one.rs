//! The most plays of an item by one viewer.
//!
//! The columns do not hold it: it takes an item's histories, unless its counts leave one answer only.
//! So it is counted for the few rows that are shown, not for the whole list.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::distribution::{Cut, by_plays, reached_by};
use super::error::SelectError;
use super::frame::Frame;
use super::log::Log;
use super::rewatched::RewatchedRow;
use crate::cube::day_number::Span;
use crate::domain::{Item, ItemId};
use crate::snapshot::CubeError;

/// The most plays of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most {
    /// The most by one viewer.
    pub plays: u32,
    /// The most that as many viewers have as the log's minimum cohort; 0 where fewer have any.
    pub of_crowd: u32,
}

/// The most plays by one viewer, of each item that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MostByOne(BTreeMap<ItemId, Most>);

impl MostByOne {
    /// Returns the most plays of an item by one viewer in the window; `None` where it was not asked for.
    #[must_use]
    pub fn of(&self, item: ItemId) -> Option<Most> {
        self.0.get(&item).copied()
    }
}

impl Log {
    /// Counts the most plays by one viewer, for some rows of a frame; for none in a reduced log.
    ///
    /// # Errors
    ///
    /// Fails where histories cannot be read, or the log has changed since it was loaded.
    pub fn most_by_one(
        &self,
        conn: &Connection,
        frame: &Frame,
        rows: &[RewatchedRow],
    ) -> Result<MostByOne, SelectError> {
        if self.facts().is_reduced {
            // It takes histories: where the counts of some rows tell, those of others would be missing beside them.
            return Ok(MostByOne::default());
        }
        let span = Span::of(frame.window);
        self.read_unchanged(conn, |tx| -> Result<MostByOne, CubeError> {
            let most = |row: &RewatchedRow| {
                if let Some(most) = known(row, frame.minimum_cohort) {
                    return Ok((row.item, most));
                }
                let item = Item {
                    level: frame.levels.rewatched,
                    id: row.item,
                };
                let histories = self.snapshot().histories(tx, item)?;
                let at_least = by_plays(&Cut::new(&histories, span)).at_least();
                let most = Most {
                    plays: reached_by(&at_least, 1),
                    of_crowd: reached_by(&at_least, frame.minimum_cohort.max(1)),
                };
                Ok((row.item, most))
            };
            rows.iter()
                .map(most)
                .collect::<Result<_, _>>()
                .map(MostByOne)
        })
    }
}

/// Returns the most plays where a row's counts leave one answer only.
fn known(row: &RewatchedRow, minimum_cohort: u32) -> Option<Most> {
    let reaches = |viewers: u32| u32::from(viewers >= minimum_cohort.max(1));
    if row.rewatchers == 0 {
        return Some(Most {
            plays: 1,
            of_crowd: reaches(row.viewers),
        });
    }
    // Each rewatcher has a second play and no third.
    (u64::from(row.rewatchers + row.viewers) == row.plays).then(|| Most {
        plays: 2,
        of_crowd: reaches(row.viewers) + reaches(row.rewatchers),
    })
}
