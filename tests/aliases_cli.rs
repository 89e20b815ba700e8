//! `bingetop viewers` and `bingetop titles` as people run them: aliases made, undone, listed, refused, and kept over
//! what comes later.

#[path = "support/home.rs"]
mod home;

#[path = "aliases_cli/killed.rs"]
mod killed;
#[path = "aliases_cli/live.rs"]
mod live;
#[path = "aliases_cli/log.rs"]
mod log;
#[path = "aliases_cli/refused.rs"]
mod refused;

use bingetop::domain::{Day, Level, Window};
use bingetop::query::{Log, Question, SelectError};
use bingetop::store::open_read;
use home::Home;
use log::{EARLY, HEADER, LATE};
use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;

#[rstest]
#[case::hashed(&[])]
#[case::kept(&["--keep-names"])]
fn a_viewer_who_counts_as_another_is_reported_as_if_the_source_had_named_both_so(
    #[case] flags: &[&str],
) {
    let home = Home::with(EARLY, flags);
    let before = home.report("log.db");
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .success()
        .stdout(
            "log.db: \"Annie\" counts as \"Ann\" from now on; \
             `bingetop viewers split log.db \"Annie\"` undoes it\n",
        );
    assert_ne!(home.report("log.db"), before);
    let renamed = |rows: &str| rows.replace("Annie,", "Ann,");
    home.ingest("other.db", &renamed(EARLY), flags);
    assert_eq!(home.report("log.db"), home.report("other.db"));
    home.verify("log.db");

    // What comes later counts so, too; what comes again is known.
    let merged = home.report("log.db");
    home.write("late.csv", &format!("{HEADER}{LATE}"));
    home.run(
        &[
            &["ingest", "late.csv", "--into", "log.db", "--dry-run"],
            flags,
        ]
        .concat(),
    )
    .success()
    .stdout(contains("3 rows read, 3 would be added"));
    assert_eq!(home.report("log.db"), merged);
    home.ingest("log.db", LATE, flags);
    home.ingest("other.db", &renamed(LATE), flags);
    let merged = home.report("log.db");
    assert_eq!(merged, home.report("other.db"));
    home.verify("log.db");
    home.write("again.csv", &format!("{HEADER}{EARLY}{LATE}"));
    home.run(&[&["ingest", "again.csv", "--into", "log.db"], flags].concat())
        .success()
        .stdout(contains("9 rows read, 0 added"));
    assert_eq!(home.report("log.db"), merged);

    home.run(&["viewers", "split", "log.db", "Annie"])
        .success()
        .stdout("log.db: \"Annie\" counts as before\n");
    home.ingest("plain.db", EARLY, flags);
    assert_eq!(before, home.report("plain.db"));
    home.ingest("plain.db", LATE, flags);
    assert_eq!(home.report("log.db"), home.report("plain.db"));
    home.verify("log.db");
}

#[test]
fn splitting_gives_back_the_report_to_the_byte() {
    let home = Home::with(EARLY, &[]);
    let before = home.report("log.db");
    for [command, alias, counts_as] in [
        ["viewers", "Annie", "Ann"],
        ["titles", "Dracula", "Count Dracula"],
    ] {
        home.run(&[command, "merge", "log.db", alias, counts_as])
            .success();
        assert_ne!(home.report("log.db"), before, "{command}");
        home.run(&[command, "split", "log.db", alias]).success();
        assert_eq!(home.report("log.db"), before, "{command}");
    }
}

#[test]
fn a_title_that_counts_as_another_is_reported_as_if_the_source_had_named_both_so() {
    let home = Home::with(EARLY, &[]);
    home.run(&["titles", "merge", "log.db", "Dracula", "Count Dracula"])
        .success();
    let renamed = |rows: &str| rows.replace(",Dracula,,", ",Count Dracula,,");
    home.ingest("other.db", &renamed(EARLY), &[]);
    assert_eq!(home.report("log.db"), home.report("other.db"));
    home.ingest("log.db", LATE, &[]);
    home.ingest("other.db", &renamed(LATE), &[]);
    assert_eq!(home.report("log.db"), home.report("other.db"));
    home.verify("log.db");
    home.run(&["report", "log.db", "--title", "Dracula"])
        .success()
        .stdout(contains("Count Dracula"));
    home.run(&["titles", "log.db"])
        .success()
        .stdout("Dracula counts as Count Dracula\n");
}

#[test]
fn an_episode_that_counts_as_another_leaves_its_show() {
    let home = Home::with(EARLY, &[]);
    home.run(&["titles", "merge", "log.db", "Harbour: Pilot", "Dracula"])
        .success();
    let renamed = EARLY.replace(",Pilot,Harbour,episode,", ",Dracula,,film,");
    home.ingest("other.db", &renamed, &[]);
    assert_eq!(home.report("log.db"), home.report("other.db"));
    home.verify("log.db");
}

#[test]
fn a_chain_counts_as_its_end_and_comes_apart_where_it_is_split() {
    let home = Home::with(EARLY, &["--keep-names"]);
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .success();
    home.run(&["viewers", "merge", "log.db", "Ann", "Bob"])
        .success();
    home.run(&["viewers", "log.db"])
        .success()
        .stdout("Ann counts as Bob\nAnnie counts as Bob\n");
    let renamed = EARLY.replace("Annie,", "Bob,").replace("Ann,", "Bob,");
    home.ingest("other.db", &renamed, &["--keep-names"]);
    assert_eq!(home.report("log.db"), home.report("other.db"));
    home.run(&["viewers", "split", "log.db", "Ann"]).success();
    home.run(&["viewers", "log.db"])
        .success()
        .stdout("Annie counts as Ann\n");
    home.verify("log.db");
}

