//! Which column of a file of no known format is likely to hold what: by its name, in several languages, and by its values.
//!
//! A guess is shown to the user as a `--map` to read the file with; nothing is ever read by it alone.
//!
//! | module | holds |
//! |---|---|
//! | `words` | what columns are called |
//! | `values` | what the values of a column are |

mod values;
mod words;

use std::fmt;

use strum::IntoEnumIterator as _;

use self::values::{TimesSeen, Values};
use self::words::{Word, fit};
use super::length_unit::LengthUnit;
use super::mapping::Field;
use crate::domain::command_line::quoted;

/// A column of a file of no known format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::formats) struct Column {
    /// How `--map` names it; `None` where it cannot.
    pub named: Option<String>,
    /// What it is called; empty where nothing says so.
    pub name: String,
    /// Its first values.
    pub values: Vec<String>,
}

/// A guess that has a title and a start or an end; it is written as the options to read the file with, as a shell takes
/// them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Guess {
    /// What holds what, as `--map` says it, in the order of [`Field`].
    map: Vec<(Field, String)>,
    times: TimesSeen,
}

impl fmt::Display for Guess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self
            .map
            .iter()
            .map(|(field, named)| format!("{field}={named}"));
        let pairs: Vec<String> = pairs.collect();
        write!(f, "--map {}", quoted(&pairs.join(",")))?;
        if let Some(order) = self.times.order {
            write!(f, " --dates {order}")?;
        }
        if self.times.lack_zone {
            write!(f, " --times-in {EXAMPLE}")?;
        }
        Ok(())
    }
}

/// A zone that nobody can guess.
const EXAMPLE: &str = "Europe/Rome";

impl Guess {
    /// Returns what of it has to be put right by whoever knows the file.
    pub fn doubts(&self) -> Vec<&'static str> {
        let order = self.times.order.map(|_| "--dates day-first or month-first");
        let zone = self
            .times
            .lack_zone
            .then_some("the zone of its times in place of Europe/Rome");
        order.into_iter().chain(zone).collect()
    }
}

/// Returns which of `columns` are likely to hold what; `None` where none seems to hold a title, or a time.
pub(in crate::formats) fn guess(columns: &[Column]) -> Option<Guess> {
    let mut guessing = Guessing::new(columns);
    guessing.take_best(Field::Viewer, |_, _| true);
    guessing.take_best(Field::Show, |_, it| it.are_texts());
    guessing.take_times();
    guessing.take_best(Field::Seconds, |_, it| it.are_lengths());
    guessing.take_best(Field::Kind, |_, it| it.are_kinds());
    guessing.take_title();
    guessing.finish()
}

struct Guessing<'c> {
    columns: Vec<(&'c Column, Values)>,
    /// Which column was taken for each field.
    taken: Vec<(Field, usize)>,
}

impl<'c> Guessing<'c> {
    fn new(columns: &'c [Column]) -> Self {
        let known = columns.iter().filter(|column| column.named.is_some());
        Self {
            columns: known
                .map(|column| (column, Values::of(&column.values)))
                .collect(),
            taken: Vec::new(),
        }
    }

    /// Takes the column whose name is best for `field` of those that `may` be it.
    fn take_best(&mut self, field: Field, may: impl Fn(&Column, &Values) -> bool) {
        let free = self
            .free()
            .filter(|(_, column, values)| may(column, values));
        let fitting =
            free.filter_map(|(place, column, _)| Some((fit(&column.name, field)?, place)));
        let best: Option<(Word, usize)> = fitting.min();
        self.taken.extend(best.map(|(_, place)| (field, place)));
    }

    /// Takes a start by its name, and an end by its name; where there is neither, the first column of times.
    fn take_times(&mut self) {
        // `end date` is an end, though a date is mostly a start.
        let is_end = |column: &Column| fit(&column.name, Field::End).is_some();
        self.take_best(Field::Start, |column, it| it.are_times() && !is_end(column));
        self.take_best(Field::End, |_, it| it.are_times());
        if !self.has(Field::Start) && !self.has(Field::End) {
            let times = self
                .free()
                .filter(|(_, _, it)| it.are_times() && !it.is_empty());
            let first = times.min_by_key(|(_, _, it)| it.are_numbers());
            let first = first.map(|(place, ..)| (Field::Start, place));
            self.taken.extend(first);
        }
    }

    /// Takes a title by its name, else the column with the most different texts.
    fn take_title(&mut self) {
        self.take_best(Field::Title, |_, it| it.are_texts());
        if !self.has(Field::Title) {
            let texts = self
                .free()
                .filter(|(_, _, it)| it.are_texts() && !it.is_empty());
            // Of equals the first.
            let most = texts.min_by_key(|(_, _, it)| std::cmp::Reverse(it.distinct));
            let most = most.map(|(place, ..)| (Field::Title, place));
            self.taken.extend(most);
        }
    }

    fn has(&self, field: Field) -> bool {
        self.taken.iter().any(|(taken, _)| *taken == field)
    }

    fn free(&self) -> impl Iterator<Item = (usize, &'c Column, &Values)> {
        let is_free = |place: &usize| self.taken.iter().all(|(_, taken)| taken != place);
        let all = self.columns.iter().enumerate();
        all.map(|(place, (column, values))| (place, *column, values))
            .filter(move |(place, ..)| is_free(place))
    }

    fn finish(self) -> Option<Guess> {
        let is_whole = self.has(Field::Title) && (self.has(Field::Start) || self.has(Field::End));
        if !is_whole {
            return None;
        }
        let mut map = Vec::new();
        let mut times = TimesSeen::default();
        for field in Field::iter() {
            let Some((_, place)) = self.taken.iter().find(|(taken, _)| *taken == field) else {
                continue;
            };
            let (column, values) = &self.columns[*place];
            let mut named = column.named.clone()?;
            match field {
                Field::Start | Field::End => times = times.and(values.times),
                Field::Seconds => match unit(&column.name, values) {
                    LengthUnit::Seconds => {}
                    other => named = format!("{named}:{other}"),
                },
                _ => {}
            }
            map.push((field, named));
        }
        Some(Guess { map, times })
    }
}

/// Returns what the bare numbers of a column of lengths seem to count.
fn unit(name: &str, values: &Values) -> LengthUnit {
    let words = words::of(name);
    let has = |some: &[&str]| words.iter().any(|word| some.contains(&word.as_str()));
    if has(&[
        "ms",
        "msec",
        "millis",
        "milliseconds",
        "millisecondes",
        "millisekunden",
        "millisecondi",
    ]) || values.are_over_a_day
    {
        LengthUnit::Milliseconds
    } else if has(&[
        "min", "mins", "minutes", "minuten", "minuti", "minutos", "minuty",
    ]) {
        LengthUnit::Minutes
    } else {
        LengthUnit::Seconds
    }
}

#[cfg(test)]
mod tests;
