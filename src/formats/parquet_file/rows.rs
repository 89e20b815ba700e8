//! The rows of a file, one by one.

use std::sync::Arc;

use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};

use super::budget::Budget;
use super::columns::Column;
use super::cursor::{Cursor, cursor};
use super::footer::ParquetFile;
use super::pages::{Chunk, Pages, Progress};
use super::written::NotText;

/// How much text a file may hold, by its bytes and beside them: more is one text that is said to be repeated, without end.
const TEXT_A_BYTE: u64 = 2_000;
const LITTLE_TEXT: u64 = 256 << 20;

/// Where the first page may begin: behind the magic.
const FIRST_BYTE: i64 = 4;

/// The rows of a file, with some of its columns.
pub(crate) struct Rows<'f> {
    file: &'f ParquetFile,
    budget: Budget,
    /// The values of the columns that are read, by their place among [`Columns::names`](super::Columns::names).
    cursors: Vec<Option<Box<dyn Cursor>>>,
    /// The places of these columns.
    places: Vec<usize>,
    /// How many groups of rows have been opened.
    groups: usize,
    /// How many rows of the last are left.
    left: u64,
    /// How many rows are behind.
    seen: u64,
    /// The place of the first column of the row whose value should be a text, and is none.
    no_text: Option<usize>,
    /// How many bytes of text may still come.
    text_left: u64,
}

impl<'f> Rows<'f> {
    /// Returns the rows of `file` with the columns at `places` among [`Columns::names`](super::Columns::names).
    pub fn new(file: &'f ParquetFile, mut places: Vec<usize>) -> Self {
        places.sort_unstable();
        places.dedup();
        let most = places.last().map_or(0, |last| last + 1);
        Self {
            file,
            budget: Budget::default(),
            cursors: (0..most).map(|_| None).collect(),
            places,
            groups: 0,
            left: 0,
            seen: 0,
            no_text: None,
            text_left: file
                .length
                .saturating_mul(TEXT_A_BYTE)
                .saturating_add(LITTLE_TEXT),
        }
    }

    /// Goes to the next row; returns its number, from 1, if there is one.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read on, with the row, the column and what is wrong with it.
    pub fn next_row(&mut self) -> Result<Option<u64>, String> {
        while self.left == 0 {
            if !self.next_group()? {
                return Ok(None);
            }
        }
        self.seen += 1;
        self.left -= 1;
        self.no_text = None;
        for index in 0..self.places.len() {
            let place = self.places[index];
            if !self.advance(place)? {
                return Err(self.fault(place, "does not reach as far as the others do"));
            }
            let length = match self.cursors[place].as_ref().map(|cursor| cursor.text()) {
                Some(Ok(Some(text))) => text.len() as u64,
                Some(Err(NotText)) => {
                    self.no_text.get_or_insert(place);
                    0
                }
                _ => 0,
            };
            let left = self.text_left.checked_sub(length);
            self.text_left = left.ok_or_else(|| {
                self.fault(
                    place,
                    "unpacks to 2,000 times the file, which no play log does",
                )
            })?;
        }
        Ok(Some(self.seen))
    }

    /// Returns the value at `place` in the row; `None` where there is none, or it is no text.
    pub fn text(&self, place: usize) -> Option<&str> {
        let cursor = self.cursors.get(place)?.as_ref()?;
        cursor.text().ok().flatten()
    }

    /// Returns the name of the first column of the row whose value should be a text, and is none.
    pub fn no_text(&self) -> Option<&str> {
        Some(&self.file.columns().names[self.no_text?])
    }

    /// Goes to the next value of a column in this group of rows; returns whether there is one.
    fn advance(&mut self, place: usize) -> Result<bool, String> {
        let advanced = match &mut self.cursors[place] {
            Some(cursor) => cursor.advance(),
            None => Ok(false),
        };
        advanced.map_err(|problem| self.fault(place, &problem))
    }

    /// Opens the next group of rows; returns whether there is one. The last has to be at its end.
    fn next_group(&mut self) -> Result<bool, String> {
        for place in self.places.clone() {
            if self.advance(place)? {
                return Err(self.fault(place, "does not end where the others do"));
            }
        }
        let groups = self.file.metadata.row_groups();
        let Some(group) = groups.get(self.groups) else {
            return Ok(false);
        };
        self.groups += 1;
        self.left = u64::try_from(group.num_rows()).unwrap_or(0);
        for place in &self.places {
            // The pages of the one before are let go first.
            self.cursors[*place] = None;
        }
        for place in &self.places {
            let column = &self.file.columns().list[*place];
            let opened = self.open(column, group);
            self.cursors[*place] = Some(opened.map_err(|problem| {
                let name = &self.file.columns().names[*place];
                format!("column `{name}` {problem}")
            })?);
        }
        Ok(true)
    }

    fn open(&self, column: &Column, group: &RowGroupMetaData) -> Result<Box<dyn Cursor>, String> {
        let chunk = group.columns().get(column.leaf);
        let chunk = chunk.ok_or("is not in every group of rows")?;
        if chunk.file_path().is_some() {
            return Err("lies in another file; name the files that hold the rows".to_owned());
        }
        let description = self.file.metadata.file_metadata().schema_descr();
        let description = description.column(column.leaf);
        let (start, length) = self.range(chunk)?;
        let chunk = Chunk {
            start,
            length,
            compression: chunk.compression(),
            is_optional: description.max_def_level() > 0,
        };
        let progress = Arc::<Progress>::default();
        let file = Arc::clone(&self.file.file);
        let pages = Pages::new(file, chunk, Arc::clone(&progress), &self.budget);
        Ok(cursor(description, column.meaning, pages, progress))
    }

    /// Returns the first byte of a column's pages, and how many they have.
    fn range(&self, chunk: &ColumnChunkMetaData) -> Result<(u64, u64), String> {
        let values = chunk.data_page_offset();
        // Some writers state a dictionary at 0 where there is none.
        let dictionary = chunk.dictionary_page_offset();
        let start = dictionary.filter(|start| (FIRST_BYTE..values).contains(start));
        let start = start.unwrap_or(values);
        let length = chunk.compressed_size();
        let end = start.checked_add(length);
        let is_within = start >= FIRST_BYTE
            && length >= 0
            && end.is_some_and(|end| u64::try_from(end).is_ok_and(|end| end <= self.file.length));
        if is_within {
            Ok((start.unsigned_abs(), length.unsigned_abs()))
        } else {
            Err("lies outside the file; is it whole?".to_owned())
        }
    }

    fn fault(&self, place: usize, problem: &str) -> String {
        let name = &self.file.columns().names[place];
        format!("row {}, column `{name}`: {problem}", self.seen)
    }
}
