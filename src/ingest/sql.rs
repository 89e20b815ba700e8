//! Numbers into a statement, and rows out of it.

use std::collections::BTreeSet;

use rusqlite::{Connection, Params, Row};

/// Returns numbers as SQLite's `json_each` takes them.
pub(super) fn json(numbers: &BTreeSet<u32>) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// Returns all rows of a query, as `read` reads them.
pub(super) fn all<T>(
    conn: &Connection,
    sql: &str,
    values: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map(values, read)?;
    rows.collect()
}
