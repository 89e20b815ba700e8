//! The cubes of everything as they lie in the database: read first, readied while other cubes are read.

use rusqlite::Connection;

use super::{Everything, HOURS_OF_DAY, ViewerCohorts};
use crate::cube::blob_store;
use crate::cube::blocks::{self, BLOCK_DAYS, LAGS};
use crate::cube::cells::Cells;
use crate::cube::day_hours::DayHours;
use crate::cube::day_number;
use crate::cube::encoding::{Decoder, Unreadable};
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::cube::previous_days::PreviousDays;
use crate::cube::returns::{self, PERIODS, Returns};
use crate::cube::viewer_days::ViewerDays;
use crate::domain::Hours;
use crate::snapshot::error::CubeError;
use crate::snapshot::overall_streaks::OverallStreaks;

/// The cubes of everything as they are stored.
pub struct StoredEverything {
    rows: Cells<1>,
    plays: Cells<1>,
    /// Hours by day.
    hours: Vec<(u16, Hours)>,
    clock: Cells<2>,
    active: Cells<2>,
    title_plays: Cells<2>,
    title_days: Cells<2>,
    runs: Cells<2>,
    pairs: Cells<4>,
    viewer_cohorts: StoredViewerCohorts,
}

enum StoredViewerCohorts {
    FromHistories(Histories),
    Precomputed {
        lags: Vec<Cells<2>>,
        /// For each of [`PERIODS`] what is entered, and what is left.
        returns: [[Cells<3>; 2]; PERIODS.len()],
    },
}

impl StoredEverything {
    /// Reads the cubes of everything.
    ///
    /// # Errors
    ///
    /// Fails where one is missing or unreadable.
    pub fn read(conn: &Connection) -> Result<Self, CubeError> {
        let active: Cells<2> = blob_store::cells::<2, CubeError>(conn, CubeKind::Active)?;
        Ok(Self {
            rows: whole(conn, CubeKind::Rows)?,
            plays: whole(conn, CubeKind::Plays)?,
            hours: hours(conn)?,
            clock: blob_store::cells::<2, CubeError>(conn, CubeKind::Clock)?,
            title_plays: blob_store::cells::<2, CubeError>(conn, CubeKind::TitlePlays)?,
            title_days: blob_store::cells::<2, CubeError>(conn, CubeKind::TitleDays)?,
            runs: whole(conn, CubeKind::Runs)?,
            pairs: whole(conn, CubeKind::Pairs)?,
            viewer_cohorts: StoredViewerCohorts::read(conn, &active)?,
            active,
        })
    }

    /// Readies the cubes to count.
    #[must_use]
    pub fn ready(self) -> Everything {
        let first = self.rows.iter().next();
        let first = first.map_or(day_number::NEVER, |([day], _)| day);
        let by_day = |cells: &Cells<1>| {
            let mut counts = Vec::new();
            for ([day], count) in cells.iter() {
                counts.resize(usize::from(day - first) + 1, 0);
                counts[usize::from(day - first)] = count;
            }
            counts
        };
        Everything {
            first,
            rows: by_day(&self.rows).into_iter().map(u64::from).collect(),
            plays: by_day(&self.plays),
            hours: hours_by_day(first, &self.hours),
            clock: clock_by_day(first, &self.clock),
            title_plays: PreviousDays::new(&self.title_plays),
            title_days: PreviousDays::new(&self.title_days),
            streaks: OverallStreaks::new(self.runs, &self.pairs),
            viewer_cohorts: match self.viewer_cohorts {
                StoredViewerCohorts::FromHistories(histories) => {
                    ViewerCohorts::FromHistories(histories)
                }
                StoredViewerCohorts::Precomputed { lags, returns } => ViewerCohorts::Precomputed {
                    lags: lags.iter().map(PreviousDays::new).collect(),
                    returns: Box::new(std::array::from_fn(|place| {
                        let [entered, left] = &returns[place];
                        Returns::new(PERIODS[place], entered, left)
                    })),
                },
            },
            active: PreviousDays::new(&self.active),
        }
    }
}

