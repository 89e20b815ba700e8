//! What is known of everything, the item whose active days are a viewer's days with any play at all,
//! and whose plays are all plays.

use rusqlite::Connection;

use super::load::CubeError;
use super::overall_streaks::OverallStreaks;
use crate::cube::blob_store::{self, CubeKind, LAGS};
use crate::cube::bytes::{Reader, Unreadable};
use crate::cube::cells::Cells;
use crate::cube::day_number::{self, Span};
use crate::cube::histories::{Histories, History};
use crate::cube::previous_days::PreviousDays;
use crate::cube::viewer_days::ViewerDays;
use crate::cube::weeks::Weeks;
use crate::domain::{Day, Level, Window};

/// The plays and viewers of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// Which day.
    pub day: Day,
    /// Plays dated on it.
    pub plays: u32,
    /// Viewers active on it.
    pub viewers: u32,
}

/// The cubes of everything.
#[derive(Debug)]
pub struct Everything {
    /// The number of the first day with a row, and the rows of each day from it on.
    first: u16,
    rows: Vec<u64>,
    /// The plays of each day from `first` on.
    plays: Vec<u32>,
    /// Who was active.
    pub active: PreviousDays,
    title_plays: PreviousDays,
    show_plays: PreviousDays,
    /// Streaks of days with any play at all.
    pub streaks: OverallStreaks,
    /// Which titles were played.
    pub title_days: PreviousDays,
    /// Who has how many plays, and who comes back in which week.
    pub viewers: Viewers,
}

/// How cohorts of everything are counted.
#[derive(Debug)]
pub enum Viewers {
    /// One by one: there are not many.
    Each(Histories),
    /// Ahead, by cells: plays by their lag, and weeks.
    Ahead {
        /// Plays, and the day of the `j`-th play before, for each `j` of [`LAGS`].
        lags: Vec<PreviousDays>,
        /// Who is back in which week.
        weeks: Weeks,
    },
}

impl Everything {
    /// Returns the days from the first with a row to the last; `None` where there is no row.
    #[must_use]
    pub fn days(&self) -> Option<Window> {
        let days = u16::try_from(self.rows.len()).ok()?.checked_sub(1)?;
        Window::new(
            day_number::day(self.first),
            day_number::day(self.first + days),
        )
    }

    fn places(&self, span: Span, column: usize) -> std::ops::Range<usize> {
        let from = usize::from(span.from.saturating_sub(self.first)).min(column);
        let to = (usize::from(span.to) + 1).saturating_sub(usize::from(self.first));
        from..to.min(column).max(from)
    }

    /// Returns the rows in a window.
    #[must_use]
    pub fn rows(&self, span: Span) -> u64 {
        self.rows[self.places(span, self.rows.len())].iter().sum()
    }

    /// Returns the plays in a window.
    #[must_use]
    pub fn plays(&self, span: Span) -> u64 {
        let plays = &self.plays[self.places(span, self.plays.len())];
        plays.iter().map(|plays| u64::from(*plays)).sum()
    }

    /// Adds up, over the items of a level, the viewers with a play in the window.
    #[must_use]
    pub fn viewers_of_items(&self, level: Level, span: Span) -> u64 {
        match level {
            Level::Title => self.title_plays.within(span),
            Level::Show => self.show_plays.within(span),
        }
    }

    /// Returns plays and active viewers of each day of a window.
    #[must_use]
    pub fn timeline(&self, window: Window) -> Vec<DayCount> {
        let plays = |number: u16| {
            let place = usize::from(number.checked_sub(self.first)?);
            self.plays.get(place).copied()
        };
        let count = |day| {
            // Days that no number can say have no row.
            let number = Some(day_number::of(day)).filter(|number| day_number::day(*number) == day);
            DayCount {
                day,
                plays: number.and_then(plays).unwrap_or(0),
                viewers: number.map_or(0, |number| self.active.on_day(number)),
            }
        };
        window.iter().map(count).collect()
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let gaps = [
            &self.active,
            &self.title_plays,
            &self.show_plays,
            &self.title_days,
        ];
        let ahead = match &self.viewers {
            Viewers::Each(histories) => histories.bytes(),
            Viewers::Ahead { lags, weeks } => {
                weeks.bytes() + lags.iter().map(PreviousDays::bytes).sum::<usize>()
            }
        };
        8 * self.rows.len()
            + 4 * self.plays.len()
            + self.streaks.bytes()
            + gaps.into_iter().map(PreviousDays::bytes).sum::<usize>()
            + ahead
    }
}

/// The cubes of everything as they are stored.
pub struct Stored {
    rows: Cells<1>,
    plays: Cells<1>,
    active: Cells<2>,
    title_plays: Cells<2>,
    show_plays: Cells<2>,
    title_days: Cells<2>,
    runs: Cells<2>,
    pairs: Cells<4>,
    viewers: StoredViewers,
}

