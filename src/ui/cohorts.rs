//! Panel 3: cohort sizes, by streak length, by number of plays, or by first week.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::bars::bar;
use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::text::{cut, number, right, width};
use crate::app::state::CohortTab;
use crate::domain::Day;
use crate::domain::cohort::Step;
use crate::domain::format::{share, thousands};
use crate::guard::Guard;
use crate::query::Frame;
use crate::query::cohorts::periods::PeriodCohort;

/// Panel 3: cohort sizes.
pub(super) struct CohortsPanel<'a> {
    pub frame: &'a Frame,
    pub tab: CohortTab,
    /// The first line shown.
    pub scroll: usize,
    /// The day still under way, if any.
    pub unfinished: Option<Day>,
    pub guard: Guard,
    pub is_focused: bool,
}

const TABS: [(CohortTab, &str); 3] = [
    (CohortTab::Streak, "streak"),
    (CohortTab::Plays, "plays"),
    (CohortTab::Week, "week"),
];

/// The fewest cells of the panel's title beside the tabs; with fewer, there are no tabs.
const LEAST_TITLE: usize = 18;

/// The cells of a later week: `100%*` and a blank.
const WEEK: usize = 6;

impl CohortsPanel<'_> {
    fn tabs(&self) -> Line<'static> {
        let mut line = Line::from(Span::styled("by", Role::Faint));
        for (tab, word) in TABS {
            line.push_span(if tab == self.tab {
                Span::styled(format!(" [{word}]"), Role::Strong)
            } else {
                Span::styled(format!(" {word}"), Role::Faint)
            });
        }
        line
    }

    fn ladder(&self, area: Rect, buf: &mut Buffer) {
        let (steps, unit) = match self.tab {
            CohortTab::Plays => (&self.frame.cohorts.by_plays, "plays"),
            _ => (&self.frame.cohorts.by_streak, "days"),
        };
        if steps.first().is_none_or(|step| step.viewers == 0) {
            let words = match self.tab {
                CohortTab::Plays => "Nobody played it in these days.",
                _ => "Nobody came back on two days in a row.",
            };
            return say(words, Role::Faint, area, buf);
        }
        let ladder = Ladder {
            steps,
            unit,
            guard: self.guard,
            threshold: (self.tab == CohortTab::Streak).then(|| self.frame.threshold.days()),
        };
        (&ladder).render(area, buf);
    }

    fn weeks(&self, area: Rect, buf: &mut Buffer) {
        let weeks = &self.frame.cohorts.by_period;
        if weeks.iter().all(|week| week.viewers == 0) {
            return say("Nobody was active in these days.", Role::Faint, area, buf);
        }
        if area.is_empty() {
            return;
        }
        let most = weeks.iter().map(|week| week.viewers).max().unwrap_or(0);
        let count_cells = thousands(most.into()).len().max(width("Viewers"));
        let cells = usize::from(area.width);
        let room = cells.saturating_sub(12 + count_cells) / WEEK;
        let mut heading = format!(" First in   {}", right("Viewers", count_cells));
        let meaning = format!("  again after 1, 2, 3… {}s", self.frame.period().word());
        if width(&heading) + width(&meaning) <= cells {
            heading.push_str(&meaning);
        }
        buf.set_stringn(
            area.x,
            area.y,
            heading,
            usize::from(area.width),
            Role::Faint,
        );
        let shown = usize::from(area.height.saturating_sub(1));
        let first = self.scroll.min(weeks.len().saturating_sub(shown));
        for (y, week) in (area.y + 1..area.bottom()).zip(&weeks[first..]) {
            buf.set_line(area.x, y, &self.week(week, count_cells, room), area.width);
        }
    }

    fn week(&self, week: &PeriodCohort, count_cells: usize, room: usize) -> Line<'static> {
        let mut line = Line::from(vec![
            Span::styled(
                format!(
                    " {:<9}  ",
                    self.frame.period().name(week.start) + self.mark(week.start)
                ),
                Role::Text,
            ),
            Span::styled(
                right(&number(self.guard.viewers(week.viewers)), count_cells),
                Role::Strong,
            ),
        ]);
        if week.viewers == 0 {
            return line;
        }
        for (place, active) in (1..).zip(&week.active).take(room) {
            let cell = if self.guard.hides(week.viewers) || self.guard.hides(*active) {
                "· ".to_owned()
            } else {
                let percent = (u64::from(*active) * 200 + u64::from(week.viewers))
                    / (2 * u64::from(week.viewers));
                format!(
                    "{percent}%{}",
                    self.mark(self.frame.period().later(week.start, place))
                )
            };
            line.push_span(Span::styled(right(&cell, WEEK), Role::Bar));
        }
        line
    }

    /// Marks a week or month that is not over, or of which the range holds only a part.
    fn mark(&self, start: Day) -> &'static str {
        if self.frame.holds_a_part_of(start, self.unfinished) {
            "*"
        } else {
            " "
        }
    }
}

