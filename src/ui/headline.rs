//! The hero of the screen: a sentence on a remarkable crowd, and a line that sizes it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::role::Role;
use super::text::{cut, cut_words, fitting, width, write_at};
use crate::app::App;
use crate::app::action::Action;
use crate::domain::Day;
use crate::domain::format::thousands;
use crate::guard::headline::{in_short, sentence, size};
use crate::query::stories::Story;

/// The sentence on a crowd of the range, and below it how rare that is and what Enter does.
pub(super) struct Headline<'a> {
    pub app: &'a App,
}

/// The fewest cells of a name worth reading.
const LEAST_NAME: usize = 12;

impl Widget for &Headline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let inner = indented(area);
        let Some(known) = self.app.known() else {
            return;
        };
        let story = self.story();
        let whole = match &story {
            Ok(story) => width(&sentence(story, known.yesterday)),
            Err(words) => width(words),
        };
        let place = self.place();
        // The sentence comes first: where there is no room beside it, the line below says which one it is.
        let right = usize::from(inner.width).saturating_sub(width(&place) + 1);
        let has_place = !place.is_empty() && whole + 2 <= right;
        let cells = if has_place {
            right
        } else {
            usize::from(inner.width)
        };
        if has_place {
            write_at(buf, inner, right, &place, Role::Faint);
        }
        let story = match story {
            Ok(story) => story,
            Err(words) => return write_at(buf, inner, 0, &cut_words(&words, cells), Role::Faint),
        };
        let line = hero(&story, known.yesterday, cells);
        buf.set_line(inner.x, inner.y, &line, inner.width);
        if inner.height > 1 {
            let below = Rect {
                y: inner.y + 1,
                height: 1,
                ..inner
            };
            self.draw_below(&story, if has_place { "" } else { &place }, below, buf);
        }
    }
}

impl Headline<'_> {
    /// Returns what the sentence tells, or what is said where there is nothing to tell.
    fn story(&self) -> Result<Story, String> {
        let app = self.app;
        let (Some(_), Some(known)) = (app.view(), app.known()) else {
            return Err(String::new());
        };
        let is_empty = app
            .answer()
            .is_some_and(|answer| answer.frame.totals.rows == 0);
        if let (true, Some(held)) = (is_empty, known.facts.days) {
            return Err(format!("No plays in these days: the log runs {held}."));
        }
        app.hero().ok_or_else(|| {
            "No crowd has come back day after day up to the end of these days.".to_owned()
        })
    }

    /// Returns which of the sentences it is, where there are several; how to see others, before they are counted.
    fn place(&self) -> String {
        let app = self.app;
        let has_plays = app
            .answer()
            .is_some_and(|answer| answer.frame.totals.rows > 0);
        match app.place_of_hero() {
            Some((place, all @ 2..)) => format!("‹ {place} of {all} ›"),
            None if has_plays => {
                format!(
                    "‹ {} more ›",
                    app.setup.bindings.key_of(Action::NextSentence)
                )
            }
            _ => String::new(),
        }
    }

    /// Draws the line below the sentence, at its end in which `place` this is; nothing there where that is said already.
    fn draw_below(&self, story: &Story, place: &str, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width);
        if place.is_empty() {
            return write_at(buf, area, 0, &self.below(story, cells), Role::Faint);
        }
        let right = cells.saturating_sub(width(place) + 1);
        let words = self.below(story, right.saturating_sub(1));
        write_at(buf, area, 0, &words, Role::Faint);
        if width(&words) < right {
            write_at(buf, area, right, place, Role::Faint);
        }
    }

    /// Returns what sizes the crowd, and what Enter does, as far as there is room.
    fn below(&self, story: &Story, cells: usize) -> String {
        let viewers = self.app.view().map(|view| view.frame.totals.viewers);
        let size = viewers.and_then(|viewers| size(story.viewers, viewers));
        // All of them: of a log of films and of music, those who only listened, too.
        let size = size.map(|size| format!("{size} who played anything in these days"));
        let opens = match self.app.selected() {
            None if self.app.filter.is_empty() => "Enter opens it",
            _ => "",
        };
        let parts = [(0, size.unwrap_or_default()), (1, opens.to_owned())];
        fitting(&parts, " · ", cells)
    }
}

/// Returns the area of the text, two cells in from the edge.
pub(super) fn indented(area: Rect) -> Rect {
    let margin = 2.min(area.width);
    Rect {
        x: area.x + margin,
        width: area.width - margin,
        ..area
    }
}

/// Returns the sentence on a story, its number and its title in the colour of stories.
pub(super) fn hero(story: &Story, yesterday: Day, cells: usize) -> Line<'static> {
    let (text, name) = sentence_within(story, yesterday, cells);
    let number = thousands(story.viewers.into());
    let mut line = Line::default();
    let mut rest = text.as_str();
    for told in [number.as_str(), name.as_str()] {
        if let Some((before, after)) = rest.split_once(told).filter(|_| !told.is_empty()) {
            line.push_span(Span::styled(before.to_owned(), Role::Strong));
            line.push_span(Span::styled(told.to_owned(), Role::Story));
            rest = after;
        }
    }
    line.push_span(Span::styled(rest.to_owned(), Role::Strong));
    line
}

/// Returns the sentence on a story, and the name in it; where it does not fit into `cells`, the name is cut before
/// the numbers are.
fn sentence_within(story: &Story, yesterday: Day, cells: usize) -> (String, String) {
    let whole = sentence(story, yesterday);
    let excess = width(&whole).saturating_sub(cells);
    let name = &story.name.name;
    let room = width(name).saturating_sub(excess);
    if excess == 0 {
        return (whole, name.to_string());
    }
    if room < LEAST_NAME {
        return (cut(&in_short(story), cells), String::new());
    }
    let mut shorter = story.clone();
    let name = cut(name, room);
    shorter.name.name = name.as_str().into();
    (sentence(&shorter, yesterday), name)
}
