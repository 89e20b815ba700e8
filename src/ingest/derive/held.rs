//! Changing the cubes that a log holds: only those are written that come out otherwise.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::DeriveError;
use crate::cube::cells::{Cells, Differences};
use crate::cube::day_plays::DayPlays;
use crate::cube::lists;
use crate::cube::shelf::{self, Kind};
use crate::cube::tiles::Tiles;
use crate::cube::visits::{Mismatch, Visits};
use crate::domain::Level;

pub(super) fn read(conn: &Connection, kind: Kind, item: u32) -> Result<Visits, DeriveError> {
    let bytes = shelf::get(conn, kind, item)?;
    bytes.map_or_else(|| Ok(Visits::default()), |bytes| Ok(Visits::read(&bytes)?))
}

/// Stores the histories of an item without those that are gone and with those that have come; returns
/// them before and after.
pub(super) fn replace(
    conn: &Connection,
    kind: Kind,
    item: u32,
    gone: &Visits,
    come: &Visits,
) -> Result<(Visits, Visits), DeriveError> {
    let old = read(conn, kind, item)?;
    let new = old.changed(gone, come)?;
    put_unless_empty(conn, kind, item, new.is_empty(), || new.written())?;
    Ok((old, new))
}

pub(super) fn change_whole<const W: usize>(
    conn: &Connection,
    kind: Kind,
    differences: &Differences<W>,
) -> Result<(), DeriveError> {
    if differences.values().all(|difference| *difference == 0) {
        return Ok(());
    }
    let held = shelf::get(conn, kind, 0)?.ok_or(Mismatch)?;
    let changed = Cells::<W>::read(&held)?.changed(differences)?;
    shelf::put(conn, kind, 0, &changed.written())?;
    Ok(())
}

pub(super) fn change_blocks<const W: usize>(
    conn: &Connection,
    kind: Kind,
    lag: usize,
    differences: &Differences<W>,
) -> Result<(), DeriveError> {
    let differences = differences
        .iter()
        .filter(|(_, difference)| **difference != 0);
    let mut by_block: BTreeMap<u32, Differences<W>> = BTreeMap::new();
    for (key, difference) in differences {
        let block = by_block.entry(shelf::lag_block_of(lag, key[0]));
        block.or_default().insert(*key, *difference);
    }
    for (block, differences) in by_block {
        change_cells(conn, kind, block, &differences)?;
    }
    Ok(())
}

fn change_cells<const W: usize>(
    conn: &Connection,
    kind: Kind,
    block: u32,
    differences: &Differences<W>,
) -> Result<(), DeriveError> {
    if differences.values().all(|difference| *difference == 0) {
        return Ok(());
    }
    let held = shelf::get(conn, kind, block)?;
    let held = held.map_or_else(|| Ok(Cells::default()), |bytes| Cells::<W>::read(&bytes))?;
    let changed = held.changed(differences)?;
    put_unless_empty(conn, kind, block, changed.is_empty(), || changed.written())
}

fn put_unless_empty(
    conn: &Connection,
    kind: Kind,
    number: u32,
    is_empty: bool,
    written: impl FnOnce() -> Vec<u8>,
) -> Result<(), DeriveError> {
    if is_empty {
        shelf::remove(conn, kind, number)?;
    } else {
        shelf::put(conn, kind, number, &written())?;
    }
    Ok(())
}

/// Changes the lists of a level, block by block.
pub(super) fn change_lists(
    conn: &Connection,
    level: Level,
    changes: lists::Changes,
) -> Result<(), DeriveError> {
    let kinds = lists::Kinds::of(level);
    for (number, change) in changes.into_blocks() {
        if change.plays.values().any(|difference| *difference != 0) {
            let held = shelf::get(conn, kinds.plays, number)?;
            let held =
                held.map_or_else(|| Ok(DayPlays::default()), |bytes| DayPlays::read(&bytes))?;
            let now = held.changed(&change.plays)?;
            put_unless_empty(conn, kinds.plays, number, now.is_empty(), || now.written())?;
        }
        for (kind, [gone, come]) in [
            (kinds.repeats, change.repeats),
            (kinds.thirds, change.thirds),
        ] {
            if gone != come {
                let held = shelf::get(conn, kind, number)?;
                let held =
                    held.map_or_else(|| Ok(Tiles::default()), |bytes| Tiles::read(&bytes))?;
                let now = held.changed(&gone, &come)?;
                put_unless_empty(conn, kind, number, now.is_empty(), || now.written())?;
            }
        }
        change_cells(conn, kinds.runs, number, &change.runs)?;
        change_cells(conn, kinds.pairs, number, &change.pairs)?;
    }
    Ok(())
}
