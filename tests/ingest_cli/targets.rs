//! What `--into` may point at, and is left as it was.

use std::fs;

use bingetop::store::schema;
use rstest::rstest;
use rusqlite::Connection;

use super::logs::PLAYS;
use crate::home::Home;

fn database(home: &Home, name: &str, sql: &str) {
    let conn = Connection::open(home.path(name)).expect("a database");
    conn.execute_batch(sql).expect("sound SQL");
}

fn another_programs(home: &Home) {
    fs::remove_file(home.log()).expect("there is a log");
    database(
        home,
        "log.db",
        "CREATE TABLE plays (x); INSERT INTO plays VALUES (1)",
    );
}

fn another_programs_in_wal(home: &Home) {
    fs::remove_file(home.log()).expect("there is a log");
    database(
        home,
        "log.db",
        "PRAGMA journal_mode = wal; CREATE TABLE plays (x)",
    );
}

fn newer(home: &Home) {
    let version = schema::VERSION + 1;
    database(home, "log.db", &format!("PRAGMA user_version = {version}"));
}

fn text(home: &Home) {
    home.write("log.db", PLAYS);
}

fn folder(home: &Home) {
    fs::remove_file(home.log()).expect("there is a log");
    fs::create_dir(home.log()).expect("a folder");
}

fn cut_short(home: &Home) {
    let log = fs::read(home.log()).expect("there is a log");
    home.write("log.db", &log[..log.len() - 4096]);
}

fn cut_to_its_header(home: &Home) {
    let log = fs::read(home.log()).expect("there is a log");
    home.write("log.db", &log[..50]);
}

#[rstest]
#[case(another_programs, "a database of another program, left as it is")]
#[case(
    another_programs_in_wal,
    "a database of another program, left as it is"
)]
#[case(
    newer,
    "written by a newer bingetop (schema 8, this one knows 7); update bingetop"
)]
#[case(text, "not a SQLite database; to read an export")]
#[case(folder, "a directory, not a play log")]
#[case(cut_short, "damaged or cut short; restore it from a copy")]
#[case(cut_to_its_header, "damaged or cut short; restore it from a copy")]
fn what_is_no_log_to_write_is_left_as_it_was(#[case] make: fn(&Home), #[case] words: &str) {
    let home = Home::with_log();
    make(&home);
    home.refuses(&["plays.csv"], "log.db", words);
    home.refuses(&["plays.csv", "--dry-run"], "log.db", words);
}

#[cfg(unix)]
#[test]
fn a_log_is_a_file() {
    let home = Home::with_log();
    let made = std::process::Command::new("mkfifo")
        .arg(home.path("pipe"))
        .status();
    assert!(made.expect("it runs").success());
    for path in ["pipe", "/dev/null"] {
        for arguments in [
            &["ingest", "plays.csv", "--into", path][..],
            &["ingest", "plays.csv", "--into", path, "--dry-run"],
            &["report", path],
        ] {
            let mut command = home.bingetop();
            command
                .args(arguments)
                .assert()
                .code(2)
                .stderr(format!("bingetop: {path}: not a file; name one\n"));
        }
    }
}

#[rstest]
#[case("log.db-wal")]
#[case("log.db-shm")]
#[case("log.db-journal")]
fn what_belongs_to_a_log_becomes_no_log(#[case] path: &str) {
    let home = Home::with_log();
    let before = home.files();
    for (command, words) in [
        (
            &["ingest", "plays.csv", "--into", path][..],
            "name another file",
        ),
        (&["sample", "--into", path], "name another file"),
        (&["sample", "--csv", path], "name another file"),
    ] {
        home.bingetop()
            .args(command)
            .assert()
            .code(2)
            .stderr(format!(
                "bingetop: {path}: belongs to the database beside it; {words}\n"
            ));
    }
    assert!(home.files() == before, "a file has changed");
}

#[test]
fn the_folder_of_the_key_is_for_the_key_alone() {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    let path = "bingetop/viewer.key";
    fs::create_dir(home.path("bingetop")).expect("a folder can be made");
    for command in [
        &["ingest", "plays.csv", "--into", path][..],
        &["ingest", "plays.csv", "--into", path, "--dry-run"],
        &["sample", "--into", path],
        &["sample", "--csv", path],
    ] {
        home.bingetop().args(command).assert().code(2).stderr(format!(
            "bingetop: {path}: beside the key that hides viewers; name a file in another folder\n"
        ));
        assert!(!home.path(path).exists(), "{command:?}");
    }
}

#[test]
fn an_export_is_not_written_over() {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "plays.csv", "--into", "plays.csv"]);
    ingest.assert().code(2);
    assert_eq!(fs::read_to_string(home.path("plays.csv")).unwrap(), PLAYS);
}

#[test]
fn an_empty_file_becomes_a_log_or_stays_empty() {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    home.write("log.db", "");
    home.refuses(&["none.csv"], "none.csv", "No such file");
    home.ingest(&["plays.csv", "--dry-run"]).success();
    assert_eq!(fs::read(home.log()).unwrap(), b"");
    home.ingest(&["plays.csv"]).success();
    assert_eq!(
        home.dump()
            .iter()
            .filter(|line| line.starts_with("plays|"))
            .count(),
        3
    );
}

