//! When an item was first and last played, and who came back to it.

use std::ops::Not;

use serde::Serialize;

use crate::domain::Day;
use crate::export::report::Report;
use crate::guard::Shown;
use crate::guard::coming_back::{ShownEnd, ShownEnds};
use crate::query::coming_back::DAYS_AWAY;

#[derive(Serialize)]
pub(super) struct ComingBack<'a> {
    name: &'a str,
    show: Option<&'a str>,
    #[serde(flatten)]
    in_window: Days,
    in_log: Days,
    days_away: u16,
    /// `None`, too, where the log does not go back far enough.
    viewers: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

/// First and last days; those that only a few reach are `None`, and the day of a crowd stands beside them.
#[derive(Default, Serialize)]
struct Days {
    first_played: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_played_by: Option<String>,
    last_played: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_played_from: Option<String>,
}

impl<'a> ComingBack<'a> {
    /// Returns the panel; `None` where the report is about no item.
    pub(super) fn of(report: &Report<'a>) -> Option<Self> {
        let (_, name) = report.frame.cohorts.item.as_ref()?;
        let told = report.coming_back;
        let viewers = told.and_then(|told| told.viewers);
        Some(Self {
            name: &name.name,
            show: name.show.as_deref(),
            in_window: Days::of(told.and_then(|told| told.in_window)),
            in_log: Days::of(told.and_then(|told| told.in_log)),
            days_away: DAYS_AWAY,
            viewers: viewers.and_then(Shown::exact),
            guarded: told.is_none() || viewers.is_some_and(|viewers| viewers.exact().is_none()),
        })
    }
}

impl Days {
    fn of(ends: Option<ShownEnds>) -> Self {
        let Some(ends) = ends else {
            return Self::default();
        };
        let [
            (first_played, first_played_by),
            (last_played, last_played_from),
        ] = [ends.first, ends.last].map(ShownEnd::parts);
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        Self {
            first_played: text(first_played),
            first_played_by: text(first_played_by),
            last_played: text(last_played),
            last_played_from: text(last_played_from),
        }
    }
}
