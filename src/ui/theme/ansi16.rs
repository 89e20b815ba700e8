//! The theme of the terminal's own sixteen colours.

use ratatui::style::{Color, Modifier, Style};

use super::look::Theme;

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const FAINT: Style = Style::new().add_modifier(Modifier::DIM);
const CYAN: Style = Style::new().fg(Color::Cyan);

/// What the sixteen look like is the terminal's choice, and some palettes hide bright black, white or
/// yellow on their own background: none of these is used. A tint cannot be trusted either, so the
/// selected row is underlined.
pub(super) const ANSI16: Theme = Theme {
    screen: Style::new(),
    faint: FAINT,
    strong: BOLD,
    heading: BOLD,
    story: Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD),
    border: FAINT,
    focused_border: Style::new(),
    selected: Style::new()
        .add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED))
        .remove_modifier(Modifier::DIM),
    selected_faint: None,
    bar: CYAN,
    compared: FAINT,
    up: Style::new().fg(Color::Green),
    down: Style::new().fg(Color::Red),
    key: BOLD,
    trouble: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
    // Shades of their own tell the middle steps apart: there are no five named colours in a row.
    heat: [
        FAINT,
        CYAN.add_modifier(Modifier::DIM),
        CYAN,
        CYAN,
        Style::new(),
    ],
    is_ascii: false,
};
