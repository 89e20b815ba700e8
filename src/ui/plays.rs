//! Part 2 of a page: viewers by number of plays and those who came back; of a show its titles, or how it is watched; what its
//! viewers played, too.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::also_played;
use super::bars::bar;
use super::cohorts::TOO_FEW;
use super::coming_back;
use super::panel_box::PanelBox;
use super::panel_tabs::PanelTabs;
use super::placeholder::say;
use super::role::Role;
use super::sittings;
use super::table::{Column, Row, Table};
use super::text::{right, width};
use crate::app::action::PanelNumber;
use crate::app::pointer::Target;
use crate::app::tabs::PlaysTab;
use crate::domain::format::thousands;
use crate::guard::episodes::ShownEpisode;
use crate::guard::page::{PageNumbers, PlaysCell};

/// Part 2 of a page.
pub(super) struct PlaysPanel<'a> {
    /// What may be told of the item.
    pub numbers: Option<&'a PageNumbers>,
    pub tab: PlaysTab,
    /// The first row shown of a list.
    pub scroll: usize,
    /// Whether the log has rows, which some tabs are answered from.
    pub has_rows: bool,
    pub is_focused: bool,
}

/// The cells of a bar beside an episode.
const BAR: usize = 10;

impl PlaysPanel<'_> {
    /// Returns the titles of the show; none of a title.
    fn episodes(&self) -> &[ShownEpisode] {
        self.numbers.map_or(&[], |numbers| &numbers.episodes)
    }

    /// Returns what stands at a cell of the part's area.
    pub fn target(&self, area: Rect, at: (u16, u16)) -> Target {
        let tab = self.tabs().at(area, at);
        tab.map_or(Target::Panel(PanelNumber::Two), Target::PlaysTab)
    }

    fn has_titles(&self) -> bool {
        !self.episodes().is_empty()
    }

    fn shown_tab(&self) -> PlaysTab {
        self.tab.on(self.has_titles(), self.has_rows)
    }

    /// Returns the tabs of the page.
    fn tabs(&self) -> PanelTabs<PlaysTab> {
        let all = PlaysTab::all(self.has_titles(), self.has_rows);
        PanelTabs {
            lead: "",
            all: all.iter().map(|tab| worded(*tab)).collect(),
            chosen: self.shown_tab(),
        }
    }

    fn titled(&self, cells: u16) -> (String, Line<'static>) {
        let tabs = self.tabs();
        match self.shown_tab() {
            PlaysTab::Viewers => tabs.titled("2 Viewers by number of plays", "coming back", cells),
            PlaysTab::Episodes => {
                let all = self.episodes();
                let small = all.iter().filter(|episode| episode.numbers.is_none());
                let small = small.count();
                let told = all.len() - small;
                let subject = match small {
                    0 => told.to_string(),
                    small => format!("{told} + {small} small"),
                };
                tabs.titled("2 Titles", &subject, cells)
            }
            PlaysTab::Sittings => tabs.titled("2 Sittings", "binges, stops", cells),
            PlaysTab::Also => tabs.titled("2 Also played", "by these viewers", cells),
        }
    }

    /// Lists the titles of the show, as many as there is room for, from the first on that is shown.
    fn list(&self, area: Rect, buf: &mut Buffer) {
        let all = self.episodes();
        let most = |of: fn(&ShownEpisode) -> Option<u64>| all.iter().filter_map(of).max();
        let viewers = most(|episode| Some(episode.numbers?.viewers.into())).unwrap_or(0);
        let plays = most(|episode| Some(episode.numbers?.plays)).unwrap_or(0);
        let row = |place: usize| {
            let episode: &ShownEpisode = &all[place];
            let values = episode.numbers.map(|numbers| {
                let of_all = u64::from(numbers.viewers);
                vec![
                    (thousands(of_all), Role::Strong),
                    (thousands(numbers.plays), Role::Text),
                    (bar(of_all, viewers, BAR), Role::Bar),
                ]
            });
            Row {
                name: episode.name.within_show().to_owned(),
                of: None,
                values,
            }
        };
        let cells = |most: u64| width(&thousands(most));
        let table = Table {
            name_heading: "Title",
            name_sorted: None,
            name_chosen_by: None,
            columns: vec![
                Column::of_values("Viewers", cells(viewers), 0),
                Column::of_values("Plays", cells(plays), 1),
                Column::of_drawings("", BAR, 2),
            ],
            rows: all.len(),
            row: &row,
            selected: None,
            top: self.scroll,
            is_focused: false,
        };
        (&table).render(area, buf);
    }

    /// Draws viewers by number of plays, and those who came back.
    fn spread(numbers: &PageNumbers, area: Rect, buf: &mut Buffer) {
        let inner = coming_back::above(&numbers.coming_back, area, buf);
        let groups = grouped(&numbers.by_plays, usize::from(inner.height));
        let most = groups.iter().map(|(_, viewers)| *viewers).max();
        let most = u64::from(most.unwrap_or(0));
        if most == 0 {
            return say("Nobody played it in these days.", Role::Faint, inner, buf);
        }
        let rules = groups.iter().map(|(rule, _)| width(rule));
        let rule_cells = rules.max().unwrap_or(0);
        let cells = thousands(most).len().max(3);
        for (y, (rule, viewers)) in (inner.y..inner.bottom()).zip(&groups) {
            let viewers = u64::from(*viewers);
            let mut line = Line::from(vec![
                Span::styled(format!(" {}  ", right(rule, rule_cells)), Role::Text),
                Span::styled(
                    format!("{} ", right(&thousands(viewers), cells)),
                    Role::Strong,
                ),
            ]);
            let room = usize::from(inner.width).saturating_sub(line.width() + 1);
            line.push_span(Span::styled(bar(viewers, most, room), Role::Bar));
            buf.set_line(inner.x, y, &line, inner.width);
        }
    }
}

