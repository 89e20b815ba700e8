//! The stories of the range: a sentence each, the most remarkable first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::header::from_to;
use super::panel_box::{PanelBox, clear};
use super::placeholder::say;
use super::role::Role;
use super::text::{width, wrapped, write_at};
use crate::app::callouts::CalloutList;
use crate::domain::{Day, Window};
use crate::guard::stories::sentence;
use crate::guard::words::Words;
use crate::query::stories::Story;

/// The list of stories, over the whole screen.
pub(super) struct CalloutsBox<'a> {
    pub list: &'a CalloutList,
    pub window: Option<Window>,
    /// The day before the present one.
    pub yesterday: Day,
    /// What the keys do.
    pub keys: String,
    /// What is said of the last key.
    pub notice: Option<&'a str>,
}

/// The cells before a sentence: the cursor, its place, a stop and a blank.
const BEFORE: usize = 6;

/// The fewest cells in which a sentence can be read, its longest number whole.
const LEAST_CELLS: usize = 24;

/// The cells of the upper border that its title leaves free at least.
const BESIDE_TITLE: usize = 6;

/// The cells of the upper border that neither its title nor its note takes.
const AROUND: usize = 8;

/// A story as lines.
struct Told {
    /// Its place in the list.
    place: usize,
    lines: Vec<String>,
}

impl CalloutsBox<'_> {
    /// Draws the list over an area.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        clear(area, buf);
        let title = self.title(area.width);
        let beside = usize::from(area.width).saturating_sub(width(&title) + AROUND);
        let (note, below) = match self.notice {
            Some(notice) if width(notice) > beside => (String::new(), Some(notice)),
            Some(notice) => (notice.to_owned(), None),
            None => (self.keys.clone(), None),
        };
        let inner = PanelBox {
            title: &title,
            note: Line::styled(note, Role::Faint),
            is_focused: true,
        }
        .draw(area, buf);
        if usize::from(inner.width) < LEAST_CELLS {
            return say("More room is needed.", Role::Faint, inner, buf);
        }
        let inner = below.map_or(inner, |notice| say_below(notice, inner, buf));
        let Some(stories) = &self.list.stories else {
            return say("Reading…", Role::Faint, inner, buf);
        };
        if stories.is_empty() {
            let words = "Nothing stands out in these days: no crowd did what the others did not.";
            return say(words, Role::Faint, inner, buf);
        }
        let mut line = 0;
        for told in self.visible(stories, inner) {
            let is_selected = told.place == self.list.selected;
            let cursor = if is_selected { "▶" } else { " " };
            for (of_story, text) in told.lines.iter().enumerate() {
                let row = Rect {
                    y: inner.y + line,
                    height: 1,
                    ..inner
                };
                let role = if is_selected {
                    Role::Strong
                } else {
                    Role::Text
                };
                if of_story == 0 {
                    write_at(buf, row, 0, cursor, Role::Story);
                    write_at(buf, row, 1, &format!("{:3}.", told.place + 1), Role::Faint);
                }
                write_at(buf, row, BEFORE, text, role);
                line += 1;
            }
        }
    }

    /// Returns what the list is called in so many cells: which of how many is selected, and of which days they are.
    fn title(&self, cells: u16) -> String {
        let days = self
            .window
            .map_or_else(String::new, |days| format!(" · {}", from_to(days)));
        let stories = self.list.stories.as_deref();
        let place = stories.filter(|stories| !stories.is_empty());
        let place = place.map_or_else(String::new, |stories| {
            format!(" {} of {}", self.list.selected + 1, stories.len())
        });
        // Days that are cut would be others.
        let wordings = [
            format!("Callouts{place}{days}"),
            format!("Callouts{days}"),
            format!("Callouts{place}"),
        ];
        let fits = |title: &String| width(title) + BESIDE_TITLE <= usize::from(cells);
        let title = wordings.into_iter().find(fits);
        title.unwrap_or_else(|| "Callouts".to_owned())
    }

    /// Returns the stories that fit, the selected one among them: from the first on while that is one of them.
    fn visible(&self, stories: &[Story], inner: Rect) -> Vec<Told> {
        let cells = usize::from(inner.width).saturating_sub(BEFORE + 1).max(1);
        let rows = usize::from(inner.height);
        let told = |(place, story): (usize, &Story)| {
            let text = sentence(story, Words::beside_numbers(), self.yesterday);
            Told {
                place,
                lines: wrapped(&text, cells),
            }
        };
        let mut all: Vec<Told> = stories.iter().enumerate().map(told).collect();
        let height = |told: &[Told]| told.iter().map(|one| one.lines.len()).sum::<usize>();
        let selected = self.list.selected.min(all.len().saturating_sub(1));
        let mut first = 0;
        while first < selected && height(&all[first..=selected]) > rows {
            first += 1;
        }
        let mut room = rows;
        let fitting = all[first..].iter().take_while(|one| {
            let fits = one.lines.len() <= room;
            room = room.saturating_sub(one.lines.len());
            fits
        });
        let end = first + fitting.count();
        all.drain(first..end).collect()
    }
}

/// Says something at the lower end of an area, wrapped, and returns what is left above it.
fn say_below(words: &str, area: Rect, buf: &mut Buffer) -> Rect {
    let lines = wrapped(words, usize::from(area.width.saturating_sub(2)));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let height = height.min(area.height / 2);
    let above = Rect {
        height: area.height - height,
        ..area
    };
    for (y, line) in (above.bottom()..area.bottom()).zip(&lines) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        write_at(buf, row, 1, line, Role::Text);
    }
    above
}
