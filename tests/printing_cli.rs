//! What commands print where nobody reads it, or where no more can be written.
#![cfg(unix)]

#[path = "support/home.rs"]
mod home;

use std::io;
use std::process::{Output, Stdio};

use home::Home;
use rstest::rstest;
use rusqlite::Connection;

const PLAYS: &str = "title,start\nX,2024-01-05T21:03:11Z\nX,tomorrow\n";

/// A home with a small log in it as `log.db`, and as `bad.db` without its cubes; and a table of plays.
fn home() -> Home {
    let home = Home::new();
    let mut sample = home.bingetop();
    sample.args("sample --into log.db --viewers 60 --days 30".split(' '));
    sample.assert().success();
    std::fs::copy(home.path("log.db"), home.path("bad.db")).expect("the log is copied");
    let conn = Connection::open(home.path("bad.db")).expect("the log opens");
    conn.execute_batch("DELETE FROM cubes")
        .expect("the statement runs");
    std::fs::write(home.path("plays.csv"), PLAYS).expect("the home can be written");
    home
}

/// Returns the end to write of a pipe whose reader has gone away.
fn closed() -> Stdio {
    let (_, writer) = io::pipe().expect("a pipe can be made");
    writer.into()
}

#[cfg(target_os = "linux")]
fn full() -> Stdio {
    let full = std::fs::File::options().write(true).open("/dev/full");
    full.expect("Linux has it").into()
}

fn run(home: &Home, command: &str, stdout: Stdio, stderr: Stdio) -> Output {
    let mut program = home.plain_bingetop();
    program.args(command.split(' ')).stdin(Stdio::null());
    let child = program.stdout(stdout).stderr(stderr).spawn();
    child
        .and_then(std::process::Child::wait_with_output)
        .expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[rstest]
#[case::report("report log.db", 0)]
#[case::json("report log.db --format json", 0)]
#[case::no_terminal("log.db", 0)]
#[case::sound("verify log.db --windows 1", 0)]
#[case::wrong("verify bad.db", 1)]
#[case::rebuild("rebuild log.db", 0)]
#[case::bench("bench log.db --windows 1", 0)]
#[case::ingest("ingest plays.csv --into new.db", 0)]
#[case::stream("sample --csv - --plays 10000", 0)]
#[case::table("sample --csv new.csv --plays 10000", 0)]
#[case::sample("sample --into new.db --viewers 60 --days 30", 0)]
#[case::formats("formats", 0)]
#[case::formats_for_programs("formats --format json", 0)]
#[case::help("--help", 0)]
#[case::version("--version", 0)]
fn a_reader_that_goes_away_ends_the_printing_quietly(#[case] command: &str, #[case] code: i32) {
    let output = run(&home(), command, closed(), Stdio::piped());
    assert_eq!(said(&output), "");
    assert_eq!(output.status.code(), Some(code));
}

#[cfg(target_os = "linux")]
#[rstest]
#[case::report("report log.db")]
#[case::json("report log.db --format json")]
#[case::csv("report log.db --format csv --panel streaks")]
#[case::no_terminal("log.db")]
#[case::sound("verify log.db --windows 1")]
#[case::wrong("verify bad.db")]
#[case::rebuild("rebuild log.db")]
#[case::bench("bench log.db --windows 1")]
#[case::ingest("ingest plays.csv --into new.db")]
#[case::stream("sample --csv - --plays 10000")]
#[case::table("sample --csv new.csv --plays 10000")]
#[case::sample("sample --into new.db --viewers 60 --days 30")]
#[case::formats("formats")]
#[case::formats_for_programs("formats --format json")]
#[case::help("--help")]
#[case::version("--version")]
fn a_full_disk_is_told_in_one_line(#[case] command: &str) {
    let output = run(&home(), command, full(), Stdio::piped());
    assert_eq!(
        said(&output),
        "bingetop: standard output: No space left on device (os error 28)\n"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[rstest]
#[case::no_log("report none.db", 2)]
#[case::a_word_before("report", 0)]
#[case::repaired("report bad.db", 0)]
#[case::repaired_by_bench("bench bad.db --windows 1", 0)]
#[case::not_to_verify("verify none.db", 2)]
#[case::not_to_rebuild("rebuild none.db", 2)]
#[case::not_to_ingest("ingest none.csv --into new.db", 2)]
#[case::not_to_make("sample --into log.db", 2)]
#[case::no_such_option("report --nonsense", 2)]
fn words_that_nobody_reads_break_nothing(#[case] command: &str, #[case] code: i32) {
    let output = run(&home(), command, Stdio::piped(), closed());
    assert_eq!(output.status.code(), Some(code));
    assert_eq!(output.stdout.is_empty(), code != 0);
    #[cfg(target_os = "linux")]
    {
        let output = run(&home(), command, Stdio::piped(), full());
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(output.stdout.is_empty(), code != 0);
    }
}

#[test]
fn no_file_name_steers_the_terminal() {
    let home = home();
    let name = "\u{1b}[31mred.db";
    std::fs::copy(home.path("log.db"), home.path(name)).expect("the log is copied");
    for command in ["rebuild", "verify", "report"] {
        let output = run(
            &home,
            &format!("{command} {name}"),
            Stdio::piped(),
            Stdio::piped(),
        );
        assert!(output.status.success(), "{}", said(&output));
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(printed.contains("[31mred.db"), "{printed}");
        assert!(!printed.contains('\u{1b}'), "{printed}");
    }
}
