//! Writing the viewers and shows of an import.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::options::ViewerHashing;
use crate::cube::names::{NamesSum, show_row};
use crate::ingest::dictionary::Dictionary;
use crate::ingest::staged::StagedShow;

/// Writes viewers; returns their numbers in the log, and the first number that is new.
pub(super) fn write_viewers(
    conn: &Connection,
    viewers: &Dictionary,
    hashing: ViewerHashing<'_>,
) -> rusqlite::Result<(Vec<u32>, u32)> {
    let mut find = conn.prepare("SELECT id, label FROM viewers WHERE hash = :hash")?;
    let mut add = conn.prepare("INSERT INTO viewers (hash, label) VALUES (?1, ?2)")?;
    let mut name = conn.prepare("UPDATE viewers SET label = :label WHERE id = :id")?;
    let sql = "SELECT coalesce(max(id), 0) + 1 FROM viewers";
    let first_new: u32 = conn.query_row(sql, [], |row| row.get(0))?;
    let mut ids = Vec::with_capacity(viewers.len());
    for viewer in viewers.iter() {
        let hash = hashing.key.hash(hashing.salt, hashing.account, viewer);
        let label = hashing.keep_names.then_some(viewer);
        // A new log has no viewers to find, and no two names have one hash.
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

/// Writes shows; returns their numbers in the log, and by what the sum of names changes.
pub(super) fn write_shows(
    conn: &Connection,
    shows: &[StagedShow],
) -> rusqlite::Result<(Vec<u32>, NamesSum)> {
    let mut find = conn.prepare("SELECT id, key, name FROM shows WHERE key = :key")?;
    let mut upsert = conn.prepare(
        "INSERT INTO shows (key, name, named_at) VALUES (:key, :name, :named_at)
         ON CONFLICT (key) DO UPDATE SET
             name     = iif((excluded.named_at, excluded.name) > (named_at, name), excluded.name, name),
             named_at = max(excluded.named_at, named_at)
         RETURNING id, key, name",
    )?;
    let mut ids = Vec::with_capacity(shows.len());
    let mut change = NamesSum::default();
    for show in shows {
        let sum = |row: &Row<'_>| show_row(row).map(|row| NamesSum::of_show(&row));
        let before = find.query_row(named_params! { ":key": show.key }, sum);
        change = change.minus(before.optional()?.unwrap_or_default());
        let values = named_params! {
            ":key": show.key, ":name": show.spelling.name, ":named_at": show.spelling.at,
        };
        let written = |row: &Row<'_>| Ok((row.get(0)?, sum(row)?));
        let (id, after) = upsert.query_row(values, written)?;
        change = change.plus(after);
        ids.push(id);
    }
    Ok((ids, change))
}

/// Returns the number of the row inserted last.
pub(super) fn last_id(conn: &Connection) -> u32 {
    u32::try_from(conn.last_insert_rowid())
        .expect("ids count up from 1 and memory ends long before u32")
}
