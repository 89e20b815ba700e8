//! What was published of a log, and what is left.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _};

use super::allowance::Allowance;
use super::book::Identity;
use super::charge::Charge;
use super::closed_days::years;
use super::entry::Entry;
use super::error::PublishError;
use super::estimate::Cost;
use super::ledger::Place;
use super::published::Published;
use super::secret::{Secret, is_mark};
use crate::domain::{Day, Item, ItemId, Window, name};
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
    is_made_up: bool,
}

impl Listing {
    /// Returns the number that a row let the world read; `None` where there is no such row, it holds none, or the rows cannot be
    /// believed.
    #[must_use]
    pub fn published(&self, seq: u32) -> Option<Published> {
        let entry = self.entries.iter().find(|entry| entry.seq == seq)?;
        let is_sound = self.fault.is_none();
        is_sound
            .then(|| Published::of(entry, &self.entries, self.is_made_up))
            .flatten()
    }

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
    /// What there was of both.
    pub allowance: Allowance,
}

/// Returns the ledger of a log, verified where the user has its key. The log stays as it is.
///
/// # Errors
///
/// Fails where the log cannot be read.
pub fn listing(place: Place<'_>) -> Result<Listing, PublishError> {
    let conn = open_read(place.log)?;
    let identity = Identity::of(&conn, place.state);
    let is_made_up = identity.as_ref().is_ok_and(Identity::is_made_up);
    let secret = identity.as_ref().ok().map(|log| &log.secret);
    let (entries, fault) = match identity.as_ref().map(|log| log.verified(&conn)) {
        Ok(Ok((entries, _))) => (entries, None),
        Ok(Err(fault)) => (Entry::load(&conn)?, Some(fault)),
        Err(_) => (Entry::load(&conn)?, None),
    };
    let years = left(&conn, &entries, secret)?;
    Ok(Listing {
        is_made_up,
        years,
        entries,
        fault: fault.or(identity.err()),
    })
}

fn left(
    conn: &Connection,
    entries: &[Entry],
    secret: Option<&Secret>,
) -> Result<Vec<Year>, PublishError> {
    let allowance = Allowance::of(conn)?;
    let mut shows_of: BTreeMap<i32, BTreeSet<&String>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.cost > 0) {
        for year in years(entry.window) {
            let shows = entry.shows.iter().filter(|one| !is_mark(one));
            shows_of.entry(year).or_default().extend(shows);
        }
    }
    let mut all = Vec::new();
    for (year, keys) in shows_of {
        let of_year = |charge: &Charge| {
            let met = charge.met(secret);
            let window = Day::from_ymd(year, 1, 1).map(|day| Window::ending(day, 1));
            let left = window.map(|window| allowance.left(entries, &met, window));
            left.and_then(|left| left.first().copied())
        };
        let mut shows = Vec::new();
        for key in keys {
            let (called, charge) = show(conn, key)?;
            let left = of_year(&charge).and_then(|left| left.of_show);
            shows.push((called, left.unwrap_or_default()));
        }
        shows.sort();
        let over_all = of_year(&Charge::default()).map(|left| left.over_all);
        all.push(Year {
            year,
            over_all: over_all.unwrap_or_default(),
            shows,
            allowance,
        });
    }
    Ok(all)
}

/// Returns the name of a show and what is charged for it; of one that is gone, what is left of it.
fn show(conn: &Connection, key: &str) -> rusqlite::Result<(String, Charge)> {
    let sql = "SELECT id, name FROM shows WHERE key = ?1";
    let found = conn.query_row(sql, [key], |row| Ok((row.get::<_, u32>(0)?, row.get(1)?)));
    let found: Option<(u32, String)> = found.optional()?;
    Ok(match found {
        Some((id, called)) => {
            let charge = Charge::of(conn, Item::show(ItemId(id)), id)?;
            (name::shown(&called).into_owned(), charge)
        }
        None => (name::shown(key).trim().to_owned(), Charge::of_gone(key)),
    })
}
