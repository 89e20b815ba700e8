//! What an import has read so far: rows by number, and the viewers and titles the numbers stand for.

use std::collections::HashMap;
use std::io;

use super::batch::{Batch, Facts, SEPARATOR};
use super::dictionary::Dictionary;
use super::packed_row::PackedRow;
use crate::domain::{Kind, name};
use crate::store::external_sort::{Sorted, Sorter};

/// A name and the moment it was last spelled so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    pub at: i64,
    pub name: String,
}

/// A title of the rows read.
#[derive(Debug)]
pub(super) struct StagedTitle {
    pub key: String,
    pub spelling: Spelling,
    pub show: u32,
    pub is_own_show: bool,
    pub kind: Option<Kind>,
    pub length: Option<u32>,
    /// Whether any of its rows says where it stopped.
    pub has_positions: bool,
}

/// A show of the rows read.
#[derive(Debug)]
pub(super) struct StagedShow {
    pub key: String,
    pub spelling: Spelling,
}

/// Everything an import has read; rows know titles and viewers by their places here.
pub(super) struct Staged {
    pub viewers: Dictionary,
    pub titles: Vec<StagedTitle>,
    pub shows: Vec<StagedShow>,
    /// By title, viewer and start.
    pub rows: Sorted<PackedRow>,
}

/// One way to write a title's id, show and name.
struct SpelledTitle {
    title: u32,
    show: u32,
    show_at: u32,
    title_at: u32,
    has_show: bool,
    has_positions: bool,
    /// When it was last played under this spelling.
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
}

/// What an import has read so far.
pub(super) struct Staging {
    viewers: Dictionary,
    /// The spellings of titles, so that each is folded once.
    spellings: Dictionary,
    titles: Titles,
    rows: Sorter<PackedRow>,
    /// The numbers of the batch in hand; of spellings, whether they are new.
    batch_viewers: Vec<u32>,
    batch_spellings: Vec<(u32, bool)>,
}

/// The titles and shows of the rows read.
#[derive(Default)]
struct Titles {
    /// By the numbers of the spellings.
    spelled: Vec<SpelledTitle>,
    /// By key.
    numbers: HashMap<String, u32>,
    shows: HashMap<String, u32>,
}

impl Titles {
    /// Numbers the title and the show of a new spelling.
    fn add(&mut self, spelled: &str, facts: &Facts) {
        let mut new = SpelledTitle {
            title: 0,
            show: 0,
            show_at: facts.show_at,
            title_at: facts.title_at,
            has_show: facts.has_show,
            has_positions: false,
            latest: facts.row.start,
            length: facts.length,
            kind: facts.kind,
        };
        let (title, show) = new.names(spelled);
        let id = facts
            .has_id
            .then(|| &spelled[..facts.show_at as usize - SEPARATOR.len_utf8()]);
        let title_key = title_key(id, show, title);
        // A film is its own show, whatever series or artist has its name.
        let show_key = match show {
            Some(show) => name::folded(show),
            None => format!("{SEPARATOR}{title_key}"),
        };
        let next = next_number(self.shows.len());
        new.show = *self.shows.entry(show_key).or_insert(next);
        let next = next_number(self.numbers.len());
        new.title = *self.numbers.entry(title_key).or_insert(next);
        self.spelled.push(new);
    }
}

impl Staging {
    /// Returns an empty staging that sorts its rows with `sorter`.
    pub fn new(sorter: Sorter<PackedRow>) -> Self {
        Self {
            viewers: Dictionary::default(),
            spellings: Dictionary::default(),
            titles: Titles::default(),
            rows: sorter,
            batch_viewers: Vec::new(),
            batch_spellings: Vec::new(),
        }
    }

