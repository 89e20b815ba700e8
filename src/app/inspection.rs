//! What is behind a panel: the command line that prints its numbers, and the SQL that counts them.

/// What is behind a panel, as it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The command line; `None` where no report prints these numbers.
    pub command: Option<String>,
    /// The SQL, for the `sqlite3` shell.
    pub script: String,
    /// What the SQL does otherwise than the panel.
    pub caveats: Vec<&'static str>,
    /// The first line shown.
    pub scroll: usize,
}

/// A line of what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<'a> {
    /// A heading.
    Heading(&'a str),
    /// A line of the command or of the SQL.
    Code(&'a str),
    /// A word of warning.
    Note(&'a str),
}

impl Inspection {
    /// Returns the lines that are shown, in order.
    #[must_use]
    pub fn lines(&self) -> Vec<Line<'_>> {
        let none = "No report prints what stands here.";
        let mut lines = vec![Line::Heading(
            "On the command line, in the folder of the log",
        )];
        lines.push(self.command.as_deref().map_or(Line::Note(none), Line::Code));
        lines.push(Line::Code(""));
        lines.push(Line::Heading("In SQL, for the sqlite3 shell"));
        lines.extend(self.caveats.iter().map(|words| Line::Note(words)));
        lines.extend(self.script.lines().map(Line::Code));
        lines
    }
}