impl Widget for &PlaysPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (title, note) = self.titled(area.width);
        let inner = PanelBox {
            title: &title,
            note,
            is_focused: self.is_focused,
        }
        .draw(area, buf);
        let Some(numbers) = self.numbers else {
            return say(TOO_FEW, Role::Faint, inner, buf);
        };
        match self.shown_tab() {
            PlaysTab::Viewers => PlaysPanel::spread(numbers, inner, buf),
            PlaysTab::Episodes => self.list(inner, buf),
            PlaysTab::Sittings => {
                sittings::draw(numbers.sittings.as_ref(), self.scroll, inner, buf);
            }
            PlaysTab::Also => {
                also_played::draw(numbers.also_played.as_ref(), self.scroll, inner, buf);
            }
        }
    }
}

/// Returns a tab with its word, and what the panel is called where there is no room for tabs.
fn worded(tab: PlaysTab) -> (PlaysTab, &'static str, &'static str) {
    match tab {
        PlaysTab::Viewers => (tab, "viewers", "Viewers"),
        PlaysTab::Episodes => (tab, "titles", "Titles"),
        PlaysTab::Sittings => (tab, "sittings", "Sittings"),
        PlaysTab::Also => (tab, "also", "Also played"),
    }
}

/// Groups viewers by number of plays into at most `lines` rules such as `5`, `6–9` or `10+`.
///
/// Where single numbers do not fit, groups widen towards the end.
fn grouped(cells: &[PlaysCell], lines: usize) -> Vec<(String, u32)> {
    let mut groups = Vec::new();
    let mut from = 0;
    while from < cells.len() {
        let fit = cells.len() - from <= lines.saturating_sub(groups.len());
        let wide = if fit || from < 3 {
            1
        } else {
            from.next_power_of_two().max(2) / 2
        };
        let group = &cells[from..(from + wide).min(cells.len())];
        let all = PlaysCell {
            from: group[0].from,
            to: group[group.len() - 1].to,
            viewers: group.iter().map(|cell| cell.viewers).sum(),
        };
        groups.push((all.rule(), all.viewers));
        from += group.len();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(viewers: impl Iterator<Item = u32>) -> Vec<PlaysCell> {
        let cells = (1..).zip(viewers).map(|(plays, viewers)| PlaysCell {
            from: plays,
            to: Some(plays),
            viewers,
        });
        cells.collect()
    }

    fn rules(cells: &[PlaysCell], lines: usize) -> Vec<String> {
        let groups = grouped(cells, lines).into_iter();
        groups.map(|(rule, _)| rule).collect()
    }

    #[test]
    fn groups_lose_no_viewer() {
        for length in 0..200 {
            let groups = grouped(&cells(1..=length), 9);
            let sum: u32 = groups.iter().map(|(_, viewers)| viewers).sum();
            assert_eq!(sum, (1..=length).sum::<u32>());
        }
        let mut twenty = cells([1; 20].into_iter());
        assert_eq!(
            rules(&twenty, 6),
            ["1", "2", "3", "4–5", "6–9", "10–17", "18–20"]
        );
        twenty.truncate(2);
        twenty[1].to = None;
        assert_eq!(rules(&twenty, 6), ["1", "2+"]);
    }
}
