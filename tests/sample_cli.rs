//! `bingetop sample`, and the sample that ships.

use std::fs;

use bingetop::commands::SAMPLE;
use bingetop::store::open_read;
use predicates::prelude::*;
use predicates::str::{contains, ends_with, starts_with};
use rstest::rstest;
use serde_json::Value;

#[path = "support/dump.rs"]
mod dump;
#[path = "support/home.rs"]
mod home;
#[cfg(unix)]
#[path = "support/permissions.rs"]
mod permissions;

use dump::{dump, texts};
use home::Home;

impl Home {
    fn sample(&self, arguments: &[&str]) -> assert_cmd::assert::Assert {
        let mut sample = self.bingetop();
        sample.arg("sample").args(arguments);
        sample.assert()
    }

    /// Makes a sample as small as can be.
    fn small_sample(&self, name: &str) {
        self.sample(&["--into", name, "--viewers", "60", "--days", "18"])
            .success();
    }

    /// Makes sure that 53 viewers watched A Christmas Prince on each of the last 18 days.
    fn says_the_tweet(&self, log: &[&str]) {
        let mut report = self.bingetop();
        report.arg("report").args(log);
        report.args(["--range", "last 18 days", "--streak", "18"]);
        report.args(["--exact", "--format", "json"]);
        let output = report.assert().success().get_output().clone();
        let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(found["window"]["from"], "2017-11-23");
        assert_eq!(found["window"]["to"], "2017-12-10");
        let prince = &found["streaks"][0];
        assert_eq!(prince["name"], "A Christmas Prince");
        assert_eq!(
            (&prince["viewers"], &prince["running"], &prince["longest"]),
            (&53.into(), &53.into(), &18.into())
        );
    }

    fn texts(&self, name: &str, sql: &str) -> Vec<String> {
        texts(&open_read(&self.path(name)).expect("a log"), sql)
    }
}

#[test]
fn the_sample_that_ships_is_the_one_that_is_made() {
    let home = Home::new();
    home.sample(&["--into", "made.db"]).success().stdout(
        starts_with("made.db: ")
            .and(contains(" made-up viewers, 2017-01-01..2017-12-10\n"))
            .and(ends_with("open it with `bingetop made.db`\n")),
    );
    fs::write(home.path("shipped.db"), SAMPLE.as_slice()).unwrap();
    let (made, shipped) = (dump(&home.path("made.db")), dump(&home.path("shipped.db")));
    assert!(shipped.len() > 100_000);
    let odd = made
        .iter()
        .zip(&shipped)
        .find(|(made, shipped)| made != shipped);
    assert_eq!(odd, None);
    assert_eq!(made.len(), shipped.len());
    let repository = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/sample.db")).unwrap();
    assert!(repository == *SAMPLE);
    let mut names: Vec<_> = fs::read_dir(home.path("")).unwrap().collect();
    names.sort_by_key(|entry| entry.as_ref().unwrap().file_name());
    let names: Vec<_> = names
        .into_iter()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(
        names,
        ["made.db", "shipped.db"],
        "nothing beside them, and no key"
    );
}

#[test]
fn the_sample_is_a_small_dense_file_that_nothing_is_beside() {
    // Rows take 3.6 MB of it, cubes the rest.
    assert!(SAMPLE.len() <= 7 << 20, "{} bytes", SAMPLE.len());
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/sample.zst")).len();
    assert!(packed <= 3 << 20, "{packed} bytes of the program");
    assert_eq!(&SAMPLE[68..72], b"bnge", "its application id");
    assert_eq!(
        SAMPLE[18..20],
        [1, 1],
        "it keeps a rollback journal, not a write-ahead log"
    );
    let home = Home::new();
    fs::write(home.path("shipped.db"), SAMPLE.as_slice()).unwrap();
    for (pragma, expected) in [
        ("journal_mode", "delete"),
        ("integrity_check", "ok"),
        ("freelist_count", "0"),
        ("application_id", "1651402597"),
        ("user_version", "7"),
    ] {
        let sql = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}");
        assert_eq!(home.texts("shipped.db", &sql), [expected], "{pragma}");
    }
    let synthetic = "SELECT value FROM settings WHERE name = 'synthetic'";
    let said = home.texts("shipped.db", synthetic).concat();
    assert_eq!(said, "every viewer, play and number in this log is made up");
    assert_eq!(
        home.texts(
            "shipped.db",
            "SELECT label FROM viewers WHERE label NOTNULL"
        ),
        [""; 0]
    );
}

