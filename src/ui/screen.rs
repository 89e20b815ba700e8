//! The panels and the lines around them: which stands where.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::calendar::CalendarPanel;
use super::cohorts::CohortsPanel;
use super::figures::{Figures, Totals};
use super::footer::Footer;
use super::header::Header;
use super::headline::Headline;
use super::hours::HoursPanel;
use super::one_line::OneLine;
use super::page::Page;
use super::panel_tabs::PanelTabs;
use super::pieces::Pieces;
use super::placeholder::announce;
use super::presets::Presets;
use super::rewatched::RewatchedPanel;
use super::role::Role;
use super::streaks::StreaksPanel;
use super::text::width;
use super::timeline::Timeline;
use crate::app::action::PanelNumber;
use crate::app::day_cursor::DayCursor;
use crate::app::layout::{Full, Lines, LonePart, Tabs, Tier};
use crate::app::pointer::Target;
use crate::app::present::Slide;
use crate::app::state::Content;
use crate::app::tabs::CalendarTab;
use crate::app::{App, View};

/// What is drawn of the state, and how.
pub(super) struct Screen<'a> {
    app: &'a App,
    /// The panel that keys go to, if any does.
    focus: Option<PanelNumber>,
    calendar_tab: CalendarTab,
    /// Whether numbers are rounded to three digits.
    is_rounded: bool,
}

impl<'a> Screen<'a> {
    /// Returns what draws the dashboard as the user left it.
    pub fn of(app: &'a App) -> Self {
        Self {
            app,
            focus: Some(app.focus),
            calendar_tab: app.calendar_tab,
            is_rounded: false,
        }
    }

    /// Returns what draws the panel of a slide.
    pub fn of_slide(app: &'a App, slide: Slide) -> Self {
        Self {
            app,
            focus: None,
            calendar_tab: match slide {
                Slide::Hours => CalendarTab::Hours,
                _ => CalendarTab::Days,
            },
            is_rounded: true,
        }
    }
}

