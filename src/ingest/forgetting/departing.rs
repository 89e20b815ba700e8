//! What goes with viewers who are forgotten: their rows, and titles that nobody else has a row of.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, named_params};

use crate::ingest::sql::{all, json};

/// Viewers who go, and what goes with them.
pub(super) struct Departing {
    pub viewers: BTreeSet<u32>,
    /// The titles that `plays` has rows of theirs under, and whose.
    pub of_titles: BTreeMap<u32, BTreeSet<u32>>,
    /// These titles, and those whose rows came from them and count as others.
    pub titles: BTreeSet<u32>,
    /// Titles that nobody else has a row of.
    pub lone_titles: BTreeSet<u32>,
    /// Their rows as they came, by source.
    pub by_source: BTreeMap<u32, u64>,
}

impl Departing {
    /// Finds what goes with these viewers, to whom all belong that count as one of them.
    pub fn find(conn: &Connection, viewers: BTreeSet<u32>) -> rusqlite::Result<Self> {
        let listed = json(&viewers);
        let of_viewers = named_params! { ":viewers": listed };
        let mut of_titles: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let pairs: Vec<(u32, u32)> = all(conn, include_str!("pairs.sql"), of_viewers, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        for (title, viewer) in pairs {
            of_titles.entry(title).or_default().insert(viewer);
        }
        let sql = "SELECT DISTINCT title_id FROM alias_rows
                   WHERE viewer_id IN (SELECT value FROM json_each(:viewers))";
        let mut titles: BTreeSet<u32> = of_titles.keys().copied().collect();
        titles.extend(all(conn, sql, of_viewers, |row| row.get::<_, u32>(0))?);
        let both = json(&titles);
        let both = named_params! { ":viewers": listed, ":titles": both };
        let by_source: Vec<(u32, u64)> = all(conn, include_str!("by_source.sql"), both, |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(Self {
            lone_titles: lone_titles(conn, &viewers, &titles)?,
            viewers,
            of_titles,
            titles,
            by_source: by_source.into_iter().collect(),
        })
    }
}

/// Returns those of `titles` that nobody but these viewers has a row of.
fn lone_titles(
    conn: &Connection,
    viewers: &BTreeSet<u32>,
    titles: &BTreeSet<u32>,
) -> rusqlite::Result<BTreeSet<u32>> {
    let values = named_params! { ":viewers": json(viewers), ":titles": json(titles) };
    let lone = all(conn, include_str!("lone_titles.sql"), values, |row| {
        row.get(0)
    })?;
    Ok(lone.into_iter().collect())
}
