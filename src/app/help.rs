//! Help: what the marks on the screen it was opened from mean, and every key.
//!
//! | module | holds |
//! |---|---|
//! | [`marks`] | the one table of marks and words |

pub mod marks;

use std::iter::{once, repeat};

use marks::{MARKS, Mark, Place};

use super::bindings::Bindings;
use super::command::Group;
use super::prompt::Prompt;
use crate::domain::name::folded;

/// Where help was opened, and the numbers that marks there have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// The focused panel, or the page.
    pub place: Place,
    /// The streak threshold, in days.
    pub threshold: u32,
    /// The fewest viewers of a cohort that is told.
    pub minimum: u32,
}

/// Help as it is open.
#[derive(Debug, Clone)]
pub struct Help {
    /// Where it was opened.
    pub topic: Topic,
    /// The first line shown.
    pub scroll: usize,
    /// The keys in effect.
    pub bindings: Bindings,
    /// What lines are filtered by; empty for all.
    pub filter: String,
    /// The filter being typed, if it is.
    pub typing: Option<Prompt>,
}

/// A line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Nothing.
    Blank,
    /// The heading of a section.
    Heading(String),
    /// A mark (empty where the meaning goes on) and a line of what it means.
    Mark(String, String),
    /// Keys (empty where the text goes on) and a line of what they do.
    Keys(String, String),
    /// A last word.
    Note(String),
}

/// The room help has on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Columns of lines: marks and keys beside each other, or one below the other.
    pub columns: usize,
    /// The cells of a column.
    pub cells: usize,
    /// The lines shown at once.
    pub rows: usize,
}

/// The cells of a mark or of keys, and of the blanks around them.
const MARK_CELLS: usize = 18;

/// The widest a column is.
const WIDEST: usize = 90;

/// The narrowest of two columns beside each other.
const NARROWEST_OF_TWO: usize = 50;

/// With fewer cells, a meaning stands below its mark, not beside it.
const LEAST_BESIDE: usize = 34;

/// The blanks between two columns.
pub const GAP: usize = 2;

const LAST_WORD: &str = "Numbers here are about crowds, never a person. Two screens, or one at two times, can still be subtracted: keep that in mind before you repeat them.";

impl Room {
    /// Returns the room on a screen of so many columns and rows, with or without a line for the filter.
    #[must_use]
    pub fn of(size: (u16, u16), is_typing: bool) -> Self {
        let inside = usize::from(size.0.saturating_sub(2));
        let half = inside.saturating_sub(GAP) / 2;
        let (columns, cells) = if half >= NARROWEST_OF_TWO {
            (2, half)
        } else {
            (1, inside)
        };
        let rows = usize::from(size.1.saturating_sub(2));
        Self {
            columns,
            cells: cells.min(WIDEST),
            rows: rows.saturating_sub(usize::from(is_typing)),
        }
    }

    /// Returns whether meanings stand below their marks, for want of room beside them.
    fn is_narrow(self) -> bool {
        self.cells < LEAST_BESIDE
    }

    /// Returns the cells before a meaning.
    #[must_use]
    pub fn indent(self) -> usize {
        if self.is_narrow() { 3 } else { MARK_CELLS }
    }
}

impl Help {
    /// Opens help on a topic.
    #[must_use]
    pub fn open(topic: Topic, bindings: Bindings) -> Self {
        Self {
            topic,
            bindings,
            scroll: 0,
            filter: String::new(),
            typing: None,
        }
    }

    /// Returns the room for lines on a screen of so many columns and rows.
    #[must_use]
    pub fn room(&self, size: (u16, u16)) -> Room {
        Room::of(size, self.typing.is_some())
    }

