//! The viewers of a household, one line each.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::domain::format::counted;
use crate::export::report::Report;
use crate::query::viewers::ViewerRow;

/// Makes the panel of viewers.
pub(super) fn section(report: &Report<'_>) -> Section {
    let all = report.viewers.map_or(&[][..], |viewers| &viewers.rows);
    let unnamed = report.viewers.map_or(0, |viewers| viewers.unnamed);
    let rows = report.cut(all);
    let said = if all.is_empty() {
        "Nobody watched anything.".to_owned()
    } else {
        let who = counted(all.len() as u64, "viewer", "viewers");
        let first = if rows.len() < all.len() {
            format!(", the first {} of them here", rows.len())
        } else {
            String::new()
        };
        format!(
            "{who}{first}, by plays; {}. Streaks are of days with any play. Running: the streak reaches {}.",
            report.day_rule(),
            report.running_to(),
        )
    };
    let mut blocks = vec![Block::Line(said)];
    if unnamed > 0 {
        let more = counted(u64::from(unnamed), "viewer", "viewers");
        blocks.push(Block::Line(format!("{more} more came without a name.")));
    }
    if !rows.is_empty() {
        let numbers = ["Plays", "Hours", "Best", "Running", "Last day"];
        let mut table = Table::new("Viewer", &numbers);
        table.rows.extend(rows.iter().map(cells));
        blocks.push(Block::Table(table));
    }
    Section {
        heading: "Viewers".to_owned(),
        blocks,
    }
}

fn cells(row: &ViewerRow) -> Vec<Cell> {
    let days = |days: u32| Cell::Text(counted(u64::from(days), "day", "days"));
    vec![
        Cell::Text(row.name.to_string()),
        Cell::Number(row.plays),
        Cell::Text(row.hours.to_string()),
        days(row.best),
        days(row.running),
        Cell::Text(row.last_day.to_string()),
    ]
}
