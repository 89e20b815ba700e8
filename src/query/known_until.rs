//! Up to which moment a log knows what was played.

use rusqlite::Connection;

use super::log::Log;
use crate::domain::Window;

/// Half a day, in seconds: no time zone is further from Greenwich, but for a few hours.
const HALF_A_DAY: i64 = 12 * 60 * 60;

impl Log {
    /// Returns the moment up to which the log knows what was played (Unix seconds): that of its last
    /// import, or on its newest day where that is later, as in a live log.
    ///
    /// Seen from there, a day is under way where the log may lack the rest of it: today, and ever after.
    ///
    /// # Errors
    ///
    /// Fails where SQLite does.
    pub fn known_until(&self, conn: &Connection) -> rusqlite::Result<i64> {
        let imported: Option<i64> =
            conn.query_row(include_str!("known_until.sql"), [], |row| row.get(0))?;
        let imported = imported.unwrap_or(0);
        let facts = self.facts();
        let Some(newest) = facts.days.map(Window::to) else {
            return Ok(imported);
        };
        if facts.rule.day_of(imported) >= newest {
            return Ok(imported);
        }
        let noon = newest.noon();
        let moments = [noon, noon - HALF_A_DAY, noon + HALF_A_DAY];
        let on_it = moments
            .into_iter()
            .find(|moment| facts.rule.day_of(*moment) == newest);
        Ok(on_it.unwrap_or(noon))
    }
}
