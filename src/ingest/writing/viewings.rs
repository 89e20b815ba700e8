//! From sorted rows to what is to be written: merging, viewings, days.
//!
//! It runs in a thread of its own beside the one that writes, and asks that one for rows the log
//! holds.

use std::io;

use crossbeam_channel::{Receiver, Sender};

use super::counts::WriteCounts;
use super::merged_title::{MergedTitle, merge_title};
use super::names::Title;
use super::plays::{PlayKey, PlayRow, StoredRow};
use crate::derive::changes::{Change, Changes};
use crate::domain::kind::MINIMUM_WATCHED_SECONDS;
use crate::domain::viewing::{self, Role};
use crate::domain::{ActiveDay, DayTable, Kind};
use crate::formats::identity::Identity;
use crate::ingest::merge::{self, Row};
use crate::ingest::packed_row::PackedRow;
use crate::store::external_sort::Sorted;

/// How many rows are sent to be written at once.
const ROWS_AT_ONCE: usize = 2048;

/// How many rows may arrive for known titles before their held rows are asked for.
const ASKED_AT_ONCE: usize = 8192;

/// What the thread that writes is told.
pub(super) enum Order {
    Write(Work),
    Read(Vec<Question>),
}

/// Rows to take away, and then rows to write.
#[derive(Default)]
pub(super) struct Work {
    pub remove: Vec<PlayKey>,
    pub rows: Vec<PlayRow>,
    /// How many of the rows that arrive are done with it.
    pub arrived: u64,
}

/// Which rows of a title are asked for.
pub(super) struct Question {
    pub title: u32,
    /// Those of these viewers; `None` asks for all.
    pub viewers: Option<Vec<u32>>,
    /// Whether the title's furthest position is asked for too.
    pub asks_furthest: bool,
}

/// The answer to a [`Question`].
pub(super) struct StoredRows {
    /// By viewer in the order asked for, in time order.
    pub rows: Vec<StoredRow>,
    pub furthest: Option<u32>,
}

/// Why the deriving ended before its end.
pub(super) enum Halt {
    /// Rows put away are not to be had back.
    Spill(io::Error),
    /// The thread that writes is gone.
    Stopped,
}

/// A title that the log has, and the rows that arrive for it by viewer.
type Known = (Title, Vec<(u32, Row)>);

/// Numbers in the log, by staged numbers.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'a> {
    pub titles: &'a [Title],
    pub viewers: &'a [u32],
    /// Viewers from this number on are new to the log: it holds nothing of them.
    pub first_new_viewer: u32,
    pub sources: &'a [(u32, Identity)],
}

/// Derives plays from rows.
pub(super) struct Deriver<'a> {
    pub numbers: Numbers<'a>,
    /// The length a viewing must have where the log says so.
    pub minimum_seconds: Option<u32>,
    pub days: DayTable,
    pub orders: Sender<Order>,
    pub answers: Receiver<Vec<StoredRows>>,
    pub changes: &'a mut dyn Changes,
    pub counts: WriteCounts,
    pub work: Work,
    pub scratch: Scratch,
}

/// Memory that one pair after the other uses.
#[derive(Default)]
pub(super) struct Scratch {
    viewing: Vec<viewing::Row>,
    roles: Vec<Role>,
    rows: Vec<PlayRow>,
    before: Vec<ActiveDay>,
    after: Vec<ActiveDay>,
}

