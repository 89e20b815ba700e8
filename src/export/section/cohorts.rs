//! Cohort sizes: by streak, by plays, by first week or month.

use super::block::{Block, Section};
use super::table::{Align, Cell, Table};
use crate::domain::Period;
use crate::domain::format::{NOTHING, counted, thousands};
use crate::export::report::Report;
use crate::guard::Shown;
use crate::guard::cohorts::{ShownPeriod, ShownStep};

/// The most weeks or months shown: with more, a line of them is wider than a terminal.
const MOST_PERIODS: usize = 11;

/// Makes the panel of cohorts.
pub(super) fn section(report: &Report<'_>) -> Section {
    let cohorts = &report.frame.cohorts;
    let about = cohorts.item.as_ref().map(|(_, name)| name.in_full());
    let about = about.unwrap_or_else(|| "everything".to_owned());
    let rule = report.day_rule();
    let days = |days| counted(days, "day", "days");
    let plays = |plays| counted(plays, "play", "plays");
    let mut blocks = vec![
        Block::Line(format!(
            "Viewers whose best streak is at least so long ({rule}):"
        )),
        Block::Table(ladder("Streak", &cohorts.by_streak, days)),
        Block::Line("Viewers with at least so many plays:".to_owned()),
        Block::Table(ladder("Plays", &cohorts.by_plays, plays)),
    ];
    blocks.extend(periods(report));
    Section {
        heading: format!("Cohort sizes · {about}"),
        blocks,
    }
}

/// Makes the table of a ladder of rules: how many viewers satisfy each.
fn ladder(heading: &str, steps: &[ShownStep], noun: fn(u64) -> String) -> Table {
    let mut table = Table::new(heading, &["Viewers"]);
    table.column("", Align::Bar);
    let digits = |step: &ShownStep| thousands(u64::from(step.at_least)).len();
    let most = steps.iter().filter_map(|step| step.viewers.exact()).max();
    let widest = steps.iter().map(digits).max().unwrap_or(0);
    table.rows.extend(steps.iter().map(|step| {
        let indent = " ".repeat(widest - digits(step));
        let rule = noun(u64::from(step.at_least));
        vec![
            Cell::Text(format!("≥ {indent}{rule}")),
            step.viewers.into(),
            // A bar of a hidden number would tell it by its length.
            Cell::Bar(step.viewers.exact().unwrap_or(0), most.unwrap_or(0)),
        ]
    }));
    table
}

/// Makes the table of the last few weeks or months: how many viewers were first active in each, and the share
/// of them active again in each later one.
fn periods(report: &Report<'_>) -> Vec<Block> {
    if !report.frame.cohorts.is_told {
        return Vec::new();
    }
    let all = &report.frame.cohorts.by_period;
    let word = report.frame.period().word();
    let shown = &all[all.len().saturating_sub(MOST_PERIODS)..];
    if shown.is_empty() {
        return Vec::new();
    }
    let which = if shown.len() < all.len() {
        format!(", the last {} of {} {word}s", shown.len(), all.len())
    } else {
        String::new()
    };
    let line = format!(
        "Viewers by the {word} of their first day, and the share of them active again so many \
         {word}s later{which}:"
    );
    let laters: Vec<String> = (1..shown.len()).map(|later| format!("+{later}")).collect();
    let mut headings = vec!["Viewers"];
    headings.extend(laters.iter().map(String::as_str));
    let heading = match report.frame.period() {
        Period::Week => "Week",
        Period::Month => "Month",
    };
    let mut table = Table::new(heading, &headings);
    let cells = |cohort| period_cells(report, cohort, headings.len());
    table.rows.extend(shown.iter().map(cells));
    let mut blocks = vec![Block::Line(line), Block::Table(table)];
    let is_part = |cohort: &ShownPeriod| {
        let (start, joined) = (cohort.start, cohort.joined);
        let frame = report.frame;
        frame.holds_a_part_of(start, joined, report.unfinished)
    };
    if shown.iter().any(is_part) {
        let line = format!("* a {word} that is not over, or of which these days hold only a part.");
        blocks.push(Block::Line(line));
    }
    blocks
}

fn period_cells(report: &Report<'_>, cohort: &ShownPeriod, numbers: usize) -> Vec<Cell> {
    let frame = report.frame;
    let is_part = |start| frame.holds_a_part_of(start, cohort.joined, report.unfinished);
    let name = marked(cohort.name(frame.period()), is_part(cohort.start));
    let mut cells = vec![Cell::Text(name), cohort.viewers.into()];
    for (later, active) in (1..).zip(&cohort.active) {
        let start = frame.period().later(cohort.start, later);
        let share = match (active, cohort.viewers.exact()) {
            (Shown::Exact(active), Some(viewers)) => percent(*active, viewers),
            (hidden, _) => hidden.in_words(thousands),
        };
        cells.push(Cell::Text(marked(share, is_part(start))));
    }
    cells.resize_with(numbers + 1, || Cell::Text(String::new()));
    cells
}

fn marked(text: String, is_marked: bool) -> String {
    if is_marked { text + "*" } else { text }
}

/// Returns a share in whole per cent, halves up.
fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return NOTHING.to_owned();
    }
    format!("{}%", (part * 100 + whole / 2) / whole)
}
