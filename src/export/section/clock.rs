//! Plays by weekday and hour.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::export::report::Report;
use crate::guard::Shown;

/// The hours of a day.
const HOURS: u8 = 24;

/// Makes the panel of hours: a line an hour, a column a weekday.
pub(super) fn section(report: &Report<'_>) -> Section {
    let cells = &report.frame.clock;
    let mut section = Section {
        heading: "Hours of the week".to_owned(),
        blocks: Vec::new(),
    };
    if cells.iter().all(|cell| cell.plays == Shown::Exact(0)) {
        let line = "No play of these days has a time that may be told.".to_owned();
        section.blocks.push(Block::Line(line));
        return section;
    }
    section.blocks.push(Block::Line(format!(
        "Plays by the hour at which they start, in {}.",
        report.facts.rule.zone.name()
    )));
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let mut table = Table::new("Hour", &days);
    for hour in 0..HOURS {
        let of_hour = cells.iter().filter(|cell| cell.hour == hour);
        let name = Cell::Text(format!("{hour:02}:00"));
        let plays = of_hour.map(|cell| Cell::from(cell.plays));
        table
            .rows
            .push(std::iter::once(name).chain(plays).collect());
    }
    section.blocks.push(Block::Table(table));
    section
}
