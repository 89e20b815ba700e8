//! Titles and shows by how rows spell them, and what the rows of each spelling say of the title.
//!
//! The outcome is the same for any order of rows.

use std::collections::HashMap;

use super::batch::Facts;
use super::dictionary::Dictionary;
use super::reused_ids::TitleName;
use super::staged::{Spelling, StagedShow, StagedTitle};
use crate::domain::Kind;
use crate::domain::name::{SEPARATOR, show_key, title_key};

/// One way to write a title's id, show and name.
struct SpelledTitle {
    /// The number of the title.
    title: u32,
    /// That of its show.
    show: u32,
    /// Where in the spelling the show begins, in bytes.
    show_at: u32,
    /// Where the title begins.
    title_at: u32,
    has_show: bool,
    has_positions: bool,
    /// Whether the rows call the title by its id: a source does so once what it named is gone.
    is_nameless: bool,
    /// The start of the last row that spells it so.
    latest: i64,
    length: Option<u32>,
    kind: Option<Kind>,
}

impl SpelledTitle {
    /// Returns the name of the title, and that of its show where it has one.
    fn names<'t>(&self, spelled: &'t str) -> (&'t str, Option<&'t str>) {
        let part = |from: u32, to: u32| {
            let text = &spelled[from as usize..to as usize];
            text.strip_suffix(SEPARATOR).unwrap_or(text)
        };
        let end = u32::try_from(spelled.len()).unwrap_or(u32::MAX);
        let show = self.has_show.then(|| part(self.show_at, self.title_at));
        (part(self.title_at, end), show)
    }

    /// Returns when the title was last called so.
    fn named_at(&self) -> i64 {
        if self.is_nameless {
            Spelling::NAMELESS
        } else {
            self.latest
        }
    }

    /// Gives `title` this name where it is the later spelling, and adds what its rows say.
    ///
    /// Of two shows at one moment, the title belongs to the one with the greater key.
    fn describe(&self, name: &str, title: &mut StagedTitle, shows: &[StagedShow]) {
        let key_of = |show: u32| shows[show as usize].key.as_str();
        let current = (
            title.spelling.at,
            title.spelling.name.as_str(),
            key_of(title.show),
        );
        if title.spelling.is_none() || (self.named_at(), name, key_of(self.show)) > current {
            title.spelling = Spelling {
                at: self.named_at(),
                name: name.to_owned(),
            };
            title.show = self.show;
            title.is_own_show = !self.has_show;
        }
        title.length = title.length.max(self.length);
        title.kind = first_kind(title.kind, self.kind);
        title.has_positions |= self.has_positions;
    }

    /// Notes in `title` that it has this name, where the id is all that it has in common with its last one. Of
    /// several, the last is noted.
    fn compare(&self, spelled: &str, title: &mut StagedTitle, shows: &[StagedShow]) {
        let (name, show) = self.names(spelled);
        // Nearly all rows call a title what it is called last.
        if title.id().is_none() || self.is_nameless || name == title.spelling.name {
            return;
        }
        let name = TitleName {
            title: name.to_owned(),
            show: show.map(str::to_owned),
        };
        if name.is_unlike(&title.called(shows)) {
            title.unlike = title.unlike.take().max(Some((self.latest, name)));
        }
    }
}

/// The titles and shows of the rows read.
#[derive(Default)]
pub(super) struct SpelledTitles {
    /// By the numbers of the spellings.
    spelled: Vec<SpelledTitle>,
    /// The numbers of titles, by key.
    titles: HashMap<String, u32>,
    /// Those of shows.
    shows: HashMap<String, u32>,
}

impl SpelledTitles {
    /// Numbers the title and the show of the next spelling.
    pub fn add(&mut self, spelled: &str, facts: &Facts) {
        let mut new = SpelledTitle {
            title: 0,
            show: 0,
            show_at: facts.show_at,
            title_at: facts.title_at,
            has_show: facts.has_show,
            has_positions: false,
            is_nameless: false,
            latest: facts.row.start,
            length: facts.length,
            kind: facts.kind,
        };
        let (title, show) = new.names(spelled);
        let id = facts
            .has_id
            .then(|| &spelled[..facts.show_at as usize - SEPARATOR.len_utf8()]);
        let is_nameless = id == Some(title);
        let title_key = title_key(id, show, title);
        let show_key = show_key(show, &title_key);
        let next = next_number(self.shows.len());
        new.show = *self.shows.entry(show_key).or_insert(next);
        let next = next_number(self.titles.len());
        new.title = *self.titles.entry(title_key).or_insert(next);
        new.is_nameless = is_nameless;
        self.spelled.push(new);
    }

    /// Notes what a row of a known spelling says, and returns the number of its title.
    pub fn note(&mut self, spelling: u32, facts: &Facts) -> u32 {
        let spelled = &mut self.spelled[spelling as usize];
        spelled.latest = spelled.latest.max(facts.row.start);
        spelled.length = spelled.length.max(facts.length);
        spelled.has_positions |= facts.row.position.is_some();
        if spelled.kind != facts.kind {
            spelled.kind = first_kind(spelled.kind, facts.kind);
        }
        spelled.title
    }

    /// Returns the titles and the shows by number, each as it was last spelled.
    pub fn finish(self, spellings: &Dictionary) -> (Vec<StagedTitle>, Vec<StagedShow>) {
        let mut shows: Vec<StagedShow> = by_number(self.shows)
            .map(|key| StagedShow {
                key,
                spelling: Spelling::none(),
            })
            .collect();
        let mut titles: Vec<StagedTitle> = by_number(self.titles).map(unnamed).collect();
        for (spelled, spelling) in self.spelled.iter().zip(spellings.iter()) {
            let (title_name, show_name) = spelled.names(spelling);
            spelled.describe(title_name, &mut titles[spelled.title as usize], &shows);
            let show = &mut shows[spelled.show as usize];
            show.spelling
                .renew(spelled.named_at(), show_name.unwrap_or(title_name));
        }
        for (spelled, spelling) in self.spelled.iter().zip(spellings.iter()) {
            spelled.compare(spelling, &mut titles[spelled.title as usize], &shows);
        }
        (titles, shows)
    }
}

/// Returns the first kind in the order of `Kind` where rows disagree: a rule that knows no order of rows.
fn first_kind(one: Option<Kind>, other: Option<Kind>) -> Option<Kind> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Returns keys in the order of their numbers.
fn by_number(numbers: HashMap<String, u32>) -> impl Iterator<Item = String> {
    let mut keys: Vec<(u32, String)> = numbers
        .into_iter()
        .map(|(key, number)| (number, key))
        .collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, key)| key)
}

fn next_number(count: usize) -> u32 {
    u32::try_from(count).expect("the four thousand millions of names do not fit in memory")
}

/// Returns the title of this key before its first spelling.
fn unnamed(key: String) -> StagedTitle {
    StagedTitle {
        key,
        spelling: Spelling::none(),
        show: 0,
        is_own_show: false,
        kind: None,
        length: None,
        has_positions: false,
        unlike: None,
    }
}
