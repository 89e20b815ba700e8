//! Writing the titles of an import.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, Statement, named_params};

use super::names::last_id;
use crate::cube::names::{NamesSum, TitleRow, title_row};
use crate::derive::changes::Changes;
use crate::domain::Kind;
use crate::ingest::staged::StagedTitle;

/// A title as the log has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Title {
    pub id: u32,
    /// The show it belonged to before this import; its show now where it is new.
    show: u32,
    pub is_new: bool,
    pub kind: Option<Kind>,
    /// In seconds, where known.
    pub length: Option<u32>,
    /// Whether its kind or length changed, and with them perhaps what its rows count as.
    pub is_changed: bool,
    /// Whether rows that arrive for it say where they stopped.
    pub has_positions: bool,
}

/// Writes titles; returns them by staged number as the log then has them, with that by which the sum of names
/// changes, and tells `changes` where one moves to another show.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn write_titles(
    conn: &Connection,
    titles: &[StagedTitle],
    show_ids: &[u32],
    changes: &mut dyn Changes,
) -> rusqlite::Result<(Vec<Title>, NamesSum)> {
    let mut change = NamesSum::default();
    let mut table = TitleTable::new(conn)?;
    let mut written = Vec::with_capacity(titles.len());
    for staged in titles {
        let show_id = show_ids[staged.show as usize];
        let Some((title, before)) = table.find(&staged.key)? else {
            let title = table.add(staged, show_id)?;
            change = change.plus(sum_of_new(&title, staged));
            written.push(title);
            continue;
        };
        let renamed = table.rename(title, staged, show_id)?;
        if renamed.is_some_and(|show| show != title.show) {
            changes.moved();
        }
        let title = table.learn(title, staged)?;
        if (renamed.is_some() || title.is_changed)
            && let Some((_, after)) = table.find(&staged.key)?
        {
            change = change.plus(after).minus(before);
        }
        written.push(Title {
            has_positions: staged.has_positions,
            ..title
        });
    }
    Ok((written, change))
}

/// Returns a title as it counts with its aliases, given the numbers of all of them, its own first: it is of the kind and
/// the length that the rows of any of them say. `is_changed` tells whether these are others than before.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn with_aliases(
    conn: &Connection,
    members: &[u32],
    is_changed: bool,
) -> rusqlite::Result<Title> {
    let mut find = conn.prepare_cached(
        "SELECT id, key, show_id, is_own_show, name, kind, length_seconds FROM titles WHERE id = :id",
    )?;
    let mut all = members.iter().map(|id| {
        let found = find.query_row(named_params! { ":id": id }, title_of_row);
        found.map(|(title, _)| title)
    });
    let title = all
        .next()
        .unwrap_or(Err(rusqlite::Error::QueryReturnedNoRows))?;
    let title = Title {
        is_changed,
        ..title
    };
    all.try_fold(title, |title, alias| {
        let alias = alias?;
        Ok(Title {
            kind: title.kind.into_iter().chain(alias.kind).min(),
            length: title.length.max(alias.length),
            ..title
        })
    })
}

fn sum_of_new(title: &Title, staged: &StagedTitle) -> NamesSum {
    NamesSum::of_title(&TitleRow {
        id: title.id,
        key: &staged.key,
        show: title.show,
        is_own_show: staged.is_own_show,
        name: &staged.spelling.name,
        kind: staged.kind.map(<&str>::from),
    })
}

/// The table of titles, with the statements that write it.
struct TitleTable<'c> {
    conn: &'c Connection,
    find: Statement<'c>,
    add: Statement<'c>,
    rename: Statement<'c>,
    learn: Statement<'c>,
}

impl<'c> TitleTable<'c> {
    fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            conn,
            find: conn.prepare(
                "SELECT id, key, show_id, is_own_show, name, kind, length_seconds
                 FROM titles
                 WHERE key = :key",
            )?,
            add: conn.prepare(
                "INSERT INTO titles (key, show_id, is_own_show, name, named_at, kind, length_seconds)
                 VALUES (:key, :show_id, :is_own_show, :name, :named_at, :kind, :length)",
            )?,
            rename: conn.prepare(
                "UPDATE titles
                 SET show_id = :show_id, is_own_show = :is_own_show, name = :name, named_at = :named_at
                 WHERE id = :id
                   AND (:named_at, :name, (SELECT key FROM shows WHERE id = :show_id))
                     > (named_at, name, (SELECT key FROM shows WHERE id = titles.show_id))
                 RETURNING show_id",
            )?,
            learn: conn.prepare(
                "UPDATE titles SET kind = :kind, length_seconds = :length WHERE id = :id",
            )?,
        })
    }

    /// Returns the title with this key, and the sum of its row.
    fn find(&mut self, key: &str) -> rusqlite::Result<Option<(Title, NamesSum)>> {
        let values = named_params! { ":key": key };
        self.find.query_row(values, title_of_row).optional()
    }

    fn add(&mut self, staged: &StagedTitle, show_id: u32) -> rusqlite::Result<Title> {
        self.add.execute(named_params! {
            ":key": staged.key, ":show_id": show_id, ":is_own_show": staged.is_own_show,
            ":name": staged.spelling.name, ":named_at": staged.spelling.at,
            ":kind": staged.kind.map(<&str>::from), ":length": staged.length,
        })?;
        Ok(Title {
            id: last_id(self.conn),
            show: show_id,
            is_new: true,
            kind: staged.kind,
            length: staged.length,
            is_changed: false,
            has_positions: staged.has_positions,
        })
    }

    /// Takes over a later spelling with its show; returns that show, or `None` where the log's is as late.
    fn rename(
        &mut self,
        title: Title,
        staged: &StagedTitle,
        show_id: u32,
    ) -> rusqlite::Result<Option<u32>> {
        let values = named_params! {
            ":id": title.id, ":show_id": show_id, ":is_own_show": staged.is_own_show,
            ":name": staged.spelling.name, ":named_at": staged.spelling.at,
        };
        self.rename.query_row(values, |row| row.get(0)).optional()
    }

    /// Takes over the kind and the length where rows say more of them than the log knows.
    fn learn(&mut self, title: Title, staged: &StagedTitle) -> rusqlite::Result<Title> {
        let kind = title.kind.into_iter().chain(staged.kind).min();
        let length = title.length.max(staged.length);
        if (kind, length) == (title.kind, title.length) {
            return Ok(title);
        }
        let values = named_params! {
            ":id": title.id, ":kind": kind.map(<&str>::from), ":length": length,
        };
        self.learn.execute(values)?;
        Ok(Title {
            kind,
            length,
            is_changed: true,
            ..title
        })
    }
}

fn title_of_row(row: &SqlRow<'_>) -> rusqlite::Result<(Title, NamesSum)> {
    let stored = title_row(row)?;
    let title = Title {
        id: stored.id,
        show: stored.show,
        is_new: false,
        kind: stored.kind.and_then(|kind| kind.parse().ok()),
        length: row.get(6)?,
        is_changed: false,
        has_positions: false,
    };
    Ok((title, NamesSum::of_title(&stored)))
}
