//! Databases that are traps: a row refused or a clear error, in bounded memory and time.

use std::fs;
use std::io::Write as _;

use rstest::rstest;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use tempfile::TempDir;

use super::*;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::place::Nowhere;
use crate::formats::registry;
use crate::formats::said::{database, is_recognised, said};

const TAUTULLI: &str = include_str!("../../../tests/fixtures/tautulli.sql");

const METADATA: &str = "CREATE TABLE session_history_metadata (id INTEGER PRIMARY KEY, title);
                        INSERT INTO session_history_metadata VALUES (1, 'Fog');";

/// A view with a row for each number there is.
const ENDLESS: &str = "CREATE VIEW session_history AS
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i AS id, 1704488591 + i AS started, 1704488691 + i AS stopped, 'ann' AS user, 7 AS rating_key,
           'movie' AS media_type FROM n;";

/// Returns what is said of a database where the user says that it is Tautulli's.
fn read(bytes: &[u8]) -> Result<Vec<String>, String> {
    let format = registry::named("tautulli").unwrap();
    said(format, bytes, &Context::default()).map_err(|error| error.to_string())
}

fn is_tautulli(bytes: &[u8]) -> bool {
    let format = registry::named("tautulli").unwrap();
    is_recognised(format, bytes, &Context::default())
}

/// Reads a database and drops what it says; returns why that ended early.
fn error_of(bytes: &[u8]) -> String {
    let format = registry::named("tautulli").unwrap();
    let read = format.read(Content::of_bytes(bytes), &Context::default(), &mut |_| true);
    read.unwrap_err().to_string()
}

#[test]
fn a_view_in_place_of_a_table_is_never_run() {
    let error = read(&database(&format!("{ENDLESS} {METADATA}"))).unwrap_err();
    assert!(
        error.starts_with("has no table `session_history`"),
        "{error}"
    );
}

#[test]
fn a_view_behind_the_name_of_a_table_is_never_run() {
    let sql = ENDLESS.replace('\'', "''");
    let error = read(&database(&format!(
        "{METADATA} CREATE TABLE other (id, started, stopped, user, rating_key);
         PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET name = 'session_history', tbl_name = 'session_history' WHERE name = 'other';
         INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
         VALUES ('view', 'seen', 'seen', 0, '{}');",
        sql.trim_end_matches(';')
    )));
    let error = error.unwrap_err();
    assert!(error.contains("malformed database schema"), "{error}");
}

#[test]
fn a_view_is_no_table_of_a_format() {
    assert!(!is_tautulli(&database(&format!("{ENDLESS} {METADATA}"))));
}

#[test]
fn views_and_triggers_beside_the_tables_are_nothing() {
    let sql = format!(
        "{TAUTULLI}
         CREATE VIEW v AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
         CREATE TRIGGER t AFTER UPDATE ON session_history BEGIN DELETE FROM users; END;"
    );
    assert!(is_tautulli(&database(&sql)));
    assert_eq!(read(&database(&sql)), read(&database(TAUTULLI)));
}

#[test]
fn a_column_that_is_computed_is_none() {
    let bytes = database(&format!(
        "CREATE TABLE session_history
             (id INTEGER PRIMARY KEY, stopped, user, rating_key, media_type, started AS (1704488591) STORED);
         INSERT INTO session_history VALUES (1, 1704488691, 'ann', 7, 'movie'); {METADATA}"
    ));
    assert!(!is_tautulli(&bytes));
    assert_eq!(read(&bytes).unwrap(), ["1! states no start"]);
}

#[rstest]
#[case::long(1 << 21, Ok("1! has a text longer than 1 MiB"))]
#[case::longer_than_is_looked_at(17 << 20, Err("holds a value of more than 16 MiB, which no play log does"))]
fn a_text_without_end_is_not_taken_into_memory(
    #[case] length: u32,
    #[case] expected: Result<&str, &str>,
) {
    let long = format!(
        "UPDATE session_history_metadata SET title = replace(hex(zeroblob({length})), '00', 'a') WHERE id = 1;"
    );
    let said = read(&database(&format!("{TAUTULLI} {long}")));
    let first = said.as_ref().map(|said| said[0].as_str());
    assert_eq!(first.map_err(String::as_str), expected);
}

#[test]
fn texts_where_numbers_are_meant_refuse_their_row_alone() {
    let bytes = database(&format!(
        "{TAUTULLI}
         UPDATE session_history SET stopped = 'later', paused_counter = 'x', view_offset = x'00' WHERE id = 1;
         UPDATE session_history SET started = x'0102' WHERE id = 2;
         UPDATE session_history SET started = 9e999 WHERE id = 3;"
    ));
    let said = read(&bytes).unwrap();
    assert_eq!(
        said[..3],
        [
            "Ann: Low Water [plex:501] film 1704488591 ? @?/6000 (seconds not readable)",
            "2! states no start",
            "3! started `inf` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds",
        ]
    );
}