impl Screen<'_> {
    /// Draws all of it.
    pub fn content(&self, area: Rect, buf: &mut Buffer) {
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
        if let Some(page) = self.page(view) {
            return page.parts(&areas.panels, buf);
        }
        if self.app.is_zoomed {
            return self.panel(self.app.focus, view, areas.body, buf);
        }
        let panels = &areas.panels;
        self.panel(PanelNumber::One, view, panels.one, buf);
        self.panel(PanelNumber::Two, view, panels.two, buf);
        self.panel(PanelNumber::Three, view, panels.three, buf);
        match panels.hours {
            Some(hours) => self.both_calendars(view, panels.four, hours, buf),
            None => self.panel(PanelNumber::Four, view, panels.four, buf),
        }
    }

    fn tabs(&self, area: Rect, buf: &mut Buffer) {
        let areas = Tabs::of(area);
        let Some(view) = self.above_panels(&areas.lines, areas.body, buf) else {
            return;
        };
        if let Some(page) = self.page(view) {
            self.draw_tabs(areas.tab_line, buf);
            return page.chosen_part(areas.body, buf);
        }
        if self.app.is_zoomed {
            let body = areas.tab_line.union(areas.body);
            return self.panel(self.app.focus, view, body, buf);
        }
        self.draw_tabs(areas.tab_line, buf);
        self.panel(self.app.focus, view, areas.body, buf);
    }

    fn draw_tabs(&self, area: Rect, buf: &mut Buffer) {
        buf.set_line(area.x, area.y, &self.panel_tabs().line(), area.width);
    }

    /// Returns the names of the panels, or of the parts of an open page.
    pub fn panel_tabs(&self) -> Pieces<Target> {
        match self.app.page {
            Some(_) => tab_line(&PARTS, self.app.page_part),
            None => tab_line(&PANELS, self.app.focus),
        }
    }

    /// Draws everything but the panels, and returns the answer for them to draw; where there is
    /// none, says why in their place.
    fn above_panels(&self, lines: &Lines, body: Rect, buf: &mut Buffer) -> Option<&View> {
        let app = self.app;
        Header { app }.render(lines.header, buf);
        Footer { app }.render(lines.footer, buf);
        if !lines.presets.is_empty() {
            Presets { app }.render(lines.presets, buf);
        }
        Timeline { app }.render(lines.timeline, buf);
        let view = self.ready(body, buf)?;
        if let Some(page) = self.page(view) {
            page.headline(lines.headline, buf);
            page.figures().render(lines.figures, buf);
        } else {
            Headline { app }.render(lines.headline, buf);
            self.figures(view).render(lines.figures, buf);
        }
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
        if let Some(page) = self.page(view) {
            let areas = LonePart::of(area);
            page.headline(areas.sentence, buf);
            page.figures().render(areas.figures, buf);
            return page.chosen_part(areas.part, buf);
        }
        self.panel(self.app.focus, view, area, buf);
        // The numbers mean nothing without their days, which stand in the lower border, behind whose they are.
        let wordings = match self.app.viewer_shown() {
            Some(name) => vec![
                format!(" {name} · {} ", view.frame.window),
                format!(" {name} "),
            ],
            None => vec![format!(" {} ", view.frame.window)],
        };
        let cells = |words: &String| u16::try_from(width(words)).unwrap_or(u16::MAX);
        let mut fitting = wordings.into_iter();
        if let Some(words) = fitting.find(|words| area.width >= cells(words).saturating_add(4)) {
            let x = area.right() - cells(&words) - 2;
            buf.set_string(x, area.bottom() - 1, words, Role::Faint);
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
                    &format!(
                        "{reason}\n\n{}",
                        self.app
                            .setup
                            .bindings
                            .with_keys("{quit} quits · {refresh} tries again")
                    ),
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

    /// Returns the open page, where its answer has come.
    pub fn page<'b>(&self, view: &'b View) -> Option<Page<'b>> {
        let app = self.app;
        let (Some(_), Some(item), Some(known)) = (app.page, &view.page, app.known()) else {
            return None;
        };
        Some(Page {
            view,
            item,
            yesterday: known.yesterday,
            tab: app.cohort_tab,
            plays_tab: app.plays_tab,
            has_rows: !app.is_reduced(),
            part: app.page_part,
            scroll: app.scroll,
            unfinished: known.unfinished,
        })
    }

    /// Returns the figures of the range.
    pub fn figures(&self, view: &View) -> Figures {
        let totals = Totals {
            frame: &view.frame,
            compare: self.app.compare,
        };
        Figures {
            is_rounded: self.is_rounded,
            ..totals.figures()
        }
    }

    /// Draws a panel.
    pub fn panel(&self, panel: PanelNumber, view: &View, area: Rect, buf: &mut Buffer) {
        match panel {
            PanelNumber::One => (&self.streaks(view)).render(area, buf),
            PanelNumber::Two => (&self.rewatched(view)).render(area, buf),
            PanelNumber::Three => (&self.cohorts(view)).render(area, buf),
            PanelNumber::Four => self.panel_four(view, area, buf),
        }
    }

    /// Returns panel 1.
    pub fn streaks<'b>(&'b self, view: &'b View) -> StreaksPanel<'b> {
        StreaksPanel {
            frame: &view.frame,
            extremes: &view.extremes.streaks,
            selected: self.app.selected(),
            sort: self.app.streak_sort,
            filter: &self.app.filter,
            top: self.app.top_of(PanelNumber::One),
            is_focused: self.focus == Some(PanelNumber::One),
        }
    }

    /// Returns panel 2.
    pub fn rewatched<'b>(&'b self, view: &'b View) -> RewatchedPanel<'b> {
        RewatchedPanel {
            frame: &view.frame,
            extremes: &view.extremes.rewatched,
            selected: self.app.selected(),
            sort: self.app.rewatched_sort,
            filter: &self.app.filter,
            top: self.app.top_of(PanelNumber::Two),
            is_focused: self.focus == Some(PanelNumber::Two),
        }
    }

    /// Returns panel 3.
    pub fn cohorts<'b>(&self, view: &'b View) -> CohortsPanel<'b> {
        let is_focused = self.focus == Some(PanelNumber::Three);
        CohortsPanel {
            frame: &view.frame,
            tab: self.app.cohort_tab,
            scroll: if is_focused { self.app.scroll } else { 0 },
            unfinished: self.app.known().and_then(|known| known.unfinished),
            is_rounded: self.is_rounded,
            is_focused,
        }
    }

    /// Returns the tabs of panel 4.
    pub fn calendar_tabs(&self) -> PanelTabs<CalendarTab> {
        PanelTabs {
            lead: "",
            all: vec![
                (CalendarTab::Days, "days", "Days"),
                (CalendarTab::Hours, "hours", "Hours"),
            ],
            chosen: self.calendar_tab,
        }
    }

    /// Draws the days of the selected item, or the hours: these are only known of everything.
    fn panel_four(&self, view: &View, area: Rect, buf: &mut Buffer) {
        let tabs = self.calendar_tabs();
        let titled = |subject: &str| tabs.titled("4 Calendar", subject, area.width);
        let is_focused = self.focus == Some(PanelNumber::Four);
        match self.calendar_tab {
            CalendarTab::Days => {
                let titled = titled(self.subject());
                self.days(view, titled, is_focused).render(area, buf);
            }
            CalendarTab::Hours => {
                let titled = titled(EVERYTHING);
                self.hours(view, titled, is_focused).render(area, buf);
            }
        }
    }

    /// Draws both tabs of panel 4 beside each other.
    fn both_calendars(&self, view: &View, days: Rect, beside: Rect, buf: &mut Buffer) {
        let is_focused = |tab| self.app.focus == PanelNumber::Four && self.app.calendar_tab == tab;
        let title = format!("4 Calendar · {}", self.subject());
        let titled = (title, Line::default());
        self.days(view, titled, is_focused(CalendarTab::Days))
            .render(days, buf);
        let titled = (format!("Hours of the week · {EVERYTHING}"), Line::default());
        self.hours(view, titled, is_focused(CalendarTab::Hours))
            .render(beside, buf);
    }

    /// Returns the hours of the week.
    pub fn hours<'b>(
        &self,
        view: &'b View,
        (title, tabs): (String, Line<'static>),
        is_focused: bool,
    ) -> HoursPanel<'b> {
        HoursPanel {
            frame: &view.frame,
            title,
            tabs,
            // On a slide nothing is picked.
            cursor: self.app.hour_cursor().filter(|_| self.focus.is_some()),
            is_focused,
        }
    }

    fn subject(&self) -> &str {
        self.app.subject().map_or(EVERYTHING, |name| &*name.name)
    }

    /// Returns the days of the selected item, or of everything.
    pub fn days<'b>(
        &self,
        view: &'b View,
        (title, tabs): (String, Line<'static>),
        is_focused: bool,
    ) -> CalendarPanel<'b> {
        CalendarPanel {
            title,
            tabs,
            days: &view.calendar,
            window: view.frame.window,
            unfinished: self.app.known().and_then(|known| known.unfinished),
            cursor: match self.focus {
                Some(_) => self.app.day_cursor(),
                // On a slide nothing is picked.
                None => DayCursor::default(),
            },
            is_focused,
        }
    }
}

