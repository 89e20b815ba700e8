//! Panel 3: cohort sizes, by streak length, by number of plays, or by first week.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::bars::bar;
use super::panel_box::PanelBox;
use super::panel_tabs::PanelTabs;
use super::placeholder::say;
use super::role::Role;
use super::text::{number, right, width};
use crate::app::action::PanelNumber;
use crate::app::pointer::Target;
use crate::app::tabs::CohortTab;
use crate::domain::format::share;
use crate::domain::{Day, Threshold};
use crate::guard::cohorts::{ShownPeriod, ShownStep};
use crate::guard::{Shown, ShownFrame};

/// Panel 3: cohort sizes.
pub(super) struct CohortsPanel<'a> {
    pub frame: &'a ShownFrame,
    pub tab: CohortTab,
    /// The first line shown.
    pub scroll: usize,
    /// The day still under way, if any.
    pub unfinished: Option<Day>,
    /// Whether numbers are rounded to three digits.
    pub is_rounded: bool,
    pub is_focused: bool,
}

const TABS: [(CohortTab, &str, &str); 3] = [
    (CohortTab::Streak, "streak", "By streak"),
    (CohortTab::Plays, "plays", "By plays"),
    (CohortTab::Week, "week", "By week"),
];

/// What stands in the place of cohorts that are too small.
pub(super) const TOO_FEW: &str = "Too few viewers to tell anything of; x shows them.";

/// The cells of a later week: `100%*` and a blank.
const WEEK: usize = 6;

impl CohortsPanel<'_> {
    fn ladder(&self, area: Rect, buf: &mut Buffer) {
        let (steps, unit) = match self.tab {
            CohortTab::Plays => (&self.frame.cohorts.by_plays, "plays"),
            _ => (&self.frame.cohorts.by_streak, "days"),
        };
        if !self.frame.cohorts.is_told {
            return say(TOO_FEW, Role::Faint, area, buf);
        }
        if steps
            .first()
            .is_none_or(|step| step.viewers == Shown::Exact(0))
        {
            let words = match self.tab {
                CohortTab::Plays => "Nobody played it in these days.",
                _ => "Nobody came back on two days in a row.",
            };
            return say(words, Role::Faint, area, buf);
        }
        let ladder = Ladder {
            steps,
            unit,
            is_rounded: self.is_rounded,
            threshold: (self.tab == CohortTab::Streak).then(|| self.frame.threshold.days()),
        };
        (&ladder).render(area, buf);
    }

    fn weeks(&self, area: Rect, buf: &mut Buffer) {
        let weeks = &self.frame.cohorts.by_period;
        if !self.frame.cohorts.is_told {
            return say(TOO_FEW, Role::Faint, area, buf);
        }
        if weeks.iter().all(|week| week.viewers == Shown::Exact(0)) {
            return say("Nobody was active in these days.", Role::Faint, area, buf);
        }
        if area.is_empty() {
            return;
        }
        let counts = weeks.iter().map(|week| width(&number(week.viewers)));
        let count_cells = counts.max().unwrap_or(0).max(width("Viewers"));
        let names = weeks
            .iter()
            .map(|week| width(&week.name(self.frame.period())));
        let name_cells = names.max().unwrap_or(0).max(width("First in"));
        let cells = usize::from(area.width);
        let room = cells.saturating_sub(4 + name_cells + count_cells) / WEEK;
        let mut heading = format!(
            " First in{}   {}",
            " ".repeat(name_cells - 8),
            right("Viewers", count_cells)
        );
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
            let line = self.week(week, (name_cells, count_cells), room);
            buf.set_line(area.x, y, &line, area.width);
        }
    }

    fn week(
        &self,
        week: &ShownPeriod,
        (name_cells, count_cells): (usize, usize),
        room: usize,
    ) -> Line<'static> {
        let period = self.frame.period();
        let name = week.name(period);
        let blanks = " ".repeat(name_cells.saturating_sub(width(&name)));
        let mark = self.mark(week.start, week.joined);
        let mut line = Line::from(vec![
            Span::styled(format!(" {name}{mark}{blanks}  "), Role::Text),
            Span::styled(right(&number(week.viewers), count_cells), Role::Strong),
        ]);
        if week.viewers == Shown::Exact(0) {
            return line;
        }
        for (place, active) in (1..).zip(&week.active).take(room) {
            let cell = match (active.exact(), week.viewers.exact()) {
                (Some(active), Some(viewers)) => {
                    let percent = (active * 200 + viewers) / (2 * viewers);
                    let later = period.later(week.start, place);
                    format!("{percent}%{}", self.mark(later, week.joined))
                }
                _ => "· ".to_owned(),
            };
            line.push_span(Span::styled(right(&cell, WEEK), Role::Bar));
        }
        line
    }

    /// Marks weeks or months of which one is not over, or of which the range holds only a part.
    fn mark(&self, start: Day, joined: usize) -> &'static str {
        if self.frame.holds_a_part_of(start, joined, self.unfinished) {
            "*"
        } else {
            " "
        }
    }
}

