//! Every colour and weight on the screen: what each role looks like.
//!
//! Colours never carry meaning alone, and the terminal keeps its own background.

use ratatui::style::{Color, Modifier, Style};

use super::role::{Ground, Role};

/// The look of every role and ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Plain text.
    pub text: Style,
    /// What is read last: units, hints, the past.
    pub faint: Style,
    /// What is read first: the headline, the figures.
    pub strong: Style,
    /// Names of panels and headings.
    pub heading: Style,
    /// Borders.
    pub border: Style,
    /// The border of the panel that keys go to.
    pub focused_border: Style,
    /// The selected row.
    pub selected: Style,
    /// Bars, and the range on the timeline.
    pub bar: Style,
    /// The curve of the days compared with.
    pub compared: Style,
    /// More than before.
    pub up: Style,
    /// Less than before.
    pub down: Style,
    /// A key in the footer or in help.
    pub key: Style,
    /// What went wrong.
    pub trouble: Style,
    /// The calendar, from no plays to the most.
    pub heat: [Style; 5],
}

const fn indexed(color: u8) -> Style {
    Style::new().fg(Color::Indexed(color))
}

impl Theme {
    /// Returns the look of text.
    #[must_use]
    pub const fn text_style(&self, role: Role) -> Style {
        match role {
            Role::Text => self.text,
            Role::Faint => self.faint,
            Role::Strong => self.strong,
            Role::Heading => self.heading,
            Role::Story => self.strong,
            Role::Bar => self.bar,
            Role::Compared => self.compared,
            Role::Up => self.up,
            Role::Down => self.down,
            Role::Key => self.key,
            Role::Trouble => self.trouble,
            Role::Heat0 => self.heat[0],
            Role::Heat1 => self.heat[1],
            Role::Heat2 => self.heat[2],
            Role::Heat3 => self.heat[3],
            Role::Heat4 => self.heat[4],
        }
    }

    /// Returns the look of what text stands on.
    #[must_use]
    pub const fn ground_style(&self, ground: Ground) -> Style {
        match ground {
            Ground::Screen => Style::new(),
            Ground::Border => self.border,
            Ground::FocusedBorder => self.focused_border,
            Ground::MarkedRow => self.strong,
            Ground::SelectedRow => self.selected,
        }
    }

    /// Returns the theme for terminals with 256 colours, dark or light.
    #[must_use]
    pub const fn colored() -> Self {
        const BLUE: u8 = 39;
        const ORANGE: u8 = 208;
        const GREY: u8 = 244;
        Self {
            text: Style::new(),
            faint: indexed(GREY),
            strong: Style::new().add_modifier(Modifier::BOLD),
            heading: Style::new().fg(Color::Reset).add_modifier(Modifier::BOLD),
            border: indexed(240),
            focused_border: indexed(BLUE),
            selected: Style::new()
                .bg(Color::Indexed(24))
                .fg(Color::Indexed(231))
                .add_modifier(Modifier::BOLD),
            bar: indexed(BLUE),
            compared: indexed(GREY),
            up: indexed(BLUE),
            down: indexed(ORANGE),
            key: indexed(ORANGE),
            trouble: indexed(ORANGE).add_modifier(Modifier::BOLD),
            heat: [
                indexed(240),
                indexed(31),
                indexed(32),
                indexed(39),
                indexed(45),
            ],
        }
    }

    /// Returns the theme without any colour, for `NO_COLOR`.
    #[must_use]
    pub const fn plain() -> Self {
        const PLAIN: Style = Style::new();
        const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
        const FAINT: Style = Style::new().add_modifier(Modifier::DIM);
        Self {
            text: PLAIN,
            faint: FAINT,
            strong: BOLD,
            heading: BOLD,
            border: FAINT,
            focused_border: BOLD,
            selected: Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            bar: PLAIN,
            compared: PLAIN,
            up: PLAIN,
            down: PLAIN,
            key: BOLD,
            trouble: BOLD,
            heat: [FAINT, PLAIN, PLAIN, PLAIN, PLAIN],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_theme_has_no_colour() {
        let theme = Theme::plain();
        let texts = (0..).map_while(Role::from_repr);
        let grounds = (0..).map_while(Ground::from_repr);
        let styles = texts.map(|role| theme.text_style(role));
        for style in styles.chain(grounds.map(|ground| theme.ground_style(ground))) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
