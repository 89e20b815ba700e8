//! Changing the cubes that a log holds: only those are written that come out otherwise.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::DeriveError;
use crate::cube::blob_store;
use crate::cube::blocks;
use crate::cube::cells::{Cells, Differences};
use crate::cube::day_plays::DayPlays;
use crate::cube::histories::Histories;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes;
use crate::cube::mismatch::Mismatch;
use crate::cube::tiles::Tiles;
use crate::domain::Level;

pub(super) fn read(conn: &Connection, kind: CubeKind, item: u32) -> Result<Histories, DeriveError> {
    let bytes = blob_store::get(conn, kind, item)?;
    bytes.map_or_else(
        || Ok(Histories::default()),
        |bytes| Ok(Histories::decode(&bytes)?),
    )
}

/// Stores the histories of an item without those that are gone and with those that have come; returns
/// them before and after.
pub(super) fn replace(
    conn: &Connection,
    kind: CubeKind,
    item: u32,
    removed: &Histories,
    added: &Histories,
) -> Result<(Histories, Histories), DeriveError> {
    let old = read(conn, kind, item)?;
    let new = old.changed(removed, added)?;
    put_unless_empty(conn, kind, item, new.is_empty(), || new.encode())?;
    Ok((old, new))
}

pub(super) fn change_whole<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    differences: &Differences<W>,
) -> Result<(), DeriveError> {
    if differences.values().all(|difference| *difference == 0) {
        return Ok(());
    }
    let stored = blob_store::get(conn, kind, 0)?.ok_or(Mismatch)?;
    let changed = Cells::<W>::decode(&stored)?.changed(differences)?;
    blob_store::put(conn, kind, 0, &changed.encode())?;
    Ok(())
}

pub(super) fn change_blocks<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    lag: usize,
    differences: &Differences<W>,
) -> Result<(), DeriveError> {
    let differences = differences
        .iter()
        .filter(|(_, difference)| **difference != 0);
    let mut by_block: BTreeMap<u32, Differences<W>> = BTreeMap::new();
    for (key, difference) in differences {
        let block = by_block.entry(blocks::lag_block_of(lag, key[0]));
        block.or_default().insert(*key, *difference);
    }
    for (block, differences) in by_block {
        change_cells(conn, kind, block, &differences)?;
    }
    Ok(())
}

fn change_cells<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    block: u32,
    differences: &Differences<W>,
) -> Result<(), DeriveError> {
    if differences.values().all(|difference| *difference == 0) {
        return Ok(());
    }
    let stored = blob_store::get(conn, kind, block)?;
    let stored = stored.map_or_else(|| Ok(Cells::default()), |bytes| Cells::<W>::decode(&bytes))?;
    let changed = stored.changed(differences)?;
    put_unless_empty(conn, kind, block, changed.is_empty(), || changed.encode())
}

fn put_unless_empty(
    conn: &Connection,
    kind: CubeKind,
    number: u32,
    is_empty: bool,
    written: impl FnOnce() -> Vec<u8>,
) -> Result<(), DeriveError> {
    if is_empty {
        blob_store::remove(conn, kind, number)?;
    } else {
        blob_store::put(conn, kind, number, &written())?;
    }
    Ok(())
}

/// Changes the lists of a level, block by block.
pub(super) fn change_lists(
    conn: &Connection,
    level: Level,
    changes: level_cubes::LevelChanges,
) -> Result<(), DeriveError> {
    let kinds = level_cubes::LevelKinds::of(level);
    for (number, change) in changes.into_blocks() {
        if change.plays.values().any(|difference| *difference != 0) {
            let stored = blob_store::get(conn, kinds.plays, number)?;
            let stored =
                stored.map_or_else(|| Ok(DayPlays::default()), |bytes| DayPlays::decode(&bytes))?;
            let now = stored.changed(&change.plays)?;
            put_unless_empty(conn, kinds.plays, number, now.is_empty(), || now.encode())?;
        }
        for (kind, [removed, added]) in [
            (kinds.repeats, change.repeats),
            (kinds.third_plays, change.third_plays),
        ] {
            if removed != added {
                let stored = blob_store::get(conn, kind, number)?;
                let stored =
                    stored.map_or_else(|| Ok(Tiles::default()), |bytes| Tiles::decode(&bytes))?;
                let now = stored.changed(&removed, &added)?;
                put_unless_empty(conn, kind, number, now.is_empty(), || now.encode())?;
            }
        }
        change_cells(conn, kinds.runs, number, &change.runs)?;
        change_cells(conn, kinds.pairs, number, &change.pairs)?;
    }
    Ok(())
}
