//! Writing the viewers, shows and titles of an import.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, named_params};

use crate::derive::changes::Changes;
use crate::domain::Kind;
use crate::ingest::dictionary::Dictionary;
use crate::ingest::staging::{StagedShow, StagedTitle};
use crate::store::key::ViewerKey;

/// How the viewers of an import are hidden.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct Hiding<'a> {
    /// The secret they are hashed with.
    pub key: &'a ViewerKey,
    /// The account they belong to.
    pub account: &'a str,
    /// Whether their names are kept beside the hashes.
    pub keep_names: bool,
}

/// A title as the log has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Title {
    pub id: u32,
    /// The show it belonged to before this import; its own where it is new.
    show: u32,
    pub is_new: bool,
    pub kind: Option<Kind>,
    pub length: Option<u32>,
    /// Whether its kind or length changed, and with them perhaps what its rows count as.
    pub is_changed: bool,
    /// Whether rows that arrive for it say where they stopped.
    pub has_positions: bool,
}

/// Writes viewers; returns their numbers in the log, and the first number that is new.
pub(super) fn write_viewers(
    conn: &Connection,
    viewers: &Dictionary,
    hiding: Hiding<'_>,
) -> rusqlite::Result<(Vec<u32>, u32)> {
    let mut find = conn.prepare("SELECT id, label FROM viewers WHERE hash = :hash")?;
    let mut add = conn.prepare("INSERT INTO viewers (hash, label) VALUES (?1, ?2)")?;
    let mut name = conn.prepare("UPDATE viewers SET label = :label WHERE id = :id")?;
    let sql = "SELECT coalesce(max(id), 0) + 1 FROM viewers";
    let first_new: u32 = conn.query_row(sql, [], |row| row.get(0))?;
    let mut ids = Vec::with_capacity(viewers.len());
    for viewer in viewers.iter() {
        let hash = hiding.key.hash(hiding.account, viewer);
        let label = hiding.keep_names.then_some(viewer);
        // In a new log nobody need be looked for: no two names have one hash.
        let found = if first_new == 1 {
            None
        } else {
            find.query_row(named_params! { ":hash": hash }, |row| {
                Ok((
                    row.get::<_, u32>(0)?,
                    row.get_ref(1)? == rusqlite::types::ValueRef::Null,
                ))
            })
            .optional()?
        };
        let id = if let Some((id, is_nameless)) = found {
            if is_nameless && label.is_some() {
                name.execute(named_params! { ":label": label, ":id": id })?;
            }
            id
        } else {
            add.execute((hash, label))?;
            last_id(conn)
        };
        ids.push(id);
    }
    Ok((ids, first_new))
}

/// Writes shows; returns their numbers in the log.
pub(super) fn write_shows(conn: &Connection, shows: &[StagedShow]) -> rusqlite::Result<Vec<u32>> {
    let mut upsert = conn.prepare(
        "INSERT INTO shows (key, name, named_at) VALUES (:key, :name, :named_at)
         ON CONFLICT (key) DO UPDATE SET
             name     = iif((excluded.named_at, excluded.name) > (named_at, name), excluded.name, name),
             named_at = max(excluded.named_at, named_at)
         RETURNING id",
    )?;
    let mut ids = Vec::with_capacity(shows.len());
    for show in shows {
        let values = named_params! {
            ":key": show.key, ":name": show.spelling.name, ":named_at": show.spelling.at,
        };
        ids.push(upsert.query_row(values, |row| row.get(0))?);
    }
    Ok(ids)
}

/// Writes titles; returns them as the log has them then, and tells `changes` where one moves to another
/// show.
pub(super) fn write_titles(
    conn: &Connection,
    titles: &[StagedTitle],
    show_ids: &[u32],
    changes: &mut dyn Changes,
) -> rusqlite::Result<Vec<Title>> {
    let mut find =
        conn.prepare("SELECT id, kind, length_seconds, show_id FROM titles WHERE key = :key")?;
    let mut add = conn.prepare(
        "INSERT INTO titles (key, show_id, is_own_show, name, named_at, kind, length_seconds)
         VALUES (:key, :show_id, :is_own_show, :name, :named_at, :kind, :length)",
    )?;
    let mut rename = conn.prepare(
        "UPDATE titles
         SET show_id = :show_id, is_own_show = :is_own_show, name = :name, named_at = :named_at
         WHERE id = :id
           AND (:named_at, :name, (SELECT key FROM shows WHERE id = :show_id))
             > (named_at, name, (SELECT key FROM shows WHERE id = titles.show_id))
         RETURNING show_id",
    )?;
    let mut learn =
        conn.prepare("UPDATE titles SET kind = :kind, length_seconds = :length WHERE id = :id")?;
    let mut written = Vec::with_capacity(titles.len());
    for staged in titles {
        let show_id = show_ids[staged.show as usize];
        let found = find
            .query_row(named_params! { ":key": staged.key }, title_of_row)
            .optional()?;
        let Some(mut title) = found else {
            add.execute(named_params! {
                ":key": staged.key, ":show_id": show_id, ":is_own_show": staged.is_own_show,
                ":name": staged.spelling.name, ":named_at": staged.spelling.at,
                ":kind": staged.kind.map(<&str>::from), ":length": staged.length,
            })?;
            written.push(Title {
                id: last_id(conn),
                show: show_id,
                is_new: true,
                kind: staged.kind,
                length: staged.length,
                is_changed: false,
                has_positions: staged.has_positions,
            });
            continue;
        };
        let values = named_params! {
            ":id": title.id, ":show_id": show_id, ":is_own_show": staged.is_own_show,
            ":name": staged.spelling.name, ":named_at": staged.spelling.at,
        };
        let renamed = rename.query_row(values, |row| row.get(0)).optional()?;
        if renamed.is_some_and(|show: u32| show != title.show) {
            changes.moved();
        }
        title.has_positions = staged.has_positions;
        let kind = title.kind.into_iter().chain(staged.kind).min();
        let length = title.length.max(staged.length);
        if (kind, length) != (title.kind, title.length) {
            let values = named_params! {
                ":id": title.id, ":kind": kind.map(<&str>::from), ":length": length,
            };
            learn.execute(values)?;
            title = Title {
                kind,
                length,
                is_changed: true,
                ..title
            };
        }
        written.push(title);
    }
    Ok(written)
}

fn title_of_row(row: &SqlRow<'_>) -> rusqlite::Result<Title> {
    let kind: Option<String> = row.get(1)?;
    Ok(Title {
        id: row.get(0)?,
        show: row.get(3)?,
        is_new: false,
        kind: kind.and_then(|kind| kind.parse().ok()),
        length: row.get(2)?,
        is_changed: false,
        has_positions: false,
    })
}

fn last_id(conn: &Connection) -> u32 {
    u32::try_from(conn.last_insert_rowid())
        .expect("ids count up from 1 and memory ends long before u32")
}
