//! The thread that merges sorted rows into those the log has, title by title, and says what is to be
//! written.
//!
//! It has no connection: it asks the writing thread for stored rows, many titles at once.

use super::arriving_rows::ArrivingRows;
use super::arriving_title::ArrivingTitle;
use super::counts::WriteCounts;
use super::log_numbers::LogNumbers;
use super::merged_title::{MergedPair, MergedTitle};
use super::plays::PlayRow;
use super::requests::{LookUp, MergeError, StoredRows, WriterHandle};
use super::row_changes::RowChanges;
use super::titles::Title;
use super::viewings::{Pair, Viewings};
use crate::derive::changes::{ChangeReporter, Changes};
use crate::domain::kind::MINIMUM_WATCHED_SECONDS;
use crate::domain::{DayTable, Kind};
use crate::ingest::merge;
use crate::ingest::packed_row::PackedRow;
use crate::ingest::row::Row;
use crate::store::Settings;
use crate::store::external_sort::Sorted;

/// How many rows are sent to be written at once.
const ROWS_AT_ONCE: usize = 2048;

/// How many rows may arrive for known titles before these are put in the order in which the log has them, so that
/// its pages are read and written once each, one after the other.
const ORDERED_AT_ONCE: usize = 1 << 17;

/// How many rows may have arrived for titles whose stored rows are asked for at once.
const LOOKED_UP_AT_ONCE: usize = 8192;

/// Merges sorted rows into those the log has.
pub(super) struct Merger<'a> {
    numbers: LogNumbers<'a>,
    /// How long a viewing must last to be a play, where the log has one minimum for all kinds.
    minimum_seconds: Option<u32>,
    writer: WriterHandle,
    viewings: Viewings,
    /// What is to be written next.
    row_changes: RowChanges,
    changes: ChangeReporter<'a>,
    counts: WriteCounts,
}

impl<'a> Merger<'a> {
    /// Returns a merger that tells `writer` what to write, and `changes` whose active days change.
    pub fn new(
        numbers: LogNumbers<'a>,
        settings: &Settings,
        writer: WriterHandle,
        changes: &'a mut dyn Changes,
    ) -> Self {
        Self {
            numbers,
            minimum_seconds: settings.minimum_seconds,
            writer,
            viewings: Viewings::new(DayTable::new(settings.rule)),
            row_changes: RowChanges::default(),
            changes: ChangeReporter::new(changes, DayTable::new(settings.rule)),
            counts: WriteCounts::default(),
        }
    }

    /// Has the merger go on with these counts.
    pub fn going_on(self, counts: WriteCounts) -> Self {
        Self { counts, ..self }
    }

    /// Merges all rows but those of titles for which aliases have some, and returns the counts of them, and these titles.
    ///
    /// # Errors
    ///
    /// Fails where rows cannot be read back from their file, or the writing thread has ended.
    pub fn run(
        mut self,
        rows: Sorted<PackedRow>,
    ) -> Result<(WriteCounts, Vec<ArrivingTitle>), MergeError> {
        let mut rows = ArrivingRows::new(rows)?;
        let (mut known, mut of_aliases) = (Vec::new(), Vec::new());
        let aliases = self.numbers.aliases;
        let mut waiting = 0;
        let mut pair_rows = Vec::new();
        while let Some(first) = rows.head() {
            let title = self.numbers.titles[first.title() as usize];
            let is_plain = title.length.is_some() || !title.has_positions;
            if title.is_new && is_plain && aliases.is_empty() {
                self.new_title(title, first.title(), &mut rows, &mut pair_rows)?;
                continue;
            }
            let arriving = self.rows_of_title(first.title(), &mut rows)?;
            let arriving = ArrivingTitle::plain(title, arriving);
            if arriving.is_of_aliases(aliases) {
                of_aliases.push(arriving);
                continue;
            }
            if title.is_new {
                self.row_changes.arrived += arriving.rows.len() as u64;
                self.whole_title(&arriving, &[])?;
                continue;
            }
            waiting += arriving.rows.len();
            known.push(arriving);
            if waiting >= ORDERED_AT_ONCE {
                self.in_order(std::mem::take(&mut known))?;
                waiting = 0;
            }
        }
        self.in_order(known)?;
        self.send()?;
        Ok((self.counts, of_aliases))
    }

