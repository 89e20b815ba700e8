//! The page of one title or show: its sentence, its figures, and four parts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::bars::bar;
use super::calendar::CalendarPanel;
use super::cohorts::{CohortsPanel, Ladder, TOO_FEW};
use super::coming_back;
use super::figures::{Figure, Figures};
use super::headline::{hero, indented};
use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::survival::Survival;
use super::text::{cut, cut_words, fitting, number, right, width, write_at};
use crate::app::View;
use crate::app::action::PanelNumber;
use crate::app::day_cursor::DayCursor;
use crate::app::layout::Panels;
use crate::app::tabs::CohortTab;
use crate::domain::Day;
use crate::domain::format::{counted, short, thousands};
use crate::guard::Shown;
use crate::guard::headline::size;
use crate::guard::page::{PageNumbers, PlaysCell, ShownPage};

/// The page of one title or show.
pub(super) struct Page<'a> {
    pub view: &'a View,
    pub item: &'a ShownPage,
    /// The day before the present one.
    pub yesterday: Day,
    pub tab: CohortTab,
    /// The part that keys go to, and the one drawn where there is room for one.
    pub part: PanelNumber,
    pub unfinished: Option<Day>,
}

impl Page<'_> {
    /// Returns what is said of the page's item, its name in the colour of stories.
    fn sentence(&self, cells: usize) -> Line<'static> {
        let callout = self.item.numbers.as_ref();
        if let Some(callout) = callout.and_then(|numbers| numbers.callout.as_ref()) {
            return hero(callout, self.yesterday, cells);
        }
        let words = self.words();
        // The name is cut before the words are: they may hold a number.
        let room = cells.saturating_sub(width(&words) + 2);
        let name = cut(&self.item.name.name, room.max(cells / 2));
        let left = cells.saturating_sub(width(&name) + 2);
        Line::from(vec![
            Span::styled(name, Role::Story),
            Span::raw("  "),
            Span::styled(cut_words(&words, left), Role::Strong),
        ])
    }

    /// Returns what is said of an item without a remarkable crowd.
    fn words(&self) -> String {
        let Some(numbers) = &self.item.numbers else {
            return TOO_FEW.to_owned();
        };
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

    /// Writes the sentence, and below it the show and how to go on, where there is room.
    pub fn headline(&self, area: Rect, buf: &mut Buffer) {
        let inner = indented(area);
        let cells = usize::from(inner.width);
        buf.set_line(inner.x, inner.y, &self.sentence(cells), inner.width);
        if inner.height > 1 {
            let show = self.item.name.show_beside();
            let how = "Up and Down go to the one before and after, Esc back";
            let parts = [
                (
                    1,
                    show.map_or_else(String::new, |show| format!("of {show}")),
                ),
                (2, self.size().unwrap_or_default()),
                (3, how.to_owned()),
            ];
            let words = fitting(&parts, " · ", cells);
            let below = Rect {
                y: inner.y + 1,
                ..inner
            };
            write_at(buf, below, 0, &words, Role::Faint);
        }
    }

    /// Says how rare the crowd of the sentence is among the item's viewers.
    fn size(&self) -> Option<String> {
        let numbers = self.item.numbers.as_ref()?;
        let viewers = Shown::Exact(numbers.viewers.into());
        let size = size(numbers.callout.as_ref()?, viewers)?;
        Some(format!("{size} viewers it has in these days"))
    }

    /// Returns the figures of the item, which take the place of those of the log.
    pub fn figures(&self) -> Figures {
        let figures = self.item.numbers.as_ref().map(figures);
        Figures {
            of: None,
            all: figures.unwrap_or_default(),
            note: None,
            is_rounded: false,
        }
    }

    /// Draws the four parts, the one that keys go to with a heavy border.
    pub fn parts(&self, panels: &Panels, buf: &mut Buffer) {
        use PanelNumber::{Four, One, Three, Two};
        let beside = panels
            .hours
            .map_or(panels.four, |hours| panels.four.union(hours));
        let areas = [
            (One, panels.one),
            (Two, panels.two),
            (Three, panels.three),
            (Four, beside),
        ];
        for (part, area) in areas {
            self.part(part, area, buf);
        }
    }

    /// Draws one part; without a box where there is no room for one.
    pub fn chosen_part(&self, area: Rect, buf: &mut Buffer) {
        const WITH_BOX: u16 = 6;
        if area.height >= WITH_BOX {
            return self.part(self.part, area, buf);
        }
        let ladder = Ladder {
            steps: &self.view.frame.cohorts.by_streak,
            unit: "days",
            is_rounded: false,
            threshold: Some(self.view.frame.threshold.days()),
        };
        (&ladder).render(area, buf);
    }

    fn part(&self, part: PanelNumber, area: Rect, buf: &mut Buffer) {
        match part {
            PanelNumber::One => (&self.survival()).render(area, buf),
            PanelNumber::Two => self.plays(area, buf),
            PanelNumber::Three => (&self.cohorts()).render(area, buf),
            PanelNumber::Four => (&self.calendar()).render(area, buf),
        }
    }

    fn plays(&self, area: Rect, buf: &mut Buffer) {
        let inner = PanelBox {
            title: "2 Viewers by number of plays · coming back",
            note: Line::default(),
            is_focused: self.part == PanelNumber::Two,
        }
        .draw(area, buf);
        let Some(numbers) = &self.item.numbers else {
            return say(TOO_FEW, Role::Faint, inner, buf);
        };
        let inner = coming_back::above(&numbers.coming_back, inner, buf);
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
            title: "4 Calendar".to_owned(),
            tabs: Line::default(),
            days: &self.view.calendar,
            window: self.view.frame.window,
            unfinished: self.unfinished,
            cursor: DayCursor::default(),
            is_focused: self.part == PanelNumber::Four,
        }
    }

    fn cohorts(&self) -> CohortsPanel<'_> {
        CohortsPanel {
            frame: &self.view.frame,
            tab: self.tab,
            scroll: 0,
            unfinished: self.unfinished,
            is_rounded: false,
            is_focused: self.part == PanelNumber::Three,
        }
    }

    fn survival(&self) -> Survival<'_> {
        let numbers = self.item.numbers.as_ref();
        Survival {
            now: numbers.map_or(&[Shown::Hidden], |numbers| &numbers.survival),
            before: numbers.map_or(&[], |numbers| &numbers.survival_before),
            is_focused: self.part == PanelNumber::One,
        }
    }
}

/// Returns the figures of an item, the most important first.
fn figures(numbers: &PageNumbers) -> Vec<Figure> {
    let counted = |word, count: u64| Figure::new(word, thousands(count), short(count));
    let mut figures = vec![
        counted("Plays", numbers.plays),
        counted("Viewers", numbers.viewers.into()),
        counted("Rewatches", numbers.rewatches),
    ];
    if let Some(hours) = numbers.hours {
        figures.push(Figure::new("Hours", hours.to_string(), hours.to_string()));
    }
    let told = [("Again", numbers.rewatchers), ("Most by one", numbers.most)];
    let told = told
        .into_iter()
        .filter(|(_, count)| *count != Shown::Hidden);
    figures
        .extend(told.map(|(word, count)| Figure::new(word, number(count), count.in_words(short))));
    figures
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
