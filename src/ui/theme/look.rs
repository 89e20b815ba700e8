//! What each role and ground looks like.

use ratatui::style::{Color, Modifier, Style};

use crate::ui::role::{Ground, Role};

/// The look of every role and ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The screen itself, and plain text on it.
    pub screen: Style,
    /// What is read last: units, hints, the past.
    pub faint: Style,
    /// What is read first: the headline, the figures, the active tab.
    pub strong: Style,
    /// Names of panels and headings.
    pub heading: Style,
    /// The number and title of the headline, and the cursor.
    pub story: Style,
    /// Borders.
    pub border: Style,
    /// The border of the panel that keys go to.
    pub focused_border: Style,
    /// The selected row. Its foreground is for text without a colour of its own.
    pub selected: Style,
    /// What is faint, where it stands on the selected row; `None` is as anywhere else.
    pub selected_faint: Option<Color>,
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
    /// Whether marks and borders are drawn with ASCII characters.
    pub is_ascii: bool,
}

impl Theme {
    /// Returns the look of text; plain text leaves it to what it stands on.
    #[must_use]
    pub const fn text_style(&self, role: Role) -> Style {
        match role {
            Role::Text => Style::new(),
            Role::Faint => self.faint,
            Role::Strong => self.strong,
            Role::Heading => self.heading,
            Role::Story => self.story,
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
    pub fn ground_style(&self, ground: Ground) -> Style {
        match ground {
            Ground::Screen => self.screen,
            Ground::Border => self.screen.patch(self.border),
            Ground::FocusedBorder => self.screen.patch(self.focused_border),
            Ground::MarkedRow => self.screen.add_modifier(Modifier::BOLD),
            Ground::SelectedRow => self.screen.patch(self.selected),
        }
    }

    /// Returns the look of text on a ground.
    #[must_use]
    pub fn style(&self, role: Role, ground: Ground) -> Style {
        let (text, under) = (self.text_style(role), self.ground_style(ground));
        match ground {
            // The border itself is plain; what else is written there looks as it does anywhere.
            Ground::Border | Ground::FocusedBorder if role != Role::Text => self.screen.patch(text),
            Ground::Screen | Ground::Border | Ground::FocusedBorder => under.patch(text),
            Ground::MarkedRow => text.patch(Style {
                fg: text.fg.or(under.fg),
                ..under
            }),
            // A colour means the same on the selected row; text without one has that of the row.
            Ground::SelectedRow => text.patch(Style {
                fg: self.selected_color(role).or(under.fg),
                ..under
            }),
        }
    }

    /// Returns the colour that text keeps on the selected row; `None` for plain text.
    fn selected_color(&self, role: Role) -> Option<Color> {
        let faint = self.selected_faint.filter(|_| role.is_faint());
        faint.or(self.text_style(role).fg)
    }

    /// Returns the theme with marks and borders drawn with ASCII characters, or as they are.
    #[must_use]
    pub const fn with_ascii(mut self, is_ascii: bool) -> Self {
        self.is_ascii = is_ascii;
        self
    }
}