#[rstest]
#[case::of_the_file(&["shipped.db"])]
#[case::of_the_program(&[])]
fn the_sample_says_the_tweet(#[case] log: &[&str]) {
    let home = Home::new();
    fs::write(home.path("shipped.db"), SAMPLE.as_slice()).unwrap();
    home.says_the_tweet(log);
}

#[test]
fn without_a_log_the_sample_is_reported_and_says_so() {
    let home = Home::new();
    let mut report = home.bingetop();
    report.args(["report", "--panel", "totals"]);
    report
        .assert()
        .success()
        .stdout(contains("no viewer, no play and no number here is real"))
        .stderr(
            contains("no log named, so this is the built-in sample, all made up")
                .and(contains("bingetop report LOG.db")),
        );
    fs::write(home.path("shipped.db"), SAMPLE.as_slice()).unwrap();
    let mut report = home.bingetop();
    report.args(["report", "shipped.db", "--panel", "totals"]);
    report
        .assert()
        .success()
        .stdout(contains("no viewer, no play and no number here is real"))
        .stderr("");
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let home = Home::new();
    fs::write(home.path("mine.db"), "mine").unwrap();
    fs::create_dir(home.path("folder")).unwrap();
    for name in ["mine.db", "folder"] {
        home.sample(&["--into", name])
            .code(2)
            .stdout("")
            .stderr(format!(
                "bingetop: {name}: exists already; name a new file\n"
            ));
    }
    assert_eq!(fs::read_to_string(home.path("mine.db")).unwrap(), "mine");
    home.sample(&["--into", "no/such/folder.db"])
        .code(2)
        .stderr(starts_with(
            "bingetop: no/such/folder.db: there is no such folder",
        ));
}

#[test]
fn a_seed_makes_one_log_and_another_seed_another() {
    let home = Home::new();
    let make = |name: &str, seed: &str| {
        let size = ["--viewers", "200", "--days", "30"];
        home.sample(&[&["--into", name, "--seed", seed][..], &size].concat())
            .success();
        dump(&home.path(name))
    };
    let (one, again, other) = (make("a.db", "1"), make("b.db", "1"), make("c.db", "2"));
    assert!(one == again);
    assert!(one != other);
}

#[test]
fn a_sample_has_the_viewers_and_days_asked_for() {
    let home = Home::new();
    let size = ["--viewers", "1000", "--days", "40"];
    home.sample(&[&["--into", "a.db"][..], &size].concat())
        .success()
        .stdout(contains("2017-11-01..2017-12-10"));
    let viewers = home
        .texts("a.db", "SELECT CAST(count(*) AS TEXT) FROM viewers")
        .concat();
    assert!(
        (900..=1_000).contains(&viewers.parse().unwrap()),
        "{viewers}"
    );
    home.says_the_tweet(&["a.db"]);
}

#[rstest]
#[case(&["--viewers", "59"], "59 is not in 60..=1000000")]
#[case(&["--viewers", "1000001"], "is not in 60..=1000000")]
#[case(&["--days", "17"], "17 is not in 18..=10000")]
#[case(&["--days", "10001"], "is not in 18..=10000")]
#[case(&["--seed", "one"], "invalid digit")]
fn a_sample_that_cannot_be_is_refused(#[case] flags: &[&str], #[case] words: &str) {
    let home = Home::new();
    home.sample(&[&["--into", "a.db"], flags].concat())
        .code(2)
        .stdout("")
        .stderr(contains(words));
    assert!(!home.path("a.db").exists());
}

/// Nobody's folder: SQLite can make no file beside the log.
#[cfg(unix)]
#[rstest]
#[case::rollback_journal("delete")]
#[case::write_ahead_log("wal")]
fn a_log_opens_from_a_folder_that_cannot_be_written(#[case] mode: &str) {
    use permissions::{ReadOnly, bound};
    let home = Home::new();
    fs::create_dir(home.path("disc")).unwrap();
    let log = home.path("disc/sample?#%.db");
    fs::write(&log, SAMPLE.as_slice()).unwrap();
    let conn = rusqlite::Connection::open(&log).unwrap();
    conn.pragma_update(None, "journal_mode", mode).unwrap();
    drop(conn);
    let Some(mut report) = bound(&home) else {
        return;
    };
    let read_only = ReadOnly::new(&[log, home.path("disc")]);
    report.args([
        "report",
        "disc/sample?#%.db",
        "--panel",
        "totals",
        "--format",
        "csv",
    ]);
    let output = report.output().unwrap();
    drop(read_only);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), &*said), (Some(0), ""));
    let mut builtin = home.bingetop();
    builtin.args(["report", "--panel", "totals", "--format", "csv"]);
    builtin.assert().stdout(output.stdout);
    assert_eq!(fs::read_dir(home.path("disc")).unwrap().count(), 1);
}

