//! `bingetop reduce --append`: the log takes the place of the earlier one, or that one stays as it is.

use std::fs;
use std::process::{Command, Stdio};

use rstest::rstest;
use rusqlite::Connection;

use crate::home::Home;
use crate::logs::{copied, fixture, import_fixture, same_cells};
use crate::reduced::{TELLS, WRITES, command, left, reduce, signal, text};

/// A home with an earlier reduction and its log, where `name` is an engine's command.
fn home(name: &str, body: &str) -> Home {
    let home = Home::new();
    copied("earlier", &home.path("earlier"));
    let import = ["import-cubes", "earlier", "--into", "reduced.db"];
    home.bingetop().args(import).assert().success();
    command(&home, name, body);
    home
}

/// Returns the command that appends the days of the later reduction.
fn append(home: &Home, engine: &str) -> Command {
    let mut command = reduce(home, engine);
    command
        .args("--day-starts 04:00 --to 2017-12-11 --append earlier --out later".split(' '))
        .env("FIXTURE", fixture("later"));
    command
}

#[rstest]
#[case::spark(
    "spark-sql",
    "--spark local[2]",
    "file://ROOTearlier/state/played.parquet`"
)]
#[case::duckdb("duckdb", "--duckdb", "'ROOTearlier/state/played.parquet'")]
fn later_days_are_reduced_and_appended(
    #[case] name: &str,
    #[case] engine: &str,
    #[case] reads: &str,
) {
    let keeps = "cp \"$script\" \"$HOME/told\"";
    let home = home(name, &format!("{keeps}\n{WRITES}{TELLS}"));
    let output = append(&home, engine).output().expect("it runs");
    let said = text(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains(": more_days: active days of viewers"),
        "{said}"
    );
    assert_eq!(left(&home), ["earlier", "later", "reduced.db"]);
    assert!(home.path("earlier/state/played.parquet").exists());
    assert!(!home.path("later/steps").exists());
    let script = fs::read_to_string(home.path("told")).expect("a script");
    let root = home.path("").display().to_string();
    assert!(script.contains(&reads.replace("ROOT", &root)), "{script}");
    fs::rename(home.path("reduced.db"), home.path("appended.db")).expect("a log");
    import_fixture(&home);
    let open = |name| Connection::open(home.path(name)).expect("a log");
    same_cells(&open("appended.db"), &open("reduced.db"));
}

#[test]
fn rows_that_are_kept_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = home("duckdb", &format!("{WRITES}{TELLS}"));
    let output = append(&home, "--duckdb").output().expect("it runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let state = fs::metadata(home.path("later/state")).expect("a folder");
    assert_eq!(state.permissions().mode() & 0o777, 0o700);
}

#[rstest]
#[case::the_engine_fails("exit 3", "", &["earlier", "reduced.db"], "failed (exit status: 3)")]
#[case::no_room("", "--most-cells 1", &["earlier", "later", "reduced.db"], "--into reduced.db --append` makes the log of them")]
fn the_earlier_log_stays_where_there_is_no_later_one(
    #[case] fails: &str,
    #[case] asked: &str,
    #[case] stays: &[&str],
    #[case] expected: &str,
) {
    let body = format!("{WRITES}echo ann > \"$out/state/played.parquet\"\n{fails}\n{TELLS}");
    let home = home("duckdb", &body);
    let before = fs::read(home.path("reduced.db")).expect("a log");
    let output = append(&home, "--duckdb")
        .args(asked.split_whitespace())
        .output();
    let output = output.expect("it runs");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(expected), "{said}");
    assert_eq!(fs::read(home.path("reduced.db")).expect("a log"), before);
    let mut left = left(&home);
    left.retain(|name| !name.starts_with("bingetop-reduce-"));
    assert_eq!(left, stays);
}

#[test]
fn nothing_is_run_for_a_log_that_does_not_go_on() {
    let home = home("duckdb", "touch \"$HOME/was-run\"; exit 1");
    let conn = Connection::open(home.path("reduced.db")).expect("a log");
    let set = "UPDATE settings SET value = '2017-11-01' WHERE name = 'reduced_from'";
    conn.execute(set, []).expect("a statement");
    drop(conn);
    let output = append(&home, "--duckdb").output().expect("it runs");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("reduced.db: it begins on 2017-11-01"),
        "{said}"
    );
    assert_eq!(left(&home), ["earlier", "reduced.db"]);
    fs::remove_file(home.path("reduced.db")).expect("a log");
    let output = append(&home, "--duckdb").output().expect("it runs");
    let said = text(&output.stderr);
    assert!(
        said.contains("reduced.db: there is no log to append to"),
        "{said}"
    );
    assert_eq!(left(&home), ["earlier"]);
}

#[test]
fn who_stops_it_has_the_earlier_log() {
    let waits = "mkdir -p \"$out/state\"; echo $$ > \"$HOME/told\"; exec tail -f /dev/null";
    let home = home("duckdb", &format!("{WRITES}{waits}"));
    let before = fs::read(home.path("reduced.db")).expect("a log");
    let mut running = append(&home, "--duckdb");
    let running = running.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut running = running.expect("it runs");
    let is_told = || {
        fs::read_to_string(home.path("told")).is_ok_and(|told| told.trim().parse::<u32>().is_ok())
    };
    while !is_told() {
        assert!(
            running.try_wait().expect("a status").is_none(),
            "it has ended"
        );
        std::thread::yield_now();
    }
    let status = loop {
        signal("-INT", &running.id().to_string());
        if let Some(status) = running.try_wait().expect("a status") {
            break status;
        }
    };
    assert_eq!(status.code(), Some(130));
    assert_eq!(fs::read(home.path("reduced.db")).expect("a log"), before);
    assert_eq!(left(&home), ["earlier", "reduced.db"]);
}
