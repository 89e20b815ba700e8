//! Cubes as people meet them: checked by `verify`, derived anew by `rebuild`, repaired with a message.

#[path = "support/home.rs"]
mod home;
#[cfg(unix)]
#[path = "support/permissions.rs"]
mod permissions;
#[path = "support/rows.rs"]
mod rows;

use std::path::{Path, PathBuf};

use home::Home;
use predicates::str::contains;
use rstest::rstest;
use rusqlite::Connection;
use rusqlite::types::Value;

/// A home with a copy of the sample in it, as `log.db`.
fn sample() -> (Home, PathBuf) {
    let home = Home::new();
    let path = home.path("log.db");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample.db");
    std::fs::copy(sample, &path).expect("the sample is copied");
    (home, path)
}

fn rows(path: &Path, sql: &str) -> Vec<Vec<Value>> {
    let conn = Connection::open(path).expect("the log opens");
    rows::rows(&conn, sql)
}

fn cubes(path: &Path) -> Vec<Vec<Value>> {
    let mut all = rows(path, "SELECT id, body FROM cubes ORDER BY id");
    all.extend(rows(
        path,
        "SELECT viewer_id, days FROM viewer_days ORDER BY viewer_id",
    ));
    all
}

fn plays(path: &Path) -> Vec<Vec<Value>> {
    rows(
        path,
        "SELECT * FROM plays ORDER BY title_id, viewer_id, started_at, nth",
    )
}

/// Changes the cubes of a log behind the program's back.
fn tamper(path: &Path, sql: &str) {
    let conn = Connection::open(path).expect("the log opens");
    conn.execute_batch(sql).expect("the statement runs");
    assert!(conn.changes() > 0 || sql.contains("DROP"), "{sql}");
}

const REPORT: [&str; 9] = [
    "report",
    "log.db",
    "--range",
    "last 18 days",
    "--streak",
    "18",
    "--exact",
    "--format",
    "json",
];

/// The report that all states of the log must give.
fn report(home: &Home) -> (String, String) {
    let output = home.bingetop().args(REPORT).assert().success();
    let output = output.get_output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_sound_log_is_verified() {
    let (home, _) = sample();
    let mut verify = home.bingetop();
    verify.args(["verify", "log.db", "--windows", "6"]);
    verify
        .assert()
        .success()
        .stdout(contains("6 ranges of days answer as SQL does"));
}

#[test]
fn rebuilt_cubes_are_the_same_to_the_byte() {
    let (home, path) = sample();
    let (before, plays_before) = (cubes(&path), plays(&path));
    home.bingetop()
        .args(["rebuild", "log.db"])
        .assert()
        .success()
        .stdout(contains("derived anew from 103,968 plays"));
    assert_eq!(cubes(&path), before);
    assert_eq!(plays(&path), plays_before);
}

#[rstest]
#[case::a_byte_of_a_title(
    "UPDATE cubes SET body = CAST(substr(body, 1, 40) || x'ffff' || substr(body, 43) AS BLOB)
     WHERE id = (SELECT min(id) FROM cubes WHERE id >> 40 = 20)",
    "damaged"
)]
#[case::another_layout(
    "UPDATE cubes SET body = CAST(substr(body, 1, 2) || x'0900' || substr(body, 5) AS BLOB) WHERE id >> 40 = 5",
    "another layout"
)]
#[case::all_of_them("DELETE FROM cubes", "missing")]
#[case::the_runs_of_everything("DELETE FROM cubes WHERE id >> 40 = 3", "missing")]
#[case::one_block_of_plays(
    "DELETE FROM cubes WHERE id = (SELECT max(id) FROM cubes WHERE id >> 40 = 20)",
    "missing"
)]
#[case::all_repeats("DELETE FROM cubes WHERE id >> 40 = 21", "missing")]
#[case::the_days_of_viewers("DELETE FROM viewer_days WHERE viewer_id % 2", "missing")]
#[case::written_by_an_older_program(
    "DROP TABLE cubes; DROP TABLE viewer_days; PRAGMA user_version = 1",
    "missing"
)]
fn cubes_that_are_of_no_use_are_derived_anew_with_a_word(#[case] sql: &str, #[case] word: &str) {
    let (home, path) = sample();
    let (expected, plays_before) = (cubes(&path), plays(&path));
    let (report_before, silence) = report(&home);
    assert_eq!(silence, "");
    tamper(&path, sql);
    let mut verify = home.bingetop();
    verify.args(["verify", "log.db", "--windows", "0"]);
    verify
        .assert()
        .code(1)
        .stdout(contains(word))
        .stdout(contains("bingetop rebuild"));

    let (report_after, words) = report(&home);
    assert_eq!(report_after, report_before);
    assert!(
        words.contains(word) && words.contains("derived anew from its plays"),
        "{words}"
    );
    assert_eq!(cubes(&path), expected);
    assert_eq!(plays(&path), plays_before);
    assert_eq!(report(&home).1, "", "it is said once");
}

#[test]
fn histories_that_are_missing_are_derived_anew_when_they_are_asked_for() {
    let (home, path) = sample();
    let expected = cubes(&path);
    let of_title = || {
        let mut report = home.bingetop();
        report
            .args(REPORT)
            .args(["--title", "A Christmas Prince"])
            .assert()
            .success()
    };
    let before = of_title().stderr("").get_output().stdout.clone();
    tamper(&path, "DELETE FROM cubes WHERE id >> 40 IN (30, 31)");
    let after = of_title().stderr(contains("missing: derived anew from its plays"));
    assert_eq!(after.get_output().stdout, before);
    assert_eq!(cubes(&path), expected);
}

#[test]
fn cubes_that_say_something_else_than_the_plays_are_found() {
    let (home, path) = sample();
    // Two blocks of repeats, swapped: every checksum is right, and every sum.
    tamper(
        &path,
        "CREATE TEMP TABLE two AS SELECT id, body FROM cubes WHERE id >> 40 = 21 LIMIT 2;
         UPDATE cubes SET body = (SELECT body FROM two WHERE two.id <> cubes.id)
         WHERE id IN (SELECT id FROM two);",
    );
    let mut verify = home.bingetop();
    verify.args(["verify", "log.db"]);
    verify
        .assert()
        .code(1)
        .stdout(contains("not what the plays make of it"));
    home.bingetop()
        .args(["rebuild", "log.db"])
        .assert()
        .success();
    let mut verify = home.bingetop();
    verify
        .args(["verify", "log.db", "--windows", "4"])
        .assert()
        .success();
}

#[cfg(unix)]
#[test]
fn a_log_that_cannot_be_written_is_answered_all_the_same() {
    let (home, path) = sample();
    let (expected, _) = report(&home);
    tamper(&path, "DELETE FROM cubes");
    let Some(mut report) = permissions::bound(&home) else {
        return;
    };
    let before = std::fs::read(&path).expect("the log is read");
    let closed = permissions::ReadOnly::new(&[path.clone(), home.path("")]);
    let output = report.args(REPORT).output().expect("it runs");
    drop(closed);
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(
        words.contains("for now; the log cannot be written"),
        "{words}"
    );
    assert_eq!(std::fs::read(&path).expect("the log is read"), before);
}

#[test]
fn what_is_no_log_is_not_made_one() {
    let home = Home::new();
    for name in ["rebuild", "verify"] {
        home.bingetop()
            .args([name, "none.db"])
            .assert()
            .code(2)
            .stderr(contains("none.db: no such file"));
    }
    assert!(!home.path("none.db").exists());
}
