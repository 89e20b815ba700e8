//! Plays and viewers of each day; plays of each week or month where the days are many.

use super::block::{Block, Section};
use super::table::{Align, Cell, Table};
use crate::domain::{Day, Window};
use crate::export::report::Report;
use crate::guard::Shown;
use crate::guard::days::ShownDay;

/// The most days, or weeks, with a line each; where there are more, lines stand for longer periods.
const MOST_LINES: u32 = 62;

/// What one line of the timeline stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Day,
    Week,
    Month,
}

impl Period {
    fn of(window: Window) -> Self {
        match window.days() {
            days if days <= MOST_LINES => Self::Day,
            days if days <= MOST_LINES * 7 => Self::Week,
            _ => Self::Month,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Day => "Day",
            Self::Week => "Week",
            Self::Month => "Month",
        }
    }

    /// Returns the name of the period that holds `day`.
    fn name(self, day: Day) -> String {
        match self {
            Self::Day => day.date().format("%Y-%m-%d %a").to_string(),
            Self::Week => day.iso_week(),
            Self::Month => day.date().format("%Y-%m").to_string(),
        }
    }

    /// Returns whether two days are of the same period.
    fn holds_both(self, a: Day, b: Day) -> bool {
        match self {
            Self::Day => a == b,
            Self::Week => a.monday() == b.monday(),
            Self::Month => self.name(a) == self.name(b),
        }
    }

    /// Returns whether the days from `first` to `last` are not all of their period, or not all over.
    fn is_cut(self, report: &Report<'_>, first: Day, last: Day) -> bool {
        report.is_unfinished(last)
            || self.holds_both(first.plus(-1), first)
            || self.holds_both(last, last.plus(1))
    }
}

/// Makes the panel of the timeline.
pub(super) fn section(report: &Report<'_>) -> Section {
    let period = Period::of(report.frame.window);
    let days = report.frame.timeline.as_slice();
    let parts: Vec<&[ShownDay]> = days
        .chunk_by(|a, b| period.holds_both(a.day, b.day))
        .collect();
    // Viewers of several days cannot be added up: who came on two days would count twice.
    let numbers: &[&str] = match period {
        Period::Day => &["Plays", "Viewers"],
        Period::Week | Period::Month => &["Plays"],
    };
    let mut table = Table::new(period.word(), numbers);
    table.column("", Align::Bar);
    let told = parts.iter().filter_map(|part| plays(part).exact());
    let most = told.max().unwrap_or(0);
    let mut has_cut = false;
    for part in parts {
        let (Some(first), Some(last)) = (part.first(), part.last()) else {
            continue;
        };
        let is_cut = period.is_cut(report, first.day, last.day);
        has_cut |= is_cut;
        let mark = if is_cut { "*" } else { "" };
        let name = period.name(first.day) + mark;
        let plays = plays(part);
        let mut row = vec![Cell::Text(name), plays.into()];
        if period == Period::Day {
            row.push(first.viewers.into());
        }
        row.push(Cell::Bar(plays.exact().unwrap_or(0), most));
        table.rows.push(row);
    }
    let mut blocks = vec![Block::Table(table)];
    if has_cut {
        blocks.push(Block::Line(match period {
            Period::Day => "* a day that is not over.".to_owned(),
            Period::Week => "* a week that is not over, or not all in these days.".to_owned(),
            Period::Month => "* a month that is not over, or not all in these days.".to_owned(),
        }));
    }
    Section {
        heading: "Timeline".to_owned(),
        blocks,
    }
}

/// Returns the plays of several days; hidden where those of one are: the others could be taken off.
fn plays(days: &[ShownDay]) -> Shown {
    let plays = days.iter().map(|day| day.plays.exact());
    plays
        .sum::<Option<u64>>()
        .map_or(Shown::Hidden, Shown::Exact)
}