impl CohortsPanel<'_> {
    fn tabs(&self) -> PanelTabs<CohortTab> {
        PanelTabs {
            lead: "by",
            all: TABS.to_vec(),
            chosen: self.tab,
        }
    }

    /// Returns what stands at a cell of the panel's area: a tab, a step of the ladder of streaks, else the panel.
    pub fn target(&self, area: Rect, at: (u16, u16)) -> Target {
        if let Some(tab) = self.tabs().at(area, at) {
            return Target::CohortTab(tab);
        }
        let inner = area.inner(Margin::new(1, 1));
        let is_ladder = self.tab == CohortTab::Streak && self.frame.cohorts.is_told;
        let line = (is_ladder && inner.contains(at.into())).then(|| usize::from(at.1 - inner.y));
        let steps = steps_shown(&self.frame.cohorts.by_streak);
        let step = line.and_then(|line| steps.get(line));
        let threshold = step.and_then(|step| Threshold::new(step.at_least));
        threshold.map_or(Target::Panel(PanelNumber::Three), Target::Step)
    }
}

impl Widget for &CohortsPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let subject = self.frame.cohorts.item.as_ref();
        let subject = subject.map_or_else(
            || "everything".to_owned(),
            |(_, name)| name.name.to_string(),
        );
        let tabs = self.tabs();
        let (title, note) = tabs.titled("3 Cohort sizes", &subject, area.width);
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

/// The steps of a ladder, with bars, up to the last that says anything; see [`steps_shown`].
pub(super) struct Ladder<'a> {
    pub steps: &'a [ShownStep],
    pub unit: &'a str,
    /// Whether viewers are rounded to three digits; their shares are of the exact numbers.
    pub is_rounded: bool,
    /// The step that is marked as the threshold, if any.
    pub threshold: Option<u32>,
}

/// Returns the steps that have a line: up to the first that nobody or too few reach. One that is joined with the step before has
/// its line, too: left out, it would look as if the ladder had no such step.
fn steps_shown(steps: &[ShownStep]) -> &[ShownStep] {
    let is_end = |step: &ShownStep| matches!(step.viewers, Shown::Exact(0) | Shown::Below(_));
    let end = steps.iter().position(is_end);
    &steps[..end.map_or(steps.len(), |end| end + 1)]
}

/// Returns a word for several, or cut to that for one and filled up with a blank.
fn noun(unit: &str, count: u32) -> String {
    match unit.strip_suffix('s') {
        Some(one) if count == 1 => format!("{one} "),
        _ => unit.to_owned(),
    }
}

/// The cells of a share: `100.0 %` and the blanks before it.
const PART: usize = 9;

impl Widget for &Ladder<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let steps = steps_shown(self.steps);
        let written = |viewers: Shown| {
            number(if self.is_rounded {
                viewers.rounded()
            } else {
                viewers
            })
        };
        let counts = steps.iter().map(|step| width(&written(step.viewers)));
        let cells = counts.max().unwrap_or(0).max(3);
        // Shares are of the first step or there are none: of another step they could not be held against those beside them.
        let base = steps.first().and_then(|step| step.viewers.exact());
        let most = steps.iter().find_map(|step| step.viewers.exact());
        for (y, step) in (area.y..area.bottom()).zip(steps) {
            let is_threshold = self.threshold == Some(step.at_least);
            let rule = format!(
                " ≥ {} {}  ",
                right(&step.at_least.to_string(), 3),
                noun(self.unit, step.at_least)
            );
            let size = step.viewers;
            let taken = 1 + width(&rule) + cells;
            let part = base.filter(|_| taken + PART <= usize::from(area.width));
            let part = part.map_or_else(String::new, |base| {
                let share = size.exact().map(|size| share(size, base));
                right(&share.unwrap_or_default(), PART)
            });
            let mut line = Line::from(vec![
                Span::styled(if is_threshold { "▶" } else { " " }, Role::Story),
                Span::styled(
                    rule,
                    if is_threshold {
                        Role::Strong
                    } else {
                        Role::Text
                    },
                ),
                Span::styled(right(&written(size), cells), Role::Strong),
                Span::styled(part, Role::Faint),
                Span::raw(" "),
            ]);
            let room = usize::from(area.width).saturating_sub(line.width() + 1);
            let length = size.exact().unwrap_or(0);
            line.push_span(Span::styled(
                bar(length, most.unwrap_or(0), room),
                Role::Bar,
            ));
            buf.set_line(area.x, y, &line, area.width);
        }
    }
}
