//! The lists of items: streaks and rewatched.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::domain::Level;
use crate::domain::format::counted;
use crate::export::report::Report;
use crate::query::rewatched::RewatchedRow;

/// Makes the panel of streaks.
pub(super) fn streaks(report: &Report<'_>) -> Section {
    let frame = report.frame;
    let rows = report.cut(&frame.streaks);
    let mut section = Section {
        heading: format!("Viewers on a streak of {} days or more", frame.threshold),
        blocks: Vec::new(),
    };
    if rows.is_empty() {
        let line = if report.filter.is_empty() {
            "Nobody came back to anything on two days in a row."
        } else {
            "No name with a streak of two days or more matches the filter."
        };
        section.blocks.push(Block::Line(line.to_owned()));
        return section;
    }
    section.blocks.push(Block::Line(format!(
        "{} with a streak of two days or more{}; {}. Running: the streak reaches {}.",
        items(frame.levels.streaks, frame.streaks.len()),
        first_of(rows.len(), frame.streaks.len()),
        report.day_rule(),
        report.running_to(),
    )));
    let mut table = Table::new(
        heading(frame.levels.streaks),
        &["Viewers", "Running", "Longest"],
    );
    table.rows.extend(rows.iter().map(|row| {
        vec![
            Cell::Text(frame.streak_items.name(row.item).in_full()),
            report.guard.viewers(row.viewers).into(),
            report.guard.viewers(row.running).into(),
            Cell::Text(counted(u64::from(row.longest), "day", "days")),
        ]
    }));
    section.blocks.push(Block::Table(table));
    section
}

/// Makes the panel of rewatched items.
pub(super) fn rewatched(report: &Report<'_>) -> Section {
    let frame = report.frame;
    let rows = report.cut(&frame.rewatched);
    let mut section = Section {
        heading: "Rewatched".to_owned(),
        blocks: Vec::new(),
    };
    if rows.is_empty() {
        let line = "Nothing was played.".to_owned();
        section.blocks.push(Block::Line(line));
        return section;
    }
    section.blocks.push(Block::Line(format!(
        "{} played{}. Rewatchers: viewers with two plays or more. Most: plays by one viewer. \
         Each: plays per viewer.",
        items(frame.levels.rewatched, frame.rewatched.len()),
        first_of(rows.len(), frame.rewatched.len()),
    )));
    let numbers = [
        "Rewatches",
        "Plays",
        "Viewers",
        "Rewatchers",
        "Most",
        "Each",
    ];
    let mut table = Table::new(heading(frame.levels.rewatched), &numbers);
    let cells = |row| rewatched_cells(report, row);
    table.rows.extend(rows.iter().map(cells));
    section.blocks.push(Block::Table(table));
    section
}

fn rewatched_cells(report: &Report<'_>, row: &RewatchedRow) -> Vec<Cell> {
    // Each of these tells how many viewers there are: it is hidden where they are.
    let about_all = |number| Cell::from(report.guard.about(row.viewers, number));
    let each = if report.guard.hides(row.viewers) {
        about_all(0)
    } else {
        Cell::Text(per_viewer(row))
    };
    vec![
        Cell::Text(report.frame.rewatched_items.name(row.item).in_full()),
        about_all(row.rewatches),
        Cell::Number(row.plays),
        report.guard.viewers(row.viewers).into(),
        report.guard.within(row.viewers, row.rewatchers).into(),
        about_all(u64::from(report.most.of(row.item))),
        each,
    ]
}

/// Returns plays per viewer, to one decimal, halves up.
fn per_viewer(row: &RewatchedRow) -> String {
    let viewers = u64::from(row.viewers.max(1));
    let tenths = (row.plays * 10 + viewers / 2) / viewers;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn heading(level: Level) -> &'static str {
    match level {
        Level::Title => "Title",
        Level::Show => "Show",
    }
}

/// Says how many of the rows follow, where they are not all.
fn first_of(shown: usize, all: usize) -> String {
    if shown < all {
        format!(", the first {shown} of them here")
    } else {
        String::new()
    }
}

/// Returns the level's word for several items, or for one.
fn items(level: Level, count: usize) -> String {
    let (one, more) = match level {
        Level::Title => ("title", "titles"),
        Level::Show => ("show", "shows"),
    };
    counted(count as u64, one, more)
}
