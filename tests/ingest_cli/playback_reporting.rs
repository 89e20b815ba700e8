//! Playback Reporting's database and backup, Plex's own, and one history in the forms of three servers.

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use rusqlite::Connection;

use crate::home::Home;

const HISTORY: &str = include_str!("../fixtures/playback-reporting.sql");
const BACKUP: &str = include_str!("../fixtures/playback-reporting.tsv");

impl Home {
    /// Makes a database.
    pub fn write_database(&self, name: &str, sql: &str) {
        let conn = Connection::open(self.path(name)).expect("a database can be made");
        conn.execute_batch(sql).expect("it is SQL");
    }
}

#[test]
fn the_zone_of_the_server_is_asked_for() {
    let home = Home::new();
    home.write_database("playback_reporting.db", HISTORY);
    home.write("backup.tsv", BACKUP);
    for name in ["playback_reporting.db", "backup.tsv"] {
        home.refuses(
            &[name],
            name,
            "states no time zone; name it with --times-in",
        );
    }
    let zone = ["--times-in", "Europe/Rome"];
    home.ingest(&["playback_reporting.db", zone[0], zone[1]])
        .success()
        .stdout(
            starts_with("playback_reporting.db: read as playback-reporting\n8 rows read, 4 added")
                .and(contains("1 left out: trailers, recaps and other extras")),
        );
    let before = home.dump();
    home.ingest(&["backup.tsv", zone[0], zone[1]])
        .success()
        .stdout(starts_with(
            "backup.tsv: read as playback-reporting-backup\n4 rows read, 0 added",
        ));
    assert_eq!(home.dump(), before);
}

#[test]
fn the_database_of_plex_is_read_by_its_accounts() {
    let home = Home::new();
    home.write_database("library.db", include_str!("../fixtures/plex.sql"));
    home.ingest(&["library.db", "--times-in", "UTC"])
        .success()
        .stdout(
            starts_with(
                "library.db: read as plex\n  Plex's own database does not say for how long",
            )
            .and(contains("\n10 rows read, 6 added")),
        );
    let before = home.dump();
    home.ingest(&["library.db", "--times-in", "UTC"])
        .success()
        .stdout(contains("10 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}

/// One history in the forms of three servers: three films and an episode of two viewers.
const PLAYS: [(&str, &str, i64, i64); 4] = [
    ("ann", "f1", 1_704_488_591, 3000),
    ("ann", "f1", 1_704_574_991, 5400),
    ("bob", "f1", 1_704_578_400, 5400),
    ("bob", "e4", 1_704_664_800, 2400),
];

fn name_of(item: &str) -> (&'static str, &'static str) {
    match item {
        "e4" => ("Harbour", "The Pier"),
        _ => ("", "Low Water"),
    }
}

fn tautulli() -> String {
    let mut sql = String::from(
        "CREATE TABLE session_history (id INTEGER PRIMARY KEY, started, stopped, rating_key, user, media_type);
         CREATE TABLE session_history_metadata (id INTEGER PRIMARY KEY, title, grandparent_title);",
    );
    for (id, (user, item, start, seconds)) in (1..).zip(PLAYS) {
        let (show, title) = name_of(item);
        let kind = if show.is_empty() { "movie" } else { "episode" };
        let insert = format!(
            "INSERT INTO session_history VALUES ({id}, {start}, {}, '{item}', '{user}', '{kind}');
             INSERT INTO session_history_metadata VALUES ({id}, '{title}', '{show}');",
            start + seconds
        );
        sql.push_str(&insert);
    }
    sql
}

fn playback_reporting() -> String {
    let mut sql = String::from(
        "CREATE TABLE PlaybackActivity (DateCreated, UserId, ItemId, ItemType, ItemName, PlayDuration);
         PRAGMA user_version = 1;",
    );
    for (user, item, start, seconds) in PLAYS {
        let (show, title) = name_of(item);
        let (kind, name) = match show {
            "" => ("Movie", title.to_owned()),
            show => ("Episode", format!("{show} - s02e04 - {title}")),
        };
        let insert = format!(
            "INSERT INTO PlaybackActivity
             VALUES (datetime({start} + 20, 'unixepoch'), '{user}', '{item}', '{kind}', '{name}', {seconds});"
        );
        sql.push_str(&insert);
    }
    sql
}

fn jellystat() -> String {
    let rows = (1..).zip(PLAYS).map(|(id, (user, item, start, seconds))| {
        let (show, title) = name_of(item);
        let (show, episode) = match show {
            "" => ("null".to_owned(), "null".to_owned()),
            show => (format!("\"{show}\""), format!("\"{item}\"")),
        };
        format!(
            r#"{{"Id":"{id}","UserName":"{user}","NowPlayingItemId":"{item}","NowPlayingItemName":"{title}",
                "SeriesName":{show},"EpisodeId":{episode},"PlaybackDuration":"{seconds}",
                "ActivityDateInserted":{}}}"#,
            start + seconds
        )
    });
    let rows: Vec<String> = rows.collect();
    format!(r#"[{{"jf_playback_activity":[{}]}}]"#, rows.join(","))
}

#[test]
fn one_history_gives_the_same_answers_in_the_forms_of_three_servers() {
    let mut answers = Vec::new();
    for form in ["tautulli", "playback-reporting", "jellystat"] {
        let home = Home::new();
        match form {
            "tautulli" => home.write_database("plays", &tautulli()),
            "playback-reporting" => home.write_database("plays", &playback_reporting()),
            _ => home.write("plays", jellystat()),
        }
        home.ingest(&["plays", "--keep-names"])
            .success()
            .stdout(starts_with(format!(
                "plays: read as {form}\n4 rows read, 4 added"
            )));
        let mut report = home.bingetop();
        report.args([
            "report", "log.db", "--range", "all", "--top", "0", "--exact",
        ]);
        let report = report.args(["--format", "json"]).assert().success();
        answers.push(String::from_utf8(report.get_output().stdout.clone()).expect("text"));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}
