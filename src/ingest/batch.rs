//! Records on their way from the thread that reads to the thread that numbers them.

use super::row::Row;
use crate::domain::Kind;
use crate::domain::name::SEPARATOR;
use crate::domain::viewing::named;
use crate::formats::identity::Identity;
use crate::formats::record::Record;
use crate::store::nth::{looks_to_the_second, number_of_id};

/// How many records a batch takes.
const ROWS: usize = 4096;

/// How many bytes of text it takes; the last record may exceed them.
const TEXT_BYTES: usize = 1 << 20;

/// Returns [`Row::is_to_the_second`] of a record.
fn is_to_the_second(record: &Record<'_>, identity: Identity) -> bool {
    let is_so = if identity.depends_on_times() {
        record.has_seconds
    } else {
        looks_to_the_second(record.start)
    };
    is_so && !record.is_by_day
}

/// Some records, with all their texts in one string.
#[derive(Debug, Default)]
pub(super) struct Batch {
    text: String,
    rows: Vec<BatchRow>,
}

/// A record without its texts.
#[derive(Debug)]
struct BatchRow {
    viewer_bytes: usize,
    spelled_bytes: usize,
    facts: Facts,
}

/// What a record says besides names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub row: Row,
    pub kind: Option<Kind>,
    pub length: Option<u32>,
    /// Where in the spelling the show begins, in bytes.
    pub show_at: u32,
    /// Where the title begins.
    pub title_at: u32,
    pub has_id: bool,
    pub has_show: bool,
}

/// A record of a batch.
#[derive(Debug)]
pub(super) struct Item<'b> {
    pub viewer: &'b str,
    /// The source's id, the show and the title, each followed by a [`SEPARATOR`].
    pub spelled: &'b str,
    pub facts: &'b Facts,
}

impl Batch {
    /// Adds a record of the source numbered `source`.
    pub fn push(&mut self, record: &Record<'_>, source: u32, identity: Identity) {
        let is_to_the_second = is_to_the_second(record, identity);
        let viewing = record.viewing.as_deref().map(number_of_id).map(named);
        let start = self.text.len();
        self.text.push_str(&record.viewer);
        let spelled_at = self.text.len();
        let mut part = |text: &str| {
            self.text.push_str(text);
            self.text.push(SEPARATOR);
            // Only names of 4 GB would have offsets that do not fit.
            u32::try_from(self.text.len() - spelled_at).unwrap_or(u32::MAX)
        };
        let show_at = part(record.id.as_deref().unwrap_or_default());
        let title_at = part(record.show.as_deref().unwrap_or_default());
        part(&record.title);
        self.rows.push(BatchRow {
            viewer_bytes: spelled_at - start,
            spelled_bytes: self.text.len() - spelled_at,
            facts: Facts {
                row: Row {
                    start: record.start,
                    is_by_day: record.is_by_day,
                    is_to_the_second,
                    seconds: record.seconds,
                    position: record.position.or(viewing),
                    is_private: record.private,
                    id: record.row_id.as_deref().map(number_of_id),
                    source,
                    identity: identity.of_row(is_to_the_second),
                },
                kind: record.kind,
                length: record.length,
                show_at,
                title_at,
                has_id: record.id.is_some(),
                has_show: record.show.is_some(),
            },
        });
    }

    /// Returns whether it is large enough to be sent.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= ROWS || self.text.len() >= TEXT_BYTES
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.text.clear();
        self.rows.clear();
    }

    /// Returns the records as they came.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> + Clone {
        let mut rest = self.text.as_str();
        self.rows.iter().map(move |row| {
            let (viewer, after) = rest.split_at(row.viewer_bytes);
            let (spelled, after) = after.split_at(row.spelled_bytes);
            rest = after;
            Item {
                viewer,
                spelled,
                facts: &row.facts,
            }
        })
    }
}
