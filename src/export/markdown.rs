//! A report as Markdown, to read in a document.

use std::io::{self, Write};

use super::report::Report;
use super::section::{
    self,
    block::Block,
    table::{Align, Table},
};

/// Writes a report as Markdown.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (title, lines) = section::header(report);
    writeln!(out, "# {}", escaped(&title))?;
    for line in lines {
        writeln!(out, "\n{}", escaped(&line))?;
    }
    for section in section::sections(report) {
        writeln!(out, "\n## {}", escaped(&section.heading))?;
        for block in &section.blocks {
            writeln!(out)?;
            match block {
                Block::Line(line) => writeln!(out, "{}", escaped(line))?,
                Block::Table(table) => write_table(table, out)?,
            }
        }
    }
    Ok(())
}

/// Writes a table without its bars.
fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let columns = || table.columns.iter().filter(|c| c.align != Align::Bar);
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let headings = columns().map(|column| escaped(&column.heading)).collect();
    writeln!(out, "{}", line(headings))?;
    let rules = columns().map(|column| match column.align {
        Align::Right => "--:".to_owned(),
        Align::Left | Align::Bar => ":--".to_owned(),
    });
    writeln!(out, "{}", line(rules.collect()))?;
    for row in &table.rows {
        let cells = row.iter().take(columns().count());
        let cells = cells.map(|cell| escaped(cell.text(false).trim()));
        writeln!(out, "{}", line(cells.collect()))?;
    }
    Ok(())
}

/// Returns `text` with what Markdown would take for markup escaped: emphasis, links, entities, the
/// end of a cell.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~&$!".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::cell("Before | After", r"Before \| After")]
    #[case::already_escaped(r"a\|b", r"a\\\|b")]
    #[case::emphasis("*NSYNC_", r"\*NSYNC\_")]
    #[case::link("[x](http://a)", r"\[x\](http://a)")]
    #[case::html("<script>", r"\<script\>")]
    #[case::entity("Tom &amp; Jerry", r"Tom \&amp; Jerry")]
    #[case::plain("Amélie 東京 (2001) - 1.5", "Amélie 東京 (2001) - 1.5")]
    fn names_are_no_markup(#[case] name: &str, #[case] markdown: &str) {
        assert_eq!(escaped(name), markdown);
    }
}
