//! What was typed before: lines of the palette, ranges, filters.

/// The most lines of a kind that are kept.
pub const MOST_LINES: usize = 50;

/// What was typed before, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// Lines of the palette.
    pub commands: Vec<String>,
    /// Ranges.
    pub ranges: Vec<String>,
    /// Filters on names.
    pub filters: Vec<String>,
}

/// Adds a line that was typed; one that was typed before moves to the end.
pub fn remember(lines: &mut Vec<String>, line: &str) {
    let line = line.trim();
    if line.is_empty() {
        return;
    }
    lines.retain(|other| other != line);
    lines.push(line.to_owned());
    let surplus = lines.len().saturating_sub(MOST_LINES);
    lines.drain(..surplus);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_once_and_the_oldest_are_forgotten() {
        let mut lines = Vec::new();
        for line in ["7d", " 30d ", "7d", "", "  "] {
            remember(&mut lines, line);
        }
        assert_eq!(lines, ["30d", "7d"]);
        for days in 0..200 {
            remember(&mut lines, &format!("{days}d"));
        }
        assert_eq!(lines.len(), MOST_LINES);
        assert_eq!(lines.last().map(String::as_str), Some("199d"));
    }
}
