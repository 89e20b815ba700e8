//! Up to which moment a log knows what was played.

use super::facts::Facts;
use crate::domain::Window;

/// Half a day, in seconds: no time zone is further from Greenwich, but for a few hours.
const HALF_A_DAY: i64 = 12 * 60 * 60;

impl Facts {
    /// Returns the moment up to which the log knows what was played (Unix seconds): that of its last
    /// import, or on its newest day where that is later, as in a live log.
    ///
    /// Seen from there, a day is under way where the log may lack the rest of it: today, and ever after.
    #[must_use]
    pub fn known_until(&self) -> i64 {
        let imported = self.imported_at.unwrap_or(0);
        let Some(newest) = self.days.map(Window::to) else {
            return imported;
        };
        if self.rule.day_of(imported) >= newest {
            return imported;
        }
        let noon = newest.noon();
        let moments = [noon, noon - HALF_A_DAY, noon + HALF_A_DAY];
        let on_it = moments
            .into_iter()
            .find(|moment| self.rule.day_of(*moment) == newest);
        on_it.unwrap_or(noon)
    }
}
