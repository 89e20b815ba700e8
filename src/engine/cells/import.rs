//! All cells of a folder, as one new log.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::error::CellsError;
use super::everything::{self, Unsorted, day};
use super::folder::{CellsFolder, Table, TableRow};
use super::items::Items;
use super::known::Known;
use super::levels::{self, StoreError};
use super::names;
use super::replaced::check_goes_on;
use super::settings;
use super::sorted_cells::{CellSorter, MOST_ITEMS};
use super::totals::Totals;
use crate::cube::cells::Cells;
use crate::cube::kind::CubeKind;
use crate::cube::{inventory, names as name_sums};
use crate::derive::{HourPages, cube_queue, put_cells};
use crate::domain::Hours;
use crate::engine::script::FORMAT;
use crate::store::external_sort::Sorter;
use crate::store::memory::Memory;
use crate::store::settings::TitleHours;
use crate::store::{reduced, schema};

const PLAYS: Table<4> = Table {
    name: "plays",
    columns: ["lvl", "item", "day_no", "plays"],
};
const RUNS: Table<5> = Table {
    name: "runs",
    columns: ["lvl", "item", "run_end", "run_start", "viewers"],
};
const PAIRS: Table<7> = Table {
    name: "pairs",
    columns: [
        "lvl",
        "item",
        "later_start",
        "earlier_end",
        "low",
        "high",
        "viewers",
    ],
};
const REPEATS: Table<6> = Table {
    name: "repeats",
    columns: ["lvl", "item", "lag_no", "day_no", "day_before", "plays"],
};
const HOURS: Table<4> = Table {
    name: "hours",
    columns: ["item", "day_no", "unknown", "seconds"],
};

/// The tables whose cells a dashboard holds in memory.
const HELD: [&str; 4] = ["plays", "runs", "pairs", "repeats"];

/// The most of the memory that one sorter takes.
const SORTER_SHARE: u64 = 2;

/// How cells are imported.
#[derive(Debug, Clone)]
pub struct Options {
    /// How much memory sorting takes.
    pub memory: Memory,
    /// How many cells of lists there may be.
    pub most_cells: u64,
    /// Whether the cells go on from those of the log that is there, whose place the new one takes.
    pub goes_on: bool,
    /// True once the user wants no log any more.
    pub cancelled: Arc<AtomicBool>,
}

/// What was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// How many titles.
    pub titles: u32,
    /// How many shows, films among them.
    pub shows: u32,
    /// How many cells of lists.
    pub cells: u64,
    /// Titles and shows that the engine keeps apart and this program would not: spellings of one name.
    pub alike: u32,
    /// Rows of the source that could not be read, or are of other days.
    pub left_out: u64,
}

/// Makes a reduced log at `into` of the cells in `folder`: where there is nothing yet, or in the place of the log that they go on from.
///
/// # Errors
///
/// Fails where the cells are not whole, or not what a script of this program writes, or do not go on from those of the log that is
/// there, and where the log cannot be written: what was at `into` is as it was then.
pub fn import(folder: &Path, into: &Path, options: Options) -> Result<Imported, CellsError> {
    let io_error = |source: io::Error| CellsError::Io {
        path: into.to_owned(),
        source,
    };
    let cells = CellsFolder {
        path: folder.to_owned(),
        cancelled: options.cancelled,
    };
    let target = if options.goes_on {
        check_goes_on(&cells, into)?;
        // A link stays one: what it leads to is replaced.
        into.canonicalize().map_err(io_error)?
    } else {
        into.to_owned()
    };
    let beside = target
        .parent()
        .filter(|beside| !beside.as_os_str().is_empty());
    let beside = beside.unwrap_or(Path::new("."));
    let file = NamedTempFile::new_in(beside).map_err(io_error)?;
    let run = Importer {
        folder: cells,
        into: into.to_owned(),
        beside: beside.to_owned(),
        budget: options.memory.bytes() / SORTER_SHARE,
    };
    let mut conn = Connection::open(file.path()).map_err(|error| run.sqlite(error))?;
    let imported = run.all(&mut conn, options.most_cells)?;
    conn.close().map_err(|(_, error)| run.sqlite(error))?;
    if options.goes_on {
        let permissions = target.metadata().map_err(io_error)?.permissions();
        file.as_file()
            .set_permissions(permissions)
            .map_err(io_error)?;
    }
    file.as_file().sync_all().map_err(io_error)?;
    let persisted = if options.goes_on {
        file.persist(&target)
    } else {
        file.persist_noclobber(&target)
    };
    persisted.map_err(|error| io_error(error.error))?;
    Ok(imported)
}