    /// Merges what arrives for titles that the log has, and returns the counts of it.
    ///
    /// # Errors
    ///
    /// Fails where the writing thread has ended.
    pub fn run_known(mut self, known: Vec<ArrivingTitle>) -> Result<WriteCounts, MergeError> {
        for title in known {
            self.known_titles(vec![title])?;
            self.send_if_full()?;
        }
        self.send()?;
        Ok(self.counts)
    }

    /// Merges the rows of a title that is new to the log, and whose length no row changes: viewer by
    /// viewer, as they arrive.
    fn new_title(
        &mut self,
        title: Title,
        staged: u32,
        rows: &mut ArrivingRows,
        pair_rows: &mut Vec<Row>,
    ) -> Result<(), MergeError> {
        while let Some(first) = rows.head().filter(|row| row.title() == staged) {
            pair_rows.clear();
            while let Some(row) = rows.next_if(|row| row.is_of_pair(first))? {
                pair_rows.push(self.numbers.row(row));
            }
            let pair = self.pair(title, self.numbers.viewer(first), title.length);
            self.new_pair(pair, pair_rows)?;
        }
        Ok(())
    }

    /// Merges the rows of a viewer and a title of which the log has no rows.
    fn new_pair(&mut self, pair: Pair, rows: &[Row]) -> Result<(), MergeError> {
        self.row_changes.arrived += rows.len() as u64;
        // Rows that all start at different moments are no doubles of each other, unless their ids say so.
        let has_ids = rows.iter().any(|row| row.id.is_some());
        if !has_ids && rows.windows(2).all(|two| two[0].when() != two[1].when()) {
            self.counts.merge_counts.added += rows.len() as u64;
            self.counts.by_source.count(rows, 1);
            self.replace(pair, rows, &[]);
        } else {
            let rows = merge::merged(&[], rows, &mut self.counts.merge_counts);
            self.counts.by_source.count(&rows, 1);
            self.replace(pair, &rows, &[]);
        }
        self.send_if_full()
    }

    /// Returns the rows that arrive for a title, by viewer and start.
    fn rows_of_title(
        &self,
        staged: u32,
        rows: &mut ArrivingRows,
    ) -> Result<Vec<(u32, Row)>, MergeError> {
        let mut arriving = Vec::new();
        while let Some(row) = rows.next_if(|row| row.title() == staged)? {
            arriving.push((self.numbers.viewer(row), self.numbers.row(row)));
        }
        // They come by staged viewers, whose order need not be that of the log.
        arriving.sort_by_key(|(viewer, row)| (*viewer, row.when()));
        Ok(arriving)
    }

    /// Merges what arrives for titles that the log has, in its order.
    fn in_order(&mut self, mut known: Vec<ArrivingTitle>) -> Result<(), MergeError> {
        known.sort_unstable_by_key(|arriving| arriving.title.id);
        let (mut at_once, mut waiting) = (Vec::new(), 0);
        for arriving in known {
            waiting += arriving.rows.len();
            at_once.push(arriving);
            if waiting >= LOOKED_UP_AT_ONCE {
                self.known_titles(std::mem::take(&mut at_once))?;
                waiting = 0;
            }
        }
        self.known_titles(at_once)
    }

    /// Asks for the stored rows of titles, and merges what arrives for them.
    fn known_titles(&mut self, known: Vec<ArrivingTitle>) -> Result<(), MergeError> {
        if known.is_empty() {
            return Ok(());
        }
        let look_ups = known.iter().map(|known| self.look_up(known)).collect();
        let answers = self.writer.look_up(look_ups)?;
        for (arriving, stored) in known.into_iter().zip(answers) {
            self.row_changes.arrived += arriving.rows.len() as u64;
            if arriving.title.is_changed {
                self.whole_title(&arriving, &stored.rows)?;
            } else {
                self.known_title(&arriving, &stored)?;
            }
        }
        Ok(())
    }

    /// Asks for the rows of the viewers that rows arrive for, or whose rows are replaced; for all where the title has
    /// changed.
    fn look_up(&self, arriving: &ArrivingTitle) -> LookUp {
        let first_new = self.numbers.first_new_viewer;
        let ArrivingTitle {
            title,
            rows,
            composed,
        } = arriving;
        let viewers = rows
            .iter()
            .map(|(viewer, _)| *viewer)
            .chain(composed.iter().copied());
        let mut viewers: Vec<u32> = viewers.filter(|viewer| *viewer < first_new).collect();
        viewers.sort_unstable();
        viewers.dedup();
        LookUp {
            title: title.id,
            viewers: (!title.is_changed).then_some(viewers),
            asks_furthest: false,
        }
    }

