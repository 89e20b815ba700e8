//! What was published of a log, and what is left.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _};

use super::allowance::Allowance;
use super::book::Identity;
use super::closed_days::years;
use super::entry::Entry;
use super::error::PublishError;
use super::estimate::Cost;
use super::ledger::Place;
use super::subject::charged;
use crate::domain::{Day, Window, name};
use crate::store::open_read;

/// The ledger of a log.
#[derive(Debug)]
pub struct Listing {
    /// Its rows, in their order.
    pub entries: Vec<Entry>,
    /// What is left of each year of which something was said.
    pub years: Vec<Year>,
    /// Why the rows cannot be believed, or cannot be verified; `None` where the chain is sound and reaches the last row that was
    /// ever written.
    pub fault: Option<PublishError>,
}

impl Listing {
    /// Returns who has approved a number.
    #[must_use]
    pub fn approvals(&self, seq: u32) -> Vec<&str> {
        let mut names = Vec::new();
        for entry in self
            .entries
            .iter()
            .filter(|entry| entry.approves == Some(seq))
        {
            names.push(&*entry.said_by);
        }
        names
    }
}

/// What is left of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Over all.
    pub over_all: Cost,
    /// Of each show of which something was said, by name.
    pub shows: Vec<(String, Cost)>,
}

/// Returns the ledger of a log, verified where the user has its key. The log stays as it is.
///
/// # Errors
///
/// Fails where the log cannot be read.
pub fn listing(place: Place<'_>) -> Result<Listing, PublishError> {
    let conn = open_read(place.log)?;
    let verified = Identity::of(&conn, place.state).and_then(|log| log.verified(&conn));
    let (entries, fault) = match verified {
        Ok((entries, _)) => (entries, None),
        Err(fault) => (Entry::load(&conn)?, Some(fault)),
    };
    Ok(Listing {
        years: left(&conn, &entries)?,
        entries,
        fault,
    })
}

fn left(conn: &Connection, entries: &[Entry]) -> Result<Vec<Year>, PublishError> {
    let allowance = Allowance::of(conn)?;
    let mut shows_of: BTreeMap<i32, BTreeSet<&String>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.cost > 0) {
        for year in years(entry.window) {
            shows_of.entry(year).or_default().extend(&entry.shows);
        }
    }
    let mut all = Vec::new();
    for (year, keys) in shows_of {
        let of_year = |shows: &[String]| {
            let window = Day::from_ymd(year, 1, 1).map(|day| Window::ending(day, 1));
            let left = window.map(|window| allowance.left(entries, shows, window));
            left.and_then(|left| left.first().copied())
        };
        let mut shows = Vec::new();
        for key in keys {
            let (called, charged) = show(conn, key)?;
            let left = of_year(&charged).and_then(|left| left.of_show);
            shows.push((called, left.unwrap_or_default()));
        }
        shows.sort();
        let over_all = of_year(&[]).map(|left| left.over_all);
        all.push(Year {
            year,
            over_all: over_all.unwrap_or_default(),
            shows,
        });
    }
    Ok(all)
}

/// Returns the name of a show and the keys that are charged for it; of one that is gone, what is left of it.
fn show(conn: &Connection, key: &str) -> rusqlite::Result<(String, Vec<String>)> {
    let sql = "SELECT id, name FROM shows WHERE key = ?1";
    let found = conn.query_row(sql, [key], |row| Ok((row.get::<_, u32>(0)?, row.get(1)?)));
    let found: Option<(u32, String)> = found.optional()?;
    Ok(match found {
        Some((id, called)) => (name::shown(&called).into_owned(), charged(conn, id)?),
        None => (name::shown(key).trim().to_owned(), vec![key.to_owned()]),
    })
}
