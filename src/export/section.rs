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
//! | `coming_back` | first and last days, and who came back |
//! | `clock` | hours of the week |
//! | `viewers` | the viewers of a household |
//! | `timeline` | days, or weeks or months where the days are many |

pub(super) mod block;
mod clock;
mod cohorts;
mod coming_back;
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
        .filter_map(|panel| match panel {
            Panel::Totals => Some(totals::section(report)),
            Panel::Streaks => Some(lists::streaks(report)),
            Panel::Rewatched => Some(lists::rewatched(report)),
            Panel::Cohorts => Some(cohorts::section(report)),
            Panel::Back => coming_back::section(report),
            Panel::Timeline => Some(timeline::section(report)),
            Panel::Clock => Some(clock::section(report)),
            Panel::Viewers => Some(viewers::section(report)),
        })
        .collect()
}
