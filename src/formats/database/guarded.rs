//! What a stranger's database may do, and cost, while it is read.
//!
//! A database can hold more than rows: views, triggers, columns that are computed, tables whose pages lead into each other
//! without end. None of these runs here, and what is read of it has to be worth the bytes it has.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;

use crate::store::place::beside;

/// The longest value of a database that is looked at, in bytes: sixteen times the text for which a row is refused. One that is
/// longer ends the reading before it is in memory.
const LONGEST_VALUE: i32 = 16 << 20;

/// What SQLite may do at once for a statement, or for the schema of a stranger. A program's own database is far below.
const LIMITS: [(Limit, i32); 11] = [
    (Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (Limit::SQLITE_LIMIT_COLUMN, 500),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (Limit::SQLITE_LIMIT_VDBE_OP, 100_000),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 100),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 10),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
];

/// What is switched on and off of what a schema can do.
const SWITCHES: [(DbConfig, bool); 4] = [
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
    // No program keeps its plays in one, and a recursive one need not end.
    (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
];

/// How many steps SQLite goes before it is asked how many there were.
const STEPS_AT_ONCE: u16 = 10_000;

/// How many steps the reading of a database may take, by its bytes and beside them. A row takes six bytes or more and
/// about fifty steps.
const STEPS_A_BYTE: u64 = 100;
const FEW_STEPS: u64 = 20_000_000;

/// How many steps SQLite may go in all for one database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MostSteps(u64);

impl MostSteps {
    /// Returns those of the database at `path`, by its size.
    pub fn of(path: &Path) -> Self {
        let bytes = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        let bytes = bytes(path).saturating_add(bytes(&beside(path, "-wal")));
        Self(bytes.saturating_mul(STEPS_A_BYTE).saturating_add(FEW_STEPS))
    }
}

/// Sets up a connection that only reads, to a database that nobody vouches for.
///
/// # Errors
///
/// Fails where SQLite refuses it.
pub(super) fn guard(conn: &mut Connection, MostSteps(most): MostSteps) -> rusqlite::Result<()> {
    for (limit, most) in LIMITS {
        conn.set_limit(limit, most)?;
    }
    for (switch, is_on) in SWITCHES {
        conn.set_db_config(switch, is_on)?;
    }
    conn.pragma_update(None, "query_only", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    // A file that is cut off while it is read must be an error, and no fault of memory.
    conn.pragma_update(None, "mmap_size", 0)?;
    let mut left = most;
    conn.progress_handler(
        STEPS_AT_ONCE.into(),
        Some(move || {
            left = left.saturating_sub(STEPS_AT_ONCE.into());
            left == 0
        }),
    )
}
