//! The page of one title or show.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::bars::bar;
use super::calendar::CalendarPanel;
use super::cohorts::{CohortsPanel, Ladder, TOO_FEW};
use super::headline::sentence_within;
use super::layout::{LOWER_PANEL, quarters};
use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::survival::Survival;
use super::text::{cut, cut_words, fitting, number, right, width};
use crate::app::View;
use crate::app::day_cursor::DayCursor;
use crate::app::state::CohortTab;
use crate::domain::Day;
use crate::domain::format::{counted, thousands};
use crate::guard::Shown;
use crate::guard::page::{PageNumbers, PlaysCell, ShownPage};

/// The page of one title or show.
pub(super) struct Page<'a> {
    pub view: &'a View,
    pub item: &'a ShownPage,
    /// The day before the present one.
    pub yesterday: Day,
    pub tab: CohortTab,
    pub unfinished: Option<Day>,
}

impl Page<'_> {
    /// Returns the sentence on the page's item.
    fn headline(&self, cells: usize) -> String {
        let Some(numbers) = &self.item.numbers else {
            return TOO_FEW.to_owned();
        };
        if let Some(callout) = &numbers.callout {
            return sentence_within(callout, self.yesterday, cells);
        }
        let days = |days| counted(days, "day", "days");
        match numbers.longest {
            Shown::Exact(0) => "Nobody played it in these days.".to_owned(),
            Shown::Exact(longest) => format!("The longest streak here is {}.", days(longest)),
            Shown::AtLeast(longest @ 2..) => {
                format!("A crowd kept going for {} in a row here.", days(longest))
            }
            _ => "No crowd came back to it the next day.".to_owned(),
        }
    }

    fn top(&self, area: Rect, buf: &mut Buffer) {
        let name = &self.item.name;
        let of = name
            .show_beside()
            .map(|show| format!("  · {show}"))
            .unwrap_or_default();
        let cells = usize::from(area.width.saturating_sub(2));
        let title = cut(&name.name, cells);
        let line = Line::from(vec![
            Span::raw(" "),
            Span::styled(title, Role::Heading),
            Span::styled(of, Role::Faint),
        ]);
        buf.set_line(area.x, area.y, &line, area.width);
        let text = cut_words(&self.headline(cells), cells);
        buf.set_stringn(area.x + 1, area.y + 1, text, cells, Role::Strong);
        if let Some(numbers) = &self.item.numbers {
            let text = fitting(&parts(numbers), " · ", cells);
            buf.set_stringn(area.x + 1, area.y + 2, text, cells, Role::Text);
        }
    }

    fn plays(&self, area: Rect, buf: &mut Buffer) {
        let inner = PanelBox {
            title: "Viewers by number of plays",
            note: Line::default(),
            is_focused: false,
        }
        .draw(area, buf);
        let Some(numbers) = &self.item.numbers else {
            return say(TOO_FEW, Role::Faint, inner, buf);
        };
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

    fn calendar(&self) -> CalendarPanel<'_> {
        CalendarPanel {
            title: "Calendar".to_owned(),
            tabs: Line::default(),
            days: &self.view.calendar,
            window: self.view.frame.window,
            cursor: DayCursor::default(),
            is_focused: false,
        }
    }

    fn cohorts(&self) -> CohortsPanel<'_> {
        CohortsPanel {
            frame: &self.view.frame,
            tab: self.tab,
            scroll: 0,
            unfinished: self.unfinished,
            is_focused: false,
        }
    }

    /// Draws what a narrow or low screen has room for: the curve above the cohorts, the curve, or
    /// the ladder without a box.
    fn narrow(&self, area: Rect, buf: &mut Buffer) {
        const CURVE: u16 = 7;
        const COHORTS: u16 = 4;
        if area.height >= CURVE + COHORTS {
            let below = (area.height - CURVE).min(LOWER_PANEL);
            let [chart, below] =
                Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(area);
            self.survival().render(chart, buf);
            self.cohorts().render(below, buf);
        } else if area.height >= CURVE {
            self.survival().render(area, buf);
        } else {
            let ladder = Ladder {
                steps: &self.view.frame.cohorts.by_streak,
                unit: "days",
                threshold: Some(self.view.frame.threshold.days()),
            };
            (&ladder).render(area, buf);
        }
    }

    fn survival(&self) -> Survival<'_> {
        let numbers = self.item.numbers.as_ref();
        Survival {
            now: numbers.map_or(&[Shown::Hidden], |numbers| &numbers.survival),
            before: numbers.map_or(&[], |numbers| &numbers.survival_before),
        }
    }
}

/// Returns what a page says in numbers, the most important first.
fn parts(numbers: &PageNumbers) -> Vec<(u8, String)> {
    let again = match numbers.rewatchers {
        Shown::Hidden => String::new(),
        rewatchers => format!("{} again", number(rewatchers)),
    };
    let hours = numbers.hours.map(|hours| format!("{hours} hours"));
    vec![
        (0, counted(numbers.plays, "play", "plays")),
        (1, counted(numbers.viewers.into(), "viewer", "viewers")),
        (2, counted(numbers.rewatches, "rewatch", "rewatches")),
        (3, again),
        (4, hours.unwrap_or_default()),
        (5, format!("most by one {}", number(numbers.most))),
    ]
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
        let (first, last) = (group[0], group[group.len() - 1]);
        let rule = match last.to {
            Some(to) if to == first.from => to.to_string(),
            Some(to) => format!("{}–{to}", first.from),
            None => format!("{}+", first.from),
        };
        groups.push((rule, group.iter().map(|cell| cell.viewers).sum()));
        from += group.len();
    }
    groups
}

impl Widget for &Page<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let [top, body] = Layout::vertical([Constraint::Length(4), Constraint::Min(0)]).areas(area);
        self.top(top, buf);
        if body.width < 100 || body.height < 22 {
            return self.narrow(body, buf);
        }
        let [one, two, three, four] = quarters(body, Constraint::Fill(1));
        self.survival().render(one, buf);
        self.plays(two, buf);
        self.cohorts().render(three, buf);
        self.calendar().render(four, buf);
    }
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
