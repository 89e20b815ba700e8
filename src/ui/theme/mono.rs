//! The theme without any colour.

use ratatui::style::{Modifier, Style};

use super::look::Theme;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const FAINT: Style = Style::new().add_modifier(Modifier::DIM);

/// Bold, dim and underlined.
pub(super) const MONO: Theme = Theme {
    screen: PLAIN,
    faint: FAINT,
    strong: BOLD,
    heading: BOLD,
    story: BOLD,
    border: FAINT,
    focused_border: BOLD,
    // There is no tint to tell it by, and on an underlined row what is dim is hard to read.
    selected: BOLD
        .add_modifier(Modifier::UNDERLINED)
        .remove_modifier(Modifier::DIM),
    selected_faint: None,
    bar: PLAIN,
    compared: PLAIN,
    up: PLAIN,
    down: PLAIN,
    key: BOLD,
    trouble: BOLD,
    heat: [FAINT, PLAIN, PLAIN, PLAIN, PLAIN],
    is_ascii: false,
};
