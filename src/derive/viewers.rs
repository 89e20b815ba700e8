//! Adding all viewers up to the cubes of everything, and storing the days of each.

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use rusqlite::{Connection, Statement, named_params};

use super::encoded_cube::EncodedCube;
use super::error::DeriveError;
use super::everything::{AllViewers, add};
use super::limits::Limits;
use super::packed_days::{viewer_days, viewer_of};
use crate::cube::viewer_days::ViewerDays;
use crate::store::external_sort::Sorted;

/// How many viewers are added up at once.
const VIEWERS_AT_ONCE: usize = 1024;

/// Stores the days of each viewer and adds them up, and stores meanwhile what is `derived`.
///
/// Two threads add up; this one reads and stores besides, and adds up what the other one is too busy for.
pub(super) fn add_viewers(
    conn: &Connection,
    packed_days: Sorted<u64>,
    ahead: Option<(u16, u16)>,
    derived: &Receiver<EncodedCube>,
    limits: Limits,
) -> Result<(), DeriveError> {
    let (work, waiting) = bounded::<Vec<ViewerDays>>(1);
    let (mut sums, others) = std::thread::scope(|scope| {
        let other = scope.spawn(move || {
            let mut sums = AllViewers::new(ahead);
            waiting
                .into_iter()
                .for_each(|viewers| add_all(&mut sums, &viewers));
            sums
        });
        let scan = ViewerScan::new(conn, derived, work, ahead)?;
        let sums = scan.run(packed_days)?;
        let others = other.join();
        let others = others.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok::<_, DeriveError>((sums, others))
    })?;
    sums.absorb(others);
    sums.store(conn, limits.ahead_from)
}

/// The thread that has the connection.
struct ViewerScan<'a> {
    conn: &'a Connection,
    insert: Statement<'a>,
    derived: &'a Receiver<EncodedCube>,
    /// Viewers for the other thread.
    work: Sender<Vec<ViewerDays>>,
    /// Viewers that wait to be added up.
    viewers: Vec<ViewerDays>,
    sums: AllViewers,
}

impl<'a> ViewerScan<'a> {
    fn new(
        conn: &'a Connection,
        derived: &'a Receiver<EncodedCube>,
        work: Sender<Vec<ViewerDays>>,
        ahead: Option<(u16, u16)>,
    ) -> rusqlite::Result<Self> {
        let insert =
            conn.prepare("INSERT INTO viewer_days (viewer_id, days) VALUES (:viewer_id, :days)")?;
        Ok(Self {
            conn,
            insert,
            derived,
            work,
            viewers: Vec::with_capacity(VIEWERS_AT_ONCE),
            sums: AllViewers::new(ahead),
        })
    }

    /// Takes every viewer's days, and returns what this thread has added up.
    fn run(mut self, packed_days: Sorted<u64>) -> Result<AllViewers, DeriveError> {
        let mut of_viewer: Vec<u64> = Vec::new();
        for packed in packed_days {
            let packed = packed?;
            let first = of_viewer.first();
            if first.is_some_and(|first| viewer_of(*first) != viewer_of(packed)) {
                self.take(&of_viewer)?;
                of_viewer.clear();
            }
            of_viewer.push(packed);
        }
        self.take(&of_viewer)?;
        add_all(&mut self.sums, &self.viewers);
        Ok(self.sums)
    }

    /// Stores the days of one viewer, and adds them up in time.
    fn take(&mut self, packed_days: &[u64]) -> Result<(), DeriveError> {
        let Some(first) = packed_days.first() else {
            return Ok(());
        };
        let days = viewer_days(packed_days);
        self.insert.execute(named_params! {
            ":viewer_id": viewer_of(*first), ":days": days.encode(),
        })?;
        self.viewers.push(days);
        if self.viewers.len() == VIEWERS_AT_ONCE {
            self.hand_on();
            for cube in self.derived.try_iter() {
                cube.store(self.conn)?;
            }
        }
        Ok(())
    }

    /// Gives the waiting viewers to the other thread, or adds them up where that one is busy.
    fn hand_on(&mut self) {
        let full = std::mem::replace(&mut self.viewers, Vec::with_capacity(VIEWERS_AT_ONCE));
        if let Err(TrySendError::Full(full) | TrySendError::Disconnected(full)) =
            self.work.try_send(full)
        {
            add_all(&mut self.sums, &full);
        }
    }
}

fn add_all(sums: &mut AllViewers, viewers: &[ViewerDays]) {
    for viewer_days in viewers {
        add(sums, &viewer_days.0, 0);
    }
}