/// What is counted where no item is selected.
const EVERYTHING: &str = "everything";

/// The names of the panels, where one is shown at a time.
const PANELS: [(PanelNumber, &str); 4] = [
    (PanelNumber::One, "1 Streaks"),
    (PanelNumber::Two, "2 Rewatched"),
    (PanelNumber::Three, "3 Cohorts"),
    (PanelNumber::Four, "4 Calendar"),
];

/// The names of the parts of a page.
const PARTS: [(PanelNumber, &str); 4] = [
    (PanelNumber::One, "1 Still going"),
    (PanelNumber::Two, "2 By plays"),
    (PanelNumber::Three, "3 Cohorts"),
    (PanelNumber::Four, "4 Calendar"),
];

/// Returns the names of panels or parts, the chosen one in brackets.
fn tab_line(tabs: &[(PanelNumber, &'static str)], chosen: PanelNumber) -> Pieces<Target> {
    let mut pieces = Pieces::new();
    pieces.push(" ");
    for (panel, word) in tabs {
        if pieces.width() > 1 {
            pieces.push(Span::styled(" │ ", Role::Faint));
        }
        let shown = if *panel == chosen {
            Span::styled(format!("[{word}]"), Role::Strong)
        } else {
            Span::styled(*word, Role::Faint)
        };
        pieces.push_for(Target::Panel(*panel), shown);
    }
    pieces
}
