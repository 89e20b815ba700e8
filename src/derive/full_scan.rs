//! The full scan: every cube derived from all rows of a log, title by title.
//!
//! One thread reads and writes the database, another one derives.

use chrono_tz::Tz;
use crossbeam_channel::{Sender, bounded};
use rusqlite::Connection;

use super::clock_counter::ClockCounter;
use super::cube_builder::CubeBuilder;
use super::cube_queue::{DerivedCubes, cube_queue};
use super::day_totals::DayTotals;
use super::error::DeriveError;
use super::item_days::{self, ItemDay};
use super::item_hours::ItemHours;
use super::limits::Limits;
use super::shows::ShowsOfTitles;
use crate::cube::cells::Cells;
use crate::cube::day_number;
use crate::domain::threads::joined;
use crate::domain::{Day, DayRule, DayTable, Hours};
use crate::store::Settings;
use crate::store::nth::is_by_day;

/// How many active days make a batch; the last title of a batch is in it whole.
const BATCH_DAYS: usize = if cfg!(test) { 4 } else { 1 << 16 };

/// How many batches may wait to be derived.
const BATCHES_WAITING: usize = 2;

/// A title as its rows make it.
struct ScannedTitle {
    title: u32,
    /// Its active days, sorted and merged.
    days: Vec<ItemDay>,
    /// Its hours by day.
    hours: Vec<(u16, Hours)>,
}

/// Titles with an active day.
type Batch = Vec<ScannedTitle>;

/// Derives every cube and stores it; the log has none.
pub(super) fn derive(conn: &Connection, limits: Limits) -> Result<(), DeriveError> {
    let (batches, received) = bounded::<Batch>(BATCHES_WAITING);
    let (sink, derived) = cube_queue();
    let mut builder = CubeBuilder::new(conn, sink, limits)?;
    builder.set_shows(ShowsOfTitles::load(conn)?);
    let settings = Settings::load(conn)?;
    let rule = settings.map_or(DayRule::midnight(Tz::UTC), |settings| settings.rule);
    let mut days = DayCounts {
        table: DayTable::new(rule),
        rows: RowsPerDay::default(),
        clock: ClockCounter::default(),
    };
    let builder = std::thread::scope(|scope| {
        let deriving = scope.spawn(move || {
            for scanned in received.into_iter().flatten() {
                builder.add_title(scanned.title, &scanned.days, &scanned.hours)?;
            }
            Ok::<_, DeriveError>(builder)
        });
        let read = read_titles(conn, &batches, &derived, &mut days);
        // No more batches: the other thread ends.
        drop(batches);
        let builder = deriving.join();
        read?;
        joined(builder)
    })?;
    let totals = DayTotals {
        rows: days.rows.cells(),
        clock: days.clock.cells(),
    };
    builder.finish(conn, &derived, &totals)
}

/// Reads the days of every title into batches, and stores meanwhile what is derived.
fn read_titles(
    conn: &Connection,
    batches: &Sender<Batch>,
    derived: &DerivedCubes,
    days: &mut DayCounts,
) -> Result<(), DeriveError> {
    let mut statement = conn.prepare("SELECT id FROM titles ORDER BY id")?;
    let titles: Vec<u32> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    // Nobody receives where the other thread failed or panicked; joining it tells.
    let send = |batch: &mut Batch| batches.send(std::mem::take(batch)).unwrap_or(());
    let (mut batch, mut batch_days) = (Batch::new(), 0);
    for title in titles {
        let scanned = read_title(conn, title, days)?;
        if !scanned.days.is_empty() {
            batch_days += scanned.days.len();
            batch.push(scanned);
        }
        if batch_days >= BATCH_DAYS {
            send(&mut batch);
            batch_days = 0;
            derived.store(conn)?;
        }
    }
    send(&mut batch);
    Ok(())
}

/// Returns a title as its rows make it, and counts these.
fn read_title(
    conn: &Connection,
    title: u32,
    counts: &mut DayCounts,
) -> rusqlite::Result<ScannedTitle> {
    let mut statement = conn.prepare_cached(
        "SELECT viewer_id, day, role, seconds, started_at, nth
         FROM plays
         WHERE title_id = ?1
         ORDER BY viewer_id, started_at, nth",
    )?;
    let (mut days, mut hours) = (Vec::new(), ItemHours::default());
    let mut rows = statement.query([title])?;
    while let Some(row) = rows.next()? {
        let day = day_number::of(Day(row.get(1)?));
        counts.rows.add(day);
        let role: u8 = row.get(2)?;
        if role > 0 {
            hours.add(day, row.get(3)?);
            if role == 1 && !is_by_day(row.get(5)?) {
                counts.clock.add(day, counts.table.hour_of(row.get(4)?));
            }
            days.push(ItemDay {
                viewer: row.get(0)?,
                day,
                plays: u32::from(role == 1),
            });
        }
    }
    item_days::sort_and_merge(&mut days);
    Ok(ScannedTitle {
        title,
        days,
        hours: hours.take(),
    })
}

/// What is counted by day alone.
struct DayCounts {
    /// Tells the hours.
    table: DayTable,
    rows: RowsPerDay,
    clock: ClockCounter,
}

/// The rows of each day, by its number.
#[derive(Default)]
struct RowsPerDay(Vec<u32>);

impl RowsPerDay {
    fn add(&mut self, day: u16) {
        let place = usize::from(day);
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0[place] += 1;
    }

    fn cells(&self) -> Cells<1> {
        let days = (0..=u16::MAX).zip(&self.0);
        days.map(|(day, rows)| ([day], *rows)).collect()
    }
}
