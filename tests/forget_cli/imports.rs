//! No import brings back somebody who is forgotten, until they say so.

use std::fmt::Write as _;
use std::fs;

use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

use crate::home::Home;
use crate::log::{HEADER, HERS, MAP, THEIRS};

/// Returns a home whose log has forgotten her, and what it is reported to be.
fn forgotten() -> (Home, String) {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    let report = home.report("log.db");
    (home, report)
}

#[test]
fn the_same_files_again_leave_them_out() {
    let (home, report) = forgotten();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[])
        .stdout(contains("15 rows read, 0 added"))
        .stdout(contains(
            "7 left out: rows of viewers who are forgotten or opted out",
        ));
    home.ingest("log.db", HERS, &["--dry-run"])
        .stdout(contains("7 left out"));
    assert_eq!(home.report("log.db"), report);
    // Another account is another person.
    home.ingest("log.db", HERS, &["--account", "work"])
        .stdout(contains("7 rows read, 7 added"));
}

#[test]
fn a_live_log_from_its_start_leaves_them_out() {
    let (home, report) = forgotten();
    let mut follow = home.bingetop();
    follow.args([
        "ingest", "-", "--format", "csv", "--follow", "--into", "log.db", "--map", MAP,
    ]);
    let unreadable = "Zoraida Quill,Harbour Lights,,film,soon,5400,\nBob,Pilot,,film,soon,5400,\n";
    follow.write_stdin(format!("{HEADER}{HERS}{unreadable}{THEIRS}"));
    follow
        .assert()
        .success()
        .stdout(contains(
            "8 left out: rows of viewers who are forgotten or opted out",
        ))
        .stdout(contains("1 refused"));
    assert_eq!(home.report("log.db"), report);
    let refused = fs::read_to_string(home.path("log.db.refused.tsv")).expect("it is kept");
    assert!(refused.contains("Bob") && !refused.contains("Zoraida"));
    home.verify("log.db");
}

#[test]
fn rows_that_cannot_be_read_are_kept_of_nobody_who_is_forgotten() {
    let (home, _) = forgotten();
    let rows = format!("Zoraida Quill,Harbour Lights,,film,soon,5400,\n{THEIRS}");
    home.ingest("log.db", &rows, &["--refused", "refused.tsv"])
        .stdout(contains("1 left out: rows of viewers"))
        .stdout(contains("refused").not());
    assert_eq!(
        fs::read_to_string(home.path("refused.tsv")).expect("a file"),
        ""
    );
}

#[test]
fn a_file_of_refused_rows_that_is_written_anew_goes_on_to_be_written() {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    let mut follow = home.plain_bingetop();
    follow.args([
        "ingest", "-", "--format", "csv", "--follow", "--into", "log.db", "--map", MAP,
    ]);
    follow.stdin(std::process::Stdio::piped());
    follow.stdout(std::process::Stdio::null());
    let mut follow = follow.spawn().expect("it starts");
    let mut rows = follow.stdin.take().expect("its input");
    let mut write = |text: &str| {
        std::io::Write::write_all(&mut rows, text.as_bytes()).expect("it is taken");
    };
    let refused = || fs::read_to_string(home.path("log.db.refused.tsv")).unwrap_or_default();
    let until = |is_so: &dyn Fn(&str) -> bool| {
        let begun = std::time::Instant::now();
        while !is_so(&refused()) {
            assert!(
                begun.elapsed().as_secs() < 60,
                "it never came: {}",
                refused()
            );
            std::thread::yield_now();
        }
    };
    write(&format!("{HEADER}Zoraida Quill,Pilot,,film,soon,5400,\n"));
    until(&|text| text.contains("Zoraida"));
    home.run(&["forget", "log.db", "Zoraida Quill"])
        .success()
        .stdout(contains("1 refused row taken out"));
    assert_eq!(refused(), "");
    write("Zoraida Quill,Pilot,,film,soon,5400,\nBob,Pilot,,film,later,5400,\n");
    until(&|text| text.contains("Bob"));
    assert!(!refused().contains("Zoraida"));
    drop(rows);
    assert!(follow.wait().expect("it ends").success());
}

#[test]
fn who_is_forgotten_while_an_import_reads_is_not_brought_back_by_it() {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    let mut import = home.plain_bingetop();
    import.args(["ingest", "-", "--format", "csv", "--into", "log.db"]);
    import.stdin(std::process::Stdio::piped());
    import.stderr(std::process::Stdio::piped());
    let mut import = import.spawn().expect("it starts");
    let mut rows = import.stdin.take().expect("its input");
    // More than a pipe holds: once it is taken, reading has begun.
    let mut text = HEADER.to_owned();
    for n in 0..20_000 {
        writeln!(
            text,
            "Zoraida Quill,Film {n},,film,2024-02-01T20:00:00Z,5400,"
        )
        .expect("memory takes it");
    }
    std::io::Write::write_all(&mut rows, text.as_bytes()).expect("it is taken");
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    let report = home.report("log.db");
    drop(rows);
    let ended = import.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(
        said.contains("forgotten or opted out while the inputs were read"),
        "{said}"
    );
    assert_eq!(home.report("log.db"), report);
}

#[test]
fn another_log_knows_nothing_of_it() {
    let (home, _) = forgotten();
    home.ingest("other.db", HERS, &[])
        .stdout(contains("7 rows read, 7 added"));
}

#[test]
fn who_takes_it_back_is_there_again_with_the_next_import() {
    let (home, report) = forgotten();
    home.run(&["optout", "log.db", "--remove", "Zoraida Quill"])
        .success()
        .stdout(contains("is no longer opted out"));
    home.run(&["optout", "log.db", "--remove", "Zoraida Quill"])
        .code(2)
        .stderr(contains("is not opted out"));
    assert_eq!(home.report("log.db"), report);
    home.ingest("log.db", HERS, &[])
        .stdout(contains("7 rows read, 7 added"));
    home.ingest("with.db", &format!("{HERS}{THEIRS}"), &[]);
    assert_eq!(home.report("log.db"), home.report("with.db"));
    home.verify("log.db");
}

#[test]
fn a_list_of_tombstones_that_is_damaged_stops_imports() {
    let (home, _) = forgotten();
    let folder = home.path("bingetop/tombstones");
    let file = fs::read_dir(folder).expect("a folder").next();
    let file = file.expect("a file").expect("an entry").path();
    fs::write(&file, "nonsense\n").expect("it is written");
    home.write("rows.csv", &format!("{HEADER}{HERS}"));
    home.run(&["ingest", "rows.csv", "--into", "log.db"])
        .code(2)
        .stderr(contains(
            ":1: no line of the list of viewers who are forgotten or opted out",
        ));
}
