//! A frame as text that leaves the program: JSON, CSV, Markdown, plain text.
//!
//! - In come the answers to a question, and who may see which of their numbers.
//! - Out comes the text of one format.
//! - It never asks a log, and never writes a count of viewers that the guard hides.
//!
//! | module | holds |
//! |---|---|
//! | [`report`] | what is written, and for whom |
//! | `json` | the stable schema for programs |
//! | `csv` | one panel as one table of raw numbers |
//! | `held` | all that a log holds of one viewer |
//! | `section` | the panels as headings, lines and tables for people |
//! | `text` | sections in 80 columns |
//! | `markdown` | sections as Markdown |
//! | [`picture`] | drawn screens as SVG, PNG, HTML, coloured and plain text |
//!
//! What is hidden is `null` in JSON, an empty cell in CSV and `<10` for people. Nobody at all is no
//! secret: 0 is always shown.

mod csv;
mod held;
mod json;
mod markdown;
pub mod picture;
pub mod report;
mod section;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Write};

use clap::ValueEnum;

pub use self::held::{HeldFormat, Told, write_held};
pub use self::report::{Panel, Report, first};

/// In which form a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For reading in a terminal of 80 columns
    #[default]
    Text,
    /// For programs; its schema is stable
    Json,
    /// One panel as one table of raw numbers: --panel, or else streaks
    Csv,
    /// For reading in a document
    Markdown,
}

/// Writes a report.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::write(report, out),
        Format::Json => json::write(report, out),
        Format::Csv => csv::write(report, out),
        Format::Markdown => markdown::write(report, out),
    }
}
