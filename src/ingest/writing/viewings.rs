//! What the rows of a viewer and a title count as, and on which day.

use super::plays::PlayRow;
use crate::domain::viewing::{self, Role};
use crate::domain::{Day, DayTable};
use crate::ingest::row::Row;

/// A viewer and a title, and what decides which of their rows are plays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// The title's number in the log.
    pub title: u32,
    /// The viewer's.
    pub viewer: u32,
    /// How long a viewing must last to be a play.
    pub minimum_seconds: u32,
    /// The length of the title in seconds, where known.
    pub length: Option<u32>,
}

/// Makes plays of rows; its memory serves one pair after the other.
pub(super) struct Viewings {
    days: DayTable,
    viewing_rows: Vec<viewing::Row>,
    roles: Vec<Role>,
    plays: Vec<PlayRow>,
}

impl Viewings {
    /// Returns what dates rows by `days`.
    pub fn new(days: DayTable) -> Self {
        Self {
            days,
            viewing_rows: Vec::new(),
            roles: Vec::new(),
            plays: Vec::new(),
        }
    }

    /// Returns all rows of a pair, in time order, as the log shall have them.
    pub fn plays(&mut self, pair: Pair, rows: &[Row]) -> &[PlayRow] {
        self.set_roles(pair, rows);
        self.plays.clear();
        let mut last = None;
        for (row, role) in rows.iter().zip(&self.roles) {
            let nth = match last {
                Some((same, nth)) if same == (row.when(), row.id) => nth + 1,
                _ => row.first_nth(),
            };
            last = Some(((row.when(), row.id), nth));
            self.plays.push(PlayRow {
                viewer: pair.viewer,
                nth,
                day: day_of(&mut self.days, row),
                role: *role,
                row: *row,
            });
        }
        &self.plays
    }

    fn set_roles(&mut self, pair: Pair, rows: &[Row]) {
        self.roles.clear();
        // Most pairs have one row, which continues nothing.
        if let [row] = rows {
            let is_play = row.seconds.is_none_or(|s| s >= pair.minimum_seconds);
            self.roles
                .push(if is_play { Role::Play } else { Role::Short });
            return;
        }
        self.viewing_rows.clear();
        self.viewing_rows.extend(rows.iter().map(viewing_row));
        viewing::add_roles(
            &self.viewing_rows,
            pair.length,
            pair.minimum_seconds,
            &mut self.roles,
        );
    }
}

/// Returns the day of a row: the date it is known by, whatever the log's zone and start of days, or the
/// day of its start by the log's rule.
fn day_of(days: &mut DayTable, row: &Row) -> Day {
    if row.is_by_day {
        Day::of_utc(row.start)
    } else {
        days.day_of(row.start)
    }
}

/// Returns what the viewing rule looks at of a row.
pub(super) fn viewing_row(row: &Row) -> viewing::Row {
    viewing::Row {
        start: row.start,
        is_by_day: row.is_by_day,
        seconds: row.seconds,
        position: row.position,
    }
}
