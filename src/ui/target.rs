//! What a mouse points at: the same areas that are drawn, asked for a cell.

use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;

use super::footer::Footer;
use super::presets::Presets;
use super::screen::Screen;
use super::timeline::Timeline;
use crate::app::action::PanelNumber;
use crate::app::layout::{Full, Lines, Panels, Tabs, Tier};
use crate::app::pointer::Target;
use crate::app::state::Overlay;
use crate::app::tabs::CalendarTab;
use crate::app::{App, View};

/// Returns what stands at a column and row of the screen, if it can be chosen. What covers the panels has no targets of
/// its own; the footer has its keys then, too.
#[must_use]
pub fn target(app: &App, at: (u16, u16)) -> Option<Target> {
    let (columns, rows) = app.size;
    let area = Rect::new(0, 0, columns, rows);
    if app.presentation.is_some() || !area.contains(at.into()) {
        return None;
    }
    let lines = match Tier::of(area) {
        Tier::Full => Some(Full::of(area).lines),
        Tier::Tabs => Some(Tabs::of(area).lines),
        Tier::Panel | Tier::Line => None,
    };
    let footer = lines.filter(|lines| lines.footer.contains(at.into()));
    if let Some(lines) = footer {
        return Footer { app }.target(lines.footer, at.0);
    }
    if !matches!(app.overlay, Overlay::None) {
        return None;
    }
    let above = lines.and_then(|lines| above_panels(app, &lines, at));
    above.or_else(|| Aim { app, at }.in_panels(app.view()?, area))
}

fn above_panels(app: &App, lines: &Lines, at: (u16, u16)) -> Option<Target> {
    if lines.presets.contains(at.into()) {
        return Presets { app }.target(lines.presets, at.0);
    }
    let is_timeline = lines.timeline.contains(at.into());
    is_timeline
        .then(|| Timeline { app }.target(lines.timeline, at.0))
        .flatten()
}

/// The cell that the mouse points at.
struct Aim<'a> {
    app: &'a App,
    at: (u16, u16),
}

impl Aim<'_> {
    fn is_in(&self, area: Rect) -> bool {
        area.contains(self.at.into())
    }

    fn in_panels(&self, view: &View, area: Rect) -> Option<Target> {
        let app = self.app;
        match Tier::of(area) {
            Tier::Full if app.is_zoomed && app.page.is_none() => {
                self.in_panel(app.focus, view, Full::of(area).body)
            }
            Tier::Full => self.in_all(view, &Full::of(area).panels),
            Tier::Tabs => {
                let areas = Tabs::of(area);
                let is_zoomed = app.is_zoomed && app.page.is_none();
                if is_zoomed {
                    return self.in_panel(app.focus, view, areas.tab_line.union(areas.body));
                }
                if self.is_in(areas.tab_line) {
                    return Screen::of(app).panel_tabs().at(self.at.0.into());
                }
                self.in_panel(app.panel(), view, areas.body)
            }
            Tier::Panel => self.in_panel(app.panel(), view, area),
            Tier::Line => None,
        }
    }

    fn in_all(&self, view: &View, panels: &Panels) -> Option<Target> {
        use PanelNumber::{Four, One, Three, Two};
        if let Some(hours) = panels.hours.filter(|hours| self.is_in(*hours)) {
            return match self.app.page {
                Some(_) => Some(Target::Panel(Four)),
                None => self.in_calendar(CalendarTab::Hours, view, hours),
            };
        }
        let areas = [
            (One, panels.one),
            (Two, panels.two),
            (Three, panels.three),
            (Four, panels.four),
        ];
        let found = areas.into_iter().find(|(_, area)| self.is_in(*area));
        found.and_then(|(panel, area)| match (panel, panels.hours) {
            (Four, Some(_)) if self.app.page.is_none() => {
                self.in_calendar(CalendarTab::Days, view, area)
            }
            _ => self.in_panel(panel, view, area),
        })
    }

    /// Returns what stands in a panel, or in a part of an open page.
    fn in_panel(&self, panel: PanelNumber, view: &View, area: Rect) -> Option<Target> {
        if !self.is_in(area) {
            return None;
        }
        let screen = Screen::of(self.app);
        if self.app.page.is_some() {
            return Some(match panel {
                PanelNumber::Two => screen.page(view).map_or(Target::Panel(panel), |page| {
                    page.plays().target(area, self.at)
                }),
                PanelNumber::Three => screen.cohorts(view).target(area, self.at),
                _ => Target::Panel(panel),
            });
        }
        match panel {
            PanelNumber::One => Some(screen.streaks(view).target(area, self.at)),
            PanelNumber::Two => Some(screen.rewatched(view).target(area, self.at)),
            PanelNumber::Three => Some(screen.cohorts(view).target(area, self.at)),
            PanelNumber::Four => {
                let tab = screen.calendar_tabs().at(area, self.at);
                tab.map(Target::CalendarTab)
                    .or_else(|| self.in_calendar(self.app.calendar_tab, view, area))
            }
        }
    }

    fn in_calendar(&self, tab: CalendarTab, view: &View, area: Rect) -> Option<Target> {
        let inner = area.inner(Margin::new(1, 1));
        let screen = Screen::of(self.app);
        let untitled = (String::new(), Line::default());
        let found = match tab {
            _ if !self.is_in(inner) => None,
            CalendarTab::Days => {
                let days = screen.days(view, untitled, false);
                days.day_at(inner, self.at).map(Target::Day)
            }
            CalendarTab::Hours => {
                let hours = screen.hours(view, untitled, false);
                hours.hour_at(inner, self.at).map(Target::Hour)
            }
        };
        found.or_else(|| self.is_in(area).then_some(Target::Panel(PanelNumber::Four)))
    }
}