/// An import under way.
struct Importer {
    folder: CellsFolder,
    into: PathBuf,
    /// Where sorting keeps what finds no room in memory.
    beside: PathBuf,
    budget: u64,
}

/// A row of a table that counts both everything and items.
struct Cell<const E: usize, const I: usize> {
    /// Its key among those of everything.
    of_everything: [u16; E],
    /// Its key among those of items, with a place for the item's number.
    of_item: [u16; I],
    item_at: usize,
    count: u32,
}

impl Importer {
    fn sqlite(&self, source: rusqlite::Error) -> CellsError {
        CellsError::Sqlite {
            path: self.into.clone(),
            source,
        }
    }

    fn sorting(&self, source: io::Error) -> CellsError {
        CellsError::Io {
            path: self.beside.clone(),
            source,
        }
    }

    fn stored(&self, stored: Result<(), StoreError>) -> Result<(), CellsError> {
        stored.map_err(|error| match error {
            StoreError::Sorting(error) => self.sorting(error),
            StoreError::Sqlite(error) => self.sqlite(error),
        })
    }

    fn contradiction(&self, what: &str) -> CellsError {
        CellsError::Contradiction {
            folder: self.folder.path.clone(),
            what: what.to_owned(),
        }
    }

    fn all(&self, conn: &mut Connection, most_cells: u64) -> Result<Imported, CellsError> {
        let sqlite = |error| self.sqlite(error);
        let read = settings::read(&self.folder)?;
        let totals = Totals::read(&self.folder)?;
        let cells = HELD.iter().map(|table| totals.of(table).rows).sum();
        if cells > most_cells {
            return Err(CellsError::TooMany {
                folder: self.folder.path.clone(),
                cells,
                most: most_cells,
            });
        }
        if totals.of("titles").rows >= u64::from(MOST_ITEMS) {
            return Err(self.contradiction("it has more titles than a log can number"));
        }
        // Nobody sees the file before it is whole.
        conn.pragma_update(None, "synchronous", "off")
            .map_err(sqlite)?;
        let tx = conn.transaction().map_err(sqlite)?;
        tx.pragma_update(None, "defer_foreign_keys", true)
            .map_err(sqlite)?;
        schema::migrate(&tx).map_err(sqlite)?;
        read.settings.save(&tx).map_err(sqlite)?;
        reduced::mark(&tx, FORMAT, read.days).map_err(sqlite)?;
        let counts = names::write(&tx, &self.folder, &totals, &sqlite)?;
        self.store(&tx, &totals, Known(counts))?;
        self.store_items(&tx, &totals, Known(counts))?;
        everything::store(&tx, &self.folder, &totals, &sqlite)?;
        self.agree(&totals)?;
        name_sums::ensure(&tx).map_err(sqlite)?;
        inventory::store(&tx).map_err(sqlite)?;
        tx.commit().map_err(sqlite)?;
        Ok(Imported {
            titles: counts.titles,
            shows: counts.shows,
            cells,
            alike: counts.alike,
            left_out: read.left_out,
        })
    }

