//! All that a log holds of one viewer: what the viewer may ask for.
//!
//! It reads the rows, not the cubes: these know no viewer.

use std::collections::BTreeSet;

use rusqlite::{Connection, named_params};

use crate::domain::streak::runs;
use crate::domain::viewing::FIRST_NAMED;
use crate::domain::{Day, Window};
use crate::store::aliases::Aliases;
use crate::store::nth::is_by_day;
use crate::store::schema;

/// All that a log holds of one viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The viewer and all who count as the same, by their numbers.
    pub names: Vec<HeldName>,
    /// The active days over all titles, in order, as they are kept beside the plays.
    pub days: Vec<HeldDay>,
    /// The rows as they came, by their start.
    pub rows: Vec<HeldRow>,
    /// What follows from them.
    pub derived: Derived,
}

/// A name under which a log has rows of a viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldName {
    /// The number in the log.
    pub number: u32,
    /// The keyed hash of account and name, in hexadecimal digits.
    pub hash: String,
    /// The name itself, where the log keeps it.
    pub label: Option<String>,
    /// The number of the one that this name counts as; `None` where it counts as itself.
    pub counts_as: Option<u32>,
}

/// A day on which a viewer was active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldDay {
    /// The day, by the log's one rule.
    pub day: Day,
    /// The plays that begin on it; none where one only goes on.
    pub plays: u32,
}

/// A row of a viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRow {
    /// The number of the name that it came under.
    pub viewer: u32,
    /// The title, as it is spelled now.
    pub title: String,
    /// The show; `None` for a film.
    pub show: Option<String>,
    /// The kind, where known.
    pub kind: Option<String>,
    /// When it starts, in Unix seconds.
    pub started_at: i64,
    /// Whether only the day of that is known.
    pub is_by_day: bool,
    /// How long it lasted, in seconds, where known.
    pub seconds: Option<u32>,
    /// Where in the title it stopped, in seconds, where known.
    pub position: Option<u32>,
    /// Whether the viewer hid it.
    pub is_private: bool,
    /// What it counts as: `too short`, `play`, `continuation`; `None` where it is put together with rows of another name.
    pub counts_as: Option<String>,
    /// Where it came from.
    pub source: HeldSource,
}

/// Where a row came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldSource {
    /// The format that read it.
    pub format: String,
    /// The file, where names are kept.
    pub file: Option<String>,
    /// The account, where names are kept.
    pub account: Option<String>,
    /// When that was, in Unix seconds.
    pub imported_at: i64,
}

/// What follows from a viewer's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Derived {
    /// Plays.
    pub plays: u64,
    /// Titles with an active day.
    pub titles: u64,
    /// Seconds of plays and their continuations, as far as known.
    pub seconds: u64,
    /// The most active days in a row.
    pub longest_streak: u32,
}

/// Returns all that a log holds of the viewer with this number, and of those who count as the same.
///
/// # Errors
///
/// Fails where the log cannot be read.
pub fn held(conn: &Connection, viewer: u32) -> rusqlite::Result<Held> {
    let aliases = Aliases::load(conn)?.viewers;
    let target = aliases.target(viewer);
    let members: BTreeSet<u32> = aliases.members(target).into_iter().collect();
    let mut names = Vec::new();
    let mut find =
        conn.prepare("SELECT id, lower(hex(hash)), label FROM viewers WHERE id = :viewer")?;
    for member in &members {
        names.push(find.query_row(named_params! { ":viewer": member }, |row| {
            Ok(HeldName {
                number: row.get(0)?,
                hash: row.get(1)?,
                label: row.get(2)?,
                counts_as: (*member != target).then_some(target),
            })
        })?);
    }
    let mut rows = Vec::new();
    let came = if schema::version(conn)? < schema::ALIASED {
        include_str!("held/came_before_aliases.sql")
    } else {
        include_str!("held/came.sql")
    };
    let mut of_viewer = conn.prepare(&[came, include_str!("held/rows.sql")].concat())?;
    for member in &members {
        let read = of_viewer.query_map(named_params! { ":viewer": member }, held_row)?;
        for row in read {
            rows.push(row?);
        }
    }
    rows.sort_by_key(|row| row.started_at);
    let days = days(conn, target)?;
    let derived = Derived {
        longest_streak: longest_streak(&days),
        ..derived(conn, target)?
    };
    Ok(Held {
        names,
        days,
        rows,
        derived,
    })
}

fn held_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<HeldRow> {
    Ok(HeldRow {
        viewer: row.get(0)?,
        title: row.get(1)?,
        show: row.get(2)?,
        kind: row.get(3)?,
        started_at: row.get(4)?,
        is_by_day: is_by_day(row.get(5)?),
        seconds: row.get(6)?,
        // From there on it names a viewing, and is no place in a title.
        position: row
            .get::<_, Option<u32>>(7)?
            .filter(|position| *position < FIRST_NAMED),
        is_private: row.get(8)?,
        counts_as: row.get(9)?,
        source: HeldSource {
            format: row.get(10)?,
            file: row.get(11)?,
            account: row.get(12)?,
            imported_at: row.get(13)?,
        },
    })
}

fn days(conn: &Connection, viewer: u32) -> rusqlite::Result<Vec<HeldDay>> {
    let mut statement = conn.prepare(
        "SELECT day, sum(role = 1) FROM plays WHERE viewer_id = :viewer AND role > 0
         GROUP BY day ORDER BY day",
    )?;
    let days = statement.query_map(named_params! { ":viewer": viewer }, |row| {
        Ok(HeldDay {
            day: Day(row.get(0)?),
            plays: row.get(1)?,
        })
    })?;
    days.collect()
}

fn derived(conn: &Connection, viewer: u32) -> rusqlite::Result<Derived> {
    let sql =
        "SELECT coalesce(sum(role = 1), 0), count(DISTINCT title_id), coalesce(sum(seconds), 0)
               FROM plays WHERE viewer_id = :viewer AND role > 0";
    conn.query_row(sql, named_params! { ":viewer": viewer }, |row| {
        let number = |place| row.get::<_, i64>(place).map(i64::cast_unsigned);
        Ok(Derived {
            plays: number(0)?,
            titles: number(1)?,
            seconds: number(2)?,
            longest_streak: 0,
        })
    })
}

fn longest_streak(days: &[HeldDay]) -> u32 {
    let (first, last) = (days.first(), days.last());
    let whole = first.zip(last).map(|(first, last)| (first.day, last.day));
    let whole = whole.and_then(|(first, last)| Window::new(first, last));
    whole.map_or(0, |whole| {
        runs(days.iter().map(|day| day.day), whole).longest
    })
}
