//! What is known of the log.

use std::sync::Arc;

use crate::domain::Day;
use crate::query::Facts;
use crate::query::viewer_names::Viewer;
use crate::snapshot::everything::DayCount;

/// What is known of the log.
#[derive(Debug, Clone)]
pub struct Known {
    /// What it says about itself.
    pub facts: Facts,
    /// Plays and viewers of each of its days.
    pub timeline: Arc<[DayCount]>,
    /// The viewers of a household's own log; of any other, why nobody can be shown alone.
    pub viewers: Result<Arc<[Viewer]>, Arc<str>>,
    /// Its newest day, if that is still under way.
    pub unfinished: Option<Day>,
    /// Its latest day that is over for good.
    pub latest_closed: Option<Day>,
    /// The day before the present one.
    pub yesterday: Day,
}

impl Known {
    /// Returns whether there is anything in it that may be put on a wall.
    #[must_use]
    pub fn is_presentable(&self) -> bool {
        self.facts.is_for_room() || self.latest_closed.is_some()
    }

    /// Returns its last day that is over.
    #[must_use]
    pub fn last_finished(&self) -> Day {
        self.facts.last_finished(self.unfinished)
    }
}
