//! Writing what was staged: viewers, titles, and the rows of every title that gained some.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, named_params, params};

use super::held::{self, Held};
use super::merge::{self, Row, Tally};
use super::reader::{self, Identity, Reader};
use super::staging::{StagedRow, StagedShow, StagedTitle, Staging};
use crate::domain::kind::MINIMUM_WATCHED_SECONDS;
use crate::domain::viewing::{self, Role};
use crate::domain::{Day, Kind};
use crate::store::Settings;

/// Called with the rows written so far; returns `false` to stop.
pub(super) type Tick<'a> = dyn FnMut(u64) -> bool + 'a;

/// What writing did.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub tally: Tally,
    /// Rows of the log each source accounts for more, or fewer, than before.
    pub by_source: HashMap<u32, i64>,
    /// Whether it was told to stop.
    pub stopped: bool,
}

/// Writes everything staged; rows the log holds already change nothing.
pub(super) fn write(
    conn: &Connection,
    staging: &mut Staging,
    settings: &Settings,
    tick: &mut Tick<'_>,
) -> rusqlite::Result<Written> {
    let viewer_ids = write_viewers(conn, staging)?;
    let show_ids = write_shows(conn, &staging.shows)?;
    let titles = write_titles(conn, &staging.titles, &show_ids)?;
    for row in &mut staging.rows {
        row.viewer = viewer_ids[row.viewer as usize];
        row.title = titles[row.title as usize].id;
    }
    // In the order of the table's key: the tree then grows at its end.
    staging
        .rows
        .sort_unstable_by_key(|staged| (staged.title, staged.viewer, staged.row.start));
    let titles: HashMap<u32, Title> = titles.into_iter().map(|title| (title.id, title)).collect();
    let mut written = Written::default();
    let identities = identities(conn)?;
    let mut done = 0;
    for rows in staging.rows.chunk_by(|a, b| a.title == b.title) {
        let title = &titles[&rows[0].title];
        let held = if title.is_new {
            Held::default()
        } else if title.is_changed {
            held::read_all(conn, title.id, &identities)?
        } else {
            held::read(conn, title.id, title.length, rows, &identities)?
        };
        write_title_rows(conn, title, &held, rows, settings, &mut written)?;
        done += rows.len() as u64;
        if !tick(done) {
            written.stopped = true;
            break;
        }
    }
    Ok(written)
}

/// A title as the log has it.
#[derive(Debug)]
struct Title {
    id: u32,
    is_new: bool,
    kind: Option<Kind>,
    length: Option<u32>,
    /// Whether its kind or length changed, and with them perhaps what its rows count as.
    is_changed: bool,
}

fn write_viewers(conn: &Connection, staging: &Staging) -> rusqlite::Result<Vec<u32>> {
    let mut find = conn.prepare("SELECT id, label FROM viewers WHERE hash = :hash")?;
    let mut add = conn.prepare("INSERT INTO viewers (hash, label) VALUES (:hash, :label)")?;
    let mut name = conn.prepare("UPDATE viewers SET label = :label WHERE id = :id")?;
    let mut ids = Vec::with_capacity(staging.viewers.len());
    for viewer in &staging.viewers {
        let found = find
            .query_row(named_params! { ":hash": viewer.hash }, |row| {
                Ok((row.get::<_, u32>(0)?, row.get::<_, Option<String>>(1)?))
            })
            .optional()?;
        let id = if let Some((id, label)) = found {
            if label.is_none() && viewer.label.is_some() {
                name.execute(named_params! { ":label": viewer.label, ":id": id })?;
            }
            id
        } else {
            add.execute(named_params! { ":hash": viewer.hash, ":label": viewer.label })?;
            last_id(conn)
        };
        ids.push(id);
    }
    Ok(ids)
}

fn write_shows(conn: &Connection, shows: &[StagedShow]) -> rusqlite::Result<Vec<u32>> {
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

fn write_titles(
    conn: &Connection,
    titles: &[StagedTitle],
    show_ids: &[u32],
) -> rusqlite::Result<Vec<Title>> {
    let mut find = conn.prepare("SELECT id, kind, length_seconds FROM titles WHERE key = :key")?;
    let mut add = conn.prepare(
        "INSERT INTO titles (key, show_id, is_own_show, name, named_at, kind, length_seconds)
         VALUES (:key, :show_id, :is_own_show, :name, :named_at, :kind, :length)",
    )?;
    let mut rename = conn.prepare(
        "UPDATE titles
         SET show_id = :show_id, is_own_show = :is_own_show, name = :name, named_at = :named_at
         WHERE id = :id
           AND (:named_at, :name, (SELECT key FROM shows WHERE id = :show_id))
             > (named_at, name, (SELECT key FROM shows WHERE id = titles.show_id))",
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
                is_new: true,
                kind: staged.kind,
                length: staged.length,
                is_changed: false,
            });
            continue;
        };
        rename.execute(named_params! {
            ":id": title.id, ":show_id": show_id, ":is_own_show": staged.is_own_show,
            ":name": staged.spelling.name, ":named_at": staged.spelling.at,
        })?;
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
        is_new: false,
        kind: kind.and_then(|kind| kind.parse().ok()),
        length: row.get(2)?,
        is_changed: false,
    })
}

