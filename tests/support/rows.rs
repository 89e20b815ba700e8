//! Any rows of a database.

use rusqlite::Connection;
use rusqlite::types::Value;

/// Returns every row of a query, whatever its columns.
pub fn rows(conn: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = conn.prepare(sql).expect("the statement is sound");
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|n| row.get(n)).collect());
    rows.expect("it runs")
        .map(|row| row.expect("it is read"))
        .collect()
}
