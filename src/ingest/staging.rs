//! What an import has read so far: rows by number, and the viewers and titles the numbers stand for.

use std::collections::HashMap;

use super::merge::Row;
use super::reader::Identity;
use super::record::Record;
use crate::domain::{Kind, name};
use crate::store::key::{ViewerHash, ViewerKey};

/// A row with the staged numbers of its viewer and title.
#[derive(Debug, Clone, Copy)]
pub(super) struct StagedRow {
    pub title: u32,
    pub viewer: u32,
    pub row: Row,
}

/// A viewer of the rows read.
#[derive(Debug)]
pub(super) struct StagedViewer {
    pub hash: ViewerHash,
    pub label: Option<String>,
}

/// A name and the moment it was last spelled so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    pub at: i64,
    pub name: String,
}

impl Spelling {
    /// Takes over a later spelling; of two at one moment, the greater.
    fn renew(&mut self, at: i64, name: &str) -> bool {
        let is_later = (at, name) > (self.at, self.name.as_str());
        if is_later {
            self.at = at;
            if self.name != name {
                name.clone_into(&mut self.name);
            }
        }
        is_later
    }
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
}

/// A show of the rows read.
#[derive(Debug)]
pub(super) struct StagedShow {
    pub key: String,
    pub spelling: Spelling,
}

/// Everything an import has read so far.
pub(super) struct Staging {
    key: ViewerKey,
    account: String,
    keep_names: bool,
    viewer_numbers: HashMap<String, u32>,
    /// By the names as spelled, so that each spelling is folded once.
    spelled_titles: HashMap<String, (u32, u32)>,
    title_numbers: HashMap<String, u32>,
    show_numbers: HashMap<String, u32>,
    spelled: String,
    pub viewers: Vec<StagedViewer>,
    pub titles: Vec<StagedTitle>,
    pub shows: Vec<StagedShow>,
    pub rows: Vec<StagedRow>,
}

impl Staging {
    /// Returns an empty staging whose viewers belong to `account` and are hashed with `key`.
    pub fn new(key: ViewerKey, account: String, keep_names: bool) -> Self {
        Self {
            key,
            account,
            keep_names,
            viewer_numbers: HashMap::new(),
            spelled_titles: HashMap::new(),
            title_numbers: HashMap::new(),
            show_numbers: HashMap::new(),
            spelled: String::new(),
            viewers: Vec::new(),
            titles: Vec::new(),
            shows: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Adds a record of the source numbered `source`.
    pub fn push(&mut self, record: &Record, source: u32, identity: Identity) {
        let viewer = self.viewer(&record.viewer);
        let title = self.title(record);
        self.rows.push(StagedRow {
            title,
            viewer,
            row: Row {
                start: record.start,
                seconds: record.seconds,
                position: record.position,
                is_private: record.private,
                source,
                identity,
            },
        });
    }

    fn viewer(&mut self, name: &str) -> u32 {
        if let Some(number) = self.viewer_numbers.get(name) {
            return *number;
        }
        let number = next_number(self.viewers.len());
        self.viewers.push(StagedViewer {
            hash: self.key.hash(&self.account, name),
            label: self.keep_names.then(|| name.to_owned()),
        });
        self.viewer_numbers.insert(name.to_owned(), number);
        number
    }

    fn title(&mut self, record: &Record) -> u32 {
        self.spelled.clear();
        for part in [
            record.id.as_deref(),
            record.show.as_deref(),
            Some(&*record.title),
        ] {
            self.spelled.push_str(part.unwrap_or_default());
            self.spelled.push('\u{1f}');
        }
        let (title, show) = match self.spelled_titles.get(&self.spelled) {
            Some(numbers) => *numbers,
            None => self.intern(record),
        };
        let staged = &mut self.titles[title as usize];
        let key_of = |show: u32| &self.shows[show as usize].key;
        // Of two shows at one moment, the greater: the order of rows is of no consequence.
        let moves = staged.show != show
            && (record.start, &record.title) == (staged.spelling.at, &staged.spelling.name)
            && key_of(show) > key_of(staged.show);
        if staged.spelling.renew(record.start, &record.title) || moves {
            staged.show = show;
            staged.is_own_show = record.show.is_none();
        }
        staged.length = staged.length.max(record.length);
        // Where rows disagree, the first in the order of `Kind`: the outcome is the same for any
        // order of rows.
        staged.kind = match (staged.kind, record.kind) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let show_name = record.show.as_ref().unwrap_or(&record.title);
        self.shows[show as usize]
            .spelling
            .renew(record.start, show_name);
        title
    }

    /// Numbers the title and the show of a record whose spelling is new.
    fn intern(&mut self, record: &Record) -> (u32, u32) {
        let title_key = title_key(record);
        // A film is its own show, whatever series or artist has its name.
        let show_key = match &record.show {
            Some(show) => name::folded(show),
            None => format!("\u{1f}{title_key}"),
        };
        let show_name = record.show.as_ref().unwrap_or(&record.title);
        let spelling = |name: &str| Spelling {
            at: record.start,
            name: name.to_owned(),
        };
        let shows = &mut self.shows;
        let show = *self.show_numbers.entry(show_key).or_insert_with_key(|key| {
            shows.push(StagedShow {
                key: key.clone(),
                spelling: spelling(show_name),
            });
            next_number(shows.len() - 1)
        });
        let titles = &mut self.titles;
        let title = *self
            .title_numbers
            .entry(title_key)
            .or_insert_with_key(|key| {
                titles.push(StagedTitle {
                    key: key.clone(),
                    spelling: spelling(&record.title),
                    show,
                    is_own_show: record.show.is_none(),
                    kind: None,
                    length: None,
                });
                next_number(titles.len() - 1)
            });
        self.spelled_titles
            .insert(self.spelled.clone(), (title, show));
        (title, show)
    }
}

/// Returns what makes a record's title this title: the source's id, else show and name.
fn title_key(record: &Record) -> String {
    if let Some(id) = &record.id {
        return format!("#{id}");
    }
    let show = record.show.as_deref().map(name::folded).unwrap_or_default();
    format!("{show}\u{1f}{}", name::folded(&record.title))
}

fn next_number(count: usize) -> u32 {
    u32::try_from(count).expect("the four thousand millions of names do not fit in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staged(records: &[Record]) -> Staging {
        let mut staging = Staging::new(ViewerKey::of_samples(), String::new(), false);
        for record in records {
            staging.push(record, 1, Identity::WholeRow);
        }
        staging
    }

    fn record(start: i64, show: Option<&str>, title: &str) -> Record {
        Record {
            viewer: "v".to_owned(),
            title: title.to_owned(),
            show: show.map(str::to_owned),
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
            id: Some("a".to_owned()),
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
                id: Some("9".to_owned()),
                ..record(3, None, "Harbour")
            },
            record(4, Some("#9"), "Track"),
        ]);
        assert_eq!(staging.titles.len(), 4);
        assert_eq!(staging.shows.len(), 4);
    }

    #[test]
    fn an_id_outranks_the_name() {
        let with_id = |start, id: &str, title: &str| Record {
            id: Some(id.to_owned()),
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
