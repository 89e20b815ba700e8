//! Present mode: one panel under a big headline, readable from the back of the room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

use super::header::{compared, from_to};
use super::headline::hero;
use super::role::Role;
use super::screen::Screen;
use super::text::{fitting, width, write_at};
use crate::app::layout::Tier;
use crate::app::present::{Presentation, SLIDES};
use crate::app::{App, View};
use crate::domain::format::{counted, short};

/// The screen while something is presented.
pub(super) struct Stage<'a> {
    pub app: &'a App,
    pub presentation: Presentation,
}

/// The lines of letters of [`PixelSize::HalfHeight`] and [`PixelSize::Quadrant`].
const BIG: u16 = 4;

/// The cells of a letter of each.
const SIZES: [(PixelSize, usize); 2] = [(PixelSize::HalfHeight, 8), (PixelSize::Quadrant, 4)];

/// The height from which on there is room for big letters.
const LINES_FOR_BIG: u16 = 20;

/// The height below which there is room for the panel alone.
const LINES_FOR_ALL: u16 = 10;

impl Stage<'_> {
    /// Draws the slide; there is an answer.
    pub fn draw(&self, view: &View, area: Rect, buf: &mut Buffer) {
        let slide = self.presentation.slide();
        let shown = Screen::of_slide(self.app, slide);
        if area.height < LINES_FOR_ALL {
            return shown.panel(slide.panel(), view, area, buf);
        }
        let big = self.big(view, usize::from(area.width.saturating_sub(4)));
        let has_big = area.height >= LINES_FOR_BIG && big.is_some();
        let is_full = Tier::of(area) == Tier::Full;
        let [top, _, letters, _, sentence, figures, _, panel, dots] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(u16::from(has_big)),
            Constraint::Length(if has_big { BIG } else { 0 }),
            Constraint::Length(u16::from(has_big)),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Length(u16::from(is_full)),
            Constraint::Min(0),
            Constraint::Length(1),
        ])
        .areas(area);
        self.top(view, top, buf);
        if let Some((text, size)) = big.filter(|_| has_big) {
            let big = BigText::builder()
                .pixel_size(size)
                .lines([Line::from(text)])
                .style(Style::from(Role::Story))
                .alignment(Alignment::Center)
                .build();
            (&big).render(letters, buf);
        }
        self.sentence(sentence, buf);
        (&shown.figures(view)).render(figures, buf);
        shown.panel(slide.panel(), view, panel, buf);
        self.dots(dots, buf);
    }

    /// Writes what is presented, which days, and compared with which.
    fn top(&self, view: &View, area: Rect, buf: &mut Buffer) {
        let parts = [
            (0, self.app.setup.log_name.clone()),
            (1, self.app.provenance().to_owned()),
            (2, from_to(view.frame.window)),
            (3, counted(view.frame.window.days().into(), "day", "days")),
            (4, compared(self.app)),
        ];
        let text = fitting(&parts, " · ", usize::from(area.width.saturating_sub(2)));
        write_at(buf, area, 1, &text, Role::Text);
    }

    /// Returns the longest headline that fits into so many cells as big letters.
    fn big(&self, view: &View, cells: usize) -> Option<(String, PixelSize)> {
        let texts = match self.app.callout() {
            Some(callout) => {
                let people = counted(callout.viewers.into(), "person", "people");
                let days = counted(callout.days.into(), "day", "days");
                vec![format!("{people}, {days}"), people]
            }
            None => vec![format!("{} plays", view.frame.totals.plays.in_words(short))],
        };
        let sized = SIZES.iter().flat_map(|(size, letter)| {
            texts
                .iter()
                .map(move |text| (text, *size, text.chars().count() * letter))
        });
        let mut fitting = sized.filter(|(text, _, wide)| text.is_ascii() && *wide <= cells);
        fitting.next().map(|(text, size, _)| (text.clone(), size))
    }

    fn sentence(&self, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width.saturating_sub(2));
        let (Some(callout), Some(known)) = (self.app.callout(), self.app.known()) else {
            return;
        };
        let line = hero(&callout.into(), known.yesterday, cells);
        let left = u16::try_from(cells.saturating_sub(line.width()) / 2).unwrap_or(0);
        buf.set_line(
            area.x + 1 + left,
            area.y,
            &line,
            area.width.saturating_sub(1 + left),
        );
    }

    /// Writes how far the slides have got, and which keys there are.
    fn dots(&self, area: Rect, buf: &mut Buffer) {
        let mut line = Line::default();
        for place in 0..SLIDES.len() {
            let (dot, role) = if place == self.presentation.place {
                ("● ", Role::Story)
            } else {
                ("○ ", Role::Faint)
            };
            line.push_span(Span::styled(dot, role));
        }
        if self.presentation.is_held {
            line.push_span(Span::styled("held", Role::Strong));
        }
        let used = line.width() + 2;
        buf.set_line(
            area.x + 1.min(area.width),
            area.y,
            &line,
            area.width.saturating_sub(1),
        );
        let keys = "← → slides   Space holds   Esc ends";
        let right = usize::from(area.width).saturating_sub(width(keys) + 1);
        if right > used {
            write_at(buf, area, right, keys, Role::Faint);
        }
    }
}
