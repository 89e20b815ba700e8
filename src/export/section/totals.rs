//! The sums of the window, each with its change.

use super::block::{Block, Section};
use super::table::{Cell, Table};
use crate::domain::Window;
use crate::domain::format::{change, difference, points, share};
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
    for (label, figure) in figures(&streak) {
        let mut row = vec![Cell::Text(label.to_owned()), figure.value(&frame.totals)];
        row.extend(finished.map(|finished| figure.value(finished.now)));
        row.extend(compared.into_iter().flat_map(|both| figure.changes(both)));
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

/// What a figure is of.
enum Figure {
    Count(fn(&ShownTotals) -> Shown),
    Hours,
    /// The share of plays that are rewatches.
    Rewatched,
}

impl Figure {
    fn value(&self, totals: &ShownTotals) -> Cell {
        let text = match self {
            Self::Count(of) => return of(totals).into(),
            Self::Hours => totals.hours.map(|hours| hours.to_string()),
            Self::Rewatched => totals.rewatched().map(|(part, whole)| share(part, whole)),
        };
        text.map_or_else(|| Shown::Hidden.into(), Cell::Text)
    }

    /// Returns the cells of a change; empty ones where a number is hidden, which the change would tell, or hours
    /// are not all known: so is their change.
    fn changes(&self, compared: Compared<'_>) -> [Cell; 2] {
        let Compared { now, before, .. } = compared;
        let texts = match self {
            Self::Count(of) => {
                let both = of(now).exact().zip(of(before).exact());
                both.map(|(now, before)| [change(now, before), difference(now, before)])
            }
            Self::Hours => {
                let both = now.seconds().zip(before.seconds());
                both.map(|(now, before)| {
                    [change(now, before), difference(now / 3_600, before / 3_600)]
                })
            }
            Self::Rewatched => {
                let both = now.rewatched().zip(before.rewatched());
                both.map(|(now, before)| [points(now, before), String::new()])
            }
        };
        texts.unwrap_or_default().map(Cell::Text)
    }
}

fn figures(streak: &str) -> [(&str, Figure); 8] {
    use Figure::{Count, Hours, Rewatched};
    [
        ("Rows of the log", Count(|totals| totals.rows)),
        ("Plays", Count(|totals| totals.plays)),
        ("Hours", Hours),
        ("Titles played", Count(|totals| totals.titles)),
        ("Active viewers", Count(|totals| totals.viewers)),
        (streak, Count(|totals| totals.streakers)),
        ("Rewatches", Count(|totals| totals.rewatches)),
        ("Rewatches of all plays", Rewatched),
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
