//! What the coloured themes have in common: three jobs for colour, all else neutral.
//!
//! Data has one accent, the story of the headline one, and changes have two. Keys, headings and the
//! active tab are bold in the colour of text.

use ratatui::style::{Modifier, Style};

use super::look::Theme;
use super::tone::{Depth, Tone};

/// The colours of a theme.
pub(super) struct Palette {
    /// The background and the text on it; `None` leaves both to the terminal.
    pub screen: Option<(Tone, Tone)>,
    /// Bars, and the range on the timeline.
    pub data: Tone,
    /// The number and title of the headline, and the cursor.
    pub story: Tone,
    /// More than before.
    pub up: Tone,
    /// Less than before, and what went wrong.
    pub down: Tone,
    /// What is read last.
    pub faint: Tone,
    /// Borders.
    pub border: Tone,
    /// The selected row: what it stands on, plain text there, and what is faint there.
    pub selected: (Tone, Tone, Tone),
    /// The calendar, from no plays to the most.
    pub heat: [Tone; 5],
}

impl Palette {
    /// Returns the theme of these colours.
    pub fn theme(&self, depth: Depth) -> Theme {
        let colored = |tone: Tone| Style::new().fg(tone.at(depth));
        let screen = self.screen.map_or(Style::new(), |(background, text)| {
            colored(text).bg(background.at(depth))
        });
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let (tint, on_tint, faint_on_tint) = self.selected;
        Theme {
            screen,
            faint: colored(self.faint),
            strong: bold,
            heading: bold,
            story: colored(self.story).add_modifier(Modifier::BOLD),
            border: colored(self.border),
            focused_border: colored(self.faint),
            selected: colored(on_tint)
                .bg(tint.at(depth))
                .add_modifier(Modifier::BOLD),
            selected_faint: Some(faint_on_tint.at(depth)),
            bar: colored(self.data),
            compared: colored(self.faint),
            up: colored(self.up),
            down: colored(self.down),
            key: bold,
            trouble: colored(self.down).add_modifier(Modifier::BOLD),
            heat: self.heat.map(colored),
            is_ascii: false,
        }
    }
}
