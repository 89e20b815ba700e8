//! Words and tables in a fixed number of columns.

use std::ops::RangeInclusive;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::export::section::table::{Align, Cell, Table};

/// How wide a line is at most.
pub(super) const WIDTH: usize = 80;

/// What stands between two columns.
const GAP: usize = 2;

/// The least width of a longer first column: to keep it, numbers are written short, then columns
/// left out.
const NARROWEST_NAME: usize = 16;

/// The narrowest and the widest a bar becomes.
const BAR: RangeInclusive<usize> = 8..=32;

/// Returns `text`, cut by grapheme to `width` columns; `…` stands for what is gone.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    if width == 0 {
        return String::new();
    }
    let mut kept = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        if text[..end].width() >= width {
            break;
        }
        kept = end;
    }
    format!("{}…", text[..kept].trim_end())
}

/// Returns a heading, followed by a rule to the end of the line.
pub(super) fn ruled(heading: &str) -> String {
    let heading = cut(heading, WIDTH - 6);
    let rest = (WIDTH - 4).saturating_sub(heading.width());
    format!("── {heading} {}", "─".repeat(rest))
}

/// Breaks `text` between words into lines of at most [`WIDTH`] columns; a longer word is cut.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = cut(word, WIDTH);
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= WIDTH => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// Lays a table out: a line of headings, and one for each row.
pub(super) fn table_lines(table: &Table) -> Vec<String> {
    let layout = Layout::of(table);
    let headings = table.columns.iter().map(|column| column.heading.clone());
    let mut lines = vec![layout.line(table, headings)];
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Bar(part, whole) => bar(*part, *whole, layout.bar),
            other => other.text(layout.is_short),
        });
        lines.push(layout.line(table, cells));
    }
    lines
}

/// How a table is laid out; columns without a width are left out.
struct Layout {
    widths: Vec<usize>,
    is_short: bool,
    bar: usize,
}

impl Layout {
    /// Returns the layout that leaves least out: numbers in full, else short, else fewer columns.
    fn of(table: &Table) -> Self {
        let all = table.columns.len();
        let fewer = (1..all).rev().map(|columns| (columns, true));
        let mut ways = [(all, false), (all, true)].into_iter().chain(fewer);
        let fitting = ways.find_map(|(columns, is_short)| Self::fitting(table, columns, is_short));
        fitting.unwrap_or(Self {
            widths: vec![WIDTH],
            is_short: true,
            bar: 0,
        })
    }

    /// Returns the layout of the first few columns, where they fit.
    fn fitting(table: &Table, columns: usize, is_short: bool) -> Option<Self> {
        let mut widths: Vec<usize> = (0..columns)
            .map(|place| natural_width(table, place, is_short))
            .collect();
        let (first, others) = widths.split_first_mut()?;
        let taken: usize = others.iter().map(|width| width + GAP).sum();
        let room = WIDTH.checked_sub(taken)?;
        if room < (*first).min(NARROWEST_NAME) {
            return None;
        }
        *first = (*first).min(room);
        let mut bar = 0;
        if table.columns.get(columns - 1)?.align == Align::Bar {
            bar = (BAR.start() + room - *first).min(*BAR.end());
            *others.last_mut()? = bar;
        }
        Some(Self {
            widths,
            is_short,
            bar,
        })
    }

    fn line(&self, table: &Table, cells: impl Iterator<Item = String>) -> String {
        let mut line = String::new();
        let columns = cells.zip(&table.columns).zip(&self.widths);
        for (place, ((cell, column), width)) in columns.enumerate() {
            if place > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            let cell = if place == 0 { cut(&cell, *width) } else { cell };
            let padding = " ".repeat(width.saturating_sub(cell.width()));
            match column.align {
                Align::Right => line.extend([padding, cell]),
                Align::Left | Align::Bar => line.extend([cell, padding]),
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// Returns the width a column has where there is room; the least for bars.
fn natural_width(table: &Table, place: usize, is_short: bool) -> usize {
    let column = &table.columns[place];
    if column.align == Align::Bar {
        return *BAR.start();
    }
    let cells = table.rows.iter().filter_map(|row| row.get(place));
    let widest = cells.map(|cell| cell.text(is_short).width()).max();
    widest.unwrap_or(0).max(column.heading.width())
}

/// Draws `part` of `whole` in `width` columns, to half a column; any part above 0 is seen.
fn bar(part: u64, whole: u64, width: usize) -> String {
    if part == 0 || whole == 0 {
        return String::new();
    }
    let halves = u128::from(part.min(whole)) * 2 * width as u128 / u128::from(whole);
    let halves = usize::try_from(halves).unwrap_or(0).max(1);
    let half = if halves % 2 == 1 { "╸" } else { "" };
    "━".repeat(halves / 2) + half
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::section::table::Column;
    use rstest::rstest;

    #[rstest]
    #[case::fits("Friends", 7, "Friends")]
    #[case::cut("A Christmas Prince", 10, "A Christm…")]
    #[case::no_blank_before_the_dots("A Christmas Prince", 3, "A…")]
    #[case::wide("東京物語の夜", 8, "東京物…")]
    #[case::joined("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…")]
    #[case::no_room("Friends", 0, "")]
    fn names_are_cut_by_what_people_see(
        #[case] name: &str,
        #[case] width: usize,
        #[case] shown: &str,
    ) {
        assert_eq!(cut(name, width), shown);
        assert!(cut(name, width).width() <= width);
    }

    #[rstest]
    #[case(0, 8, "")]
    #[case(1, 1_000, "╸")]
    #[case(1, 2, "━━")]
    #[case(5, 8, "━━╸")]
    #[case(8, 8, "━━━━")]
    fn bars_show_halves(#[case] part: u64, #[case] whole: u64, #[case] drawn: &str) {
        assert_eq!(bar(part, whole, 4), drawn);
    }

    fn table(name: &str, numbers: &[u64]) -> Table {
        let column = |heading: &str, align| Column {
            heading: heading.to_owned(),
            align,
        };
        let mut columns = vec![column("Title", Align::Left)];
        columns.extend(numbers.iter().map(|_| column("N", Align::Right)));
        let mut row = vec![Cell::Text(name.to_owned())];
        row.extend(numbers.iter().map(|number| Cell::Number(*number)));
        Table {
            columns,
            rows: vec![row],
        }
    }

    #[test]
    fn a_number_is_never_clipped() {
        let name = "n".repeat(200);
        let big = 123_456_789_012;
        let few = table_lines(&table(&name, &[big; 3]));
        assert!(few[1].contains("n…  123,456,789,012"), "{few:?}");
        let more = table_lines(&table(&name, &[big; 6]));
        assert!(more[1].ends_with("123B  123B  123B  123B  123B  123B"));
        let most = table_lines(&table(&name, &[big; 40]));
        for lines in [few, more, most] {
            assert!(lines.iter().all(|line| line.width() <= WIDTH), "{lines:?}");
        }
    }

    #[test]
    fn words_are_not_broken() {
        let lines = wrapped(&"eleven and ".repeat(20));
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| line.width() <= WIDTH));
        assert_eq!(wrapped(&"x".repeat(100))[0].width(), WIDTH);
        assert_eq!(ruled(&"x".repeat(100)).width(), WIDTH);
    }
}
