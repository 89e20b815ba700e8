//! The page of one title or show: its sentence, its figures, and four parts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::calendar::CalendarPanel;
use super::cohorts::{CohortsPanel, Ladder, TOO_FEW};
use super::figures::{Figure, Figures};
use super::headline::{hero, indented};
use super::plays::PlaysPanel;
use super::role::Role;
use super::survival::Survival;
use super::text::{cut, cut_words, fitting, number, width, write_at};
use crate::app::View;
use crate::app::action::PanelNumber;
use crate::app::day_cursor::DayCursor;
use crate::app::layout::Panels;
use crate::app::tabs::{CohortTab, PlaysTab};
use crate::domain::Day;
use crate::domain::format::{counted, short, thousands};
use crate::guard::Shown;
use crate::guard::headline::size;
use crate::guard::page::{PageNumbers, ShownPage};

/// The page of one title or show.
pub(super) struct Page<'a> {
    pub view: &'a View,
    pub item: &'a ShownPage,
    /// The day before the present one.
    pub yesterday: Day,
    pub tab: CohortTab,
    pub plays_tab: PlaysTab,
    /// Whether the log has rows, which some tabs are answered from.
    pub has_rows: bool,
    /// The part that keys go to, and the one drawn where there is room for one.
    pub part: PanelNumber,
    /// The first row shown of that part, where it is a list.
    pub scroll: usize,
    pub unfinished: Option<Day>,
}

impl Page<'_> {
    /// Returns what is said of the page's item, its name in the colour of stories.
    fn sentence(&self, cells: usize) -> Line<'static> {
        let callout = self.item.numbers.as_ref();
        if let Some(callout) = callout.and_then(|numbers| numbers.callout.as_ref()) {
            return hero(&callout.into(), self.yesterday, cells);
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
        let size = size(numbers.callout.as_ref()?.viewers, viewers)?;
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
            PanelNumber::Two => (&self.plays()).render(area, buf),
            PanelNumber::Three => (&self.cohorts()).render(area, buf),
            PanelNumber::Four => (&self.calendar()).render(area, buf),
        }
    }

    fn scroll_of(&self, part: PanelNumber) -> usize {
        if part == self.part { self.scroll } else { 0 }
    }

    /// Returns part 2.
    pub fn plays(&self) -> PlaysPanel<'_> {
        PlaysPanel {
            numbers: self.item.numbers.as_ref(),
            tab: self.plays_tab,
            scroll: self.scroll_of(PanelNumber::Two),
            has_rows: self.has_rows,
            is_focused: self.part == PanelNumber::Two,
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
            scroll: self.scroll_of(PanelNumber::Three),
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
