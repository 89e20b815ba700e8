//! Deriving every cube in one pass over the plays, title by title.

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use rusqlite::Connection;

use super::cube_builder::CubeBuilder;
use super::encoded_cube::EncodedCube;
use super::error::DeriveError;
use super::item_days::{ItemDays, in_order};
use super::limits::Limits;
use super::shows::ShowsOfTitles;
use crate::cube::cells::Cells;
use crate::cube::day_number;
use crate::domain::Day;

/// How many active days are read before they are derived, of the last title all; and how many such batches
/// may wait.
const DAYS_AT_ONCE: usize = 1 << 16;
const AHEAD: usize = 2;

/// Titles to be derived, and their days.
type Batch = Vec<(u32, ItemDays)>;

/// Derives every cube and stores it; there are none yet.
///
/// This thread reads and writes the database; another one derives.
pub(super) fn derive(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    let (titles, read) = bounded::<Batch>(AHEAD);
    // Without a bound: the thread that derives never waits for this one, which may wait for it.
    let (store, derived) = unbounded();
    let mut rows = Vec::new();
    let mut builder = CubeBuilder::new(conn, store, limits);
    builder.know_shows(ShowsOfTitles::load(conn)?);
    let builder = std::thread::scope(|scope| {
        let builder = scope.spawn(move || {
            for (title, days) in read.into_iter().flatten() {
                builder.add_title(title, &days)?;
            }
            Ok::<_, DeriveError>(builder)
        });
        let fed = feed(conn, &titles, &derived, &mut rows);
        // The end of all titles ends the thread that derives them.
        drop(titles);
        let builder = builder.join();
        fed?;
        builder.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    builder.finish(conn, &derived, &cells_of(&rows))
}

/// Reads the days of every title to be derived, and stores meanwhile what has been.
fn feed(
    conn: &Connection,
    read: &Sender<Batch>,
    derived: &Receiver<EncodedCube>,
    rows: &mut Vec<u32>,
) -> Result<(), DeriveError> {
    let mut statement = conn.prepare("SELECT id FROM titles ORDER BY id")?;
    let titles: Vec<u32> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let (mut batch, mut waiting) = (Batch::new(), 0);
    // Nobody there: the other thread has failed or panicked, which is told when it is joined.
    let send = |batch: &mut Batch| read.send(std::mem::take(batch)).unwrap_or(());
    for title in titles {
        let days = title_days(conn, title, rows)?;
        if !days.is_empty() {
            waiting += days.len();
            batch.push((title, days));
        }
        if waiting >= DAYS_AT_ONCE {
            send(&mut batch);
            waiting = 0;
            for stored in derived.try_iter() {
                stored.store(conn)?;
            }
        }
    }
    send(&mut batch);
    Ok(())
}

/// Returns the active days of a title: viewer, day, plays; and counts its rows by day.
fn title_days(
    conn: &Connection,
    title: u32,
    rows_of_days: &mut Vec<u32>,
) -> rusqlite::Result<ItemDays> {
    let mut statement = conn.prepare_cached(
        "SELECT viewer_id, day, role
         FROM plays
         WHERE title_id = ?1
         ORDER BY viewer_id, started_at, nth",
    )?;
    let mut days = Vec::new();
    let mut rows = statement.query([title])?;
    while let Some(row) = rows.next()? {
        let day = day_number::of(Day(row.get(1)?));
        let place = usize::from(day);
        if rows_of_days.len() <= place {
            rows_of_days.resize(place + 1, 0);
        }
        rows_of_days[place] += 1;
        let role: u8 = row.get(2)?;
        if role > 0 {
            days.push((row.get(0)?, day, u32::from(role == 1)));
        }
    }
    in_order(&mut days);
    Ok(days)
}

/// Returns counters by day as cells.
fn cells_of(counters: &[u32]) -> Cells<1> {
    let mut cells = Cells::default();
    for (day, count) in (0_u16..=u16::MAX).zip(counters) {
        cells.push([day], *count);
    }
    cells
}
