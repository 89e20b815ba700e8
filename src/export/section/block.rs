//! One panel as a heading with lines and tables below it.

use super::table::Table;

/// One panel, for people.
#[derive(Debug, Default)]
pub(crate) struct Section {
    /// What it is about.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// One part of a section.
#[derive(Debug)]
pub(crate) enum Block {
    /// A sentence or two.
    Line(String),
    /// A table.
    Table(Table),
}