impl Deriver<'_> {
    /// Derives what `rows` become, and returns the account of it.
    pub fn run(mut self, mut rows: Sorted<PackedRow>) -> Result<WriteCounts, Halt> {
        let mut next = || rows.next().transpose().map_err(Halt::Spill);
        let mut head = next()?;
        let mut known: Vec<Known> = Vec::new();
        let mut waiting = 0;
        let mut pair = Vec::new();
        while let Some(first) = head {
            let title = self.numbers.titles[first.title() as usize];
            if title.is_new && (title.length.is_some() || !title.has_positions) {
                while let Some(first) = head.filter(|row| row.title() == first.title()) {
                    pair.clear();
                    while let Some(row) = head.filter(|row| row.is_of_pair(first)) {
                        pair.push(self.row(row));
                        head = next()?;
                    }
                    self.new_pair(title, self.viewer(first), &pair)?;
                }
                continue;
            }
            let mut arriving = Vec::new();
            while let Some(row) = head.filter(|row| row.title() == first.title()) {
                arriving.push((self.viewer(row), self.row(row)));
                head = next()?;
            }
            // Viewers come by their numbers in the import, which need not be in the order of the log.
            arriving.sort_by_key(|(viewer, row)| (*viewer, row.start));
            if title.is_new {
                self.work.arrived += arriving.len() as u64;
                self.whole_title(title, &arriving, &[])?;
                continue;
            }
            waiting += arriving.len();
            known.push((title, arriving));
            if waiting >= ASKED_AT_ONCE {
                self.known_titles(std::mem::take(&mut known))?;
                waiting = 0;
            }
        }
        self.known_titles(known)?;
        self.send()?;
        Ok(self.counts)
    }

    fn viewer(&self, row: PackedRow) -> u32 {
        self.numbers.viewers[row.viewer() as usize]
    }

    fn row(&self, row: PackedRow) -> Row {
        row.row(|source| self.numbers.sources[source as usize])
    }

    fn minimum(&self, title: &Title) -> u32 {
        self.minimum_seconds.unwrap_or_else(|| {
            title
                .kind
                .map_or(MINIMUM_WATCHED_SECONDS, Kind::minimum_seconds)
        })
    }

    /// Derives the rows of a viewer and a title that is new to the log, and whose length no row
    /// changes.
    fn new_pair(&mut self, title: Title, viewer: u32, rows: &[Row]) -> Result<(), Halt> {
        self.work.arrived += rows.len() as u64;
        let minimum = self.minimum(&title);
        // Rows that start at moments of their own can be no doubles.
        if rows.windows(2).all(|pair| pair[0].start != pair[1].start) {
            self.counts.merge_counts.added += rows.len() as u64;
            self.counts.by_source.count(rows, 1);
            self.pair(title, viewer, rows, &[], minimum, title.length);
        } else {
            let rows = merge::merged(&[], rows, &mut self.counts.merge_counts);
            self.counts.by_source.count(&rows, 1);
            self.pair(title, viewer, &rows, &[], minimum, title.length);
        }
        self.send_if_full()
    }

    /// Asks for the held rows of titles, and derives them.
    fn known_titles(&mut self, known: Vec<Known>) -> Result<(), Halt> {
        let first_new = self.numbers.first_new_viewer;
        let question = |(title, arriving): &Known| {
            let viewers = arriving.iter().map(|(viewer, _)| *viewer);
            let mut viewers: Vec<u32> = viewers.filter(|viewer| *viewer < first_new).collect();
            viewers.dedup();
            Question {
                title: title.id,
                viewers: (!title.is_changed).then_some(viewers),
                asks_furthest: false,
            }
        };
        if known.is_empty() {
            return Ok(());
        }
        let answers = self.ask(known.iter().map(question).collect())?;
        for ((title, arriving), stored) in known.into_iter().zip(answers) {
            self.work.arrived += arriving.len() as u64;
            if title.is_changed {
                self.whole_title(title, &arriving, &stored.rows)?;
            } else {
                self.known_title(title, &arriving, &stored)?;
            }
        }
        Ok(())
    }

    /// Derives the pairs of a title for which rows arrive, and the others only where its length
    /// changes.
    fn known_title(
        &mut self,
        title: Title,
        arriving: &[(u32, Row)],
        stored: &StoredRows,
    ) -> Result<(), Halt> {
        let merged = merge_title(arriving, &stored.rows);
        if title.length.is_some() {
            return self.title(title, &merged, &stored.rows, title.length, false);
        }
        let after = merged.furthest();
        let held_here = stored
            .rows
            .iter()
            .filter_map(|stored| stored.row.position)
            .max();
        if after.is_none() && held_here.is_none() && !merged.may_continue() {
            // Whatever the length, it decides nothing here, and these rows do not change it.
            return self.title(title, &merged, &stored.rows, None, false);
        }
        // To find it, all rows of the title are read.
        let furthest = self.ask_one(title, Some(Vec::new()))?.furthest;
        let is_same = after == furthest
            // The row that stands furthest is another viewer's.
            || after < furthest && held_here < furthest;
        if is_same {
            return self.title(title, &merged, &stored.rows, furthest, false);
        }
        let all = self.ask_one(title, None)?;
        self.whole_title(title, arriving, &all.rows)
    }

    /// Derives all of a title's rows anew.
    fn whole_title(
        &mut self,
        title: Title,
        arriving: &[(u32, Row)],
        stored: &[StoredRow],
    ) -> Result<(), Halt> {
        let merged = merge_title(arriving, stored);
        let length = title.length.or(merged.furthest());
        self.title(title, &merged, stored, length, true)
    }

    fn title(
        &mut self,
        title: Title,
        merged: &MergedTitle,
        stored: &[StoredRow],
        length: Option<u32>,
        must_rewrite: bool,
    ) -> Result<(), Halt> {
        self.counts.merge_counts.add(merged.merge_counts);
        let minimum = self.minimum(&title);
        for pair in &merged.pairs {
            let (rows, stored) = (
                &merged.rows[pair.rows.clone()],
                &stored[pair.stored.clone()],
            );
            if pair.is_changed {
                self.counts.by_source.count(rows, 1);
                let before: Vec<Row> = stored.iter().map(|stored| stored.row).collect();
                self.counts.by_source.count(&before, -1);
            }
            if pair.is_changed || must_rewrite {
                self.pair(title, pair.viewer, rows, stored, minimum, length);
                self.send_if_full()?;
            }
        }
        Ok(())
    }

    /// Derives the rows of one viewer and one title, which stand in for those held.
    fn pair(
        &mut self,
        title: Title,
        viewer: u32,
        rows: &[Row],
        stored: &[StoredRow],
        minimum: u32,
        length: Option<u32>,
    ) {
        let scratch = &mut self.scratch;
        scratch.roles.clear();
        if let [row] = rows {
            let is_play = row.seconds.is_none_or(|seconds| seconds >= minimum);
            scratch
                .roles
                .push(if is_play { Role::Play } else { Role::Short });
        } else {
            scratch.viewing.clear();
            scratch.viewing.extend(rows.iter().map(|row| viewing::Row {
                start: row.start,
                seconds: row.seconds,
                position: row.position,
            }));
            viewing::add_roles(&scratch.viewing, length, minimum, &mut scratch.roles);
        }
        scratch.rows.clear();
        let mut last: Option<(i64, u32)> = None;
        for (row, role) in rows.iter().zip(&scratch.roles) {
            let nth = match last {
                Some((start, nth)) if start == row.start => nth + 1,
                _ => 0,
            };
            last = Some((row.start, nth));
            scratch.rows.push(PlayRow {
                title: title.id,
                viewer,
                nth,
                day: self.days.day_of(row.start),
                role: *role,
                row: *row,
            });
        }
        if !replace_rows(title.id, &scratch.rows, stored, &mut self.work) {
            return;
        }
        self.counts.add(viewer, &scratch.rows);
        self.counts.take_away(stored);
        active_days(
            stored.iter().map(|stored| (stored.day, stored.role)),
            &mut scratch.before,
        );
        active_days(
            scratch.rows.iter().map(|row| (row.day, row.role)),
            &mut scratch.after,
        );
        if scratch.before != scratch.after {
            self.changes.change(Change {
                title: title.id,
                viewer,
                before: &scratch.before,
                after: &scratch.after,
            });
        }
    }

    fn ask_one(&mut self, title: Title, viewers: Option<Vec<u32>>) -> Result<StoredRows, Halt> {
        let question = Question {
            title: title.id,
            asks_furthest: viewers.is_some(),
            viewers,
        };
        self.ask(vec![question])?.pop().ok_or(Halt::Stopped)
    }

    fn ask(&mut self, questions: Vec<Question>) -> Result<Vec<StoredRows>, Halt> {
        self.orders
            .send(Order::Read(questions))
            .map_err(|_| Halt::Stopped)?;
        self.answers.recv().map_err(|_| Halt::Stopped)
    }

    fn send_if_full(&mut self) -> Result<(), Halt> {
        if self.work.rows.len() < ROWS_AT_ONCE && self.work.arrived < ROWS_AT_ONCE as u64 {
            return Ok(());
        }
        self.send()
    }

    fn send(&mut self) -> Result<(), Halt> {
        let work = Work {
            rows: Vec::with_capacity(ROWS_AT_ONCE + ROWS_AT_ONCE / 8),
            ..Work::default()
        };
        let work = std::mem::replace(&mut self.work, work);
        self.orders
            .send(Order::Write(work))
            .map_err(|_| Halt::Stopped)
    }
}