    /// Merges the pairs of a title that rows arrive for; the others are looked at only where the length
    /// of the title changes.
    fn known_title(
        &mut self,
        arriving: &ArrivingTitle,
        stored: &StoredRows,
    ) -> Result<(), MergeError> {
        let title = arriving.title;
        let merged = arriving.merged_into(&stored.rows);
        if title.length.is_some() {
            return self.title(title, &merged, title.length, false);
        }
        // The furthest position stands for a length that nobody states.
        let (before, after) = (merged.furthest_stored(), merged.furthest());
        if after.is_none() && before.is_none() && !merged.may_continue() {
            // Whatever the length, it decides nothing here, and these rows do not change it.
            return self.title(title, &merged, None, false);
        }
        // All rows of the title are read for this.
        let furthest = self.look_up_one(title, Some(Vec::new()))?.furthest;
        let is_same = after == furthest
            // The row with the furthest position is another viewer's.
            || after < furthest && before < furthest;
        if is_same {
            return self.title(title, &merged, furthest, false);
        }
        let all = self.look_up_one(title, None)?;
        self.whole_title(arriving, &all.rows)
    }

    /// Merges what arrives into all rows of a title, and decides anew what each of them counts as.
    fn whole_title(
        &mut self,
        arriving: &ArrivingTitle,
        stored: &[PlayRow],
    ) -> Result<(), MergeError> {
        let merged = arriving.merged_into(stored);
        let length = arriving.title.length.or(merged.furthest());
        self.title(arriving.title, &merged, length, true)
    }

    /// Replaces the rows of a title's pairs: of those that changed, or of all.
    fn title(
        &mut self,
        title: Title,
        merged: &MergedTitle<'_>,
        length: Option<u32>,
        is_whole: bool,
    ) -> Result<(), MergeError> {
        self.counts.merge_counts.add(merged.merge_counts);
        for MergedPair {
            viewer,
            stored,
            rows,
            is_changed,
            is_composed,
        } in merged.pairs()
        {
            if is_changed && !is_composed {
                let before = stored.iter().map(|stored| &stored.row);
                self.counts.by_source.count(rows, 1);
                self.counts.by_source.count(before, -1);
            }
            if is_changed || is_whole {
                self.replace(self.pair(title, viewer, length), rows, stored);
                self.send_if_full()?;
            }
        }
        Ok(())
    }

    fn pair(&self, title: Title, viewer: u32, length: Option<u32>) -> Pair {
        let minimum_of_kind = || {
            let kind = title.kind;
            kind.map_or(MINIMUM_WATCHED_SECONDS, Kind::minimum_seconds)
        };
        Pair {
            title: title.id,
            viewer,
            minimum_seconds: self.minimum_seconds.unwrap_or_else(minimum_of_kind),
            length,
        }
    }

    /// Puts `rows` of a pair in the place of `stored`, and notes what that changes.
    fn replace(&mut self, pair: Pair, rows: &[Row], stored: &[PlayRow]) {
        let plays = self.viewings.plays(pair, rows);
        if !self.row_changes.replace(pair.title, stored, plays) {
            return;
        }
        self.counts.add(pair.viewer, plays);
        self.counts.subtract(stored);
        self.changes.report(
            (pair.title, pair.viewer),
            stored.iter().map(PlayRow::reported),
            plays.iter().map(PlayRow::reported),
        );
    }

    fn look_up_one(
        &self,
        title: Title,
        viewers: Option<Vec<u32>>,
    ) -> Result<StoredRows, MergeError> {
        let look_up = LookUp {
            title: title.id,
            asks_furthest: viewers.is_some(),
            viewers,
        };
        let mut answers = self.writer.look_up(vec![look_up])?;
        answers.pop().ok_or(MergeError::WriterGone)
    }

    fn send_if_full(&mut self) -> Result<(), MergeError> {
        let changes = &self.row_changes;
        if changes.inserted.len() < ROWS_AT_ONCE && changes.arrived < ROWS_AT_ONCE as u64 {
            return Ok(());
        }
        self.send()
    }

    fn send(&mut self) -> Result<(), MergeError> {
        let empty = RowChanges::with_capacity(ROWS_AT_ONCE + ROWS_AT_ONCE / 8);
        self.writer
            .write(std::mem::replace(&mut self.row_changes, empty))
    }
}