impl Widget for &CohortsPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let subject = self.frame.cohorts.item.as_ref();
        let subject = subject.map_or_else(
            || "everything".to_owned(),
            |(_, name)| name.name.to_string(),
        );
        // A long title is cut to make room for the tabs, but not to less than a title.
        let room = usize::from(area.width).saturating_sub(self.tabs().width() + 7);
        let (title, note) = if room >= LEAST_TITLE {
            (
                cut(&format!("3 Cohort sizes · {subject}"), room),
                self.tabs(),
            )
        } else {
            let word = TABS.iter().find(|(tab, _)| *tab == self.tab);
            let word = word.map_or("", |(_, word)| word);
            (format!("3 By {word} · {subject}"), Line::default())
        };
        let inner = PanelBox {
            title: &title,
            note,
            is_focused: self.is_focused,
        }
        .draw(area, buf);
        match self.tab {
            CohortTab::Week => self.weeks(inner, buf),
            CohortTab::Streak | CohortTab::Plays => self.ladder(inner, buf),
        }
    }
}

/// The steps of a ladder, with bars; steps after the first empty one are left out.
pub(super) struct Ladder<'a> {
    pub steps: &'a [Step],
    pub unit: &'a str,
    pub guard: Guard,
    /// The step that is marked as the threshold, if any.
    pub threshold: Option<u32>,
}

/// The cells of a share: `100.0 %` and the blanks before it.
const PART: usize = 9;

impl Widget for &Ladder<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let base = self.steps.first().map_or(0, |step| step.viewers);
        let cells = thousands(base.into()).len().max(3);
        let shown = self.steps.iter().scan(false, |is_over, step| {
            let show = !*is_over;
            *is_over = step.viewers == 0;
            show.then_some(step)
        });
        for (y, step) in (area.y..area.bottom()).zip(shown) {
            let is_threshold = self.threshold == Some(step.at_least);
            let rule = format!(
                "{} ≥ {} {}  ",
                if is_threshold { "▶" } else { " " },
                right(&step.at_least.to_string(), 3),
                self.unit
            );
            let size = self.guard.viewers(step.viewers);
            let taken = width(&rule) + cells;
            let part = if taken + PART > usize::from(area.width) {
                String::new()
            } else if self.guard.hides(step.viewers) {
                " ".repeat(PART)
            } else {
                right(&share(step.viewers.into(), base.into()), PART)
            };
            let mut line = Line::from(vec![
                Span::styled(
                    rule,
                    if is_threshold {
                        Role::Strong
                    } else {
                        Role::Text
                    },
                ),
                Span::styled(right(&number(size), cells), Role::Strong),
                Span::styled(part, Role::Faint),
                Span::raw(" "),
            ]);
            let room = usize::from(area.width).saturating_sub(line.width() + 1);
            let length = size.exact().unwrap_or(0);
            line.push_span(Span::styled(bar(length, base.into(), room), Role::Bar));
            buf.set_line(area.x, y, &line, area.width);
        }
    }
}
