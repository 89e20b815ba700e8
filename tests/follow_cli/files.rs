//! Files that grow, are renamed and are cut short.

use std::fs;

use crate::home::Home;
use crate::running::{HEADER, Running, json, table};

#[test]
fn a_file_is_followed_through_renaming_and_truncation() {
    let home = Home::new();
    home.write("live.jsonl", &json(0, 10));
    let mut session = Running::start(&home, "live.jsonl", &[]);
    session.wait_until(|| home.rows() == 10);

    home.append("live.jsonl", &json(10, 5));
    session.wait_until(|| home.rows() == 15);

    fs::rename(home.path("live.jsonl"), home.path("live.jsonl.1")).unwrap();
    home.append("live.jsonl.1", &json(15, 5));
    session.wait_until(|| home.rows() == 20);
    home.append("live.jsonl", &json(20, 5));
    session.wait_until(|| home.rows() == 25);

    home.write("live.jsonl", "");
    home.append("live.jsonl", &json(25, 1));
    session.wait_until(|| home.rows() == 26);

    session.signal("TERM");
    let said = session.end();
    assert!(said.contains("26 rows read, 26 added to log.db"), "{said}");
    assert_eq!(home.plays(), home.plays_of_plain(&json(0, 26)));
    assert_eq!(home.sources(), ["26"]);
}

#[test]
fn a_line_waits_for_its_end() {
    let home = Home::new();
    let (row, more) = (table(0, 1), table(1, 1));
    let (begun, rest) = more.split_at(more.len() - 3);
    home.write("live.csv", &format!("{HEADER}{row}{begun}"));
    let mut session = Running::start(&home, "live.csv", &[]);
    session.wait_until(|| home.rows() == 1);
    home.append("live.csv", rest);
    session.wait_until(|| home.rows() == 2);
    session.signal("INT");
    session.end();
    assert_eq!(home.plays(), home.plays_of_plain(&json(0, 2)));
}

#[test]
fn a_table_begun_anew_may_repeat_its_header() {
    let home = Home::new();
    home.write("live.csv", &format!("{HEADER}{}", table(0, 3)));
    let mut session = Running::start(&home, "live.csv", &[]);
    session.wait_until(|| home.rows() == 3);
    fs::rename(home.path("live.csv"), home.path("live.csv.1")).unwrap();
    home.write("live.csv", &format!("{HEADER}{}", table(3, 3)));
    session.wait_until(|| home.rows() == 6);
    session.signal("TERM");
    let said = session.end();
    assert!(
        said.contains("6 rows read, 6 added to log.db\nThe log"),
        "{said}"
    );
}

#[test]
fn a_file_followed_again_is_read_again_and_adds_what_is_new() {
    let home = Home::new();
    home.write("live.jsonl", &json(0, 200));
    let mut session = Running::start(&home, "live.jsonl", &[]);
    session.wait_until(|| home.rows() > 0);
    session.kill();
    let refused = || fs::read_to_string(home.path("log.db.refused.tsv")).unwrap_or_default();
    for (session_number, rows) in [(1, 200), (2, 230)] {
        // Once the line after them is refused, the rows have been read, be they known or new.
        home.write("live.jsonl", &format!("{}bad\n", json(0, rows)));
        let mut session = Running::start(&home, "live.jsonl", &[]);
        session.wait_until(|| refused().lines().count() == session_number);
        session.signal("TERM");
        session.end();
        assert_eq!(home.plays(), home.plays_of_plain(&json(0, rows)));
    }
}
