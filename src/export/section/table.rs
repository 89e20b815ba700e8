//! Tables for people.

use crate::domain::format::{short, thousands};
use crate::guard::Shown;

/// A table; its first column holds what the others are about.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Its columns, from left to right.
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug)]
pub(crate) struct Column {
    /// What it is called.
    pub heading: String,
    /// How its cells are aligned.
    pub align: Align,
}

/// How the cells of a column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
    /// Bars; the last column, and only where the reader can line them up.
    Bar,
}

/// A cell of a table.
#[derive(Debug)]
pub(crate) enum Cell {
    /// Words, or a number that is words already.
    Text(String),
    /// A number that may be written short where there is no room.
    Number(u64),
    /// A bar: this part of that whole.
    Bar(u64, u64),
}

impl Table {
    /// Takes out the column of this heading.
    pub(crate) fn remove_column(&mut self, heading: &str) {
        let place = self.columns.iter().position(|of| of.heading == heading);
        let Some(place) = place else { return };
        self.columns.remove(place);
        for row in &mut self.rows {
            row.remove(place);
        }
    }
}

impl Cell {
    /// Returns the cell in words; bars have none.
    pub(crate) fn text(&self, is_short: bool) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) if is_short => short(*number),
            Self::Number(number) => thousands(*number),
            Self::Bar(..) => String::new(),
        }
    }
}

impl From<Shown> for Cell {
    fn from(number: Shown) -> Self {
        match number {
            Shown::Exact(number) => Self::Number(number),
            hidden => Self::Text(hidden.in_words(thousands)),
        }
    }
}

impl Table {
    /// Returns a table without rows: a first column of words, and a column for each of `numbers`.
    pub(super) fn new(first: &str, numbers: &[&str]) -> Self {
        let mut table = Self::default();
        table.column(first, Align::Left);
        for heading in numbers {
            table.column(heading, Align::Right);
        }
        table
    }

    /// Adds a column.
    pub(super) fn column(&mut self, heading: &str, align: Align) {
        self.columns.push(Column {
            heading: heading.to_owned(),
            align,
        });
    }
}
