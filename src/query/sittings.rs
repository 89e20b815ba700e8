//! How a show is watched: binges, and the titles where viewers stop.
//!
//! No cube knows which titles a viewer played one after another. So it is asked of the rows themselves, of one show, and
//! only once somebody wants to see it.

use rusqlite::Connection;

use super::error::SelectError;
use super::log::Log;
use super::question::Question;
use super::statement::QuestionStatement;
use crate::domain::ItemId;
use crate::snapshot::CubeError;

/// How a show was watched in a window.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sittings {
    /// Viewers who binged, by binges, then by the most titles.
    pub bingers: Vec<Bingers>,
    /// Whether any row says when it ended: without, no binge can be seen.
    pub has_ends: bool,
    /// Viewers with a play, by the title that they played last; first those of whom that is not known, then by title.
    pub stops: Vec<Stop>,
}

/// Viewers with as many binges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bingers {
    /// How often each of them binged.
    pub binges: u32,
    /// The most titles that each of them played in one binge.
    pub most: u32,
    /// How many viewers.
    pub viewers: u32,
}

/// Viewers who stopped at one title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The title; `None` where they began several at once, at last.
    pub title: Option<ItemId>,
    /// How many viewers.
    pub viewers: u32,
}

/// The answer in SQL: binges, then stops. The text is documentation, too.
pub const SQL: &str = concat!(
    include_str!("binges.sql"),
    ";\n\n",
    include_str!("stops.sql")
);

const BINGES: &str = include_str!("binges.sql");

const STOPS: &str = include_str!("stops.sql");

impl Log {
    /// Answers how the question's item, a show, was watched in its window.
    ///
    /// It reads all rows of the show: of a show with half a million, that takes a second or two.
    ///
    /// # Errors
    ///
    /// Fails where the rows cannot be read, or the log has changed since it was loaded.
    pub fn sittings(
        &self,
        conn: &Connection,
        question: &Question,
    ) -> Result<Sittings, SelectError> {
        if self.facts().is_reduced {
            return Err(CubeError::Reduced.into());
        }
        self.read_unchanged(conn, |tx| read(tx, question).map_err(CubeError::from))
    }
}

fn read(conn: &Connection, question: &Question) -> rusqlite::Result<Sittings> {
    let mut sittings = Sittings::default();
    let rows = QuestionStatement::new(conn, BINGES, question)?.rows(|row| {
        let bingers = Bingers {
            binges: row.get::<_, Option<u32>>(0)?.unwrap_or(0),
            most: row.get::<_, Option<u32>>(1)?.unwrap_or(0),
            viewers: row.get(2)?,
        };
        Ok((bingers, row.get::<_, i64>(3)?))
    })?;
    for (bingers, rows_with_end) in rows {
        sittings.has_ends = rows_with_end > 0;
        if bingers.viewers > 0 {
            sittings.bingers.push(bingers);
        }
    }
    sittings.stops = QuestionStatement::new(conn, STOPS, question)?.rows(|row| {
        Ok(Stop {
            title: row.get::<_, Option<u32>>(0)?.map(ItemId),
            viewers: row.get(1)?,
        })
    })?;
    Ok(sittings)
}
