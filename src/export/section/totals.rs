//! The sums of the window, each with its change.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::domain::format::{change, difference, points, share};
use crate::export::report::Report;
use crate::guard::{Guard, Shown};
use crate::query::totals::{Comparison, Totals};

/// Makes the panel of totals.
pub(super) fn section(report: &Report<'_>) -> Section {
    let frame = report.frame;
    let compared = frame.comparison.and_then(Compared::of);
    let headings: &[&str] = if compared.is_some() {
        &["These days", "Change", "Difference"]
    } else {
        &["These days"]
    };
    let mut table = Table::new("", headings);
    let streak = format!("On a streak of {}+ days", frame.threshold);
    for (label, number) in figures(&streak) {
        let number = |totals| number(report.guard, totals);
        let mut row = vec![Cell::Text(label.to_owned()), number(frame.totals).into()];
        if let Some(compared) = compared {
            let (now, before) = (number(compared.now), number(compared.before));
            row.extend(changes(now.exact(), before.exact()));
        }
        table.rows.push(row);
    }
    table.rows.push(rewatch_share(report, compared));
    let mut blocks = vec![Block::Table(table)];
    let line = frame
        .comparison
        .map(|compared| comparison_line(report, &compared));
    blocks.extend(line.map(Block::Line));
    Section {
        heading: "Totals".to_owned(),
        blocks,
    }
}

/// A sum as it may be shown.
type Figure = fn(Guard, Totals) -> Shown;

fn figures(streak: &str) -> [(&str, Figure); 6] {
    [
        ("Rows of the log", |_, totals| Shown::Exact(totals.rows)),
        ("Plays", |_, totals| Shown::Exact(totals.plays)),
        ("Titles played", |_, totals| {
            Shown::Exact(u64::from(totals.titles))
        }),
        ("Active viewers", |guard, totals| {
            guard.viewers(totals.viewers)
        }),
        (streak, |guard, totals| guard.viewers(totals.streakers)),
        ("Rewatches", rewatches),
    ]
}

/// The sums of two windows that can be compared.
#[derive(Clone, Copy)]
struct Compared {
    now: Totals,
    before: Totals,
}

impl Compared {
    /// Returns the sums, where the log holds both windows.
    fn of(compared: Comparison) -> Option<Self> {
        compared.other.map(|before| Self {
            now: compared.totals,
            before,
        })
    }
}

/// Returns rewatches; hidden with the viewers, who could be counted by them: where one title was
/// played, viewers are plays less rewatches.
fn rewatches(guard: Guard, totals: Totals) -> Shown {
    guard.about(totals.viewers, totals.rewatches)
}

/// Returns the cells of a change; empty ones where a number is hidden, which the change would tell.
fn changes(now: Option<u64>, before: Option<u64>) -> [Cell; 2] {
    let texts = match (now, before) {
        (Some(now), Some(before)) => [change(now, before), difference(now, before)],
        _ => [String::new(), String::new()],
    };
    texts.map(Cell::Text)
}

/// Returns the row of the share of plays that are rewatches.
fn rewatch_share(report: &Report<'_>, compared: Option<Compared>) -> Vec<Cell> {
    let of = |totals: Totals| {
        let rewatches = rewatches(report.guard, totals).exact();
        rewatches.map(|rewatches| (rewatches, totals.plays))
    };
    let value = match rewatches(report.guard, report.frame.totals) {
        Shown::Exact(rewatches) => Cell::Text(share(rewatches, report.frame.totals.plays)),
        hidden => hidden.into(),
    };
    let mut row = vec![Cell::Text("Rewatches of all plays".to_owned()), value];
    if let Some(compared) = compared {
        let moved = of(compared.now).zip(of(compared.before));
        let moved = moved.map_or(String::new(), |(now, before)| points(now, before));
        row.extend([moved, String::new()].map(Cell::Text));
    }
    row
}

/// Says which days are compared with which.
fn comparison_line(report: &Report<'_>, compared: &Comparison) -> String {
    let other = compared.other_window;
    if compared.other.is_none() {
        let days = report.facts.days;
        let first = days.map(|days| format!(", which starts on {}", days.from()));
        let first = first.unwrap_or_default();
        return format!("Compared with nothing: {other} is not all in the log{first}.");
    }
    if compared.window == report.frame.window {
        format!("Compared with {other}.")
    } else {
        let finished = compared.window;
        format!("Changes are of the finished days, {finished}, compared with {other}.")
    }
}
