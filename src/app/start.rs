//! What the dashboard opens with.

use super::action::PanelNumber;
use super::history::History;
use super::sort::{RewatchedColumn, Sort, StreakColumn};
use super::span::Span;
use super::theme_name::ThemeName;
use crate::domain::{Item, Levels, Threshold};
use crate::query::question::Compare;
use crate::query::viewer_names::Viewer;

/// What the dashboard opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The range of days.
    pub span: Span,
    /// Whether each list counts by title or by show.
    pub levels: Levels,
    /// The streak length K.
    pub threshold: Threshold,
    /// The filter on names.
    pub filter: String,
    /// What totals are compared with.
    pub compare: Compare,
    /// The item whose page is open.
    pub page: Option<Item>,
    /// The panel that keys go to; `None` leaves it to the page.
    pub panel: Option<PanelNumber>,
    /// The order of panel 1.
    pub streak_sort: Sort<StreakColumn>,
    /// The order of panel 2.
    pub rewatched_sort: Sort<RewatchedColumn>,
    /// What was typed before.
    pub history: History,
    /// The one viewer who is shown alone.
    pub viewer: Option<Viewer>,
    /// Whether it presents at once.
    pub is_presented: bool,
    /// The theme.
    pub theme: ThemeName,
    /// Whether the terminal tells of the mouse.
    pub has_mouse: bool,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            span: Span::default(),
            levels: Levels::default(),
            threshold: Threshold::DEFAULT,
            filter: String::new(),
            compare: Compare::Previous,
            page: None,
            panel: None,
            streak_sort: Sort::default(),
            rewatched_sort: Sort::default(),
            history: History::default(),
            viewer: None,
            is_presented: false,
            theme: ThemeName::default(),
            has_mouse: true,
        }
    }
}

impl Start {
    /// Returns the panel that keys go to: the one asked for, else a list that counts by what the open
    /// page is of.
    #[must_use]
    pub fn focus(&self) -> PanelNumber {
        let is_of = |level| self.page.is_none_or(|item| item.level == level);
        let list = if !is_of(self.levels.streaks) && is_of(self.levels.rewatched) {
            PanelNumber::Two
        } else {
            PanelNumber::One
        };
        self.panel.unwrap_or(list)
    }
}
