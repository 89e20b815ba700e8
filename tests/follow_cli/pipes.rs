//! Streams.

use std::fs;

use bingetop::store::open_read;
use rstest::rstest;
use rusqlite::Connection;

use crate::home::Home;
use crate::running::{HEADER, Running, json, table};

#[test]
fn a_stream_that_ends_is_written_whole() {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 500));
    assert_eq!(
        session.end(),
        "standard input: read as jsonl\n\
         500 rows read, 500 added to log.db\n\
         The log holds: 500 rows, 500 plays, 7 viewers, 2024-01-05..2024-01-06 \
         (days start at 00:00 in UTC)\n"
    );
    assert_eq!(home.plays(), home.plays_of_plain(&json(0, 500)));
    assert_eq!(home.sources(), ["500"]);
}

#[test]
fn what_has_come_is_seen_while_the_stream_is_open() {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 3));
    session.wait_until(|| home.rows() == 3);
    let conn = open_read(&home.log()).unwrap();
    let version = |conn: &Connection| -> i64 {
        conn.pragma_query_value(None, "data_version", |row| row.get(0))
            .unwrap()
    };
    let before = version(&conn);
    session.send(&json(3, 2));
    session.wait_until(|| home.rows() == 5);
    assert_ne!(version(&conn), before, "who looks knows that there is more");
    let said = session.end();
    assert!(said.contains("5 rows read, 5 added"), "{said}");
    assert_eq!(home.sources(), ["5"], "a session is one source");
}

#[test]
fn a_stream_that_comes_again_from_anywhere_adds_what_is_new() {
    let home = Home::new();
    let sent = json(0, 300);
    for from in [0, 0, 120] {
        let mut session = Running::start(&home, "-", &[]);
        session.send(&json(from, 300 - from));
        session.send(&json(from, 40));
        session.end();
        assert_eq!(home.plays(), home.plays_of_plain(&sent));
        assert_eq!(home.sources(), ["300"]);
    }
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(250, 60));
    let said = session.end();
    assert!(said.contains("60 rows read, 10 added"), "{said}");
    assert!(said.contains("50 left out: already in the log"), "{said}");
    assert_eq!(home.sources(), ["300", "10"]);
}

#[rstest]
fn told_to_stop_it_writes_what_it_has_read(#[values("INT", "TERM")] signal: &str) {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 1));
    session.wait_until(|| home.rows() == 1);
    // What follows the refused line is kept has been read; the second may not be over.
    session.send(&json(1, 50));
    session.send("bad\n{\"title\":\"half");
    let refused = home.path("log.db.refused.tsv");
    session.wait_until(|| fs::metadata(&refused).is_ok_and(|file| file.len() > 0));
    session.signal(signal);
    let said = session.end_with_open_pipe();
    assert!(said.contains("52 rows read, 51 added to log.db"), "{said}");
    assert_eq!(home.plays(), home.plays_of_plain(&json(0, 51)));
}

#[test]
fn killed_in_mid_stream_and_started_again_the_log_is_the_one_of_a_plain_import() {
    let home = Home::new();
    let mut sent = 0;
    for round in 0_u32..4 {
        let mut session = Running::start(&home, "-", &[]);
        // From a little before where the last one was killed.
        sent = sent.min(home.rows());
        let from = u32::try_from(sent).unwrap().saturating_sub(20);
        session.send(&json(from, 400));
        session.wait_until(|| home.rows() > sent);
        session.send(&json(from + 400, 3_000));
        if round % 2 == 0 {
            session.wait_until(|| home.rows() > sent + 390);
        }
        session.kill();
        sent = home.rows();
    }
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 12_000));
    session.end();
    assert_eq!(home.plays(), home.plays_of_plain(&json(0, 12_000)));
}

#[test]
fn a_table_comes_with_its_header_first() {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &["--format", "csv"]);
    session.send(HEADER);
    session.send(&table(0, 20));
    session.wait_until(|| home.rows() > 0);
    session.send(HEADER);
    session.send(&table(10, 20));
    let said = session.end();
    assert!(
        said.starts_with("standard input: read as csv\n40 rows read, 30 added"),
        "{said}"
    );
    assert_eq!(home.plays(), home.plays_of_plain(&json(0, 30)));
}

#[test]
fn a_last_line_without_its_end_counts_where_it_is_surely_whole() {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(json(0, 2).trim_end());
    session.end();
    assert_eq!(home.rows(), 2);
    let mut session = Running::start(&home, "-", &[]);
    session.send(HEADER);
    session.send(table(0, 3).trim_end());
    let said = session.end();
    assert!(said.contains("3 rows read, 0 added"), "{said}");
    assert!(said.contains("standard input:4: breaks off: "), "{said}");
}

#[test]
fn a_locked_log_is_waited_for() {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 1));
    session.wait_until(|| home.rows() == 1);
    let other = Connection::open(home.log()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    session.send(&json(1, 30));
    session.send("bad\n");
    let refused = home.path("log.db.refused.tsv");
    session.wait_until(|| refused.exists());
    assert_eq!(home.rows(), 1);
    other.execute_batch("ROLLBACK").unwrap();
    session.wait_until(|| home.rows() == 31);
    session.end();
}

#[test]
fn a_stream_of_nothing_makes_no_log() {
    let home = Home::new();
    let said = Running::start(&home, "-", &[]).end();
    assert_eq!(
        said,
        "0 rows read, 0 added to log.db\nNo log was made: there is no row for it\n"
    );
    assert!(!home.log().exists());
}
