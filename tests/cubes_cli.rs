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
    for table in ["viewer_days", "viewer_titles"] {
        all.extend(rows(
            path,
            &format!("SELECT * FROM {table} ORDER BY viewer_id"),
        ));
    }
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
        .stdout(contains("derived anew from 105,078 plays"));
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
    "DROP TABLE cubes; DROP TABLE viewer_days; DROP TABLE viewer_titles; PRAGMA user_version = 1",
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

const BEFORE_TITLES_WERE_KEPT: &str =
    "DROP TABLE viewer_titles; DELETE FROM cubes WHERE id >> 40 = 41; PRAGMA user_version = 4";

#[test]
fn a_log_from_before_titles_of_viewers_were_kept_is_sound_and_a_rebuild_derives_them() {
    let (home, path) = sample();
    let expected = cubes(&path);
    let (report_before, _) = report(&home);
    tamper(&path, BEFORE_TITLES_WERE_KEPT);
    let old = std::fs::read(&path).expect("the log is read");
    assert_eq!(report(&home), (report_before, String::new()));
    let mut verify = home.bingetop();
    verify.args(["verify", "log.db", "--windows", "2"]);
    verify.assert().success();
    assert!(std::fs::read(&path).expect("the log is read") == old);

    let mut rebuild = home.bingetop();
    rebuild.args(["rebuild", "log.db"]).assert().success();
    assert_eq!(cubes(&path), expected);
}

#[test]
fn an_import_into_a_log_from_before_titles_of_viewers_were_kept_derives_them() {
    let home = Home::new();
    let import = |rows: &str| {
        let table = ["viewer,title,started_at,seconds\n", rows].concat();
        std::fs::write(home.path("plays.csv"), table).expect("the home can be written");
        let mut ingest = home.bingetop();
        ingest.args([
            "ingest",
            "plays.csv",
            "--time-zone",
            "UTC",
            "--into",
            "log.db",
        ]);
        ingest.assert().success();
    };
    import("ann,Ash,2017-12-08T12:00:00Z,4000\nbob,Ash,2017-12-08T12:00:00Z,4000\n");
    let path = home.path("log.db");
    tamper(&path, BEFORE_TITLES_WERE_KEPT);
    import("ann,Birch,2017-12-09T12:00:00Z,4000\n");
    let mut verify = home.bingetop();
    verify.args(["verify", "log.db", "--windows", "2"]);
    verify.assert().success();
    let kept = rows(&path, "SELECT count(*) FROM viewer_titles");
    assert_eq!(
        kept,
        [[Value::Integer(2)]],
        "bob, too, whom it did not touch"
    );
}

#[rstest]
#[case::one_is_missing(
    "DELETE FROM viewer_titles WHERE viewer_id = 9",
    "viewer_titles 9: missing, or not of these plays"
)]
#[case::one_is_damaged(
    "UPDATE viewer_titles SET titles = CAST(substr(titles, 1, 5) || x'7fff7f' AS BLOB) WHERE viewer_id = 9",
    "viewer_titles 9: not what the plays make of it"
)]
fn titles_of_viewers_that_are_not_those_of_the_plays_are_found(
    #[case] sql: &str,
    #[case] words: &str,
) {
    let (home, path) = sample();
    let expected = cubes(&path);
    tamper(&path, sql);
    let mut verify = home.bingetop();
    verify.args(["verify", "log.db", "--windows", "0"]);
    verify.assert().code(1).stdout(contains(words));
    let mut rebuild = home.bingetop();
    rebuild.args(["rebuild", "log.db"]).assert().success();
    assert_eq!(cubes(&path), expected);
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
fn a_log_in_use_is_not_rebuilt_and_says_so() {
    let (home, path) = sample();
    let before = cubes(&path);
    let writer = Connection::open(&path).expect("the log opens");
    for begin in [
        "PRAGMA journal_mode = delete; BEGIN IMMEDIATE",
        "PRAGMA journal_mode = wal; BEGIN IMMEDIATE",
    ] {
        writer.execute_batch(begin).expect("nobody else has it");
        let mut rebuild = home.bingetop();
        rebuild.args(["rebuild", "log.db"]).assert().code(2).stdout("").stderr(
            "bingetop: log.db: locked by another program; close it, or try again when it is done\n",
        );
        writer.execute_batch("ROLLBACK").expect("it was begun");
    }
    drop(writer);
    assert_eq!(cubes(&path), before);
}

/// Overwrites the pages of a table and leaves the others.
fn damage(path: &Path, table: &str) {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let conn = Connection::open(path).expect("the log opens");
    let root = conn.query_row(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
        [table],
        |row| row.get::<_, u64>(0),
    );
    let size = conn.pragma_query_value(None, "page_size", |row| row.get::<_, u64>(0));
    let (root, size) = (root.expect("it is there"), size.expect("it has pages"));
    drop(conn);
    let mut file = std::fs::File::options()
        .write(true)
        .open(path)
        .expect("it can be written");
    let place = SeekFrom::Start((root - 1) * size);
    file.seek(place).expect("it is that long");
    file.write_all(&[0x37; 64]).expect("it can be written");
}

#[rstest]
#[case::rebuild(&["rebuild", "log.db"], "plays", 2)]
#[case::verify(&["verify", "log.db"], "plays", 1)]
#[case::report(&["report", "log.db"], "cubes", 2)]
#[case::dashboard(&["log.db"], "cubes", 2)]
#[case::bench(&["bench", "log.db"], "cubes", 2)]
#[case::names(&["report", "log.db"], "titles", 2)]
#[case::settings(&["report", "log.db"], "settings", 2)]
fn a_damaged_log_is_told_in_one_sentence(
    #[case] arguments: &[&str],
    #[case] table: &str,
    #[case] code: i32,
) {
    let (home, path) = sample();
    damage(&path, table);
    let output = home.bingetop().args(arguments).assert().code(code);
    let output = output.get_output();
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert_eq!(
        said.trim_start_matches("bingetop: "),
        "log.db: damaged or cut short; restore it from a copy, or ingest its sources into a new log\n"
    );
}

#[rstest]
#[case::rebuild("rebuild")]
#[case::verify("verify")]
#[case::report("report")]
#[case::bench("bench")]
fn a_log_without_a_table_is_told_without_sql(#[case] command: &str) {
    let (home, path) = sample();
    tamper(&path, "DROP TABLE cubes");
    let mut bingetop = home.bingetop();
    bingetop.args([command, "log.db"]);
    bingetop.assert().code(2).stdout("").stderr(
        "bingetop: log.db: not as bingetop makes logs (no such table: cubes); restore it from a copy, or ingest its sources into a new log\n",
    );
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