    /// Adds records.
    ///
    /// # Errors
    ///
    /// Fails where rows beyond the memory cannot be put away.
    pub fn push(&mut self, batch: &Batch) -> io::Result<()> {
        self.batch_viewers.clear();
        let viewers = batch.items().map(|item| item.viewer);
        self.viewers
            .number_all(viewers, |_, number, _| self.batch_viewers.push(number));
        self.batch_spellings.clear();
        let spellings = batch.items().map(|item| item.spelled);
        self.spellings.number_all(spellings, |_, number, is_new| {
            self.batch_spellings.push((number, is_new));
        });
        let numbers = self.batch_viewers.iter().zip(&self.batch_spellings);
        for (item, (viewer, (spelling, is_new))) in batch.items().zip(numbers) {
            let facts = item.facts;
            if *is_new {
                self.titles.add(item.spelled, facts);
            }
            let spelled = &mut self.titles.spelled[*spelling as usize];
            spelled.latest = spelled.latest.max(facts.row.start);
            spelled.length = spelled.length.max(facts.length);
            spelled.has_positions |= facts.row.position.is_some();
            if spelled.kind != facts.kind {
                spelled.kind = first_kind(spelled.kind, facts.kind);
            }
            let row = PackedRow::new(spelled.title, *viewer, &facts.row);
            self.rows.push(row)?;
        }
        Ok(())
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// Fails where rows beyond the memory cannot be put away or are not to be had back.
    pub fn finish(self) -> io::Result<Staged> {
        let mut shows: Vec<StagedShow> = in_order(self.titles.shows)
            .map(|key| StagedShow {
                key,
                spelling: Spelling::none(),
            })
            .collect();
        let mut titles: Vec<StagedTitle> = in_order(self.titles.numbers)
            .map(|key| StagedTitle {
                key,
                spelling: Spelling::none(),
                show: 0,
                is_own_show: false,
                kind: None,
                length: None,
                has_positions: false,
            })
            .collect();
        for (spelled, spelling) in self.titles.spelled.iter().zip(self.spellings.iter()) {
            let (title_name, show_name) = spelled.names(spelling);
            let title = &mut titles[spelled.title as usize];
            // Of two shows at one moment, the greater: the order of rows is of no consequence.
            let key_of = |show: u32| shows[show as usize].key.as_str();
            let now = (
                title.spelling.at,
                title.spelling.name.as_str(),
                key_of(title.show),
            );
            if title.spelling.is_none() || (spelled.latest, title_name, key_of(spelled.show)) > now
            {
                title.spelling = Spelling {
                    at: spelled.latest,
                    name: title_name.to_owned(),
                };
                title.show = spelled.show;
                title.is_own_show = !spelled.has_show;
            }
            title.length = title.length.max(spelled.length);
            title.kind = first_kind(title.kind, spelled.kind);
            title.has_positions |= spelled.has_positions;
            let show = &mut shows[spelled.show as usize];
            show.spelling
                .renew(spelled.latest, show_name.unwrap_or(title_name));
        }
        Ok(Staged {
            viewers: self.viewers,
            titles,
            shows,
            rows: self.rows.finish()?,
        })
    }
}

impl Spelling {
    /// Before every name.
    fn none() -> Self {
        Self {
            at: i64::MIN,
            name: String::new(),
        }
    }

    fn is_none(&self) -> bool {
        self.at == i64::MIN
    }

    /// Takes over a later spelling; of two at one moment, the greater.
    fn renew(&mut self, at: i64, name: &str) {
        if (at, name) > (self.at, self.name.as_str()) {
            self.at = at;
            name.clone_into(&mut self.name);
        }
    }
}

/// Where rows disagree, the first in the order of `Kind`: the outcome is the same for any order of
/// rows.
fn first_kind(one: Option<Kind>, other: Option<Kind>) -> Option<Kind> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn in_order(numbers: HashMap<String, u32>) -> impl Iterator<Item = String> {
    let mut keys: Vec<(u32, String)> = numbers
        .into_iter()
        .map(|(key, number)| (number, key))
        .collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, key)| key)
}