/// Merges the rows arriving for one title into those the log holds, and writes what changed.
fn write_title_rows(
    conn: &Connection,
    title: &Title,
    held: &Held,
    arriving: &[StagedRow],
    settings: &Settings,
    written: &mut Written,
) -> rusqlite::Result<()> {
    let viewers = merged_viewers(&held.rows, arriving, written);
    let furthest = viewers
        .iter()
        .flat_map(|viewer| &viewer.rows)
        .filter_map(|row| row.position)
        .chain(held.furthest_elsewhere)
        .max();
    let length_before = title.length.or_else(|| held.furthest());
    let length = title.length.or(furthest);
    let minimum = settings.minimum_seconds.unwrap_or_else(|| {
        title
            .kind
            .map_or(MINIMUM_WATCHED_SECONDS, Kind::minimum_seconds)
    });
    let must_rewrite = title.is_changed || length != length_before;
    let mut clear = conn.prepare_cached(
        "DELETE FROM plays WHERE title_id = :title_id AND viewer_id = :viewer_id",
    )?;
    for viewer in viewers {
        if viewer.is_changed || must_rewrite {
            if viewer.was_held {
                clear.execute(named_params! { ":title_id": title.id, ":viewer_id": viewer.id })?;
            }
            insert(conn, title.id, &viewer, length, minimum, settings)?;
        }
    }
    Ok(())
}

/// All rows of one viewer and one title.
struct ViewerRows {
    id: u32,
    rows: Vec<Row>,
    was_held: bool,
    is_changed: bool,
}

fn merged_viewers(
    held: &[(u32, Row)],
    arriving: &[StagedRow],
    written: &mut Written,
) -> Vec<ViewerRows> {
    let mut ids: Vec<u32> = held
        .iter()
        .map(|(viewer, _)| *viewer)
        .chain(arriving.iter().map(|staged| staged.viewer))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let (mut held, mut arriving) = (held, arriving);
    let mut viewers = Vec::with_capacity(ids.len());
    for id in ids {
        let held_here = held.iter().take_while(|(viewer, _)| *viewer == id).count();
        let arriving_here = arriving
            .iter()
            .take_while(|staged| staged.viewer == id)
            .count();
        let before: Vec<Row> = held[..held_here].iter().map(|(_, row)| *row).collect();
        let incoming: Vec<Row> = arriving[..arriving_here]
            .iter()
            .map(|staged| staged.row)
            .collect();
        (held, arriving) = (&held[held_here..], &arriving[arriving_here..]);
        let rows = merge::merged(&before, &incoming, &mut written.tally);
        count_by_source(&before, &rows, &mut written.by_source);
        viewers.push(ViewerRows {
            id,
            is_changed: rows != before,
            was_held: !before.is_empty(),
            rows,
        });
    }
    viewers
}

fn count_by_source(before: &[Row], after: &[Row], by_source: &mut HashMap<u32, i64>) {
    for row in after {
        *by_source.entry(row.source).or_default() += 1;
    }
    for row in before {
        *by_source.entry(row.source).or_default() -= 1;
    }
}

/// Returns how each source of the log tells its rows apart.
fn identities(conn: &Connection) -> rusqlite::Result<HashMap<u32, Identity>> {
    let mut statement = conn.prepare("SELECT id, format FROM sources")?;
    let sources = statement.query_map([], |row| {
        let format: String = row.get(1)?;
        let identity = reader::named(&format).map_or(Identity::WholeRow, Reader::identity);
        Ok((row.get(0)?, identity))
    })?;
    sources.collect()
}

fn insert(
    conn: &Connection,
    title: u32,
    viewer: &ViewerRows,
    length: Option<u32>,
    minimum: u32,
    settings: &Settings,
) -> rusqlite::Result<()> {
    let viewing_rows: Vec<viewing::Row> = viewer
        .rows
        .iter()
        .map(|row| viewing::Row {
            start: row.start,
            seconds: row.seconds,
            position: row.position,
        })
        .collect();
    let roles = viewing::roles(&viewing_rows, length, minimum);
    let mut statement = conn.prepare_cached(
        "INSERT INTO plays (title_id, viewer_id, started_at, nth, day, role,
                            seconds, position, is_private, source_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let mut nth = 0;
    let mut last_start = None;
    for (row, role) in viewer.rows.iter().zip(roles) {
        nth = if last_start == Some(row.start) {
            nth + 1
        } else {
            0
        };
        last_start = Some(row.start);
        let Day(day) = settings.rule.day_of(row.start);
        let role = match role {
            Role::Short => 0,
            Role::Play => 1,
            Role::Continuation => 2,
        };
        statement.execute(params![
            title,
            viewer.id,
            row.start,
            nth,
            day,
            role,
            row.seconds,
            row.position,
            row.is_private,
            row.source,
        ])?;
    }
    Ok(())
}

fn last_id(conn: &Connection) -> u32 {
    u32::try_from(conn.last_insert_rowid())
        .expect("ids count up from 1 and memory ends long before u32")
}
