//! Everything a database holds, as text.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// Returns the schema and every row of every table, and makes sure that the file is sound.
pub fn dump(path: &Path) -> Vec<String> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .expect("the database opens");
    assert_eq!(texts(&conn, "PRAGMA integrity_check"), ["ok"]);
    assert!(texts(&conn, "SELECT \"table\" FROM pragma_foreign_key_check").is_empty());
    let mut lines = texts(
        &conn,
        "SELECT concat_ws(' ', type, name, sql) FROM sqlite_schema ORDER BY type, name",
    );
    for pragma in ["application_id", "user_version"] {
        let sql = format!("SELECT '{pragma} ' || {pragma} FROM pragma_{pragma}");
        lines.extend(texts(&conn, &sql));
    }
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    for table in texts(&conn, tables) {
        let columns = format!(
            "SELECT group_concat(format('quote(%w)', name), ' || ''|'' || ')
             FROM pragma_table_info('{table}')"
        );
        let row = texts(&conn, &columns).concat();
        let sql = format!("SELECT '{table}|' || {row} AS line FROM {table} ORDER BY line");
        lines.extend(texts(&conn, &sql));
    }
    lines
}

/// Returns the one column of a query.
pub fn texts(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).expect("the statement is sound");
    let rows = statement.query_map([], |row| row.get(0)).expect("it runs");
    rows.map(|row| row.expect("it is read")).collect()
}
