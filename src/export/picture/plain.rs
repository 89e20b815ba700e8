//! Plain text.

use ratatui::buffer::Buffer;

use super::look::rows;

/// Returns the lines of a drawn screen, without blanks at their ends and without colours.
#[must_use]
pub fn plain(cells: &Buffer) -> String {
    let mut text = String::new();
    for row in rows(cells) {
        let line: String = row.iter().map(|seen| seen.symbol).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
