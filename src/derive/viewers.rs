//! Adding all viewers up to the cubes of everything.

use crossbeam_channel::{Receiver, TrySendError, bounded};
use rusqlite::{Connection, named_params};

use super::everything::{AllViewers, add};
use super::full_scan::EncodedCube;
use super::packed_days::{viewer_days, viewer_of};
use super::{DeriveError, Limits};
use crate::cube::viewer_days::ViewerDays;
use crate::store::external_sort::Sorted;

/// How many viewers are added up at once.
const VIEWERS_AT_ONCE: usize = 1024;

/// Adds up the days of each viewer, and stores meanwhile what is derived.
///
/// This thread reads, stores, and adds up what another one has no time for.
pub(super) fn add_viewers(
    conn: &Connection,
    busy: Sorted<u64>,
    ahead: Option<(u16, u16)>,
    derived: &Receiver<EncodedCube>,
    limits: Limits,
) -> Result<(), DeriveError> {
    let (work, waiting) = bounded::<Vec<ViewerDays>>(1);
    let mut sums = AllViewers::new(ahead);
    let others = std::thread::scope(|scope| {
        let others = scope.spawn(move || {
            let mut sums = AllViewers::new(ahead);
            waiting
                .into_iter()
                .for_each(|viewers| add_all(&mut sums, &viewers));
            sums
        });
        let mut statement =
            conn.prepare("INSERT INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :days)")?;
        let mut viewers = Vec::with_capacity(VIEWERS_AT_ONCE);
        let mut store = |noted: &[u64]| -> Result<(), DeriveError> {
            let Some(first) = noted.first() else {
                return Ok(());
            };
            let viewer_days = viewer_days(noted);
            statement.execute(named_params! {
                ":viewer_id": viewer_of(*first), ":days": viewer_days.encode(),
            })?;
            viewers.push(viewer_days);
            if viewers.len() == VIEWERS_AT_ONCE {
                let full = std::mem::replace(&mut viewers, Vec::with_capacity(VIEWERS_AT_ONCE));
                if let Err(TrySendError::Full(full) | TrySendError::Disconnected(full)) =
                    work.try_send(full)
                {
                    add_all(&mut sums, &full);
                }
                for stored in derived.try_iter() {
                    stored.store(conn)?;
                }
            }
            Ok(())
        };
        let mut noted: Vec<u64> = Vec::new();
        for key in busy {
            let key = key?;
            if noted
                .first()
                .is_some_and(|first| viewer_of(*first) != viewer_of(key))
            {
                store(&noted)?;
                noted.clear();
            }
            noted.push(key);
        }
        store(&noted)?;
        add_all(&mut sums, &viewers);
        drop(work);
        let others = others.join();
        Ok::<_, DeriveError>(others.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    sums.absorb(others);
    sums.store(conn, limits.ahead_from)
}

fn add_all(sums: &mut AllViewers, viewers: &[ViewerDays]) {
    for viewer_days in viewers {
        add(sums, &viewer_days.0, 0);
    }
}