/// Folders in the places of the files beside it are in SQLite's way, whoever runs the test.
#[test]
fn a_log_in_wal_opens_where_nothing_can_be_made_beside_it() {
    let home = Home::new();
    home.small_sample("log.db");
    let conn = rusqlite::Connection::open(home.path("log.db")).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    drop(conn);
    let count = "SELECT CAST(count(*) AS TEXT) FROM plays";
    let plays = home.texts("log.db", count);
    for beside in ["log.db-wal", "log.db-shm"] {
        let before = fs::read(home.path("log.db")).unwrap();
        fs::create_dir(home.path(beside)).unwrap();
        assert_eq!(home.texts("log.db", count), plays, "{beside}");
        fs::remove_dir(home.path(beside)).unwrap();
        let _ = fs::remove_file(home.path("log.db-wal"));
        assert!(fs::read(home.path("log.db")).unwrap() == before);
    }
}

#[cfg(unix)]
#[rstest]
#[case::not_yet_in_it("-wal")]
#[case::to_be_undone("-journal")]
fn a_log_with_a_write_beside_it_that_cannot_be_settled_is_refused(#[case] suffix: &str) {
    use permissions::{ReadOnly, bound};
    let home = Home::new();
    home.small_sample("log.db");
    fs::create_dir(home.path("disc")).unwrap();
    let copy = home.path("disc/copy.db");
    let conn = rusqlite::Connection::open(home.path("log.db")).unwrap();
    let mode = if suffix == "-wal" { "wal" } else { "delete" };
    conn.pragma_update(None, "journal_mode", mode).unwrap();
    // So that the transaction below reaches the disk before it ends.
    conn.execute_batch("PRAGMA cache_size = 1; BEGIN; UPDATE plays SET seconds = seconds + 1")
        .unwrap();
    // The files of a log at work, as a backup takes them.
    for suffix in ["", suffix] {
        let name = |log: &str| home.path(&format!("{log}{suffix}"));
        fs::copy(name("log.db"), name("disc/copy.db")).unwrap();
    }
    drop(conn);
    let Some(mut report) = bound(&home) else {
        return;
    };
    let read_only = ReadOnly::new(&[copy.clone(), home.path("disc")]);
    let output = report.args(["report", "disc/copy.db"]).output().unwrap();
    drop(read_only);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "bingetop: disc/copy.db: a program is writing it or broke off, and its folder cannot be \
         written to sort that out; copy it with the files beside it\n"
    );
    // Where it can be sorted out, it is as it was.
    let sum = "SELECT CAST(sum(seconds) AS TEXT) FROM plays";
    assert_eq!(home.texts("disc/copy.db", sum), home.texts("log.db", sum));
}

/// No file may grow beyond so many blocks: whatever the sample runs into, there is a whole one or none.
#[cfg(unix)]
#[test]
fn a_sample_that_does_not_fit_is_not_there() {
    let home = Home::new();
    home.small_sample("whole.db");
    let blocks = fs::metadata(home.path("whole.db")).unwrap().len() / 512;
    let mut failed = 0;
    for limit in [
        1,
        blocks / 2,
        blocks - 8,
        blocks + 1,
        blocks + 8,
        blocks + 16,
        2 * blocks,
    ] {
        let bingetop = home.plain_bingetop();
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$@\"");
        let mut shell = std::process::Command::new("sh");
        shell
            .args(["-c", &script, "sh"])
            .arg(bingetop.get_program())
            .args([
                "sample",
                "--into",
                "a.db",
                "--viewers",
                "60",
                "--days",
                "18",
            ])
            .current_dir(home.path(""));
        let output = shell.output().unwrap();
        if output.status.success() {
            assert!(dump(&home.path("a.db")) == dump(&home.path("whole.db")));
            fs::remove_file(home.path("a.db")).unwrap();
        } else {
            failed += 1;
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.starts_with("bingetop: a.db: "), "{said}");
        }
        assert_eq!(
            fs::read_dir(home.path("")).unwrap().count(),
            1,
            "{limit} of {blocks}"
        );
    }
    assert!(failed >= 2);
}

