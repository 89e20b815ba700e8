//! A log that has forgotten somebody answers as one that never held them.

use predicates::str::contains;
use rstest::rstest;

use crate::home::Home;
use crate::log::{HERS, THEIRS};

#[rstest]
#[case::hashed(&[])]
#[case::kept(&["--keep-names"])]
fn all_answers_are_those_of_a_log_that_never_held_them(#[case] flags: &[&str]) {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), flags);
    home.ingest("without.db", THEIRS, flags);
    assert_ne!(home.report("log.db"), home.report("without.db"));
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.verify("log.db");
    home.run(&["forget", "log.db", "Nobody"])
        .code(2)
        .stderr(contains("no viewer is called \"Nobody\""));
    // What comes later counts as in the other.
    let later = "Dora,Harbour Lights,,film,2024-01-12T20:00:00Z,5400,\n\
                 Dora,Solo One,Solo Show,episode,2024-01-13T20:00:00Z,1300,\n";
    for log in ["log.db", "without.db"] {
        home.ingest(log, later, flags);
    }
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.verify("log.db");
}

#[test]
fn whoever_counts_as_the_same_person_goes_too() {
    let home = Home::new();
    let also = HERS.replace("Zoraida Quill", "Zo").replace("T20:", "T10:");
    home.ingest("log.db", &format!("{HERS}{THEIRS}{also}"), &[]);
    home.ingest("without.db", THEIRS, &[]);
    home.run(&["viewers", "merge", "log.db", "Zo", "Zoraida Quill"])
        .success();
    home.run(&["forget", "log.db", "Zo"])
        .success()
        .stdout(contains(
            "14 rows, 3 titles that nobody else played, 1 other name of the same person",
        ));
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.verify("log.db");
    // Neither name comes back.
    home.ingest("log.db", &format!("{HERS}{THEIRS}{also}"), &[])
        .stdout(contains(
            "14 left out: rows of viewers who are forgotten or opted out",
        ));
    assert_eq!(home.report("log.db"), home.report("without.db"));
}

#[test]
fn a_title_of_others_that_counts_as_another_stays_so() {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    home.ingest("without.db", THEIRS, &[]);
    for log in ["log.db", "without.db"] {
        home.run(&["titles", "merge", log, "Long Film", "Harbour Lights"])
            .success();
    }
    // One that only she has played goes with its note.
    home.run(&[
        "titles",
        "merge",
        "log.db",
        "Kestrel Nights",
        "Harbour Lights",
    ])
    .success();
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.verify("log.db");
    home.run(&["titles", "log.db"])
        .success()
        .stdout("Long Film counts as Harbour Lights\n");
}

#[test]
fn an_alias_that_goes_has_no_say_in_what_rows_of_its_target_count_as() {
    let home = Home::new();
    // A minute is a play of a track, and none of a film.
    let theirs = "Bob,Tune,,track,2024-01-05T20:00:00Z,60,\n";
    home.ingest("log.db", &format!("{HERS}{theirs}"), &[]);
    home.ingest("without.db", theirs, &[]);
    home.run(&["titles", "merge", "log.db", "Kestrel Nights", "Tune"])
        .success();
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.verify("log.db");
    home.run(&["titles", "log.db"])
        .success()
        .stdout(contains("no title counts as another"));
}

#[test]
fn a_hash_names_a_viewer_too() {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    home.ingest("without.db", THEIRS, &[]);
    let whois = home.run(&["whois", "log.db", "Zoraida Quill"]).success();
    let whois: serde_json::Value =
        serde_json::from_slice(&whois.get_output().stdout).expect("it is JSON");
    let hash = whois["names"][0]["hash"].as_str().expect("a hash");
    home.run(&["forget", "log.db", "Bob", "--hash"])
        .code(2)
        .stderr(contains("\"Bob\" is no hash"));
    home.run(&["forget", "log.db", hash, "--hash"]).success();
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.ingest("log.db", HERS, &[])
        .stdout(contains("7 left out"));
    assert_eq!(home.report("log.db"), home.report("without.db"));
}

#[test]
fn the_last_viewer_of_a_log_can_go() {
    let home = Home::new();
    home.ingest("log.db", HERS, &["--keep-names"]);
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    home.verify("log.db");
    let conn = rusqlite::Connection::open(home.path("log.db")).expect("it opens");
    for table in [
        "plays",
        "viewers",
        "titles",
        "shows",
        "sources",
        "viewer_days",
    ] {
        let sql = format!("SELECT count(*) FROM {table}");
        let rows: i64 = conn
            .query_row(&sql, [], |row| row.get(0))
            .expect("it is read");
        assert_eq!(rows, 0, "{table}");
    }
}

#[test]
fn when_a_title_was_spelled_tells_of_nobody_who_is_gone() {
    let home = Home::new();
    let theirs = "Bob,Harbour Lights,,film,2024-01-05T20:00:00Z,5400,\n";
    let hers = "Zoraida Quill,HARBOUR LIGHTS,,film,2024-01-06T20:00:00Z,5400,\n";
    home.ingest("log.db", &format!("{theirs}{hers}"), &[]);
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    let read = |column: &str, table: &str| -> String {
        let conn = rusqlite::Connection::open(home.path("log.db")).expect("it opens");
        let sql = format!("SELECT {column} || '' FROM {table}");
        conn.query_row(&sql, [], |row| row.get(0))
            .expect("it is read")
    };
    for table in ["titles", "shows"] {
        assert_eq!(read("named_at", table), "1704484799", "{table}");
        assert_eq!(read("name", table), "HARBOUR LIGHTS", "{table}");
    }
    // The rows of others, come again, spell it as they do.
    home.ingest("log.db", theirs, &[]);
    for table in ["titles", "shows"] {
        assert_eq!(read("name", table), "Harbour Lights", "{table}");
    }
    home.verify("log.db");
}
