//! The tabs of a panel, in its upper border.

use ratatui::text::{Line, Span};

use super::role::Role;
use super::text::cut;

/// The tabs of a panel.
pub(super) struct PanelTabs<'a, T> {
    /// What stands before the tabs, if anything.
    pub lead: &'static str,
    /// Each tab, its word, and what the panel is called where there is no room for tabs.
    pub all: &'a [(T, &'static str, &'static str)],
    pub chosen: T,
}

/// The fewest cells of the panel's title beside the tabs; with fewer, there are no tabs.
const LEAST_TITLE: usize = 18;

/// The cells of corners, and of blanks around title and tabs.
const AROUND: usize = 7;

impl<T: Copy + PartialEq> PanelTabs<'_, T> {
    /// Returns the title and the tabs of a panel of so many cells, for example `3 Cohort sizes` on a
    /// `subject`. A long title is cut to make room for the tabs, but not to less than a title.
    pub fn titled(&self, name: &str, subject: &str, cells: u16) -> (String, Line<'static>) {
        let tabs = self.line();
        let room = usize::from(cells).saturating_sub(tabs.width() + AROUND);
        if room >= LEAST_TITLE {
            return (cut(&format!("{name} · {subject}"), room), tabs);
        }
        let number = name.split(' ').next().unwrap_or_default();
        let chosen = self.all.iter().find(|(tab, ..)| *tab == self.chosen);
        let short = chosen.map_or("", |(.., short)| short);
        (format!("{number} {short} · {subject}"), Line::default())
    }

    fn line(&self) -> Line<'static> {
        let mut line = Line::from(Span::styled(self.lead, Role::Faint));
        for (tab, word, _) in self.all {
            if line.width() > 0 {
                line.push_span(" ");
            }
            line.push_span(if *tab == self.chosen {
                Span::styled(format!("[{word}]"), Role::Strong)
            } else {
                Span::styled(*word, Role::Faint)
            });
        }
        line
    }
}
