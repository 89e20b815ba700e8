//! The lists of items: streaks and rewatched.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::domain::Level;
use crate::domain::format::{counted, thousands};
use crate::export::report::Report;
use crate::guard::Shown;
use crate::guard::lists::{RewatchedNumbers, ShownRow};

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
    let at_least = format!("{}+ days", frame.threshold);
    let mut table = Table::new(
        heading(frame.levels.streaks),
        &[&at_least, "Running", "Longest"],
    );
    table.rows.extend(rows.iter().map(|row| {
        let name = frame.streak_items.name(row.item).in_full();
        let numbers = row.numbers.map(|numbers| {
            [
                numbers.viewers.into(),
                numbers.running.into(),
                Cell::Text(days(numbers.longest_or_more())),
            ]
        });
        named(name, numbers)
    }));
    section.blocks.push(Block::Table(table));
    section
}

/// Returns a number of days, two or more, with its noun.
fn days(days: Shown) -> String {
    format!("{} days", days.in_words(thousands))
}

/// Returns a row of cells: a name and its numbers, or blanks where nothing may be told.
fn named<const N: usize>(name: String, numbers: Option<[Cell; N]>) -> Vec<Cell> {
    let blank = || Cell::Text(String::new());
    let numbers = numbers.unwrap_or_else(|| std::array::from_fn(|_| blank()));
    std::iter::once(Cell::Text(name)).chain(numbers).collect()
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
        "{} played{}. Rewatchers: viewers with two plays or more. {}Each: plays per viewer.",
        items(frame.levels.rewatched, frame.rewatched.len()),
        first_of(rows.len(), frame.rewatched.len()),
        if report.facts.is_reduced {
            ""
        } else {
            "Most: plays by one viewer. "
        },
    )));
    let numbers = [
        "Rewatches",
        "Plays",
        "Viewers",
        "Rewatchers",
        "Hours",
        "Most",
        "Each",
    ];
    let mut table = Table::new(heading(frame.levels.rewatched), &numbers);
    let cells = |row| rewatched_cells(report, row);
    table.rows.extend(rows.iter().map(cells));
    if !report.facts.has_title_hours {
        table.remove_column("Hours");
    }
    if report.facts.is_reduced {
        table.remove_column("Most");
    }
    section.blocks.push(Block::Table(table));
    section
}

fn rewatched_cells(report: &Report<'_>, row: &ShownRow<RewatchedNumbers>) -> Vec<Cell> {
    let name = report.frame.rewatched_items.name(row.item).in_full();
    let most = report.most(row).unwrap_or(Shown::Hidden);
    let numbers = row.numbers.map(|numbers| {
        let hours = numbers.hours.map(|hours| hours.to_string());
        [
            Cell::Number(numbers.rewatches),
            Cell::Number(numbers.plays),
            Cell::Number(numbers.viewers.into()),
            numbers.rewatchers.into(),
            Cell::Text(hours.unwrap_or_default()),
            most.into(),
            Cell::Text(per_viewer(&numbers)),
        ]
    });
    named(name, numbers)
}

/// Returns plays per viewer, to one decimal, halves up.
fn per_viewer(row: &RewatchedNumbers) -> String {
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
