//! What the cohorts of everything are counted from: who has how many plays, and who comes back when.

use rusqlite::Connection;

use super::error::CubeError;
use crate::cube::blob_store;
use crate::cube::blocks::{self, LAGS};
use crate::cube::cell_blocks::CellBlocks;
use crate::cube::cells::Cells;
use crate::cube::encoding::Unreadable;
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::cube::previous_days::PreviousDays;
use crate::cube::returns::{self, PERIODS, Returns};
use crate::cube::viewer_days::ViewerDays;

/// What the cohorts of everything are counted from.
#[derive(Debug)]
pub enum ViewerCohorts {
    /// The histories of all viewers, where they have few active days.
    FromHistories(Histories),
    /// Cubes, where there are too many days to count one by one.
    Precomputed {
        /// Plays by the day of the `j`-th play before, for each `j` of [`crate::cube::blocks::LAGS`].
        lags: Vec<PreviousDays>,
        /// Who is back when, for each of [`crate::cube::returns::PERIODS`].
        returns: Box<[Returns; PERIODS.len()]>,
    },
}

impl ViewerCohorts {
    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::FromHistories(histories) => histories.bytes(),
            Self::Precomputed { lags, returns } => {
                let returns = returns.iter().map(Returns::bytes);
                returns.sum::<usize>() + lags.iter().map(PreviousDays::bytes).sum::<usize>()
            }
        }
    }
}

/// The same as it is stored.
pub(super) enum StoredViewerCohorts {
    FromHistories(Histories),
    Precomputed {
        lags: Vec<CellBlocks<2>>,
        /// For each of [`PERIODS`] what is entered, and what is left.
        returns: [[CellBlocks<3>; 2]; PERIODS.len()],
    },
}

impl StoredViewerCohorts {
    /// Reads what the cohorts of a log with so many active days, of all viewers, are counted from.
    ///
    /// # Errors
    ///
    /// Fails where it is missing or unreadable.
    pub fn read(conn: &Connection, active_days: u64) -> Result<Self, CubeError> {
        let mut lags: Vec<CellBlocks<2>> = vec![CellBlocks::default(); LAGS.len()];
        let mut are_precomputed = false;
        blob_store::each(
            conn,
            CubeKind::Lags,
            |item, bytes| -> Result<(), CubeError> {
                are_precomputed = true;
                let cells = lags
                    .get_mut(blocks::lag_of_block(item))
                    .ok_or(CubeError::Missing)?;
                cells.push(Cells::decode(bytes)?);
                Ok(())
            },
        )?;
        if are_precomputed {
            let mut returns: [[CellBlocks<3>; 2]; PERIODS.len()] = Default::default();
            for (period, steps) in PERIODS.into_iter().zip(&mut returns) {
                for (kind, cells) in returns::kinds(period).into_iter().zip(steps) {
                    *cells = blob_store::cells::<3, CubeError>(conn, kind)?;
                }
            }
            return Ok(Self::Precomputed { lags, returns });
        }
        let histories = histories(conn)?;
        // Without lags, the histories hold every active day; where they do not, a cube is missing.
        let of_each = histories
            .iter()
            .map(|history| history.days.len() as u64 * u64::from(history.viewers));
        if of_each.sum::<u64>() == active_days {
            Ok(Self::FromHistories(histories))
        } else {
            Err(CubeError::Missing)
        }
    }

    /// Readies what was read to count.
    #[must_use]
    pub fn ready(self) -> ViewerCohorts {
        match self {
            Self::FromHistories(histories) => ViewerCohorts::FromHistories(histories),
            Self::Precomputed { lags, mut returns } => ViewerCohorts::Precomputed {
                lags: lags.into_iter().map(PreviousDays::from).collect(),
                returns: Box::new(std::array::from_fn(|place| {
                    let [entered, left] = std::mem::take(&mut returns[place]);
                    Returns::new(PERIODS[place], &entered, &left)
                })),
            },
        }
    }
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