#[test]
fn viewers_of_two_accounts_are_one_where_both_are_named() {
    let home = Home::with(EARLY, &[]);
    home.ingest("log.db", LATE, &["--account", "cellar"]);
    let merge = ["viewers", "merge", "log.db", "Ann", "Ann"];
    home.run(&merge)
        .code(2)
        .stderr(contains("\"Ann\" and \"Ann\" are one viewer already"));
    home.run(&[&merge[..], &["--account", "cellar", "--into-account", ""]].concat())
        .success();
    home.run(&["viewers", "split", "log.db", "Ann", "--account", "cellar"])
        .success();
    home.verify("log.db");
}

#[test]
fn a_log_without_names_gets_none_and_is_told_by_hashes() {
    let home = Home::with(EARLY, &[]);
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .success();
    for file in ["log.db", "log.db-wal"] {
        let bytes = std::fs::read(home.path(file)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Ann"), "{file}");
    }
    let listed = home.run(&["viewers", "log.db"]).success();
    let listed = String::from_utf8(listed.get_output().stdout.clone()).unwrap();
    let (alias, counts_as) = listed.trim().split_once(" counts as ").unwrap();
    assert_eq!((alias.len(), counts_as.len()), (32, 32), "{listed}");
    home.run(&["viewers", "split", "log.db", alias]).success();
    home.run(&["viewers", "merge", "log.db", alias, counts_as])
        .success();
    home.run(&["viewers", "log.db"]).success().stdout(listed);
}

#[test]
fn without_aliases_there_is_nothing_to_list() {
    let home = Home::with(EARLY, &[]);
    home.run(&["viewers", "log.db"])
        .success()
        .stdout("log.db: no viewer counts as another\n");
    home.run(&["titles", "log.db"])
        .success()
        .stdout("log.db: no title counts as another\n");
}

#[test]
fn titles_of_one_name_are_told_apart_as_they_are_listed() {
    let home = Home::new();
    let rows = "viewer,title,id,started_at,seconds\n\
                Ann,Dracula,a,2024-01-05T20:00:00Z,600\n\
                Ann,Dracula,b,2024-01-06T20:00:00Z,600\n\
                Ann,Dracula,,2024-01-07T20:00:00Z,600\n";
    home.write("rows.csv", rows);
    home.run(&["ingest", "rows.csv", "--map", "id=id", "--into", "log.db"])
        .success();
    let words = "log.db: \"Dracula\" names 3 titles; name one as it stands here:\n  \
                 Dracula (#)\n  Dracula (#a)\n  Dracula (#b)";
    home.run(&["titles", "merge", "log.db", "#a", "Dracula"])
        .code(2)
        .stderr(contains(words));
    home.run(&["titles", "merge", "log.db", "#a", "Dracula (#b)"])
        .success();
    home.run(&["titles", "merge", "log.db", "Dracula (#)", "#b"])
        .success();
    home.run(&["titles", "log.db"])
        .success()
        .stdout("Dracula counts as Dracula (#b)\nDracula (#a) counts as Dracula (#b)\n");
    home.verify("log.db");
    home.run(&["titles", "split", "log.db", "#a"]).success();
}

#[test]
fn an_artist_whose_name_begins_like_an_id_has_none() {
    let home = Home::new();
    let rows = "viewer,title,show,id,started_at,seconds\n\
                Ann,Fog,#1 Ebb,a,2024-01-05T20:00:00Z,600\n\
                Ann,Fog,#1 Ebb,,2024-01-06T20:00:00Z,600\n";
    home.write("rows.csv", rows);
    home.run(&["ingest", "rows.csv", "--map", "id=id", "--into", "log.db"])
        .success();
    home.run(&["titles", "merge", "log.db", "Fog", "#a"])
        .code(2)
        .stderr(contains("\n  #1 Ebb: Fog (#a)\n").and(contains("\n  #1 Ebb: Fog (#)\n")));
    home.run(&["titles", "merge", "log.db", "#1 Ebb: Fog (#)", "#a"])
        .success();
}

#[test]
fn a_log_that_is_open_is_found_changed() {
    let home = Home::with(EARLY, &[]);
    let conn = open_read(&home.path("log.db")).expect("the log opens");
    let log = Log::load(&conn).expect("the log is read");
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .success();
    let window = Window::ending(Day::parse("2024-01-31").expect("a day"), 31);
    let selected = log.select(&conn, &Question::about(window));
    assert!(matches!(selected, Err(SelectError::Changed)));
    let again = Log::load(&conn).expect("the log is read");
    assert_eq!(again.facts().viewers + 1, log.facts().viewers);
    assert!(again.items(Level::Title).len() == log.items(Level::Title).len());
}

/// Logs of the schema before aliases have none; they are read as they are, and brought up to date when first needed.
#[test]
fn a_log_from_before_aliases_takes_them() {
    let home = Home::with(EARLY, &[]);
    let expected = home.report("log.db");
    let conn = rusqlite::Connection::open(home.path("log.db")).expect("it is ours");
    conn.execute_batch(
        "DROP TABLE viewer_aliases; DROP TABLE title_aliases; DROP TABLE alias_rows; PRAGMA user_version = 3",
    )
    .expect("it is ours");
    drop(conn);
    let mut report = home.bingetop();
    let report = report.args(log::REPORT).arg("log.db").assert().success();
    report.stderr(predicate::str::is_empty());
    assert_eq!(home.report("log.db"), expected);
    home.run(&["viewers", "log.db"])
        .success()
        .stdout(contains("no viewer counts as another"));
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .success();
    home.verify("log.db");
}