/// Returns what makes a title this title: the source's id, else show and name.
fn title_key(id: Option<&str>, show: Option<&str>, title: &str) -> String {
    if let Some(id) = id {
        return format!("#{id}");
    }
    let show = show.map(name::folded).unwrap_or_default();
    format!("{show}{SEPARATOR}{}", name::folded(title))
}

fn next_number(count: usize) -> u32 {
    u32::try_from(count).expect("the four thousand millions of names do not fit in memory")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::formats::identity::Identity;
    use crate::formats::record::Record;

    fn staged(records: &[Record<'_>]) -> Staged {
        let sorter = Sorter::new(1 << 20, Path::new(""));
        let mut staging = Staging::new(sorter);
        let mut batch = Batch::default();
        for record in records {
            batch.push(record, 1, Identity::WholeRow);
        }
        staging.push(&batch).unwrap();
        staging.finish().unwrap()
    }

    fn record<'a>(start: i64, show: Option<&'a str>, title: &'a str) -> Record<'a> {
        Record {
            viewer: "v".into(),
            title: title.into(),
            show: show.map(Into::into),
            start,
            ..Record::default()
        }
    }

    #[test]
    fn the_most_recent_spelling_is_shown() {
        let staging = staged(&[
            record(5, Some("Jane the Virgin"), "Chapter One"),
            record(9, Some("Jane The Virgin"), "CHAPTER ONE"),
            record(7, Some("JANE THE VIRGIN"), "chapter one"),
        ]);
        assert_eq!(staging.titles.len(), 1);
        assert_eq!(staging.titles[0].spelling.name, "CHAPTER ONE");
        assert_eq!(staging.shows.len(), 1);
        assert_eq!(staging.shows[0].spelling.name, "Jane The Virgin");
    }

    #[test]
    fn of_two_shows_at_one_moment_the_order_of_rows_does_not_choose() {
        let of_show = |show| Record {
            id: Some("a".into()),
            ..record(5, show, "Dracula")
        };
        for (one, other) in [
            (None, Some("Classics")),
            (Some("Classics"), None),
            (Some("Classics"), Some("Bites")),
            (Some("Bites"), Some("Classics")),
        ] {
            let staging = staged(&[of_show(one), of_show(other)]);
            let title = &staging.titles[0];
            assert_eq!(staging.shows[title.show as usize].key, "classics");
            assert!(!title.is_own_show);
        }
    }

    #[test]
    fn equal_names_of_different_shows_stay_apart() {
        let staging = staged(&[
            record(1, Some("Harbour"), "Pilot"),
            record(2, Some("Lighthouse"), "Pilot"),
            record(3, None, "Pilot"),
        ]);
        assert_eq!(staging.titles.len(), 3);
        assert_eq!(staging.shows.len(), 3);
    }

    #[test]
    fn a_film_is_its_own_show_whatever_it_is_called() {
        let staging = staged(&[
            record(1, None, "Harbour"),
            record(2, Some("Harbour"), "Pilot"),
            Record {
                id: Some("9".into()),
                ..record(3, None, "Harbour")
            },
            record(4, Some("#9"), "Track"),
        ]);
        assert_eq!(staging.titles.len(), 4);
        assert_eq!(staging.shows.len(), 4);
    }

    #[test]
    fn an_id_outranks_the_name() {
        let with_id = |start, id: &'static str, title: &'static str| Record {
            id: Some(id.into()),
            ..record(start, None, title)
        };
        let staging = staged(&[
            with_id(1, "a", "Dracula"),
            with_id(2, "b", "Dracula"),
            with_id(3, "a", "Dracula (1931)"),
        ]);
        assert_eq!(staging.titles.len(), 2);
        assert_eq!(staging.shows.len(), 2, "each film is its own show");
        assert_eq!(staging.titles[0].spelling.name, "Dracula (1931)");
    }
}
