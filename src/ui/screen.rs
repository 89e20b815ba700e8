//! The whole screen: which panel stands where.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::calendar::CalendarPanel;
use super::cohorts::CohortsPanel;
use super::figures::Figures;
use super::footer::Footer;
use super::header::Header;
use super::headline::Headline;
use super::help::HelpBox;
use super::hours::HoursPanel;
use super::layout::{Full, Lines, Tabs, Tier};
use super::one_line::OneLine;
use super::page::Page;
use super::panel_tabs::PanelTabs;
use super::placeholder::announce;
use super::prompt::PromptBox;
use super::rewatched::RewatchedPanel;
use super::role::Role;
use super::streaks::StreaksPanel;
use super::text::width;
use super::timeline::Timeline;
use crate::app::action::PanelNumber;
use crate::app::state::{CalendarTab, Content, Overlay};
use crate::app::{App, View};

/// Paints the dashboard over the whole of `area`; returns where the cursor stands, if it is shown.
///
/// Its cells hold roles, not colours: [`super::cell::resolve`] says what they show under a theme.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    Screen { app }.content(area, buf);
    match &app.overlay {
        Overlay::Help(help) => HelpBox { help }.draw(area, buf),
        Overlay::Prompt(prompt) if !area.is_empty() => {
            let frame = app.view().map(|view| &view.frame);
            let prompt = PromptBox {
                prompt,
                bounds: app.bounds(),
                matches: frame.map(|frame| frame.rewatched.len()),
                has_earlier: app.has_earlier_ranges(),
            };
            Some(prompt.draw(area, buf))
        }
        Overlay::None | Overlay::Prompt(_) => None,
    }
}

struct Screen<'a> {
    app: &'a App,
}

