//! The actions that move: selection, panels, tabs, scrolling.

use ratatui::layout::Rect;

use crate::app::action::{Action, PanelNumber};
use crate::app::layout::{first_shown, focused_panel, page_part, rows_of_list};
use crate::app::message::Effect;
use crate::app::state::{App, Selected};
use crate::app::tabs::{CalendarTab, CohortTab, PlaysTab};
use crate::app::told::Way;
use crate::domain::Item;

const COHORT_TABS: [CohortTab; 3] = [CohortTab::Streak, CohortTab::Plays, CohortTab::Week];

const CALENDAR_TABS: [CalendarTab; 2] = [CalendarTab::Days, CalendarTab::Hours];

const PANELS: [PanelNumber; 4] = [
    PanelNumber::One,
    PanelNumber::Two,
    PanelNumber::Three,
    PanelNumber::Four,
];

/// Returns the line that moving by an action leads to, from one line on; a page has so many. Whoever scrolls knows the
/// last.
pub(super) fn scrolled(line: usize, action: Action, page: usize) -> usize {
    match action {
        Action::Up => line.saturating_sub(1),
        Action::Down => line + 1,
        Action::PageUp => line.saturating_sub(page),
        Action::PageDown => line + page,
        Action::First => 0,
        Action::Last => usize::MAX,
        _ => line,
    }
}

impl App {
    /// Moves the selection, the focus, or what is scrolled.
    pub(super) fn go(&mut self, action: Action) -> Vec<Effect> {
        if let Some(effects) = self.move_cursor(action) {
            return effects;
        }
        let action = action.alone();
        match action {
            Action::Panel(panel) => self.focus_on(panel),
            Action::NextPanel => self.focus_on(beside(&PANELS, self.panel(), Way::On)),
            Action::PreviousPanel => self.focus_on(beside(&PANELS, self.panel(), Way::Back)),
            Action::Left | Action::TabLeft => return self.sideways(Way::Back),
            Action::Right | Action::TabRight => return self.sideways(Way::On),
            Action::NextSentence => return self.go_to_sentence(Way::On),
            Action::PreviousSentence => return self.go_to_sentence(Way::Back),
            Action::PageUp | Action::PageDown
                if self.page.is_some() && self.longest_scroll() > 0 =>
            {
                self.move_scroll(action);
            }
            _ if self.moves_selection() => return self.move_selection(action),
            _ => self.move_scroll(action),
        }
        Vec::new()
    }

    /// Finds the selected item again in a changed list. Where it is no longer listed, it stays
    /// selected, and the next move starts from the place it had.
    pub(super) fn follow_selection(&mut self) {
        let listed = self.listed();
        if let Some(selected) = &mut self.selected
            && let Some(place) = listed.iter().position(|item| *item == selected.item)
        {
            selected.place = place;
            self.scroll_to(place, listed.len());
        }
    }

    /// Opens the page of the selected item; else, where names are filtered, of the first that matches; else of that of
    /// the sentence, or of the first.
    pub(super) fn open_page(&mut self) -> Vec<Effect> {
        let told = || {
            let frame = &self.view()?.frame;
            let is_of_now = frame.levels.streaks == self.levels.streaks && self.filter.is_empty();
            Some(self.hero().filter(|_| is_of_now)?.item)
        };
        let first = || self.listed().first().copied();
        let Some(item) = self.selected().or_else(told).or_else(first) else {
            return Vec::new();
        };
        self.open(item)
    }

    /// Opens the page of an item.
    pub(super) fn open(&mut self, item: Item) -> Vec<Effect> {
        if self.page == Some(item) {
            return Vec::new();
        }
        self.select(item);
        self.page = Some(item);
        self.page_part = PanelNumber::One;
        self.scroll = 0;
        self.ask()
    }

    /// Returns whether moving up and down selects: in the lists, and on a page.
    fn moves_selection(&self) -> bool {
        self.page.is_some() || matches!(self.focus, PanelNumber::One | PanelNumber::Two)
    }

    /// Returns the panel that keys go to, or the part of an open page.
    #[must_use]
    pub fn panel(&self) -> PanelNumber {
        match self.page {
            Some(_) => self.page_part,
            None => self.focus,
        }
    }

    pub(super) fn focus_on(&mut self, panel: PanelNumber) {
        if panel == self.panel() {
            self.notice = Some("keys go to this panel already".to_owned());
            return;
        }
        self.scroll = 0;
        if self.page.is_some() {
            self.page_part = panel;
            return;
        }
        self.focus = panel;
        if matches!(panel, PanelNumber::One | PanelNumber::Two) {
            self.list = panel;
        }
        self.follow_selection();
    }

    /// Goes to the tab beside, where what has the focus has tabs, else to the list beside.
    fn sideways(&mut self, way: Way) -> Vec<Effect> {
        match self.focus {
            _ if self.page.is_some() && self.page_part == PanelNumber::Two => {
                let all = PlaysTab::all(self.page_has_titles(), !self.is_reduced());
                return self.go_to_plays_tab(beside(all, self.plays_tab_shown(), way));
            }
            _ if self.page.is_some() => self.go_to_cohort_tab(way),
            PanelNumber::One => self.focus_on(PanelNumber::Two),
            PanelNumber::Two => self.focus_on(PanelNumber::One),
            PanelNumber::Three => self.go_to_cohort_tab(way),
            PanelNumber::Four => {
                self.calendar_tab = beside(&CALENDAR_TABS, self.calendar_tab, way);
            }
        }
        Vec::new()
    }