/// Returns a page of a table that has `child` below it fifty times.
fn inner_page(child: u32) -> Vec<u8> {
    const CELLS: u16 = 50;
    let mut page = vec![0; PAGE];
    let content = u16::try_from(PAGE).unwrap() - CELLS * 5;
    page[0] = 5;
    page[3..5].copy_from_slice(&CELLS.to_be_bytes());
    page[5..7].copy_from_slice(&content.to_be_bytes());
    page[8..12].copy_from_slice(&child.to_be_bytes());
    for cell in 0..CELLS {
        let at = content + cell * 5;
        let pointer = 12 + usize::from(cell) * 2;
        page[pointer..pointer + 2].copy_from_slice(&at.to_be_bytes());
        let at = usize::from(at);
        page[at..at + 4].copy_from_slice(&child.to_be_bytes());
        page[at + 4] = u8::try_from(cell).unwrap();
    }
    page
}

const PAGE: usize = 512;

/// Returns a database of a few kilobytes whose history has a million million rows: each page lies below its parent
/// fifty times.
fn endless() -> Vec<u8> {
    let mut bytes = database(&format!(
        "PRAGMA page_size = {PAGE};
         CREATE TABLE session_history (id INTEGER PRIMARY KEY, started, stopped, user, rating_key, media_type);
         INSERT INTO session_history VALUES (1, 1704488591, 1704488691, 'ann', 7, 'movie');
         {METADATA}
         CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(10 * {PAGE}));"
    ));
    let page = |number: usize| (number - 1) * PAGE..number * PAGE;
    let history = bytes
        .chunks(PAGE)
        .position(|page| page[0] == 13 && page.windows(5).any(|text| text == b"movie"));
    let history = history.unwrap() + 1;
    let last = bytes.len() / PAGE;
    let leaf = bytes[page(history)].to_vec();
    bytes[page(last)].copy_from_slice(&leaf);
    for number in last - 7..last {
        let inner = inner_page(u32::try_from(number + 1).unwrap());
        bytes[page(number)].copy_from_slice(&inner);
    }
    let root = inner_page(u32::try_from(last - 7).unwrap());
    bytes[page(history)].copy_from_slice(&root);
    bytes
}

#[test]
fn rows_without_end_end_in_an_error() {
    let error = error_of(&endless());
    assert!(
        error.starts_with("takes more steps to read than its size is worth"),
        "{error}"
    );
}

#[test]
fn rows_that_multiply_each_other_end_in_an_error() {
    let error = error_of(&database(
        "CREATE TABLE session_history (id, started, stopped, user, rating_key, media_type);
         CREATE TABLE session_history_metadata (id, title);
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO session_history SELECT 1, 1704488591, 0, 'ann', 7, 'movie' FROM n;
         INSERT INTO session_history_metadata SELECT 1, 'Fog' FROM session_history;",
    ));
    assert!(
        error.starts_with("takes more steps to read than its size is worth"),
        "{error}"
    );
}

#[test]
fn a_larger_database_may_take_more_steps() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("plays.db");
    fs::write(&path, vec![0; 1000]).unwrap();
    let alone = MostSteps::of(&path);
    fs::write(folder.path().join("plays.db-wal"), vec![0; 1000]).unwrap();
    assert_ne!(MostSteps::of(&path), alone);
    let mut conn = Connection::open_in_memory().unwrap();
    guard(&mut conn, alone).unwrap();
    let count = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n";
    let counted: u32 = conn.query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(counted, 100_000);
}

#[test]
fn nothing_of_a_schema_runs_and_nothing_is_written() {
    let opened = Database::open(&Nowhere, || {
        let mut file = tempfile::tempfile()?;
        file.write_all(&database(TAUTULLI))?;
        io::Seek::rewind(&mut file)?;
        Ok(file)
    });
    let opened = opened.unwrap();
    for (switch, expected) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    ] {
        assert_eq!(opened.db_config(switch).unwrap(), expected, "{switch:?}");
    }
    let set = |name| {
        opened
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!([set("query_only"), set("cell_size_check")], [1, 1]);
    assert_eq!(opened.limit(Limit::SQLITE_LIMIT_ATTACHED).unwrap(), 0);
    assert!(opened.execute_batch("DELETE FROM users").is_err());
    assert!(opened.execute_batch("ATTACH ':memory:' AS other").is_err());
}

#[test]
fn a_schema_larger_than_any_program_has_is_an_error() {
    let columns: Vec<String> = (0..600).map(|column| format!("c{column}")).collect();
    let wide = format!("{TAUTULLI} CREATE TABLE wide ({})", columns.join(", "));
    let error = read(&database(&wide)).unwrap_err();
    assert!(error.contains("too many columns on wide"), "{error}");
}
