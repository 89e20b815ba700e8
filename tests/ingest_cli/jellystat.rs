//! Jellystat's backups, whose rows grow from one to the next.

use predicates::str::{contains, starts_with};

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

const BACKUP: &str = include_str!("../fixtures/jellystat.json");
const LINES: &str = include_str!("../fixtures/jellystat.jsonl");

/// Returns a backup of plays, each `id end seconds`, of one viewer and one film.
fn backup(plays: &[(&str, &str, u32)]) -> String {
    let rows = plays.iter().map(|(id, end, seconds)| {
        format!(
            r#"{{"Id":"{id}","UserName":"Ann","NowPlayingItemId":"f1","NowPlayingItemName":"Low Water",
                "PlaybackDuration":"{seconds}","ActivityDateInserted":"{end}"}}"#
        )
    });
    let rows: Vec<String> = rows.collect();
    format!(
        r#"[{{"jf_users":[]}},{{"jf_playback_activity":[{}]}}]"#,
        rows.join(",")
    )
}

const STARTS: &str = "SELECT concat_ws(' ', datetime(started_at, 'unixepoch'), seconds) FROM plays ORDER BY started_at";

#[test]
fn both_forms_are_the_same_rows_also_from_a_zip() {
    let home = Home::new();
    home.write("backup.json", BACKUP);
    home.write("backup.jsonl", LINES);
    home.write(
        "backup.zip",
        zipped(&[("backup-data/backup_2024-02-01.json", BACKUP.as_bytes())]),
    );
    home.ingest(&["backup.json", "--refused", "refused.tsv"])
        .success()
        .stdout(starts_with(
            "backup.json: read as jellystat\n9 rows read, 4 added",
        ));
    let refused = std::fs::read_to_string(home.path("refused.tsv")).expect("it is there");
    assert!(refused.contains("has no Id") && !refused.contains("192.0.2"));
    let before = home.dump();
    home.ingest(&["backup.jsonl"]).success().stdout(starts_with(
        "backup.jsonl: read as jellystat-lines\n5 rows read, 0 added",
    ));
    home.ingest(&["backup.zip"])
        .success()
        .stdout(contains("9 rows read, 0 added"));
    home.ingest_piped(BACKUP.as_bytes(), &[])
        .success()
        .stdout(contains("9 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}

#[test]
fn a_row_that_grew_is_one_row_whichever_backup_comes_first() {
    let (old, new) = (
        backup(&[
            ("a", "2024-01-05T21:10:00Z", 600),
            ("b", "2024-01-06T21:10:00Z", 600),
        ]),
        backup(&[
            ("a", "2024-01-05T22:00:00Z", 1800),
            ("b", "2024-01-06T21:10:00Z", 600),
            ("c", "2024-01-06T21:10:00Z", 600),
        ]),
    );
    let expected = [
        "2024-01-05 21:30:00 1800",
        "2024-01-06 21:00:00 600",
        "2024-01-06 21:00:00 600",
    ];
    let mut answers = Vec::new();
    for order in [["old.json", "new.json"], ["new.json", "old.json"]] {
        let home = Home::new();
        home.write("old.json", &old);
        home.write("new.json", &new);
        home.ingest(&[order[0]]).success();
        let again = home.ingest(&[order[1]]).success();
        if order[0] == "old.json" {
            again.stdout(contains("3 rows read, 1 added to log.db, 1 updated"));
        } else {
            again.stdout(contains("2 rows read, 0 added"));
        }
        assert_eq!(query(&home.log(), STARTS), expected);
        home.ingest(&["new.json", "old.json"])
            .success()
            .stdout(contains("5 rows read, 0 added to log.db\n"));
        assert_eq!(query(&home.log(), STARTS), expected);
        home.bingetop()
            .args(["verify", "log.db"])
            .assert()
            .success();
        answers.push(home.answers());
    }
    let home = Home::new();
    home.write("old.json", &old);
    home.write("new.json", &new);
    home.ingest(&["old.json", "new.json"]).success();
    answers.push(home.answers());
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[test]
fn rows_with_ids_have_an_hour_and_stay_apart_from_those_of_others() {
    let home = Home::new();
    home.write("backup.json", backup(&[("a", "2024-01-05T21:10:00Z", 600)]));
    home.write(
        "plays.csv",
        "viewer,title,started_at,seconds\nAnn,Low Water,2024-01-05T21:00:00Z,600\nAnn,Low Water,2024-01-07T21:00:00Z,600\n",
    );
    home.ingest(&["backup.json", "plays.csv"]).success();
    let clock = home
        .bingetop()
        .args([
            "report", "log.db", "--range", "all", "--exact", "--format", "json",
        ])
        .assert()
        .success();
    let clock = String::from_utf8(clock.get_output().stdout.clone()).expect("JSON is text");
    assert!(
        clock.contains(r#""weekday": "Fri""#) || clock.contains(r#""weekday":"Fri""#),
        "{clock}"
    );
}

#[test]
fn a_backup_without_plays_is_refused_and_one_that_breaks_off_too() {
    let home = Home::new();
    home.write("users.json", r#"[{"jf_users":[{"Id":"u1"}]}]"#);
    home.refuses(
        &["users.json"],
        "users.json",
        "there is no array of `jf_playback_activity`",
    );
    home.write("half.json", &BACKUP[..BACKUP.len() / 2]);
    home.refuses(
        &["half.json"],
        "half.json",
        "breaks off; is the file whole?",
    );
}

#[test]
fn a_viewer_who_counts_as_another_keeps_rows_with_ids() {
    let home = Home::new();
    home.write("old.json", backup(&[("a", "2024-01-05T21:10:00Z", 600)]));
    home.write("new.json", backup(&[("a", "2024-01-05T22:00:00Z", 1800)]));
    home.write(
        "plays.csv",
        "viewer,title,started_at,seconds\nBob,Low Tide,2024-01-05T21:00:00Z,600\n",
    );
    home.ingest(&["old.json", "plays.csv", "--keep-names"])
        .success();
    home.bingetop()
        .args(["viewers", "merge", "log.db", "Ann", "Bob"])
        .assert()
        .success();
    home.ingest(&["new.json"]).success();
    let sql = format!(
        "{} ",
        STARTS.replace(
            "FROM plays",
            "FROM plays WHERE seconds = 1800 OR seconds = 600"
        )
    );
    assert_eq!(
        query(&home.log(), &sql),
        ["2024-01-05 21:00:00 600", "2024-01-05 21:30:00 1800"]
    );
    home.bingetop()
        .args(["viewers", "split", "log.db", "Ann"])
        .assert()
        .success();
    home.ingest(&["old.json"])
        .success()
        .stdout(contains("1 row read, 0 added"));
    assert_eq!(
        query(&home.log(), &sql),
        ["2024-01-05 21:00:00 600", "2024-01-05 21:30:00 1800"]
    );
}
