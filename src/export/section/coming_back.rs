//! When an item was first and last played, and who came back to it.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::domain::format::NOTHING;
use crate::export::report::Report;
use crate::guard::coming_back::ShownEnds;
use crate::query::coming_back::DAYS_AWAY;

/// Makes the panel; `None` where the report is about no item.
pub(super) fn section(report: &Report<'_>) -> Option<Section> {
    let (_, name) = report.frame.cohorts.item.as_ref()?;
    Some(Section {
        heading: format!("Coming back · {}", name.in_full()),
        blocks: blocks(report),
    })
}

fn blocks(report: &Report<'_>) -> Vec<Block> {
    let Some(told) = report.coming_back else {
        return vec![Block::Line("Too few viewers to tell anything.".to_owned())];
    };
    let mut table = Table::new("", &["First played", "Last played"]);
    let row = |word: &str, ends: Option<ShownEnds>| {
        let days = ends.map(|ends| [ends.first.in_words("≤"), ends.last.in_words("≥")]);
        let days = days.unwrap_or_else(|| [NOTHING.to_owned(), NOTHING.to_owned()]);
        let cells = days.into_iter().map(Cell::Text);
        std::iter::once(Cell::Text(word.to_owned()))
            .chain(cells)
            .collect()
    };
    table.rows.push(row("These days", told.in_window));
    table.rows.push(row("The log", told.in_log));
    let back = told.viewers.map_or_else(
        || {
            format!(
                "Who was away for {DAYS_AWAY} days is not known: the log does not go back so far."
            )
        },
        |viewers| {
            format!(
                "{} came back who had been away for {DAYS_AWAY} days or more.",
                viewers.viewers()
            )
        },
    );
    vec![Block::Table(table), Block::Line(back)]
}