    /// Returns the lines of each column: the marks of the place help was opened from, those around it, the keys, and
    /// all other marks.
    #[must_use]
    pub fn columns(&self, room: Room) -> Vec<Vec<Line>> {
        let here = self.topic.place;
        let is_here = |mark: &&Mark| mark.places.contains(&here);
        let is_around = |mark: &&Mark| mark.places.contains(&Place::Around);
        let own = MARKS.iter().filter(is_here);
        let around = MARKS
            .iter()
            .filter(|mark| !is_here(mark) && is_around(mark));
        let others = MARKS
            .iter()
            .filter(|mark| !is_here(mark) && !is_around(mark));
        let mut marks = self.marks(here.heading(), own, room);
        marks.extend(self.marks(Place::Around.heading(), around, room));
        let mut others = self.marks("Elsewhere", others, room);
        if self.filter.trim().is_empty() {
            let words = wrapped(LAST_WORD, room.cells.saturating_sub(2));
            others.extend(words.into_iter().map(Line::Note));
        }
        let keys = self.keys(room);
        if room.columns > 1 {
            marks.extend(others);
            return vec![marks, keys];
        }
        vec![marks.into_iter().chain(keys).chain(others).collect()]
    }

    /// Returns the furthest that help scrolls on a screen of so many columns and rows.
    #[must_use]
    pub fn longest_scroll(&self, size: (u16, u16)) -> usize {
        let room = self.room(size);
        let columns = self.columns(room);
        let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
        longest.saturating_sub(room.rows)
    }

    /// Begins to type the filter.
    pub(super) fn type_filter(&mut self) {
        self.typing = Some(Prompt::open(&self.filter));
    }

    /// Takes in that a key or a paste went to the filter being typed.
    pub(super) fn typed(&mut self) {
        if let Some(prompt) = &self.typing {
            self.scroll = 0;
            prompt.input.value().clone_into(&mut self.filter);
        }
    }

    /// Ends the typing of the filter: it is taken, or else is as it was before.
    pub(super) fn typed_through(&mut self, is_taken: bool) {
        if let Some(prompt) = self.typing.take().filter(|_| !is_taken) {
            self.scroll = 0;
            self.filter = prompt.before;
        }
    }

    fn marks<'a>(
        &self,
        heading: &'static str,
        marks: impl Iterator<Item = &'a Mark>,
        room: Room,
    ) -> Vec<Line> {
        let entries = marks.map(|mark| (self.spelled(mark.mark), self.spelled(mark.meaning)));
        self.section(heading, entries, (room, Line::Mark))
    }

    fn keys(&self, room: Room) -> Vec<Line> {
        let of_group = |group: Group| {
            let commands = self.bindings.all().map(|(command, _)| command);
            let commands = commands.filter(|command| command.group == group);
            let entries = commands.filter_map(|command| {
                let words = self.bindings.with_keys(command.words);
                Some((self.bindings.way(command)?, words))
            });
            self.section(group.heading(), entries, (room, Line::Keys))
        };
        Group::ALL.into_iter().flat_map(of_group).collect()
    }

    /// Returns a section of the entries that the filter lets through; nothing where there are none.
    fn section(
        &self,
        heading: &'static str,
        entries: impl Iterator<Item = (String, String)>,
        (room, line): (Room, fn(String, String) -> Line),
    ) -> Vec<Line> {
        let wanted = folded(&self.filter);
        let is_wanted = |(mark, meaning): &(String, String)| {
            folded(mark).contains(&wanted) || folded(meaning).contains(&wanted)
        };
        // A blank stays before the border.
        let cells = room.cells.saturating_sub(room.indent() + 1);
        let lines = entries.filter(is_wanted).flat_map(|(mark, meaning)| {
            let mut texts = wrapped(&meaning, cells);
            if room.is_narrow() {
                texts.insert(0, String::new());
            }
            let marks = once(mark).chain(repeat(String::new()));
            marks.zip(texts).map(|(mark, text)| line(mark, text))
        });
        let lines: Vec<Line> = lines.collect();
        if lines.is_empty() {
            return lines;
        }
        let heading = wrapped(heading, room.cells.saturating_sub(2));
        let heading = heading.into_iter().map(Line::Heading);
        heading.chain(lines).chain(once(Line::Blank)).collect()
    }

    /// Returns words of the table with the numbers of the topic.
    fn spelled(&self, words: &str) -> String {
        let words = words.replace("{K}", &self.topic.threshold.to_string());
        let words = words.replace("{M}", &self.topic.minimum.to_string());
        self.bindings.with_keys(&words)
    }
}

/// Breaks words of help between words into lines of up to so many cells: each of its letters takes one.
fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= cells => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
