//! Viewers taken out of a log, for good: their rows, all that is derived of them, and every byte that could tell of them.
//!
//! What is kept is a tombstone a viewer in the state directory, so that no import brings them back. It is written before the
//! transaction commits, and bytes are cleaned away after that: whenever this is killed, doing it again completes it.
//!
//! | module | holds |
//! |---|---|
//! | `departing` | what goes with viewers |
//! | `rows` | viewers, and what tables have of them |
//! | `names` | titles, shows and sources that only they are known by |
//! | `bytes` | what SQLite leaves of rows that are deleted |
//! | `refused_rows` | the files that keep refused rows |

mod bytes;
mod departing;
mod names;
mod refused_rows;
mod rows;

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::IngestError;
use super::log_path::has_bytes;
use super::log_settings::load_settings;
use super::log_transaction::{update_cubes, write_error};
use super::lone_titles::delete_titles;
use super::sources::count_sources;
use super::writing;
use crate::derive::{ChangeSet, Limits};
use crate::store::aliases::Aliases;
use crate::store::key::{ViewerHash, ViewerKey};
use crate::store::tombstones::Tombstones;
use crate::store::{OpenError, Settings, open_write, schema};

use self::departing::Departing;

pub use self::bytes::{BytesError, Left, clean_bytes};
pub use self::refused_rows::{Named, RefusedRows, clean_refused, find_refused};

/// Viewers who wish to be forgotten or opted out, or no longer.
#[derive(Clone, Copy)]
pub struct Wish<'a> {
    /// Their hashes in the log.
    pub hashes: &'a [ViewerHash],
    /// Their names, as far as they are known.
    pub names: &'a [String],
    /// The directory where tombstones are kept.
    pub state: &'a Path,
    /// The key that the log's viewers are hashed with.
    pub key: &'a ViewerKey,
}

/// What was forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// How many viewers the log had of those who wished it, and of those who counted as one of them.
    pub viewers: u64,
    /// How many of these did not wish it themselves: they were the same person under another name.
    pub aliases: u64,
    /// How many rows they had, as they came.
    pub rows: u64,
    /// How many titles nobody else had a row of.
    pub titles: u64,
    /// The names of them that the log kept.
    pub labels: Vec<String>,
    /// The accounts that their sources were imported with, as far as the log kept them.
    pub accounts: BTreeSet<String>,
}

/// Forgets viewers, and those who count as the same, in the log at `path`: one transaction over their rows and all that is
/// derived. Their tombstones are kept, also of those whom the log does not have.
///
/// Bytes of them may still be in the file and those beside it; [`clean_bytes`] takes them out.
///
/// # Errors
///
/// Fails with the log as it was; tombstones may be there by then.
pub fn forget(path: &Path, wish: Wish<'_>) -> Result<Forgotten, IngestError> {
    let failed = |source| IngestError::write(path, source);
    locked(path, |conn, settings| {
        let aliases = Aliases::load(conn).map_err(failed)?;
        let (viewers, asked) = rows::members(conn, wish.hashes, &aliases).map_err(failed)?;
        let mut dead = wish.hashes.to_vec();
        dead.extend(rows::hashes(conn, &viewers).map_err(failed)?);
        Tombstones::load(wish.state, wish.key, settings.salt.as_ref())?.add(&dead)?;
        if viewers.is_empty() {
            return Ok(Forgotten::default());
        }
        let departing = Departing::find(conn, viewers).map_err(failed)?;
        let count = departing.viewers.len() as u64;
        let forgotten = Forgotten {
            viewers: count,
            aliases: count - asked,
            rows: departing.by_source.values().sum(),
            titles: departing.lone_titles.len() as u64,
            labels: rows::labels(conn, &departing.viewers).map_err(failed)?,
            accounts: names::accounts(conn, &departing).map_err(failed)?,
        };
        take_out(conn, path, settings, (&departing, &aliases))?;
        let names: Vec<&String> = forgotten.labels.iter().chain(wish.names).collect();
        names::hide_sources(conn, &names).map_err(failed)?;
        Ok(forgotten)
    })
}

/// Takes away the tombstone of a viewer who wishes so: imports into the log at `path` have the viewer's rows again. Returns how
/// many tombstones there were.
///
/// # Errors
///
/// Fails with some of the tombstones as they were.
pub fn take_back(path: &Path, wish: Wish<'_>) -> Result<u64, IngestError> {
    locked(path, |_, settings| {
        let mut tombstones = Tombstones::load(wish.state, wish.key, settings.salt.as_ref())?;
        let mut taken = 0;
        for hash in wish.hashes {
            taken += u64::from(tombstones.remove(*hash)?);
        }
        Ok(taken)
    })
}

/// Does so while nobody else may write the log at `path`, in one transaction.
fn locked<T>(
    path: &Path,
    act: impl FnOnce(&Connection, &Settings) -> Result<T, IngestError>,
) -> Result<T, IngestError> {
    let failed = |source| IngestError::write(path, source);
    if !has_bytes(path) {
        return Err(OpenError::NotFound(path.to_owned()).into());
    }
    let conn = open_write(path)?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)
        .map_err(|source| OpenError::of_sqlite(path, source))?;
    schema::migrate(&tx).map_err(failed)?;
    let settings = load_settings(&tx, path)?;
    let settings = settings.ok_or_else(|| OpenError::Empty(path.to_owned()))?;
    let done = act(&tx, &settings)?;
    tx.commit().map_err(failed)?;
    Ok(done)
}

/// Takes viewers out of the log, given the aliases that it has with them: their rows, what is derived of these, and what
/// nobody else is known by.
fn take_out(
    conn: &Connection,
    path: &Path,
    settings: &Settings,
    (departing, aliases): (&Departing, &Aliases),
) -> Result<(), IngestError> {
    let failed = |source| IngestError::write(path, source);
    rows::delete_kept(conn, &departing.viewers).map_err(failed)?;
    // An alias that goes has no say any more in what the rows of its target count as.
    names::delete_aliases(conn, &departing.lone_titles).map_err(failed)?;
    let lone = departing.lone_titles.iter();
    let redone: BTreeSet<u32> = lone.map(|title| aliases.titles.target(*title)).collect();
    let mut changes = ChangeSet::new(Limits::default().memory);
    let written = writing::write_without(
        conn,
        settings,
        (&departing.of_titles, &redone),
        &mut changes,
    )
    .map_err(|error| write_error(error, path, IngestError::write))?;
    // While their titles are still there: the cubes of shows are found by them.
    update_cubes(conn, path, changes, &written, Limits::default())?;
    rows::delete_viewers(conn, &departing.viewers).map_err(failed)?;
    conn.execute(include_str!("aliasing/forget_rows.sql"), [])
        .map_err(failed)?;
    delete_titles(conn, &departing.lone_titles).map_err(failed)?;
    names::set_back_spellings(conn, departing).map_err(failed)?;
    let by_source = departing.by_source.iter();
    let lost = by_source.map(|(source, rows)| (*source, -rows.cast_signed()));
    count_sources(conn, &[], lost).map_err(failed)
}