    /// Stores the cubes of titles and shows, and those of everything that lie in the same tables.
    fn store(
        &self,
        conn: &Connection,
        totals: &Totals<'_>,
        known: Known,
    ) -> Result<(), CellsError> {
        self.store_plays(conn, totals, known)?;
        self.store_runs(conn, totals, known)?;
        self.store_pairs(conn, totals, known)?;
        self.store_repeats(conn, totals, known)?;
        self.store_hours(conn, totals, known)
    }

    fn store_plays(
        &self,
        conn: &Connection,
        totals: &Totals<'_>,
        known: Known,
    ) -> Result<(), CellsError> {
        let (of_everything, sorter) = self.gathered(PLAYS, totals, known, |row| {
            let day = day(row, 2)?;
            Ok(Cell {
                of_everything: [day],
                of_item: [day, 0],
                item_at: 1,
                count: row.known(3)?,
            })
        })?;
        put_cells(conn, CubeKind::Plays, &of_everything).map_err(|error| self.sqlite(error))?;
        self.stored(levels::store_plays(conn, sorter))
    }

    fn store_runs(
        &self,
        conn: &Connection,
        totals: &Totals<'_>,
        known: Known,
    ) -> Result<(), CellsError> {
        let (of_everything, sorter) = self.gathered(RUNS, totals, known, |row| {
            let (end, start) = (day(row, 2)?, day(row, 3)?);
            if start >= end {
                return Err(row.fault(3, "no earlier day"));
            }
            Ok(Cell {
                of_everything: [end, start],
                of_item: [end, start, 0],
                item_at: 2,
                count: row.known(4)?,
            })
        })?;
        put_cells(conn, CubeKind::Runs, &of_everything).map_err(|error| self.sqlite(error))?;
        self.stored(levels::store_runs(conn, sorter))
    }

    fn store_pairs(
        &self,
        conn: &Connection,
        totals: &Totals<'_>,
        known: Known,
    ) -> Result<(), CellsError> {
        let (of_everything, sorter) = self.gathered(PAIRS, totals, known, |row| {
            let (start, end) = (day(row, 2)?, day(row, 3)?);
            let (low, high) = (row.known(4)?, row.known(5)?);
            Ok(Cell {
                of_everything: [high, start, end, low],
                of_item: [start, 0, end, low, high],
                item_at: 1,
                count: row.known(6)?,
            })
        })?;
        put_cells(conn, CubeKind::Pairs, &of_everything).map_err(|error| self.sqlite(error))?;
        self.stored(levels::store_pairs(conn, sorter))
    }