    /// Goes to a tab of part 2 of a page, and asks for what it shows.
    pub(super) fn go_to_plays_tab(&mut self, tab: PlaysTab) -> Vec<Effect> {
        let wanted = (self.wants_sittings(), self.wants_also_played());
        self.plays_tab = tab;
        self.scroll = 0;
        let wants = (self.wants_sittings(), self.wants_also_played());
        if wants != wanted && wants != (false, false) {
            return self.ask();
        }
        Vec::new()
    }

    /// Returns the tab that part 2 of the open page shows.
    pub(in crate::app) fn plays_tab_shown(&self) -> PlaysTab {
        self.plays_tab
            .on(self.page_has_titles(), !self.is_reduced())
    }

    /// Returns whether the open page lists the titles of a show.
    pub(in crate::app) fn page_has_titles(&self) -> bool {
        let page = self.view().and_then(|view| view.page.as_ref());
        let numbers = page.and_then(|page| page.numbers.as_ref());
        self.page.is_some() && numbers.is_some_and(|numbers| !numbers.episodes.is_empty())
    }

    fn go_to_cohort_tab(&mut self, way: Way) {
        self.cohort_tab = beside(&COHORT_TABS, self.cohort_tab, way);
        self.scroll = 0;
    }

    fn move_selection(&mut self, action: Action) -> Vec<Effect> {
        let listed = self.listed();
        let Some(last) = listed.len().checked_sub(1) else {
            return Vec::new();
        };
        let page = self.screenful();
        let place = match (action, self.selected) {
            (Action::Last, _) => last,
            (Action::First, _) | (_, None) => 0,
            (Action::Up, Some(at)) => at.place.saturating_sub(1),
            (Action::Down, Some(at)) => at.place + 1,
            (Action::PageUp, Some(at)) => at.place.saturating_sub(page),
            (Action::PageDown, Some(at)) => at.place + page,
            (_, Some(at)) => at.place,
        };
        self.select_place(&listed, place.min(last))
    }

    pub(super) fn select_place(&mut self, listed: &[Item], place: usize) -> Vec<Effect> {
        let item = listed[place];
        if self.selected == Some(Selected { item, place }) {
            let end = if place == 0 { "first" } else { "last" };
            self.notice = Some(format!("this is the {end} of {}", listed.len()));
            return Vec::new();
        }
        self.selected = Some(Selected { item, place });
        self.scroll_to(place, listed.len());
        if self.page.is_some() {
            self.page = Some(item);
            self.scroll = 0;
        }
        self.ask()
    }

    fn select(&mut self, item: Item) {
        let place = self.listed().iter().position(|listed| *listed == item);
        self.selected = Some(Selected {
            item,
            place: place.unwrap_or(0),
        });
    }

    fn move_scroll(&mut self, action: Action) {
        let (before, longest) = (self.scroll, self.longest_scroll());
        self.scroll = scrolled(before, action, self.scrolled_screenful()).min(longest);
        if self.scroll != before || self.scrolled_rows() == 0 {
            return;
        }
        let words = match (longest, before) {
            (0, _) => "all of it is shown",
            (_, 0) => "this is the beginning",
            _ => "this is the end",
        };
        self.notice = Some(words.to_owned());
    }

    /// Returns the furthest that they scroll.
    fn longest_scroll(&self) -> usize {
        let shown = self.scrolled_screenful();
        self.scrolled_rows().saturating_sub(shown)
    }

    /// Returns how many rows panel 3 has where it scrolls, or the part of a page that keys go to.
    fn scrolled_rows(&self) -> usize {
        self.view().map_or(0, |view| match self.panel() {
            PanelNumber::Three if self.cohort_tab == CohortTab::Week => {
                view.frame.cohorts.by_period.len()
            }
            PanelNumber::Two => {
                let numbers = view.page.as_ref().and_then(|page| page.numbers.as_ref());
                numbers.map_or(0, |numbers| self.plays_tab_shown().rows_of(numbers))
            }
            _ => 0,
        })
    }

    /// Returns how many rows the focused list shows.
    fn screenful(&self) -> usize {
        self.rows_shown(self.focus, self.is_zoomed)
    }

    /// Returns how many rows what scrolls shows, in a panel or in a part of a page.
    fn scrolled_screenful(&self) -> usize {
        let panel = self.panel();
        if self.page.is_none() {
            return self.rows_shown(panel, self.is_zoomed);
        }
        let above = match panel {
            PanelNumber::Two => self.plays_tab_shown().lines_above(),
            _ => 0,
        };
        let rows = rows_of_list(page_part(self.screen(), panel));
        rows.saturating_sub(above).max(1)
    }

    fn rows_shown(&self, panel: PanelNumber, is_zoomed: bool) -> usize {
        rows_of_list(focused_panel(self.screen(), panel, is_zoomed)).max(1)
    }

    fn screen(&self) -> Rect {
        let (columns, rows) = self.size;
        Rect::new(0, 0, columns, rows)
    }

    /// Has the list that was focused last show one of so many rows.
    fn scroll_to(&mut self, place: usize, rows: usize) {
        let shown = self.screenful();
        let top = &mut self.tops[usize::from(self.list == PanelNumber::Two)];
        *top = first_shown(*top, Some(place), rows, shown);
    }
}

/// Returns what stands beside one of all; beside the last is the first.
fn beside<T: Copy + PartialEq>(all: &[T], one: T, way: Way) -> T {
    let place = all.iter().position(|other| *other == one).unwrap_or(0);
    let steps = match way {
        Way::On => 1,
        Way::Back => all.len() - 1,
    };
    all[(place + steps) % all.len()]
}
