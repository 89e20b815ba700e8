//! Numbers and sorts the rows of an import as they are read.

use std::io;

use super::batch::Batch;
use super::dictionary::Dictionary;
use super::packed_row::PackedRow;
use super::spelled_titles::SpelledTitles;
use super::staged::Staged;
use crate::store::external_sort::Sorter;

/// What an import has read so far.
pub(super) struct Staging {
    viewers: Dictionary,
    /// The spellings of titles: each is folded once, however many rows have it.
    spellings: Dictionary,
    titles: SpelledTitles,
    rows: Sorter<PackedRow>,
    /// The numbers of the current batch's viewers.
    batch_viewers: Vec<u32>,
    /// Those of its spellings, and whether they are new.
    batch_spellings: Vec<(u32, bool)>,
}

impl Staging {
    /// Returns an empty staging that sorts its rows with `sorter`.
    pub fn new(sorter: Sorter<PackedRow>) -> Self {
        Self {
            viewers: Dictionary::default(),
            spellings: Dictionary::default(),
            titles: SpelledTitles::default(),
            rows: sorter,
            batch_viewers: Vec::new(),
            batch_spellings: Vec::new(),
        }
    }

    /// Adds records.
    ///
    /// # Errors
    ///
    /// Fails where rows that find no room in memory cannot be written to a file.
    pub fn push(&mut self, batch: &Batch) -> io::Result<()> {
        self.number_names(batch);
        let numbers = self.batch_viewers.iter().zip(&self.batch_spellings);
        for (item, (viewer, (spelling, is_new))) in batch.items().zip(numbers) {
            if *is_new {
                self.titles.add(item.spelled, item.facts);
            }
            let title = self.titles.note(*spelling, item.facts);
            let row = PackedRow::new(title, *viewer, &item.facts.row);
            self.rows.push(row)?;
        }
        Ok(())
    }

    /// Numbers the viewers and the spellings of a batch.
    fn number_names(&mut self, batch: &Batch) {
        self.batch_viewers.clear();
        let viewers = batch.items().map(|item| item.viewer);
        self.viewers
            .number_all(viewers, |_, number, _| self.batch_viewers.push(number));
        self.batch_spellings.clear();
        let spellings = batch.items().map(|item| item.spelled);
        self.spellings.number_all(spellings, |_, number, is_new| {
            self.batch_spellings.push((number, is_new));
        });
    }

    /// Sorts the last rows, and names every title and show as it was last spelled.
    ///
    /// # Errors
    ///
    /// Fails where rows that find no room in memory cannot be written to a file, or read back.
    pub fn finish(self) -> io::Result<Staged> {
        let (titles, shows) = self.titles.finish(&self.spellings);
        Ok(Staged {
            viewers: self.viewers,
            titles,
            shows,
            rows: self.rows.finish()?,
        })
    }
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
