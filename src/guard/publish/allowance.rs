//! How much may be said of a year, and how much has been.

use rusqlite::Connection;

use super::closed_days::years;
use super::entry::Entry;
use super::estimate::Cost;
use super::refusal::{Refusal, Spent};
use crate::domain::Window;
use crate::store::settings::{SettingsError, publish_allowance};

/// How much may be said of the days of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Of one show with all its titles.
    pub per_show: Cost,
    /// Over all.
    pub over_all: Cost,
}

impl Default for Allowance {
    /// ρ of 0.1 and 0.5.
    fn default() -> Self {
        Self {
            per_show: 10_000,
            over_all: 50_000,
        }
    }
}

/// What may still be said of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// The year in which the days lie.
    pub year: i32,
    /// Of the show; `None` where the question is about everything.
    pub of_show: Option<Cost>,
    /// Over all.
    pub over_all: Cost,
    /// What there was of both.
    pub allowance: Allowance,
}

impl Allowance {
    /// Returns what a log allows.
    ///
    /// # Errors
    ///
    /// Fails where its setting is no number.
    pub(super) fn of(conn: &Connection) -> Result<Self, SettingsError> {
        let usual = Self::default();
        Ok(Self {
            over_all: publish_allowance(conn)?.unwrap_or(usual.over_all),
            ..usual
        })
    }

    /// Returns what is left of each year of a window, after `entries`, for the shows and titles that are `met`; over all
    /// alone where there are none.
    pub(super) fn left(self, entries: &[Entry], met: &[String], window: Window) -> Vec<Left> {
        let of_year = |year| {
            let in_year = entries
                .iter()
                .filter(|entry| years(entry.window).contains(&year));
            let spent = |is_charged: &dyn Fn(&Entry) -> bool| {
                let charged = in_year.clone().filter(|entry| is_charged(entry));
                let costs = charged.map(|entry| entry.cost);
                costs.fold(0, Cost::saturating_add)
            };
            let of_show = spent(&|entry| entry.shows.iter().any(|one| met.contains(one)));
            Left {
                year,
                of_show: (!met.is_empty()).then(|| self.per_show.saturating_sub(of_show)),
                over_all: self.over_all.saturating_sub(spent(&|_| true)),
                allowance: self,
            }
        };
        years(window).map(of_year).collect()
    }

    /// Refuses a number on what is `called` so that could cost more than is `left` of any year.
    pub(super) fn refuse_spent(
        self,
        left: Vec<Left>,
        called: Option<&str>,
        wanted: Cost,
    ) -> Result<(), Refusal> {
        for left in left {
            let refusal = |show: Option<String>, allowed: Cost, rest: Cost| {
                Refusal::Spent(Spent {
                    year: left.year,
                    show,
                    spent: allowed - rest,
                    allowed,
                    wanted,
                })
            };
            match left.of_show {
                Some(rest) if rest < wanted => {
                    return Err(refusal(called.map(str::to_owned), self.per_show, rest));
                }
                _ if left.over_all < wanted => {
                    return Err(refusal(None, self.over_all, left.over_all));
                }
                _ => (),
            }
        }
        Ok(())
    }
}
