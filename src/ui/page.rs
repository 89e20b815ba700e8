//! The page of one title or show.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::bars::bar;
use super::calendar::CalendarPanel;
use super::cohorts::{CohortsPanel, Ladder};
use super::headline::sentence_within;
use super::layout::{LOWER_PANEL, quarters};
use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::survival::Survival;
use super::text::{cut, cut_words, fitting, number, right};
use crate::app::message::Answer;
use crate::app::state::CohortTab;
use crate::domain::Day;
use crate::domain::format::{counted, thousands};
use crate::guard::{Guard, Shown};
use crate::query::page::ItemPage;

/// The page of one title or show.
pub(super) struct Page<'a> {
    pub answer: &'a Answer,
    pub item: &'a ItemPage,
    /// The day before the present one.
    pub yesterday: Day,
    pub tab: CohortTab,
    pub unfinished: Option<Day>,
    pub guard: Guard,
}

impl Page<'_> {
    /// Returns the sentence on the page's item.
    fn headline(&self, cells: usize) -> String {
        let longest = u64::try_from(self.item.survival.len()).unwrap_or(u64::MAX);
        match &self.item.callout {
            Some(callout) => sentence_within(callout, self.yesterday, cells),
            None if longest == 0 => "Nobody played it in these days.".to_owned(),
            None => format!(
                "The longest streak here is {}.",
                counted(longest, "day", "days")
            ),
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
        let counts = &self.item.counts;
        let rewatches = self.guard.about(counts.viewers, counts.rewatches);
        let most = self.guard.about(counts.viewers, counts.most_by_one.into());
        let again = self.guard.within(counts.viewers, counts.rewatchers);
        let viewers = self.guard.viewers(counts.viewers);
        let parts = [
            (0, counted(counts.plays, "play", "plays")),
            (1, viewers.viewers()),
            (
                2,
                in_words(rewatches, |n| counted(n, "rewatch", "rewatches")),
            ),
            (3, in_words(again, |n| format!("{} again", thousands(n)))),
            (
                4,
                in_words(most, |n| format!("most by one {}", thousands(n))),
            ),
        ];
        let text = fitting(&parts, " · ", cells);
        buf.set_stringn(area.x + 1, area.y + 2, text, cells, Role::Text);
    }

    fn plays(&self, area: Rect, buf: &mut Buffer) {
        let inner = PanelBox {
            title: "Viewers by number of plays",
            note: Line::default(),
            is_focused: false,
        }
        .draw(area, buf);
        if self.guard.hides(self.item.counts.viewers) {
            let words = "Too few viewers to tell them apart; x shows them.";
            return say(words, Role::Faint, inner, buf);
        }
        let groups = grouped(&self.item.plays, usize::from(inner.height));
        let most = groups
            .iter()
            .map(|(_, viewers)| u64::from(*viewers))
            .max()
            .unwrap_or(0);
        if most == 0 {
            return say("Nobody played it in these days.", Role::Faint, inner, buf);
        }
        let rule_cells = groups.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0);
        let cells = thousands(most).len().max(3);
        for (y, (rule, viewers)) in (inner.y..inner.bottom()).zip(groups) {
            let shown = self.guard.viewers(viewers);
            let mut line = Line::from(vec![
                Span::styled(format!(" {}  ", right(&rule, rule_cells)), Role::Text),
                Span::styled(format!("{} ", right(&number(shown), cells)), Role::Strong),
            ]);
            let room = usize::from(inner.width).saturating_sub(line.width() + 1);
            let length = bar(shown.exact().unwrap_or(0), most, room);
            line.push_span(Span::styled(length, Role::Bar));
            buf.set_line(inner.x, y, &line, inner.width);
        }
    }

    fn calendar(&self) -> CalendarPanel<'_> {
        CalendarPanel {
            title: "Calendar".to_owned(),
            days: &self.answer.calendar,
            window: self.answer.frame.window,
            is_focused: false,
        }
    }

    fn cohorts(&self) -> CohortsPanel<'_> {
        CohortsPanel {
            frame: &self.answer.frame,
            tab: self.tab,
            scroll: 0,
            unfinished: self.unfinished,
            guard: self.guard,
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
                steps: &self.answer.frame.cohorts.by_streak,
                unit: "days",
                guard: self.guard,
                threshold: Some(self.answer.frame.threshold.days()),
            };
            (&ladder).render(area, buf);
        }
    }

    fn survival(&self) -> Survival<'_> {
        Survival {
            now: &self.item.survival,
            before: &self.item.survival_before,
            guard: self.guard,
        }
    }
}

/// Returns a number in words; an empty string where the guard hides it.
fn in_words(shown: Shown, words: impl FnOnce(u64) -> String) -> String {
    shown.exact().map(words).unwrap_or_default()
}

/// Groups viewers by number of plays into at most `lines` rules such as `5` or `6–9`.
///
/// `plays[n]` is how many viewers played it `n + 1` times. Where single numbers do not fit, groups
/// widen towards the end.
fn grouped(plays: &[u32], lines: usize) -> Vec<(String, u32)> {
    let mut groups = Vec::new();
    let mut from = 0;
    while from < plays.len() {
        let singles = plays.len() - from <= lines.saturating_sub(groups.len());
        let wide = if singles || from < 3 {
            1
        } else {
            from.next_power_of_two().max(2) / 2
        };
        let to = (from + wide).min(plays.len());
        let rule = if to == from + 1 {
            to.to_string()
        } else {
            format!("{}–{to}", from + 1)
        };
        groups.push((rule, plays[from..to].iter().sum()));
        from = to;
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

    #[test]
    fn groups_lose_no_viewer() {
        for length in 0..200 {
            let plays: Vec<u32> = (1..=length).collect();
            let groups = grouped(&plays, 9);
            let sum: u32 = groups.iter().map(|(_, viewers)| viewers).sum();
            assert_eq!(sum, plays.iter().sum::<u32>());
        }
        let rules: Vec<String> = grouped(&[1; 20], 6)
            .into_iter()
            .map(|(rule, _)| rule)
            .collect();
        assert_eq!(rules, ["1", "2", "3", "4–5", "6–9", "10–17", "18–20"]);
    }
}
