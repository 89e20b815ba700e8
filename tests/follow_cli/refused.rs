//! Lines that cannot be read, and inputs that cannot be followed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use predicates::str::{contains, starts_with};
use rstest::rstest;

use crate::home::Home;
use crate::running::{Running, json};
use crate::zipped::zipped;

const BROKEN: &str = include_str!("../fixtures/broken.jsonl");
const NETFLIX: &str = include_str!("../fixtures/netflix.csv");

#[test]
fn lines_that_cannot_be_read_are_kept_beside_the_log() {
    let home = Home::new();
    let long = format!("{{\"title\":\"{}\"}}\n", "x".repeat(2 << 20));
    let zoneless = "{\"viewer\":\"ann\",\"title\":\"X\",\"started_at\":\"2024-01-05 21:03:11\"}\n";
    for kept in [3, 6] {
        let mut session = Running::start(&home, "-", &[]);
        session.send(&json(0, 1));
        session.send(&long);
        session.send(zoneless);
        session.send("bad\n");
        session.send(&json(1, 1));
        let said = session.end();
        assert!(said.contains("5 rows read, "), "{said}");
        assert!(
            said.contains("  3 refused, added to log.db.refused.tsv:\n"),
            "{said}"
        );
        assert!(said.contains("input:2: is longer than 1 MiB\n"), "{said}");
        assert!(
            said.contains("input:3: `2024-01-05 21:03:11` states no time zone; "),
            "{said}"
        );
        let refused = home.path("log.db.refused.tsv");
        let text = fs::read_to_string(&refused).unwrap();
        assert_eq!(text.lines().count(), kept, "{text}");
        assert!(text.lines().all(|line| line.split('\t').count() == 4));
        let mode = fs::metadata(&refused).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "it holds names");
    }
    assert_eq!(home.rows(), 2);
}

#[test]
fn the_file_for_refused_lines_can_be_named() {
    let home = Home::new();
    home.write("refused.tsv", "from\t1\tbefore\t\n");
    let mut session = Running::start(&home, "-", &["--refused", "refused.tsv"]);
    session.send(&json(0, 1));
    session.send(BROKEN);
    let said = session.end();
    assert!(said.contains("refused, added to refused.tsv:\n"), "{said}");
    let text = fs::read_to_string(home.path("refused.tsv")).unwrap();
    assert!(
        text.starts_with("from\t1\tbefore\t\nstandard input\t2\t"),
        "{text}"
    );
    assert!(!home.path("log.db.refused.tsv").exists());
}

#[rstest]
#[case::log("log.db", "it is the log")]
#[case::log_by_another_name("hard.db", "it is the log")]
#[case::key(
    "bingetop/viewer.key",
    "the key that hides viewers has that folder for itself"
)]
#[case::key_by_another_name("hard.key", "it is the key that hides viewers")]
#[case::text("text", "it holds something else than refused rows")]
fn refused_lines_never_get_into_another_file(#[case] path: &str, #[case] words: &str) {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 1));
    session.end();
    home.write("text", "from before\n");
    fs::hard_link(home.log(), home.path("hard.db")).unwrap();
    fs::hard_link(home.path("bingetop/viewer.key"), home.path("hard.key")).unwrap();
    let before = fs::read(home.path(path)).unwrap();
    let mut ingest = home.bingetop();
    ingest.args([
        "ingest",
        "-",
        "--follow",
        "--into",
        "log.db",
        "--refused",
        path,
    ]);
    ingest.write_stdin("bad\n").assert().code(2).stderr(format!(
        "bingetop: {path}: refused rows cannot be kept there: {words}; name another file with --refused\n"
    ));
    assert_eq!(fs::read(home.path(path)).unwrap(), before);
}

#[test]
fn a_file_that_comes_in_the_way_of_refused_lines_is_left_as_it_is() {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 1));
    session.wait_until(|| home.rows() == 1);
    fs::hard_link(home.log(), home.path("log.db.refused.tsv")).unwrap();
    session.send("bad\n");
    assert_eq!(
        session.end_in_failure(),
        "bingetop: log.db.refused.tsv: refused rows cannot be kept there: it is the log; name another file with --refused\n"
    );
    assert_eq!(home.rows(), 1);
}

#[test]
fn without_refused_lines_there_is_no_file_for_them() {
    let home = Home::new();
    let mut session = Running::start(&home, "-", &[]);
    session.send(&json(0, 1));
    session.end();
    assert!(!home.path("log.db.refused.tsv").exists());
}

#[rstest]
#[case::two_inputs(&["a", "b"], "--follow takes one input, not 2; run it once for each")]
#[case::zip(&["log.zip"], "log.zip: a ZIP is whole when it comes and cannot be followed; leave out --follow")]
#[case::netflix(&["netflix.csv"], "netflix.csv: an export (netflix) is whole when it comes")]
#[case::netflix_named(&["a", "--format", "netflix"], "a: an export (netflix) is whole when it comes")]
#[case::missing(&["none"], "none: No such file")]
#[case::folder(&["bingetop"], "bingetop: is a folder; name the files in it")]
#[case::header(&["header.csv", "--format", "csv"], "header.csv: line 1: no column named `title`")]
#[case::onto_itself(&["log.db.refused.tsv"], "log.db.refused.tsv: refused rows cannot be kept there: it is an input")]
fn what_cannot_be_followed_says_so(#[case] arguments: &[&str], #[case] message: &str) {
    let home = Home::new();
    home.write("a", &json(0, 1));
    home.write("header.csv", "name,when\n");
    home.write("netflix.csv", NETFLIX);
    fs::create_dir(home.path("bingetop")).unwrap();
    fs::write(home.path("log.zip"), zipped(&[("a.jsonl", b"{}")])).unwrap();
    let mut ingest = home.bingetop();
    ingest
        .args(["ingest", "--follow", "--into", "log.db"])
        .args(arguments);
    ingest
        .assert()
        .code(2)
        .stdout("")
        .stderr(starts_with(format!("bingetop: {message}")));
    assert!(!home.log().exists());
}

#[test]
fn following_is_no_trial() {
    let home = Home::new();
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "-", "--follow", "--dry-run", "--into", "log.db"]);
    ingest
        .assert()
        .code(2)
        .stderr(contains("'--follow' cannot be used with '--dry-run'"));
}
