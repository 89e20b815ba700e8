//! Ids that a source gives to titles that are called otherwise.
//!
//! An id outranks names, so that a title that is renamed stays one title. A source that gives an id away again,
//! or a column that holds no ids of titles, makes one title of several. Only a person can tell: the rows
//! are kept as the id says, and the import names what it saw.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::domain::name::{folded, shown};

/// How many of them a summary names; the rest are only counted.
const NAMED: usize = 5;

/// What a title is called: its name, and that of its show where it has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TitleName {
    /// The name of the title, as it is spelled.
    pub title: String,
    /// That of its show; `None` for a film.
    pub show: Option<String>,
}

impl TitleName {
    /// Returns whether the two have neither their title nor their show in common.
    ///
    /// A film is its own show. An episode that gets a name, and a series that is renamed, are alike.
    #[must_use]
    pub fn is_unlike(&self, other: &Self) -> bool {
        let show = |name: &Self| folded(name.show.as_deref().unwrap_or(&name.title));
        folded(&self.title) != folded(&other.title) && show(self) != show(other)
    }
}

impl fmt::Display for TitleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", shown(&self.title))?;
        match &self.show {
            Some(show) => write!(f, " of `{}`", shown(show)),
            None => Ok(()),
        }
    }
}

/// The ids of titles that are called otherwise, each once however often it is seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReusedIds {
    all: BTreeSet<String>,
    /// The first to come.
    named: BTreeMap<String, [TitleName; 2]>,
}

impl ReusedIds {
    /// Adds an id that the rows of two titles have.
    pub(super) fn add(&mut self, id: String, names: [TitleName; 2]) {
        if self.named.len() < NAMED && !self.all.contains(&id) {
            self.named.insert(id.clone(), names);
        }
        self.all.insert(id);
    }

    /// Adds those of a later batch.
    pub(super) fn append(&mut self, later: Self) {
        for (id, names) in later.named {
            self.add(id, names);
        }
        self.all.extend(later.all);
    }

    /// Returns how many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Returns the first of them in words, each with two names that are unlike.
    pub fn named(&self) -> impl Iterator<Item = String> {
        let line = |(id, [one, other]): (&String, &[TitleName; 2])| {
            format!("{}: {one} and {other}", shown(id))
        };
        self.named.iter().map(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn name(title: &str, show: &str) -> TitleName {
        TitleName {
            title: title.to_owned(),
            show: (!show.is_empty()).then(|| show.to_owned()),
        }
    }

    #[rstest]
    #[case::both(("Low Tide", "Harbour"), ("Signal", "Lighthouse"), true)]
    #[case::films(("Low Tide", ""), ("Signal", ""), true)]
    #[case::a_film_and_an_episode(("Low Tide", ""), ("Signal", "Harbour"), true)]
    #[case::an_episode_that_got_a_name(("Ep 1", "Harbour"), ("Pilot", "HARBOUR"), false)]
    #[case::a_show_that_was_renamed(("Pilot", "Harbour"), ("pilot", "Harbour (2024)"), false)]
    #[case::a_show_that_became_known(("Pilot", ""), ("Pilot", "Harbour"), false)]
    #[case::a_show_for_its_episode(("Harbour", ""), ("Pilot", "Harbour"), false)]
    #[case::spelling(("Pilot\u{a0}’24", ""), ("PILOT '24", ""), false)]
    fn names_are_unlike_that_share_neither_title_nor_show(
        #[case] one: (&str, &str),
        #[case] other: (&str, &str),
        #[case] expected: bool,
    ) {
        let (one, other) = (name(one.0, one.1), name(other.0, other.1));
        assert_eq!(one.is_unlike(&other), expected);
        assert_eq!(other.is_unlike(&one), expected);
    }

    fn names() -> [TitleName; 2] {
        [name("Low Tide", "Harbour"), name("Sig\u{1b}nal", "")]
    }

    #[test]
    fn each_id_counts_once_and_the_first_are_named() {
        let (mut all, mut later) = (ReusedIds::default(), ReusedIds::default());
        for id in ["3", "1", "3"] {
            all.add(id.to_owned(), names());
        }
        for id in ["9", "8", "7", "6", "5", "4", "3"] {
            later.add(id.to_owned(), names());
        }
        all.append(later);
        assert_eq!(all.count(), 8);
        let ids: Vec<String> = all.named().map(|line| line[..1].to_owned()).collect();
        assert_eq!(ids, ["1", "3", "5", "6", "7"]);
    }

    #[test]
    fn names_are_fit_for_a_terminal() {
        let mut ids = ReusedIds::default();
        ids.add("7\t".to_owned(), names());
        let lines: Vec<String> = ids.named().collect();
        assert_eq!(lines, ["7 : `Low Tide` of `Harbour` and `Sig nal`"]);
    }
}
