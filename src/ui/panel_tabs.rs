//! The tabs of a panel, in its upper border.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pieces::Pieces;
use super::role::Role;
use super::text::cut;

/// The tabs of a panel.
pub(super) struct PanelTabs<T> {
    /// What stands before the tabs, if anything.
    pub lead: &'static str,
    /// Each tab, its word, and what the panel is called where there is no room for tabs.
    pub all: Vec<(T, &'static str, &'static str)>,
    pub chosen: T,
}

/// The fewest cells of the panel's title beside the tabs; with fewer, there are no tabs.
const LEAST_TITLE: usize = 18;

/// The cells of corners, and of blanks around title and tabs.
const AROUND: usize = 7;

impl<T: Copy + PartialEq> PanelTabs<T> {
    /// Returns the title and the tabs of a panel of so many cells, for example `3 Cohort sizes` on a
    /// `subject`. A long title is cut to make room for the tabs, but not to less than a title.
    pub fn titled(&self, name: &str, subject: &str, cells: u16) -> (String, Line<'static>) {
        let tabs = self.pieces();
        if let Some(room) = room_beside(&tabs, cells) {
            return (cut(&format!("{name} · {subject}"), room), tabs.line());
        }
        let number = name.split(' ').next().unwrap_or_default();
        let chosen = self.all.iter().find(|(tab, ..)| *tab == self.chosen);
        let short = chosen.map_or("", |(.., short)| short);
        (format!("{number} {short} · {subject}"), Line::default())
    }

    /// Returns the tab that stands at a cell of the upper border of the panel's area, if any.
    pub fn at(&self, area: Rect, (x, y): (u16, u16)) -> Option<T> {
        let tabs = self.pieces();
        room_beside(&tabs, area.width).filter(|_| y == area.y)?;
        // Before the corner, and the blank that the box puts behind them.
        let end = usize::from(area.right()).checked_sub(2)?;
        tabs.at(usize::from(x).checked_sub(end - tabs.width())?)
    }

    fn pieces(&self) -> Pieces<T> {
        let mut pieces = Pieces::new();
        // There is nothing to choose from.
        if self.all.len() < 2 {
            return pieces;
        }
        pieces.push(Span::styled(self.lead, Role::Faint));
        for (tab, word, _) in &self.all {
            if pieces.width() > 0 {
                pieces.push(" ");
            }
            let shown = if *tab == self.chosen {
                Span::styled(format!("[{word}]"), Role::Strong)
            } else {
                Span::styled(*word, Role::Faint)
            };
            pieces.push_for(*tab, shown);
        }
        pieces
    }
}

/// Returns the cells of a title beside tabs in a panel of so many cells; `None` where there is no room for both.
fn room_beside<T: Copy>(tabs: &Pieces<T>, cells: u16) -> Option<usize> {
    let room = usize::from(cells).saturating_sub(tabs.width() + AROUND);
    (room >= LEAST_TITLE).then_some(room)
}