#[test]
fn a_stream_has_exactly_the_rows_asked_for() {
    let home = Home::new();
    home.sample(&["--csv", "plays.csv", "--plays", "12345"])
        .success()
        .stdout(
            starts_with("plays.csv: 12,345 made-up rows, ").and(ends_with(
                "\nread it with `bingetop ingest plays.csv --into LOG.db --time-zone UTC`\n",
            )),
        );
    let text = fs::read_to_string(home.path("plays.csv")).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    assert_eq!(header, "viewer,title,show,kind,started_at,seconds");
    assert!(rows.ends_with('\n'));
    assert_eq!(rows.lines().count(), 12_345);
}

#[rstest]
#[case::the_smallest("10000", "20171210")]
#[case::larger("60000", "3")]
fn a_stream_says_the_tweet(#[case] plays: &str, #[case] seed: &str) {
    let home = Home::new();
    home.sample(&["--csv", "plays.csv", "--plays", plays, "--seed", seed])
        .success();
    let mut ingest = home.bingetop();
    ingest.args([
        "ingest",
        "plays.csv",
        "--into",
        "a.db",
        "--time-zone",
        "UTC",
    ]);
    ingest.assert().success();
    home.says_the_tweet(&["a.db"]);
    let mut report = home.bingetop();
    report.args(["report", "a.db", "--range", "all", "--streak", "19"]);
    report.args(["--exact", "--format", "json", "--top", "0"]);
    let output = report.assert().success().get_output().clone();
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["totals"]["rows"].to_string(), plays);
    assert_eq!(found["window"]["days"], 365);
    let mut streaks = found["streaks"].as_array().unwrap().iter();
    let prince = streaks.find(|row| row["name"] == "A Christmas Prince");
    let prince = prince.expect("the faithful have a streak");
    assert_eq!(
        (&prince["longest"], &prince["viewers"]),
        (&18.into(), &0.into())
    );
}

#[test]
fn a_stream_on_standard_output_is_the_one_in_a_file() {
    let home = Home::new();
    let stream = |csv: &str, seed: &str| {
        let made = home.sample(&["--csv", csv, "--plays", "10000", "--seed", seed]);
        made.success().stderr("").get_output().stdout.clone()
    };
    stream("plays.csv", "1");
    let piped = stream("-", "1");
    assert!(piped == fs::read(home.path("plays.csv")).unwrap());
    assert!(piped != stream("-", "2"));
}

#[rstest]
#[case::nowhere(&[], "--into <FILE>")]
#[case::both(&["--into", "a.db", "--csv", "a.csv"], "'--into <FILE>' cannot be used with '--csv <FILE>'")]
#[case::rows_of_a_log(&["--into", "a.db", "--plays", "10000"], "cannot be used with")]
#[case::viewers_of_a_stream(&["--csv", "a.csv", "--viewers", "100"], "cannot be used with")]
#[case::days_of_a_stream(&["--csv", "a.csv", "--days", "20"], "cannot be used with")]
#[case::too_few(&["--csv", "a.csv", "--plays", "9999"], "9999 is not in 10000..=10000000000")]
#[case::too_many(&["--csv", "a.csv", "--plays", "10000000001"], "is not in 10000..=10000000000")]
fn what_cannot_be_combined_is_refused(#[case] flags: &[&str], #[case] words: &str) {
    let home = Home::new();
    home.sample(flags)
        .code(2)
        .stdout("")
        .stderr(contains(words));
    assert_eq!(fs::read_dir(home.path("")).unwrap().count(), 0);
}

#[test]
fn a_stream_takes_no_place_that_is_taken() {
    let home = Home::new();
    fs::write(home.path("mine.csv"), "mine").unwrap();
    home.sample(&["--csv", "mine.csv"])
        .code(2)
        .stdout("")
        .stderr("bingetop: mine.csv: exists already; name a new file\n");
    assert_eq!(fs::read_to_string(home.path("mine.csv")).unwrap(), "mine");
    home.sample(&["--csv", "no/such/folder.csv"])
        .code(2)
        .stderr(starts_with("bingetop: no/such/folder.csv: "));
}

#[cfg(unix)]
#[test]
fn a_stream_that_does_not_fit_is_not_there() {
    let home = Home::new();
    let mut shell = std::process::Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 100; exec \"$0\" sample --csv a.csv --plays 10000";
    shell
        .args(["-c", script])
        .arg(home.plain_bingetop().get_program())
        .current_dir(home.path(""));
    let output = shell.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("bingetop: a.csv: "), "{said}");
    assert_eq!(fs::read_dir(home.path("")).unwrap().count(), 0);
}