    /// Reads a table whose rows begin with level and item: the cells of everything, and those of items, to be sorted.
    fn gathered<const W: usize, const E: usize, const I: usize>(
        &self,
        table: Table<W>,
        totals: &Totals<'_>,
        known: Known,
        cell: impl Fn(&TableRow<'_, W>) -> Result<Cell<E, I>, CellsError>,
    ) -> Result<(Cells<E>, CellSorter<I>), CellsError> {
        let mut sorter = CellSorter::new(self.budget, &self.beside);
        let mut of_everything = Unsorted::new();
        let name = table.name;
        let found = self.folder.each(table, |row| {
            let cell = cell(row)?;
            match known.item(row)? {
                None => of_everything.push((cell.of_everything, cell.count)),
                Some((level, item)) => {
                    let key = |item| {
                        let mut key = cell.of_item;
                        key[cell.item_at] = item;
                        key
                    };
                    let pushed = sorter.push(level, item, key, cell.count);
                    pushed.map_err(|error| self.sorting(error))?;
                }
            }
            Ok(())
        })?;
        totals.check(name, found)?;
        Ok((of_everything.into_iter().collect(), sorter))
    }

    fn store_repeats(
        &self,
        conn: &Connection,
        totals: &Totals<'_>,
        known: Known,
    ) -> Result<(), CellsError> {
        let mut sorter = CellSorter::<4>::new(self.budget, &self.beside);
        let found = self.folder.each(REPEATS, |row| {
            let (lag, day, before) = (row.known::<u16>(2)?, day(row, 3)?, day(row, 4)?);
            let item = known.item(row)?;
            let (level, item) = item.ok_or_else(|| row.fault(0, "0"))?;
            if !(1..=2).contains(&lag) || before > day {
                return Err(row.fault(4, "no earlier day"));
            }
            let key = |item| [lag, day, before, item];
            let pushed = sorter.push(level, item, key, row.known(5)?);
            pushed.map_err(|error| self.sorting(error))
        })?;
        totals.check(REPEATS.name, found)?;
        self.stored(levels::store_repeats(conn, sorter))
    }

    fn store_hours(
        &self,
        conn: &Connection,
        totals: &Totals<'_>,
        known: Known,
    ) -> Result<(), CellsError> {
        let mut sorter = Sorter::<u128>::new(self.budget, &self.beside);
        let found = self.folder.each(HOURS, |row| {
            let (item, day): (u32, u16) = (row.known(0)?, day(row, 1)?);
            let (unknown, seconds): (u32, u64) = (row.known(2)?, row.known(3)?);
            if item == 0 || item > known.0.titles || seconds >= 1 << HOUR_BITS {
                return Err(row.fault(0, &item.to_string()));
            }
            let key = u128::from(item) << 16 | u128::from(day);
            let packed = (key << HOUR_BITS | u128::from(seconds)) << 32 | u128::from(unknown);
            sorter.push(packed).map_err(|error| self.sorting(error))
        })?;
        totals.check(HOURS.name, found)?;
        let (sink, derived) = cube_queue();
        let mut pages = HourPages::new(TitleHours::Counted);
        let (mut title, mut hours) = (0, Vec::new());
        for packed in sorter.finish().map_err(|error| self.sorting(error))? {
            let (item, of_day) = unpacked(packed.map_err(|error| self.sorting(error))?);
            if item != title {
                pages.add(title, &hours, &sink);
                (title, hours) = (item, Vec::new());
                derived.store(conn).map_err(|error| self.sqlite(error))?;
            }
            hours.push(of_day);
        }
        pages.add(title, &hours, &sink);
        pages.finish(&sink);
        derived.store(conn).map_err(|error| self.sqlite(error))
    }

    fn store_items(
        &self,
        conn: &Connection,
        totals: &Totals<'_>,
        known: Known,
    ) -> Result<(), CellsError> {
        let items = Items {
            folder: &self.folder,
            totals,
            known,
            sorting: &|error| self.sorting(error),
            sqlite: &|error| self.sqlite(error),
        };
        items.store(conn, Sorter::new(self.budget, &self.beside))
    }

    /// Makes sure that tables of which each counts all plays count as many.
    fn agree(&self, totals: &Totals<'_>) -> Result<(), CellsError> {
        let (rows, of_titles) = (totals.of("day_rows").sum, totals.of("title_plays").sum);
        let lags = i128::from(u32::try_from(crate::cube::blocks::LAGS.len()).unwrap_or(0));
        if totals.of("lags").sum != lags * of_titles {
            return Err(
                self.contradiction("its plays by lag are not as many as its plays of titles")
            );
        }
        if totals.of("clock").sum > of_titles || of_titles > rows {
            return Err(self.contradiction("it has more plays than rows"));
        }
        Ok(())
    }
}

/// The bits of the seconds of a title on a day.
const HOUR_BITS: u32 = 48;

/// Returns a title, a day and its hours, as they were packed.
fn unpacked(packed: u128) -> (u32, (u16, Hours)) {
    let unknown = packed & u128::from(u32::MAX);
    let seconds = packed >> 32 & ((1 << HOUR_BITS) - 1);
    let [low, high, a, b, c, d, ..] = (packed >> (HOUR_BITS + 32)).to_le_bytes();
    let hours = Hours {
        seconds: u64::try_from(seconds).unwrap_or(0),
        unknown: u64::try_from(unknown).unwrap_or(0),
    };
    (
        u32::from_le_bytes([a, b, c, d]),
        (u16::from_le_bytes([low, high]), hours),
    )
}