enum StoredViewers {
    Each(Histories),
    Ahead {
        lags: Vec<Cells<2>>,
        entered: Cells<3>,
        left: Cells<3>,
    },
}

impl Stored {
    /// Reads the cubes of everything.
    ///
    /// # Errors
    ///
    /// Fails where one is missing or unreadable.
    pub fn read(conn: &Connection) -> Result<Self, CubeError> {
        let active: Cells<2> = blob_store::blocks::<2, CubeError>(conn, CubeKind::Active)?;
        Ok(Self {
            rows: whole(conn, CubeKind::Rows)?,
            plays: whole(conn, CubeKind::Plays)?,
            title_plays: blob_store::blocks::<2, CubeError>(conn, CubeKind::TitlePlays)?,
            show_plays: blob_store::blocks::<2, CubeError>(conn, CubeKind::ShowPlays)?,
            title_days: blob_store::blocks::<2, CubeError>(conn, CubeKind::TitleDays)?,
            runs: whole(conn, CubeKind::Runs)?,
            pairs: whole(conn, CubeKind::Pairs)?,
            viewers: StoredViewers::read(conn, &active)?,
            active,
        })
    }

    /// Readies what was read to answer from.
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
        let days = || self.active.iter().map(|([day, _], _)| day);
        let (first_active, last_active) = (days().min(), days().max());
        Everything {
            first,
            rows: by_day(&self.rows).into_iter().map(u64::from).collect(),
            plays: by_day(&self.plays),
            title_plays: PreviousDays::new(&self.title_plays),
            show_plays: PreviousDays::new(&self.show_plays),
            title_days: PreviousDays::new(&self.title_days),
            streaks: OverallStreaks::new(self.runs, &self.pairs),
            viewers: match self.viewers {
                StoredViewers::Each(histories) => Viewers::Each(histories),
                StoredViewers::Ahead {
                    lags,
                    entered,
                    left,
                } => Viewers::Ahead {
                    lags: lags.iter().map(PreviousDays::new).collect(),
                    weeks: Weeks::new(
                        first_active.unwrap_or(first),
                        last_active.unwrap_or(first),
                        &entered,
                        &left,
                    ),
                },
            },
            active: PreviousDays::new(&self.active),
        }
    }
}

impl StoredViewers {
    fn read(conn: &Connection, active: &Cells<2>) -> Result<Self, CubeError> {
        let mut lags: Vec<Cells<2>> = vec![Cells::default(); LAGS.len()];
        let mut is_ahead = false;
        blob_store::each(
            conn,
            CubeKind::Lags,
            |item, bytes| -> Result<(), CubeError> {
                is_ahead = true;
                let cells = lags
                    .get_mut(blob_store::lag_of_block(item))
                    .ok_or(CubeError::Missing)?;
                Ok(cells.append(&mut Reader::open(bytes)?)?)
            },
        )?;
        if is_ahead {
            return Ok(Self::Ahead {
                lags,
                entered: blob_store::blocks::<3, CubeError>(conn, CubeKind::Entered)?,
                left: blob_store::blocks::<3, CubeError>(conn, CubeKind::Left)?,
            });
        }
        let histories = histories(conn)?;
        let active_days: u64 = active.iter().map(|(_, viewers)| u64::from(viewers)).sum();
        let of_each = histories
            .iter()
            .map(|history| history.days.len() as u64 * u64::from(history.viewers));
        if of_each.sum::<u64>() == active_days {
            Ok(Self::Each(histories))
        } else {
            Err(CubeError::Missing)
        }
    }
}

/// Reads the histories of all viewers.
fn histories(conn: &Connection) -> Result<Histories, CubeError> {
    let mut statement = conn.prepare("SELECT days FROM viewer_days ORDER BY viewer_id")?;
    let mut rows = statement.query([])?;
    let mut all: Vec<(Vec<u16>, Vec<u32>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let viewer_days = ViewerDays::read(bytes).ok_or(Unreadable::Damaged)?;
        all.push(
            viewer_days
                .0
                .iter()
                .map(|busy| (busy.day, busy.plays))
                .unzip(),
        );
    }
    Ok(Histories::gathered(all.iter().map(|(days, plays)| {
        History {
            days,
            plays,
            viewers: 1,
        }
    })))
}

/// Reads the one cube of a kind, where it lies: of the largest there are, a copy would cost as much.
fn whole<const W: usize>(conn: &Connection, kind: CubeKind) -> Result<Cells<W>, CubeError> {
    let mut found = None;
    blob_store::each(conn, kind, |_, bytes| -> Result<(), CubeError> {
        found = Some(Cells::read(bytes)?);
        Ok(())
    })?;
    found.ok_or(CubeError::Missing)
}
