//! Making a viewer or a title count as another one of the log, and undoing that.
//!
//! The rows of both are kept as they came from then on, beside what they count as; one transaction writes these anew.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior, named_params};

use super::error::IngestError;
use super::log_settings::load_settings;
use super::log_transaction::{update_cubes, write_error};
use super::retold::leave_out_retold;
use super::writing;
use crate::derive::{ChangeSet, Limits};
use crate::store::aliases::{Aliases, AliasesOf};
use crate::store::{OpenError, open_write, schema};

/// What may count as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A viewer.
    Viewer,
    /// A title.
    Title,
}

/// What is done about an alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// From now on `alias` counts as `counts_as`; both are numbers in the log.
    Merge {
        /// Who or what is an alias.
        alias: u32,
        /// What it counts as.
        counts_as: u32,
    },
    /// From now on `alias` counts as itself again.
    Split {
        /// Who or what is no alias any more.
        alias: u32,
    },
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AliasError {
    /// Both names are one and the same.
    #[error("both names are one already")]
    Itself,
    /// It counts as another one already.
    #[error("it counts as another already; split it first")]
    Already,
    /// What it shall count as counts as itself.
    #[error("the second counts as the first already; split the second first")]
    Circle,
    /// It counts as itself.
    #[error("it counts as itself: there is nothing to split")]
    NoAlias,
    /// The log could not be opened, read or written.
    #[error(transparent)]
    Log(#[from] IngestError),
}

/// Does so to viewers or titles of the log at `path`, and derives what that touches, in one transaction.
///
/// # Errors
///
/// Fails with the log as it was.
pub fn alias(path: &Path, named: Named, deed: Deed) -> Result<(), AliasError> {
    let conn = open_write(path).map_err(IngestError::from)?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)
        .map_err(|source| IngestError::from(OpenError::of_sqlite(path, source)))?;
    write(&tx, path, named, deed)?;
    Ok(tx
        .commit()
        .map_err(|source| IngestError::write(path, source))?)
}

fn write(conn: &Connection, path: &Path, named: Named, deed: Deed) -> Result<(), AliasError> {
    let failed = |source| IngestError::write(path, source);
    schema::migrate(conn).map_err(failed)?;
    let settings = load_settings(conn, path)?;
    let settings = settings.ok_or_else(|| failed(rusqlite::Error::QueryReturnedNoRows))?;
    let before = Aliases::load(conn).map_err(failed)?;
    refuse(deed, named.of(&before))?;
    note(conn, named, deed).map_err(failed)?;
    let titles = touched_titles(conn, named, &before).map_err(failed)?;
    let mut changes = ChangeSet::new(Limits::default().memory);
    let written = writing::write_anew(conn, &settings, &titles, &before, &mut changes);
    let written = written.map_err(|error| write_error(error, path, IngestError::write))?;
    conn.execute(include_str!("aliasing/forget_rows.sql"), [])
        .map_err(failed)?;
    update_cubes(conn, path, changes, &written, Limits::default())?;
    leave_out_retold(
        conn,
        (path, IngestError::write),
        &settings,
        Limits::default(),
    )?;
    Ok(())
}

/// Refuses a deed that makes no sense by the aliases there are.
fn refuse(deed: Deed, aliases: &AliasesOf) -> Result<(), AliasError> {
    match deed {
        Deed::Merge { alias, counts_as } if alias == counts_as => Err(AliasError::Itself),
        Deed::Merge { alias, .. } if aliases.is_alias(alias) => Err(AliasError::Already),
        Deed::Merge { alias, counts_as } if aliases.target(counts_as) == alias => {
            Err(AliasError::Circle)
        }
        Deed::Split { alias } if !aliases.is_alias(alias) => Err(AliasError::NoAlias),
        Deed::Merge { .. } | Deed::Split { .. } => Ok(()),
    }
}

/// Notes a deed in the log.
fn note(conn: &Connection, named: Named, deed: Deed) -> rusqlite::Result<()> {
    let written = match deed {
        Deed::Merge { alias, counts_as } => conn.execute(
            named.merge(),
            named_params! { ":alias": alias, ":counts_as": counts_as },
        ),
        Deed::Split { alias } => conn.execute(named.split(), named_params! { ":alias": alias }),
    };
    written.map(|_| ())
}

/// Keeps the rows of those that had no aliases `before`, and returns the titles that count otherwise since.
fn touched_titles(
    conn: &Connection,
    named: Named,
    before: &Aliases,
) -> rusqlite::Result<BTreeSet<u32>> {
    let after = Aliases::load(conn)?;
    let touched = touched(named.of(before), named.of(&after));
    for number in &touched {
        if !named.of(before).concern(*number) {
            conn.execute(named.keep_rows(), named_params! { ":number": number })?;
        }
    }
    match named {
        Named::Title => Ok(touched),
        Named::Viewer => titles_of(conn, &touched, [before, &after]),
    }
}

/// Returns all that counts as another than before, or has other aliases, with what else counts as the same.
fn touched(before: &AliasesOf, after: &AliasesOf) -> BTreeSet<u32> {
    let all = before.numbers().chain(after.numbers());
    let moved = all.filter(|number| before.target(*number) != after.target(*number));
    let targets = moved.flat_map(|number| [before.target(number), after.target(number)]);
    let members = targets.flat_map(|target| [before.members(target), after.members(target)]);
    members.flatten().collect()
}

/// Returns the titles that viewers have rows of, as they count by each of `aliases`.
fn titles_of(
    conn: &Connection,
    viewers: &BTreeSet<u32>,
    aliases: [&Aliases; 2],
) -> rusqlite::Result<BTreeSet<u32>> {
    let mut titles = BTreeSet::new();
    let mut statement =
        conn.prepare("SELECT DISTINCT title_id FROM alias_rows WHERE viewer_id = ?1")?;
    for viewer in viewers {
        for title in statement.query_map([viewer], |row| row.get(0))? {
            let title: u32 = title?;
            titles.extend(aliases.map(|aliases| aliases.titles.target(title)));
        }
    }
    Ok(titles)
}

impl Named {
    /// Returns the aliases of this sort.
    fn of(self, aliases: &Aliases) -> &AliasesOf {
        match self {
            Self::Viewer => &aliases.viewers,
            Self::Title => &aliases.titles,
        }
    }

    fn merge(self) -> &'static str {
        match self {
            Self::Viewer => {
                "INSERT INTO viewer_aliases (alias_id, counts_as) VALUES (:alias, :counts_as)"
            }
            Self::Title => {
                "INSERT INTO title_aliases (alias_id, counts_as) VALUES (:alias, :counts_as)"
            }
        }
    }

    fn split(self) -> &'static str {
        match self {
            Self::Viewer => "DELETE FROM viewer_aliases WHERE alias_id = :alias",
            Self::Title => "DELETE FROM title_aliases WHERE alias_id = :alias",
        }
    }

    /// Returns the statement that keeps the rows of one that had no aliases, but for those that are kept already: of
    /// these, `plays` has others.
    fn keep_rows(self) -> &'static str {
        match self {
            Self::Viewer => include_str!("aliasing/keep_rows_of_viewer.sql"),
            Self::Title => include_str!("aliasing/keep_rows_of_title.sql"),
        }
    }
}