impl Screen<'_> {
    fn content(&self, area: Rect, buf: &mut Buffer) {
        match Tier::of(area) {
            Tier::Full => self.full(area, buf),
            Tier::Tabs => self.tabs(area, buf),
            Tier::Panel => self.panel_only(area, buf),
            Tier::Line => {
                (&OneLine { app: self.app }).render(area, buf);
            }
        }
    }

    fn full(&self, area: Rect, buf: &mut Buffer) {
        let areas = Full::of(area);
        let Some(view) = self.above_panels(&areas.lines, areas.body, buf) else {
            return;
        };
        if self.is_page_drawn(view, areas.body, buf) {
            return;
        }
        if self.app.is_zoomed {
            self.panel(self.app.focus, view, areas.body, buf);
            return;
        }
        let panels = [
            PanelNumber::One,
            PanelNumber::Two,
            PanelNumber::Three,
            PanelNumber::Four,
        ];
        for (panel, area) in panels.into_iter().zip(areas.panels) {
            self.panel(panel, view, area, buf);
        }
    }

    fn tabs(&self, area: Rect, buf: &mut Buffer) {
        let areas = Tabs::of(area);
        let Some(view) = self.above_panels(&areas.lines, areas.body, buf) else {
            return;
        };
        let body = areas.tab_line.union(areas.body);
        if self.is_page_drawn(view, body, buf) {
            return;
        }
        if self.app.is_zoomed {
            self.panel(self.app.focus, view, body, buf);
            return;
        }
        self.tab_line(areas.tab_line, buf);
        self.panel(self.app.focus, view, areas.body, buf);
    }

    /// Draws everything but the panels, and returns the answer for them to draw; where there is
    /// none, says why in their place.
    fn above_panels(&self, lines: &Lines, body: Rect, buf: &mut Buffer) -> Option<&View> {
        let app = self.app;
        Header { app }.render(lines.header, buf);
        Footer { app }.render(lines.footer, buf);
        Timeline { app }.render(lines.timeline, buf);
        let view = self.ready(body, buf)?;
        Headline { app }.render(lines.headline, buf);
        self.figures(view).render(lines.figures, buf);
        Some(view)
    }

    fn panel_only(&self, area: Rect, buf: &mut Buffer) {
        let footer = Footer { app: self.app };
        // There is no room for a footer, but a message is shown.
        let [area, last] = Layout::vertical([
            Constraint::Min(0),
            Constraint::Length(u16::from(footer.has_message())),
        ])
        .areas(area);
        (&footer).render(last, buf);
        let Some(view) = self.ready(area, buf) else {
            return;
        };
        if self.is_page_drawn(view, area, buf) {
            return;
        }
        self.panel(self.app.focus, view, area, buf);
        // The numbers mean nothing without their days, which stand in the lower border.
        let days = format!(" {} ", view.frame.window);
        let cells = u16::try_from(width(&days)).unwrap_or(u16::MAX);
        if area.width >= cells.saturating_add(4) {
            let x = area.right() - cells - 2;
            buf.set_string(x, area.bottom() - 1, days, Role::Faint);
        }
    }

    /// Returns the answer to draw, or says why there is none.
    fn ready(&self, area: Rect, buf: &mut Buffer) -> Option<&View> {
        if let Some(view) = self.app.view() {
            return Some(view);
        }
        match &self.app.content {
            Content::Ready(..) | Content::Loading => {
                announce("Reading the log…", Role::Faint, area, buf);
            }
            Content::Broken(reason) => {
                announce(
                    &format!("{reason}\n\nq quits · r tries again"),
                    Role::Trouble,
                    area,
                    buf,
                );
            }
            Content::Empty(_) => announce(
                "This log holds no plays yet.\n\nFill it with  bingetop ingest FILE --into LOG.db\nNew plays appear by themselves.",
                Role::Text,
                area,
                buf,
            ),
        }
        None
    }

    fn is_page_drawn(&self, view: &View, area: Rect, buf: &mut Buffer) -> bool {
        let (Some(_), Some(page), Some(known)) = (self.app.page, &view.page, self.app.known())
        else {
            return false;
        };
        let page = Page {
            view,
            item: page,
            yesterday: known.yesterday,
            tab: self.app.cohort_tab,
            unfinished: known.unfinished,
        };
        (&page).render(area, buf);
        true
    }

    fn figures<'b>(&'b self, view: &'b View) -> Figures<'b> {
        Figures {
            frame: &view.frame,
            compare: self.app.compare,
        }
    }

    fn tab_line(&self, area: Rect, buf: &mut Buffer) {
        let tabs = [
            (PanelNumber::One, "1 Streaks"),
            (PanelNumber::Two, "2 Rewatched"),
            (PanelNumber::Three, "3 Cohorts"),
            (PanelNumber::Four, "4 Calendar"),
        ];
        let mut line = Line::from(" ");
        for (panel, word) in tabs {
            if line.width() > 1 {
                line.push_span(Span::styled(" │ ", Role::Faint));
            }
            line.push_span(if panel == self.app.focus {
                Span::styled(format!("[{word}]"), Role::Strong)
            } else {
                Span::styled(word, Role::Faint)
            });
        }
        buf.set_line(area.x, area.y, &line, area.width);
    }

    fn panel(&self, panel: PanelNumber, view: &View, area: Rect, buf: &mut Buffer) {
        let app = self.app;
        let frame = &view.frame;
        let is_focused = app.focus == panel;
        match panel {
            PanelNumber::One => (&StreaksPanel {
                frame,
                selected: app.selected(),
                sort: app.streak_sort,
                filter: &app.filter,
                is_focused,
            })
                .render(area, buf),
            PanelNumber::Two => (&RewatchedPanel {
                frame,
                selected: app.selected(),
                sort: app.rewatched_sort,
                filter: &app.filter,
                is_focused,
            })
                .render(area, buf),
            PanelNumber::Three => (&CohortsPanel {
                frame,
                tab: app.cohort_tab,
                scroll: if is_focused { app.scroll } else { 0 },
                unfinished: app.known().and_then(|known| known.unfinished),
                is_focused,
            })
                .render(area, buf),
            PanelNumber::Four => self.panel_four(view, area, buf),
        }
    }

    /// Draws the days of the selected item, or the hours: these are only known of everything.
    fn panel_four(&self, view: &View, area: Rect, buf: &mut Buffer) {
        const TABS: [(CalendarTab, &str, &str); 2] = [
            (CalendarTab::Days, "days", "Days"),
            (CalendarTab::Hours, "hours", "Hours"),
        ];
        let everything = "everything";
        let tabs = PanelTabs {
            lead: "",
            all: &TABS,
            chosen: self.app.calendar_tab,
        };
        let titled = |subject: &str| tabs.titled("4 Calendar", subject, area.width);
        let is_focused = self.app.focus == PanelNumber::Four;
        match self.app.calendar_tab {
            CalendarTab::Days => {
                let subject = self.app.subject().map_or(everything, |name| &*name.name);
                let (title, tabs) = titled(subject);
                let calendar = CalendarPanel {
                    title,
                    tabs,
                    days: &view.calendar,
                    window: view.frame.window,
                    cursor: self.app.day_cursor(),
                    is_focused,
                };
                (&calendar).render(area, buf);
            }
            CalendarTab::Hours => {
                let (title, tabs) = titled(everything);
                let hours = HoursPanel {
                    frame: &view.frame,
                    title,
                    tabs,
                    cursor: self.app.hour_cursor(),
                    is_focused,
                };
                (&hours).render(area, buf);
            }
        }
    }
}