impl StoredViewerCohorts {
    fn read(conn: &Connection, active: &Cells<2>) -> Result<Self, CubeError> {
        let mut lags: Vec<Cells<2>> = vec![Cells::default(); LAGS.len()];
        let mut are_precomputed = false;
        blob_store::each(
            conn,
            CubeKind::Lags,
            |item, bytes| -> Result<(), CubeError> {
                are_precomputed = true;
                let cells = lags
                    .get_mut(blocks::lag_of_block(item))
                    .ok_or(CubeError::Missing)?;
                Ok(cells.append(&mut Decoder::open(bytes)?)?)
            },
        )?;
        if are_precomputed {
            let mut steps: [[Cells<3>; 2]; PERIODS.len()] = Default::default();
            for (period, steps) in PERIODS.into_iter().zip(&mut steps) {
                for (kind, cells) in returns::kinds(period).into_iter().zip(steps) {
                    *cells = blob_store::cells::<3, CubeError>(conn, kind)?;
                }
            }
            return Ok(Self::Precomputed {
                lags,
                returns: steps,
            });
        }
        let histories = histories(conn)?;
        // Without lags, the histories hold every active day; where they do not, a cube is missing.
        let active_days: u64 = active.iter().map(|(_, viewers)| u64::from(viewers)).sum();
        let of_each = histories
            .iter()
            .map(|history| history.days.len() as u64 * u64::from(history.viewers));
        if of_each.sum::<u64>() == active_days {
            Ok(Self::FromHistories(histories))
        } else {
            Err(CubeError::Missing)
        }
    }
}

/// Reads the hours of each day.
fn hours(conn: &Connection) -> Result<Vec<(u16, Hours)>, CubeError> {
    let mut hours = Vec::new();
    let kind = CubeKind::Hours;
    blob_store::each(conn, kind, |number, bytes| -> Result<(), CubeError> {
        let (_, block) = blocks::page_and_block(number);
        let days = DayHours::decode(bytes)?.cells().into_iter();
        hours.extend(days.map(|([day, _], hours)| (block * BLOCK_DAYS + day, hours)));
        Ok(())
    })?;
    Ok(hours)
}

/// Returns the hours of each day from `first` on.
fn hours_by_day(first: u16, days: &[(u16, Hours)]) -> Vec<Hours> {
    let mut hours = Vec::new();
    for (day, of_day) in days {
        hours.resize(usize::from(day - first) + 1, Hours::default());
        hours[usize::from(day - first)] = *of_day;
    }
    hours
}

/// Returns the plays of each day from `first` on, by hour.
fn clock_by_day(first: u16, cells: &Cells<2>) -> Vec<[u32; HOURS_OF_DAY]> {
    let mut clock = Vec::new();
    for ([day, hour], plays) in cells.iter() {
        clock.resize(usize::from(day - first) + 1, [0; HOURS_OF_DAY]);
        clock[usize::from(day - first)][usize::from(hour) % HOURS_OF_DAY] = plays;
    }
    clock
}

/// Reads the histories of all viewers from the days that the log keeps of each.
fn histories(conn: &Connection) -> Result<Histories, CubeError> {
    let mut statement = conn.prepare("SELECT days FROM viewer_days ORDER BY viewer_id")?;
    let mut rows = statement.query([])?;
    let mut all: Vec<(Vec<u16>, Vec<u32>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let viewer_days = ViewerDays::decode(bytes).ok_or(Unreadable::Damaged)?;
        all.push(viewer_days.columns());
    }
    Ok(Histories::of_viewers(&all))
}

/// Reads the one cube of a kind from where it lies: copying the largest would take as long as reading it.
fn whole<const W: usize>(conn: &Connection, kind: CubeKind) -> Result<Cells<W>, CubeError> {
    let mut found = None;
    blob_store::each(conn, kind, |_, bytes| -> Result<(), CubeError> {
        found = Some(Cells::decode(bytes)?);
        Ok(())
    })?;
    found.ok_or(CubeError::Missing)
}
