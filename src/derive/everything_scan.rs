//! The cubes of everything, from the sorted days of all viewers.
//!
//! One thread reads the days, stores days and titles of each viewer, and hands viewers over in batches to be added up
//! by another thread. What that one has no time for, it adds up itself.

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use rusqlite::{Connection, Statement, named_params};

use super::cube_queue::DerivedCubes;
use super::error::DeriveError;
use super::everything::add_viewer;
use super::everything_totals::EverythingTotals;
use super::limits::Limits;
use super::packed_days::{day_of, plays_of, split_title_key, viewer_days, viewer_of};
use crate::cube::viewer_days::ViewerDays;
use crate::cube::viewer_titles::{TitleDay, ViewerTitles};
use crate::domain::threads::joined;
use crate::store::external_sort::Sorted;

/// How many viewers make a batch. Tests have few, so that both threads have work.
const BATCH_VIEWERS: usize = if cfg!(test) { 2 } else { 1024 };

/// Derives the cubes of everything from the packed days of viewers with titles, and stores them, each viewer's days and
/// titles, and meanwhile what else is `derived`; the log has none of these.
///
/// `precompute` is the first and last active day, where cohorts can be precomputed.
pub(super) fn derive(
    conn: &Connection,
    days: Sorted<u128>,
    precompute: Option<(u16, u16)>,
    derived: &DerivedCubes,
    limits: Limits,
) -> Result<(), DeriveError> {
    let (batches, received) = bounded(1);
    let totals = std::thread::scope(|scope| {
        let others = scope.spawn(move || add_up(&received, precompute));
        let mut scan = EverythingScan {
            conn,
            derived,
            insert_days: conn
                .prepare("INSERT INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :days)")?,
            insert_titles: conn.prepare(
                "INSERT INTO viewer_titles (viewer_id, titles) VALUES (:viewer_id, :titles)",
            )?,
            batch: Vec::with_capacity(BATCH_VIEWERS),
            batches,
            totals: EverythingTotals::new(precompute),
        };
        scan.read(days)?;
        let mut totals = scan.finish();
        totals.absorb(joined(others.join()));
        Ok::<_, DeriveError>(totals)
    })?;
    totals.store(conn, limits.precompute_from)
}

/// Adds up the viewers of all batches that are received.
fn add_up(batches: &Receiver<Vec<ViewerDays>>, precompute: Option<(u16, u16)>) -> EverythingTotals {
    let mut totals = EverythingTotals::new(precompute);
    for batch in batches {
        add_batch(&mut totals, &batch);
    }
    totals
}

fn add_batch(totals: &mut EverythingTotals, batch: &[ViewerDays]) {
    for viewer_days in batch {
        add_viewer(totals, &viewer_days.0, 0);
    }
}

/// The reading side of the scan.
struct EverythingScan<'a> {
    conn: &'a Connection,
    derived: &'a DerivedCubes,
    insert_days: Statement<'a>,
    insert_titles: Statement<'a>,
    /// Viewers to be handed over once they are enough.
    batch: Vec<ViewerDays>,
    batches: Sender<Vec<ViewerDays>>,
    /// The sums of the viewers that were not handed over.
    totals: EverythingTotals,
}

/// What one viewer did: packed days, and the titles played on days.
#[derive(Default)]
struct OfViewer {
    packed: Vec<u64>,
    titles: ViewerTitles,
}

impl OfViewer {
    fn push(&mut self, title: u32, packed: u64) {
        self.packed.push(packed);
        let played = TitleDay {
            title,
            day: day_of(packed),
        };
        if plays_of(packed) > 0 && self.titles.0.last() != Some(&played) {
            self.titles.0.push(played);
        }
    }

    fn clear(&mut self) {
        self.packed.clear();
        self.titles.0.clear();
    }
}

impl EverythingScan<'_> {
    /// Reads the packed days of all viewers with titles, in order.
    fn read(&mut self, days: Sorted<u128>) -> Result<(), DeriveError> {
        let mut of_viewer = OfViewer::default();
        for key in days {
            let (title, packed) = split_title_key(key?);
            if let Some(first) = of_viewer.packed.first()
                && viewer_of(*first) != viewer_of(packed)
            {
                self.add(&mut of_viewer)?;
                of_viewer.clear();
            }
            of_viewer.push(title, packed);
        }
        self.add(&mut of_viewer)
    }

    /// Stores the days and the titles of a viewer, and hands over a batch that is full.
    fn add(&mut self, of_viewer: &mut OfViewer) -> Result<(), DeriveError> {
        let OfViewer { packed, titles } = of_viewer;
        // By day, whichever title.
        packed.sort_unstable();
        let Some(first) = packed.first() else {
            return Ok(());
        };
        let viewer = viewer_of(*first);
        let viewer_days = viewer_days(packed);
        self.insert_days.execute(named_params! {
            ":viewer_id": viewer, ":days": viewer_days.encode(),
        })?;
        if !titles.0.is_empty() {
            self.insert_titles.execute(named_params! {
                ":viewer_id": viewer, ":titles": titles.encode(viewer),
            })?;
        }
        self.batch.push(viewer_days);
        if self.batch.len() == BATCH_VIEWERS {
            self.hand_over();
            self.derived.store(self.conn)?;
        }
        Ok(())
    }

    /// Hands the batch over to the other thread; adds it up here where that one is behind.
    fn hand_over(&mut self) {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH_VIEWERS));
        if let Err(TrySendError::Full(batch) | TrySendError::Disconnected(batch)) =
            self.batches.try_send(batch)
        {
            add_batch(&mut self.totals, &batch);
        }
    }

    /// Returns the sums of the viewers that were not handed over; the other thread ends with its last batch.
    fn finish(mut self) -> EverythingTotals {
        add_batch(&mut self.totals, &self.batch);
        self.totals
    }
}
