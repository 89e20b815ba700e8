//! Databases of Tautulli, new, old and broken.

use super::*;
use crate::formats::said::{database, is_recognised, said};

const FIXTURE: &str = include_str!("../../../../tests/fixtures/tautulli.sql");

fn said_of(sql: &str) -> Vec<String> {
    said(&Database, &database(sql), &Context::default()).unwrap()
}

#[test]
fn a_sitting_is_a_row() {
    assert_eq!(
        said_of(FIXTURE),
        [
            "Ann: Low Water [plex:501] film 1704488591 3000 @3000/6000",
            "Ann: Low Water [plex:501] film 1704574991 3000 @5900/6000",
            "Ann: Low Water [plex:501] film 1705093200 6000 @5990/6000",
            "bob: Harbour / The Pier [plex:602] episode 1704579000 2400 @2390/2400",
            "bob: The Piers / Low Tide [plex:703] track 1704582000 200 @?/201",
            "bob: The Piers / Low Tide [plex:703] track 1704582300 200 @?/201",
            "cy.one: The News / News at Ten episode 1704585600 1800",
            "cy.two: The News / News at Ten episode 1704672000 1800",
            "dee: Harbour / The Pier [plex:602] episode 1704675600 ? @1200/2400",
            "- trailers, recaps and other extras",
            "11! names no title",
            "12! started `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds",
            "bob: Harbour / The Pier [plex:602] episode 1704679200 ? @?/2400 (seconds negative) \
             (position not readable)",
        ]
    );
}

#[test]
fn columns_and_tables_that_an_old_database_lacks_are_unknown() {
    let old = "
        CREATE TABLE session_history (id INTEGER PRIMARY KEY, started INTEGER, stopped INTEGER, rating_key INTEGER,
            user TEXT);
        CREATE TABLE session_history_metadata (id INTEGER PRIMARY KEY, title TEXT, grandparent_title TEXT);
        INSERT INTO session_history VALUES (1, 1704488591, 1704489191, 7, 'ann'), (2, 1704489191, 1704489291, 8, '');
        INSERT INTO session_history_metadata VALUES (1, 'Fog', 'Harbour'), (2, 'Fog', '');
    ";
    assert_eq!(
        said_of(old),
        [
            "ann: Harbour / Fog [plex:7] video 1704488591 600",
            "2! names no user"
        ]
    );
    let nobody = format!("{FIXTURE} DROP TABLE users;");
    assert!(said_of(&nobody)[0].starts_with("ann.h: Low Water"));
}

#[test]
fn cells_that_are_no_text_are_refused_row_by_row() {
    let broken = format!(
        "{FIXTURE} UPDATE session_history_metadata SET title = CAST(X'46FF67' AS TEXT) WHERE id = 1;
         UPDATE session_history_metadata SET title = CAST(X'460067' AS TEXT) WHERE id = 2;
         UPDATE session_history_metadata SET title = CAST(zeroblob(1 << 21) AS TEXT) WHERE id = 3;
         UPDATE session_history SET started = 1e30 WHERE id = 4;
         UPDATE session_history SET stopped = 9e15 WHERE id = 5;
         UPDATE session_history SET started = 3600 WHERE id = 6;"
    );
    assert_eq!(
        said_of(&broken)[..6],
        [
            "1! is not UTF-8 text",
            "2! holds a NUL byte; is the file damaged?",
            "3! has a text longer than 1 MiB",
            "4! started `1000000000000000000000000000000` lies outside the years 1900 to 2078",
            "bob: The Piers / Low Tide [plex:703] track 1704582000 ? @?/201 (seconds over 24 hours)",
            "6! started `3600` stands for an unknown time (1970-01-01)",
        ]
    );
}

#[test]
fn only_its_own_databases_are_recognised() {
    let is = |bytes: &[u8]| is_recognised(&Database, bytes, &Context::default());
    let whole = database(FIXTURE);
    assert!(is(&whole));
    assert!(!is(&whole[..100]));
    assert!(!is(b"SQLite format 3\0"));
    assert!(!is(b"id,started,stopped,user,rating_key\n"));
    assert!(!is(&database(
        "CREATE TABLE session_history (id, started, stopped, user, rating_key)"
    )));
    let view = format!(
        "{FIXTURE} ALTER TABLE session_history RENAME TO h;
         CREATE VIEW session_history AS SELECT * FROM h;"
    );
    assert!(!is(&database(&view)), "a stranger's view may run anything");
}
