//! The sums of the window, each with its change.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::domain::format::{change, difference, points, share};
use crate::domain::{Hours, Window};
use crate::export::report::Report;
use crate::guard::Shown;
use crate::guard::totals::{ShownComparison, ShownTotals};

/// Makes the panel of totals.
pub(super) fn section(report: &Report<'_>) -> Section {
    let frame = report.frame;
    let compared = frame.comparison.as_ref().and_then(Compared::of);
    // A change is of the finished days: where there are others, it stands beside the sums of those.
    let finished = compared.filter(|compared| compared.window != frame.window);
    let mut headings = vec!["These days"];
    let to = finished.map(|finished| format!("To {}", finished.window.to()));
    headings.extend(to.as_deref());
    if compared.is_some() {
        headings.extend(["Change", "Difference"]);
    }
    let mut table = Table::new("", &headings);
    let streak = format!("On a streak of {}+ days", frame.threshold);
    for figure in figures(&streak) {
        let value = figure.value;
        let mut row = vec![Cell::Text(figure.label.to_owned()), value(&frame.totals)];
        row.extend(finished.map(|finished| value(finished.now)));
        row.extend(compared.into_iter().flat_map(figure.changes));
        table.rows.push(row);
    }
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

/// A figure: how it is written, and how it changed.
struct Figure<'a> {
    label: &'a str,
    value: fn(&ShownTotals) -> Cell,
    changes: fn(Compared<'_>) -> [Cell; 2],
}

/// Makes a figure that is a count.
macro_rules! counted {
    ($label:expr, $of:ident) => {
        Figure {
            label: $label,
            value: |totals| totals.$of.into(),
            changes: |compared| changes(compared.now.$of.exact(), compared.before.$of.exact()),
        }
    };
}

fn figures(streak: &str) -> [Figure<'_>; 8] {
    [
        counted!("Rows of the log", rows),
        counted!("Plays", plays),
        Figure {
            label: "Hours",
            value: |totals| match totals.hours {
                Some(hours) => Cell::Text(hours.to_string()),
                None => Shown::Hidden.into(),
            },
            changes: changes_of_hours,
        },
        counted!("Titles played", titles),
        counted!("Active viewers", viewers),
        counted!(streak, streakers),
        counted!("Rewatches", rewatches),
        Figure {
            label: "Rewatches of all plays",
            value: |totals| match rewatched(totals) {
                Some((rewatches, plays)) => Cell::Text(share(rewatches, plays)),
                None => Shown::Hidden.into(),
            },
            changes: |compared| {
                let moved = rewatched(compared.now).zip(rewatched(compared.before));
                let moved = moved.map_or(String::new(), |(now, before)| points(now, before));
                [moved, String::new()].map(Cell::Text)
            },
        },
    ]
}

/// The sums of two windows that can be compared.
#[derive(Clone, Copy)]
struct Compared<'a> {
    window: Window,
    now: &'a ShownTotals,
    before: &'a ShownTotals,
}

impl<'a> Compared<'a> {
    /// Returns the sums, where the log holds both windows.
    fn of(compared: &'a ShownComparison) -> Option<Self> {
        compared.other.as_ref().map(|before| Self {
            window: compared.window,
            now: &compared.totals,
            before,
        })
    }
}

/// Returns the cells of a change; empty ones where a number is hidden, which the change would tell.
fn changes(now: Option<u64>, before: Option<u64>) -> [Cell; 2] {
    let texts = match (now, before) {
        (Some(now), Some(before)) => [change(now, before), difference(now, before)],
        _ => [String::new(), String::new()],
    };
    texts.map(Cell::Text)
}

/// Returns the cells of a change of hours; empty ones where a length is unknown: so is the change.
fn changes_of_hours(compared: Compared<'_>) -> [Cell; 2] {
    let known = |hours: Option<Hours>| hours.filter(|hours| !hours.is_at_least());
    let both = known(compared.now.hours).zip(known(compared.before.hours));
    let texts = both.map_or_else(Default::default, |(now, before)| {
        let (now, before) = (now.seconds, before.seconds);
        [change(now, before), difference(now / 3_600, before / 3_600)]
    });
    texts.map(Cell::Text)
}

/// Returns rewatches and plays, where both may be shown.
fn rewatched(totals: &ShownTotals) -> Option<(u64, u64)> {
    totals.rewatches.exact().zip(totals.plays.exact())
}

/// Says which days are compared with which.
fn comparison_line(report: &Report<'_>, compared: &ShownComparison) -> String {
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
