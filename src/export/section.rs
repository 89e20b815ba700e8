//! The panels of a report as headings, lines and tables: what text and Markdown have in common.
//!
//! | module | makes |
//! |---|---|
//! | `header` | the lines above the panels |
//! | `block` | a panel: a heading, with lines and tables below it |
//! | `table` | a table, its columns and cells |
//! | `totals` | the sums, each with its change |
//! | `lists` | streaks and rewatched |
//! | `cohorts` | the ladders and the weeks |
//! | `clock` | hours of the week |
//! | `viewers` | the viewers of a household |
//! | `timeline` | days, or weeks or months where the days are many |

pub(super) mod block;
mod clock;
mod cohorts;
mod header;
mod lists;
pub(super) mod table;
mod timeline;
mod totals;
mod viewers;

use self::block::Section;
pub(super) use self::header::header;
use super::report::{Panel, Report};

/// Returns the sections of the panels wanted.
pub(super) fn sections(report: &Report<'_>) -> Vec<Section> {
    let panels = report.panels.iter();
    panels
        .map(|panel| match panel {
            Panel::Totals => totals::section(report),
            Panel::Streaks => lists::streaks(report),
            Panel::Rewatched => lists::rewatched(report),
            Panel::Cohorts => cohorts::section(report),
            Panel::Timeline => timeline::section(report),
            Panel::Clock => clock::section(report),
            Panel::Viewers => viewers::section(report),
        })
        .collect()
}
