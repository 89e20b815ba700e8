//! What each viewer of a household did.

use std::ops::Not;

use serde::Serialize;

use crate::query::viewers::ViewerRow;

#[derive(Serialize)]
pub(super) struct Viewer<'a> {
    name: &'a str,
    plays: u64,
    hours: f64,
    #[serde(skip_serializing_if = "Not::not")]
    hours_at_least: bool,
    best_streak: u32,
    running_streak: u32,
    last_day: String,
}

impl<'a> Viewer<'a> {
    pub(super) fn of(row: &'a ViewerRow) -> Self {
        Self {
            name: &row.name,
            plays: row.plays,
            hours: row.hours.hours(),
            hours_at_least: row.hours.is_at_least(),
            best_streak: row.best,
            running_streak: row.running,
            last_day: row.last_day.to_string(),
        }
    }
}
