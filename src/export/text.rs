//! A report to read in a terminal of 80 columns.
//!
//! A number is never clipped: names are cut first, then numbers are written short, then whole
//! columns are left out.

mod layout;

use std::io::{self, Write};

use super::report::Report;
use super::section::{self, block::Block};
use layout::{WIDTH, cut, ruled, table_lines, wrapped};

/// Writes a report as plain text.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (title, lines) = section::header(report);
    writeln!(out, "{}", cut(&title, WIDTH))?;
    for line in lines.iter().flat_map(|line| wrapped(line)) {
        writeln!(out, "{line}")?;
    }
    for section in section::sections(report) {
        writeln!(out, "\n{}", ruled(&section.heading))?;
        for block in &section.blocks {
            let lines = match block {
                Block::Line(line) => wrapped(line),
                Block::Table(table) => table_lines(table),
            };
            for line in lines {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}
