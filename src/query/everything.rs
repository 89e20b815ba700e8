//! What is known of everything, the item whose active days are a viewer's days with any play at all,
//! and whose plays are all plays.

use rusqlite::Connection;

use super::columns::CubeError;
use super::frame::DayCount;
use super::streaks::RunList;
use crate::cube::cells::Cells;
use crate::cube::gaps::Gaps;
use crate::cube::history::History;
use crate::cube::number::{self, Span};
use crate::cube::shelf::{self, Kind, LAGS};
use crate::cube::visits::{Visit, Visits};
use crate::cube::weeks::Weeks;
use crate::domain::{Level, Window};

/// The cubes of everything.
#[derive(Debug)]
pub struct Everything {
    /// The number of the first day with a row, and the rows of each day from it on.
    first: u16,
    rows: Vec<u64>,
    /// The plays of each day from `first` on.
    plays: Vec<u32>,
    /// Who was active.
    pub active: Gaps,
    title_plays: Gaps,
    show_plays: Gaps,
    /// Streaks of days with any play at all.
    pub streaks: RunList,
    /// Which titles were played.
    pub title_days: Gaps,
    /// Who has how many plays, and who comes back in which week.
    pub viewers: Viewers,
}

/// How cohorts of everything are counted.
#[derive(Debug)]
pub enum Viewers {
    /// One by one: there are not many.
    Each(Visits),
    /// Ahead, by cells: plays by their lag, and weeks.
    Ahead {
        /// Plays, and the day of the `j`-th play before, for each `j` of [`LAGS`].
        lags: Vec<Gaps>,
        /// Who is back in which week.
        weeks: Weeks,
    },
}

impl Everything {
    /// Reads the cubes of everything.
    ///
    /// # Errors
    ///
    /// Fails where one is missing or unreadable.
    pub fn load(conn: &Connection) -> Result<Self, CubeError> {
        let rows: Cells<1> = whole(conn, Kind::Rows)?;
        let plays: Cells<1> = whole(conn, Kind::Plays)?;
        let first = rows.iter().next().map_or(number::NEVER, |([day], _)| day);
        let by_day = |cells: &Cells<1>| {
            let mut counts = Vec::new();
            for ([day], count) in cells.iter() {
                counts.resize(usize::from(day - first) + 1, 0);
                counts[usize::from(day - first)] = count;
            }
            counts
        };
        let active: Cells<2> = shelf::blocks::<2, CubeError>(conn, Kind::Active)?;
        Ok(Self {
            first,
            rows: by_day(&rows).into_iter().map(u64::from).collect(),
            plays: by_day(&plays),
            title_plays: Gaps::new(&shelf::blocks::<2, CubeError>(conn, Kind::TitlePlays)?),
            show_plays: Gaps::new(&shelf::blocks::<2, CubeError>(conn, Kind::ShowPlays)?),
            title_days: Gaps::new(&shelf::blocks::<2, CubeError>(conn, Kind::TitleDays)?),
            streaks: RunList::new(whole(conn, Kind::Runs)?, &whole(conn, Kind::Pairs)?),
            viewers: Viewers::load(conn, &active)?,
            active: Gaps::new(&active),
        })
    }

    /// Returns the days from the first with a row to the last; `None` where there is no row.
    #[must_use]
    pub fn days(&self) -> Option<Window> {
        let days = u16::try_from(self.rows.len()).ok()?.checked_sub(1)?;
        Window::new(number::day(self.first), number::day(self.first + days))
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

    /// Returns all plays.
    #[must_use]
    pub fn all_plays(&self) -> u64 {
        self.plays.iter().map(|plays| u64::from(*plays)).sum()
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
            let number = Some(number::of(day)).filter(|number| number::day(*number) == day);
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
            Viewers::Each(visits) => visits.bytes(),
            Viewers::Ahead { lags, weeks } => {
                weeks.bytes() + lags.iter().map(Gaps::bytes).sum::<usize>()
            }
        };
        8 * self.rows.len()
            + 4 * self.plays.len()
            + self.streaks.bytes()
            + gaps.into_iter().map(Gaps::bytes).sum::<usize>()
            + ahead
    }
}

impl Viewers {
    fn load(conn: &Connection, active: &Cells<2>) -> Result<Self, CubeError> {
        let mut lags: Vec<Cells<2>> = vec![Cells::default(); LAGS.len()];
        let mut is_ahead = false;
        shelf::each(conn, Kind::Lags, |item, bytes| -> Result<(), CubeError> {
            is_ahead = true;
            let cells = lags
                .get_mut(shelf::lag_of_block(item))
                .ok_or(CubeError::Missing)?;
            cells.append(&Cells::read(bytes)?);
            Ok(())
        })?;
        if !is_ahead {
            let visits = histories(conn)?;
            let active_days: u64 = active.iter().map(|(_, viewers)| u64::from(viewers)).sum();
            let of_each = visits
                .iter()
                .map(|visit| visit.days.len() as u64 * u64::from(visit.viewers));
            if of_each.sum::<u64>() != active_days {
                return Err(CubeError::Missing);
            }
            return Ok(Self::Each(visits));
        }
        let day = |cell: ([u16; 2], u32)| cell.0[0];
        let (first, last) = (active.iter().map(day).min(), active.iter().map(day).max());
        let (Some(first), Some(last)) = (first, last) else {
            return Err(CubeError::Missing);
        };
        let entered = shelf::blocks::<3, CubeError>(conn, Kind::Entered)?;
        let left = shelf::blocks::<3, CubeError>(conn, Kind::Left)?;
        Ok(Self::Ahead {
            lags: lags.iter().map(Gaps::new).collect(),
            weeks: Weeks::new(first, last, &entered, &left),
        })
    }
}

/// Reads the histories of all viewers.
fn histories(conn: &Connection) -> Result<Visits, CubeError> {
    let mut statement = conn.prepare("SELECT days FROM viewer_days ORDER BY viewer_id")?;
    let mut rows = statement.query([])?;
    let mut all: Vec<(Vec<u16>, Vec<u32>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let history = History::read(bytes).ok_or(crate::cube::bytes::Unreadable::Damaged)?;
        all.push(history.0.iter().map(|busy| (busy.day, busy.plays)).unzip());
    }
    Ok(Visits::gathered(all.iter().map(|(days, plays)| Visit {
        days,
        plays,
        viewers: 1,
    })))
}

fn whole<const W: usize>(conn: &Connection, kind: Kind) -> Result<Cells<W>, CubeError> {
    let bytes = shelf::get(conn, kind, 0)?.ok_or(CubeError::Missing)?;
    Ok(Cells::read(&bytes)?)
}