#[test]
fn a_log_in_a_folder_that_is_not_there_is_refused() {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "plays.csv", "--into", "no/such/log.db"]);
    ingest.assert().code(2).stderr(
        "bingetop: no/such/log.db: there is no such folder to make the log in; make it first\n",
    );
}

#[test]
fn a_log_that_another_program_holds_is_waited_for_and_left() {
    let home = Home::with_log();
    for mode in ["wal", "delete"] {
        let conn = Connection::open(home.log()).unwrap();
        conn.pragma_update(None, "journal_mode", mode).unwrap();
        drop(conn);
        let before = home.dump();
        let conn = Connection::open(home.log()).unwrap();
        conn.execute_batch("BEGIN EXCLUSIVE").unwrap();
        home.ingest(&["plays.csv"]).code(2).stdout("").stderr(
            "bingetop: log.db: locked by another program; close it, or try again when it is done\n",
        );
        conn.execute_batch("ROLLBACK").unwrap();
        drop(conn);
        assert_eq!(home.dump(), before, "{mode}");
    }
}

#[test]
fn a_log_that_is_being_read_takes_new_rows() {
    let home = Home::with_log();
    let conn = Connection::open(home.log()).unwrap();
    let count = || -> i64 {
        let sql = "SELECT count(*) FROM plays";
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    conn.execute_batch("BEGIN").unwrap();
    assert_eq!(count(), 3);
    home.write("more.csv", PLAYS.replace("ann", "dee"));
    home.ingest(&["more.csv"]).success();
    assert_eq!(count(), 3, "the reader sees what it saw");
    conn.execute_batch("COMMIT").unwrap();
    assert_eq!(count(), 5);
}

#[cfg(unix)]
#[rstest]
#[case::file(&["log.db"])]
#[case::folder(&[""])]
#[case::both(&["log.db", ""])]
fn what_may_not_be_written_is_left_as_it_was(#[case] read_only: &[&str]) {
    use crate::permissions::{ReadOnly, bound};
    let home = Home::with_log();
    home.write("more.csv", PLAYS.replace("ann", "dee"));
    let Some(mut ingest) = bound(&home) else {
        return;
    };
    let before = home.dump();
    let paths: Vec<_> = read_only.iter().map(|name| home.path(name)).collect();
    let read_only = ReadOnly::new(&paths);
    ingest.args(["ingest", "more.csv", "--into", "log.db"]);
    let refused = ingest.output().unwrap();
    drop(read_only);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&refused.stderr),
        "bingetop: log.db: cannot be written; check the permissions of the file and its folder\n"
    );
    assert_eq!(home.dump(), before);
}

#[test]
fn of_two_first_imports_at_once_neither_takes_the_others_log_away() {
    for _ in 0..20 {
        let home = Home::new();
        home.write("plays.csv", PLAYS);
        let start = |zone: &str| {
            let mut ingest = home.plain_bingetop();
            ingest.args([
                "ingest",
                "plays.csv",
                "--into",
                "log.db",
                "--time-zone",
                zone,
            ]);
            ingest
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null());
            ingest.spawn().expect("the program starts")
        };
        let both = [start("UTC"), start("Europe/Rome")];
        let kept = both.map(|mut import| import.wait().expect("it ends").success());
        assert!(kept.contains(&true), "one of them made the log");
        let conn = Connection::open(home.log()).expect("the log is there");
        let plays = conn.query_row("SELECT count(*) FROM plays", [], |row| row.get(0));
        assert_eq!(plays, Ok(3));
    }
}

#[rstest]
#[case::misspelled(&["inges", "plays.csv"], "inges: no such file or command; did you mean `bingetop ingest`?")]
#[case::misspelled_alone(&["reprot"], "reprot: no such file or command; did you mean `bingetop report`?")]
#[case::no_near_miss(&["dracula"], "dracula: no such file; make a log with `bingetop ingest FILE --into dracula`")]
#[case::an_export(&["plays.csv"], "plays.csv: not a log yet; make one of it with `bingetop ingest plays.csv --into plays.db`")]
#[case::an_empty_export(&["empty.CSV"], "empty.CSV: an empty file, and no log; name one made by `bingetop ingest`")]
#[case::an_empty_log(&["empty.db"], "empty.db: empty; fill it with `bingetop ingest FILE --into empty.db`")]
fn a_slip_on_the_command_line_is_answered_with_what_was_meant(
    #[case] arguments: &[&str],
    #[case] words: &str,
) {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    home.write("empty.CSV", "");
    home.write("empty.db", "");
    let mut bingetop = home.bingetop();
    let said = format!("bingetop: {words}\n");
    bingetop
        .args(arguments)
        .assert()
        .code(2)
        .stdout("")
        .stderr(said);
}

#[test]
fn a_log_that_is_called_nearly_as_a_command_is_opened() {
    let home = Home::with_log();
    fs::rename(home.log(), home.path("reprot")).expect("it is ours");
    home.bingetop().arg("reprot").assert().success();
}
