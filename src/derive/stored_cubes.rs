//! Storing cells as cubes, and changing the cubes that a log holds: only those that come out otherwise are
//! written.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::DeriveError;
use crate::cube::blob_store;
use crate::cube::blocks;
use crate::cube::cells::{Cells, Differences};
use crate::cube::day_hours::{DayHours, HourDifferences};
use crate::cube::day_plays::DayPlays;
use crate::cube::kind::CubeKind;
use crate::cube::level_cubes::{LevelChanges, LevelKinds};
use crate::cube::mismatch::Mismatch;
use crate::cube::tiles::Tiles;
use crate::domain::Level;

/// Stores cells as the one cube of a kind.
pub(crate) fn put_cells<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    cells: &Cells<W>,
) -> rusqlite::Result<()> {
    blob_store::put(conn, kind, 0, &cells.encode())
}

/// Stores cells in blocks of days, the first number of their keys; `lag` is a place among
/// [`blocks::LAGS`], or 0.
pub(crate) fn put_blocks<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    lag: usize,
    cells: &Cells<W>,
) -> rusqlite::Result<()> {
    let all: Vec<([u16; W], u32)> = cells.iter().collect();
    for block in all.chunk_by(|a, b| blocks::block_of(a.0[0]) == blocks::block_of(b.0[0])) {
        let number = blocks::lag_block_of(lag, block[0].0[0]);
        let cells: Cells<W> = block.iter().copied().collect();
        blob_store::put(conn, kind, number, &cells.encode())?;
    }
    Ok(())
}

/// Adds differences to the one cube of a kind.
pub(super) fn change_cells<const W: usize>(
    conn: &Connection,
    kind: CubeKind,
    differences: &Differences<W>,
) -> Result<(), DeriveError> {
    if differences.values().all(|difference| *difference == 0) {
        return Ok(());
    }
    let stored = blob_store::get(conn, kind, 0)?.ok_or(Mismatch)?;
    let changed = Cells::<W>::decode(&stored)?.changed(differences)?;
    Ok(put_cells(conn, kind, &changed)?)
}

/// Adds differences to cells that lie as [`put_blocks`] stores them.
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
        change_block(conn, kind, block, &differences)?;
    }
    Ok(())
}

fn change_block<const W: usize>(
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
    let bytes = (!changed.is_empty()).then(|| changed.encode());
    Ok(put_or_remove(conn, kind, block, bytes)?)
}

/// Changes the cubes of a level, page by page and block by block.
pub(super) fn change_level(
    conn: &Connection,
    level: Level,
    changes: LevelChanges,
) -> Result<(), DeriveError> {
    let kinds = LevelKinds::of(level);
    for (number, change) in changes.into_blocks() {
        change_day_plays(conn, kinds.plays, number, &change.plays)?;
        change_tiles(conn, kinds.repeats, number, &change.repeats)?;
        change_tiles(conn, kinds.third_plays, number, &change.third_plays)?;
        change_block(conn, kinds.runs, number, &change.runs)?;
        change_block(conn, kinds.pairs, number, &change.pairs)?;
    }
    Ok(())
}

fn change_day_plays(
    conn: &Connection,
    kind: CubeKind,
    number: u32,
    differences: &Differences<2>,
) -> Result<(), DeriveError> {
    if differences.values().all(|difference| *difference == 0) {
        return Ok(());
    }
    let stored = blob_store::get(conn, kind, number)?;
    let stored =
        stored.map_or_else(|| Ok(DayPlays::default()), |bytes| DayPlays::decode(&bytes))?;
    let changed = stored.changed(differences)?;
    let bytes = (!changed.is_empty()).then(|| changed.encode());
    Ok(put_or_remove(conn, kind, number, bytes)?)
}

/// Adds differences to the hours of a page of items and a block of days.
pub(super) fn change_hours(
    conn: &Connection,
    kind: CubeKind,
    number: u32,
    differences: &HourDifferences,
) -> Result<(), DeriveError> {
    if differences.values().all(|difference| difference.is_none()) {
        return Ok(());
    }
    let stored = blob_store::get(conn, kind, number)?;
    let stored =
        stored.map_or_else(|| Ok(DayHours::default()), |bytes| DayHours::decode(&bytes))?;
    let changed = stored.changed(differences)?;
    let bytes = (!changed.is_empty()).then(|| changed.encode());
    Ok(put_or_remove(conn, kind, number, bytes)?)
}

fn change_tiles(
    conn: &Connection,
    kind: CubeKind,
    number: u32,
    [removed, added]: &[Tiles; 2],
) -> Result<(), DeriveError> {
    if removed == added {
        return Ok(());
    }
    let stored = blob_store::get(conn, kind, number)?;
    let stored = stored.map_or_else(|| Ok(Tiles::default()), |bytes| Tiles::decode(&bytes))?;
    let changed = stored.changed(removed, added)?;
    let bytes = (!changed.is_empty()).then(|| changed.encode());
    Ok(put_or_remove(conn, kind, number, bytes)?)
}

/// Stores a cube; one that has become empty is removed.
pub(super) fn put_or_remove(
    conn: &Connection,
    kind: CubeKind,
    number: u32,
    bytes: Option<Vec<u8>>,
) -> rusqlite::Result<()> {
    match bytes {
        Some(bytes) => blob_store::put(conn, kind, number, &bytes),
        None => blob_store::remove(conn, kind, number),
    }
}
