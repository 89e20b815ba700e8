//! Making a viewer or a title count as another one of the log, and undoing that.
//!
//! The rows of both are kept as they came from then on, beside what they count as; one transaction writes these anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior, named_params};

use super::writing::{self, WriteError};
use crate::derive::{self, ChangeSet, DeriveError, Limits};
use crate::store::aliases::{Aliases, AliasesOf};
use crate::store::settings::SettingsError;
use crate::store::sqlite_error::in_words;
use crate::store::{OpenError, Settings, open_write, schema};

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
    /// The log could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
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
    /// The log's settings cannot be read.
    #[error("{path}: {source}")]
    Settings {
        /// The log.
        path: PathBuf,
        /// What is wrong with them.
        source: SettingsError,
    },
    /// SQLite failed.
    #[error(
        "{path}: writing failed, and the log is as it was: {}",
        in_words(source)
    )]
    Write {
        /// The log.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The cubes could not be derived.
    #[error("{path}: deriving failed, and the log is as it was: {source}")]
    Derive {
        /// The log.
        path: PathBuf,
        /// Why.
        source: DeriveError,
    },
}

/// Why nothing was changed, before the log is named.
enum Failure {
    Refused(AliasError),
    Settings(SettingsError),
    Sqlite(rusqlite::Error),
    Derive(DeriveError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Does so to viewers or titles of the log at `path`, and derives what that touches, in one transaction.
///
/// # Errors
///
/// Fails with the log as it was.
pub fn alias(path: &Path, named: Named, deed: Deed) -> Result<(), AliasError> {
    let conn = open_write(path)?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)
        .map_err(|source| OpenError::of_sqlite(path, source))?;
    let done = write(&tx, named, deed).and_then(|()| Ok(tx.commit()?));
    let path = path.to_owned();
    done.map_err(|failure| match failure {
        Failure::Refused(error) => error,
        Failure::Settings(source) => AliasError::Settings { path, source },
        Failure::Sqlite(source) => AliasError::Write { path, source },
        Failure::Derive(source) => AliasError::Derive { path, source },
    })
}

fn write(conn: &Connection, named: Named, deed: Deed) -> Result<(), Failure> {
    schema::migrate(conn)?;
    let settings = Settings::load(conn).map_err(Failure::Settings)?;
    let Some(settings) = settings else {
        return Err(rusqlite::Error::QueryReturnedNoRows.into());
    };
    let before = Aliases::load(conn)?;
    note(conn, named, deed, named.of(&before)).map_err(|error| match error {
        Ok(refused) => Failure::Refused(refused),
        Err(error) => error.into(),
    })?;
    let after = Aliases::load(conn)?;
    let touched = touched(named.of(&before), named.of(&after));
    for number in &touched {
        if !named.of(&before).concern(*number) {
            conn.execute(named.keep_rows(), named_params! { ":number": number })?;
        }
    }
    let titles = match named {
        Named::Title => touched,
        Named::Viewer => titles_of(conn, &touched, [&before, &after])?,
    };
    let mut changes = ChangeSet::new(Limits::default().memory);
    let written = writing::write_anew(conn, &settings, &titles, &before, &mut changes);
    let written = written.map_err(|error| match error {
        WriteError::Sqlite(error) => Failure::Sqlite(error),
        // Nobody stops it, and no rows wait in a file.
        WriteError::Spill(_) | WriteError::Stopped => rusqlite::Error::InvalidQuery.into(),
    })?;
    for (day, rows) in &written.rows_per_day {
        changes.add_rows(*day, *rows);
    }
    conn.execute(include_str!("aliasing/forget_rows.sql"), [])?;
    derive::update(conn, &changes, Limits::default()).map_err(Failure::Derive)
}

/// Notes a deed where it makes sense by the aliases there are.
fn note(
    conn: &Connection,
    named: Named,
    deed: Deed,
    aliases: &AliasesOf,
) -> Result<(), Result<AliasError, rusqlite::Error>> {
    let written = match deed {
        Deed::Merge { alias, counts_as } if alias == counts_as => {
            return Err(Ok(AliasError::Itself));
        }
        Deed::Merge { alias, .. } if aliases.is_alias(alias) => {
            return Err(Ok(AliasError::Already));
        }
        Deed::Merge { alias, counts_as } if aliases.target(counts_as) == alias => {
            return Err(Ok(AliasError::Circle));
        }
        Deed::Split { alias } if !aliases.is_alias(alias) => return Err(Ok(AliasError::NoAlias)),
        Deed::Merge { alias, counts_as } => conn.execute(
            named.merge(),
            named_params! { ":alias": alias, ":counts_as": counts_as },
        ),
        Deed::Split { alias } => conn.execute(named.split(), named_params! { ":alias": alias }),
    };
    written.map(|_| ()).map_err(Err)
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