/// Adds to `work` what makes these rows of a title and a viewer out of those held, where a row that stays
/// is left alone; returns whether there is anything to do.
///
/// Both come in the order of their keys.
fn replace_rows(title: u32, rows: &[PlayRow], stored: &[StoredRow], work: &mut Work) -> bool {
    let before = (work.remove.len(), work.rows.len());
    let mut stored = stored.iter().peekable();
    for new in rows {
        let key = (new.row.start, new.nth);
        while let Some(gone) = stored.next_if(|stored| (stored.row.start, stored.nth) < key) {
            work.remove.push(key_of(title, gone));
        }
        let same = stored.next_if(|stored| (stored.row.start, stored.nth) == key);
        let stays = same.is_some_and(|stored| {
            (stored.row, stored.day, stored.role) == (new.row, new.day, new.role)
        });
        if !stays {
            work.remove.extend(same.map(|stored| key_of(title, stored)));
            work.rows.push(*new);
        }
    }
    work.remove.extend(stored.map(|gone| key_of(title, gone)));
    before != (work.remove.len(), work.rows.len())
}

fn key_of(title: u32, stored: &StoredRow) -> PlayKey {
    PlayKey {
        title,
        viewer: stored.viewer,
        start: stored.row.start,
        nth: stored.nth,
    }
}

/// Puts the active days of rows in time order into `days`, in order, each once.
///
/// Clocks set back over the start of a day put a later row on an earlier day.
fn active_days(rows: impl Iterator<Item = (crate::domain::Day, Role)>, days: &mut Vec<ActiveDay>) {
    days.clear();
    let mut is_in_order = true;
    for (day, role) in rows.filter(|(_, role)| *role != Role::Short) {
        let plays = u32::from(role == Role::Play);
        match days.last_mut() {
            Some(last) if last.day == day => last.plays += plays,
            last => {
                is_in_order &= last.is_none_or(|last| last.day < day);
                days.push(ActiveDay { day, plays });
            }
        }
    }
    if !is_in_order {
        days.sort_unstable();
        days.dedup_by(|later, kept| {
            let is_same = later.day == kept.day;
            if is_same {
                kept.plays += later.plays;
            }
            is_same
        });
    }
}
