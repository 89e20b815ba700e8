//! Files with rows, names or the key in them are their owner's alone.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use bingetop::store::open_read;
use predicates::str::contains;
use rstest::rstest;

use crate::home::Home;
use crate::permissions::bound;

const TIGHTENED: &str = "Others could read log.db; it keeps names now, and is yours alone";

impl Home {
    fn mode(&self, name: &str) -> u32 {
        let file = fs::metadata(self.path(name)).expect("it is there");
        file.permissions().mode() & 0o777
    }

    fn set_mode(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), Permissions::from_mode(mode)).expect("it is ours");
    }
}

#[test]
fn a_new_log_and_the_files_beside_it_are_their_owners_alone() {
    let home = Home::with_log();
    let _reader = open_read(&home.log()).expect("it opens");
    home.write(
        "more.csv",
        "title,started_at\nA Pier,2024-02-05T21:03:11Z\n",
    );
    home.ingest(&["more.csv"]).success();
    for name in ["log.db", "log.db-wal", "log.db-shm"] {
        assert_eq!(home.mode(name), 0o600, "{name}");
    }
    assert_eq!(home.mode("bingetop"), 0o700);
    assert_eq!(home.mode("bingetop/viewer.key"), 0o600);
}

#[test]
fn a_made_up_log_is_its_owners_alone_as_any_other() {
    let home = Home::new();
    let mut sample = home.bingetop();
    sample.args("sample --into log.db --viewers 60 --days 30".split(' '));
    sample.assert().success();
    assert_eq!(home.mode("log.db"), 0o600);
}

#[test]
fn a_log_that_others_may_read_stays_so_without_names() {
    let home = Home::with_log();
    home.set_mode("log.db", 0o644);
    home.ingest(&["plays.csv"]).success();
    home.ingest(&["plays.csv", "--keep-names", "--dry-run"])
        .success();
    assert_eq!(home.mode("log.db"), 0o644);
}

#[test]
fn a_log_that_others_may_read_is_closed_before_names_are_kept_in_it() {
    let home = Home::with_log();
    home.set_mode("log.db", 0o644);
    // A reader keeps the files beside the log in place, made as the log was.
    let _reader = open_read(&home.log()).expect("it opens");
    assert_eq!(home.mode("log.db-shm"), 0o644);
    home.ingest(&["plays.csv", "--keep-names"])
        .success()
        .stdout(contains(TIGHTENED));
    for name in ["log.db", "log.db-wal", "log.db-shm"] {
        assert_eq!(home.mode(name), 0o600, "{name}");
    }
    home.ingest(&["plays.csv", "--keep-names"])
        .success()
        .stdout(predicates::str::contains(TIGHTENED).count(0));
}

#[test]
fn a_followed_log_is_closed_before_names_are_kept_in_it() {
    let home = Home::with_log();
    home.set_mode("log.db", 0o644);
    let row = "{\"viewer\":\"ann\",\"title\":\"X\",\"started_at\":1704488591}\n";
    home.ingest_piped(row.as_bytes(), &["--follow", "--keep-names"])
        .success()
        .stdout(contains(TIGHTENED));
    assert_eq!(home.mode("log.db"), 0o600);
}

#[test]
fn a_log_of_another_user_takes_no_names() {
    let home = Home::with_log();
    let Some(mut ingest) = bound(&home) else {
        return;
    };
    let ours = fs::metadata(home.path("plays.csv")).expect("it is there");
    if std::os::unix::fs::MetadataExt::uid(&ours) != 65_534 {
        // Whom permissions bind can give no file to another user.
        return;
    }
    std::os::unix::fs::chown(home.log(), Some(0), Some(0)).expect("root may give");
    home.set_mode("log.db", 0o666);
    ingest.args("ingest plays.csv --keep-names --into log.db".split(' '));
    let output = ingest.output().expect("it runs");
    let said = String::from_utf8(output.stderr).expect("text");
    let words = "bingetop: log.db: others may read it, and names are to be kept in it: ";
    assert!(said.starts_with(words), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

#[rstest]
#[case::group_may_read(0o640)]
#[case::others_may_read(0o604)]
#[case::others_may_write(0o602)]
fn a_key_that_others_may_open_is_refused(#[case] mode: u32) {
    let home = Home::with_log();
    home.set_mode("bingetop/viewer.key", mode);
    let key = home.path("bingetop/viewer.key");
    let key = key.to_str().expect("text");
    for arguments in [&["plays.csv"][..], &["plays.csv", "--dry-run"]] {
        home.refuses(arguments, key, &format!("run `chmod 600 {key}`"));
    }
    home.set_mode("bingetop/viewer.key", 0o600);
    home.ingest(&["plays.csv"]).success();
}

#[test]
fn a_file_for_refused_rows_that_others_may_read_is_closed() {
    let home = Home::with_log();
    home.write(
        "bad.csv",
        "viewer,title,started_at\nann,The Pier,soon\nann,The Pier,2024-01-05T21:03:11Z\n",
    );
    home.write("refused.tsv", "");
    home.set_mode("refused.tsv", 0o644);
    home.ingest(&["bad.csv", "--refused", "refused.tsv"])
        .success();
    assert_eq!(home.mode("refused.tsv"), 0o600);
}
