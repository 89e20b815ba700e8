//! What a painted cell is for: the role of its text, and the ground the text stands on.
//!
//! A ratatui cell has no field for a role, so a role is painted as if it were a colour: the role of
//! the text as the foreground, the ground as the background. Only [`super::cell`] reads them back.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Style};
use strum::FromRepr;

/// What the text of a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromRepr)]
#[repr(u8)]
pub enum Role {
    /// Plain text, and whatever nothing was painted on.
    #[default]
    Text,
    /// What is read last: units, hints, the past.
    Faint,
    /// What is read first: the headline, the figures.
    Strong,
    /// Names of panels and headings.
    Heading,
    /// The number and title of the headline, and the cursor.
    Story,
    /// Bars, and the range on the timeline.
    Bar,
    /// The curve of the days compared with.
    Compared,
    /// More than before.
    Up,
    /// Less than before.
    Down,
    /// A key in the footer or in help.
    Key,
    /// What went wrong.
    Trouble,
    /// A day of the calendar without plays.
    Heat0,
    /// A day of few plays.
    Heat1,
    /// A day of some plays.
    Heat2,
    /// A day of many plays.
    Heat3,
    /// A day of the most plays.
    Heat4,
}

impl Role {
    /// The calendar, from no plays to the most.
    pub const HEAT: [Self; 5] = [
        Self::Heat0,
        Self::Heat1,
        Self::Heat2,
        Self::Heat3,
        Self::Heat4,
    ];

    /// Returns whether it steps back behind other text.
    pub(super) const fn is_faint(self) -> bool {
        matches!(self, Self::Faint | Self::Compared)
    }

    /// Returns the role of the text of a painted cell.
    pub(super) fn of(cell: &Cell) -> Self {
        number_in(cell.fg)
            .and_then(Self::from_repr)
            .unwrap_or_default()
    }
}

/// What the text of a cell stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromRepr)]
#[repr(u8)]
pub enum Ground {
    /// The screen itself.
    #[default]
    Screen,
    /// The border of a panel.
    Border,
    /// The border of the panel that keys go to.
    FocusedBorder,
    /// The selected row of a list that keys do not go to.
    MarkedRow,
    /// The selected row.
    SelectedRow,
}

impl Ground {
    /// Returns what the text of a painted cell stands on.
    pub(super) fn of(cell: &Cell) -> Self {
        number_in(cell.bg)
            .and_then(Self::from_repr)
            .unwrap_or_default()
    }
}

/// Paints the text; the ground stays as it is.
impl From<Role> for Style {
    fn from(role: Role) -> Self {
        Self::new().fg(Color::Indexed(role as u8))
    }
}

/// Paints the ground; the role of the text stays as it is.
impl From<Ground> for Style {
    fn from(ground: Ground) -> Self {
        Self::new().bg(Color::Indexed(ground as u8))
    }
}

fn number_in(color: Color) -> Option<u8> {
    match color {
        Color::Indexed(number) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_painted_is_read_back() {
        for (role, ground) in (0..)
            .map_while(Role::from_repr)
            .zip((0..).map_while(Ground::from_repr).cycle())
        {
            let mut cell = Cell::default();
            cell.set_style(Style::from(role).patch(ground));
            assert_eq!((Role::of(&cell), Ground::of(&cell)), (role, ground));
        }
    }

    #[test]
    fn what_nothing_was_painted_on_is_text_on_the_screen() {
        let cell = Cell::default();
        let painted = (Role::of(&cell), Ground::of(&cell));
        assert_eq!(painted, (Role::Text, Ground::Screen));
    }
}
