//! All that a log holds of somebody, before and after.

use predicates::str::contains;
use serde_json::Value;

use crate::home::Home;
use crate::log::{HERS, THEIRS};

fn whois(home: &Home, arguments: &[&str]) -> Value {
    let asked = home
        .run(&[&["whois", "log.db"], arguments].concat())
        .success();
    serde_json::from_slice(&asked.get_output().stdout).expect("it is JSON")
}

#[test]
fn all_that_is_held_is_told_and_nothing_of_others() {
    let home = Home::new();
    home.ingest(
        "log.db",
        &format!("{HERS}{THEIRS}"),
        &["--keep-names", "--account", "home"],
    );
    let told = whois(&home, &["Zoraida Quill", "--account", "home"]);
    assert_eq!(told["schema"], "bingetop.whois/1");
    assert_eq!(told["names"][0]["name"], "Zoraida Quill");
    assert_eq!(told["names"][0]["hash"].as_str().map(str::len), Some(32));
    let rows = told["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 7);
    assert_eq!(rows[0]["title"], "Kestrel Nights");
    assert_eq!(rows[0]["show"], Value::Null);
    assert_eq!(rows[0]["started_at"], "2024-01-05T20:17:00Z");
    assert_eq!(rows[0]["seconds"], 5400);
    assert_eq!(rows[0]["counts_as"], "play");
    assert_eq!(rows[0]["private"], false);
    assert_eq!(rows[0]["source"]["format"], "csv");
    assert_eq!(rows[0]["source"]["file"], "rows.csv");
    assert_eq!(rows[0]["source"]["account"], "home");
    assert_eq!(rows[4]["position"], 7000);
    assert_eq!(rows[2]["show"], "Harbour");
    let derived = &told["derived"];
    assert_eq!(derived["plays"], 7);
    assert_eq!(derived["titles"], 7);
    assert_eq!(derived["active_days"], 7);
    assert_eq!(derived["longest_streak"], 7);
    assert_eq!(derived["first_day"], "2024-01-05");
    assert_eq!(derived["last_day"], "2024-01-11");
    assert_eq!(derived["seconds"], 22_800);
    assert_eq!(told["days"].as_array().map(Vec::len), Some(7));
    assert!(!told.to_string().contains("Bob") && !told.to_string().contains("Cleo"));

    home.run(&["forget", "log.db", "Zoraida Quill", "--account", "home"])
        .success();
    home.run(&["whois", "log.db", "Zoraida Quill", "--account", "home"])
        .code(2)
        .stderr(contains("no viewer is called \"Zoraida Quill\""));
}

#[test]
fn rows_of_both_names_of_a_person_are_told_as_they_came() {
    let home = Home::new();
    let also = HERS.replace("Zoraida Quill", "Zo");
    home.ingest("log.db", &format!("{HERS}{THEIRS}{also}"), &[]);
    home.run(&["viewers", "merge", "log.db", "Zo", "Zoraida Quill"])
        .success();
    for name in ["Zo", "Zoraida Quill"] {
        let told = whois(&home, &[name]);
        assert_eq!(told["names"].as_array().map(Vec::len), Some(2), "{name}");
        assert_eq!(told["rows"].as_array().map(Vec::len), Some(14), "{name}");
        assert_eq!(told["derived"]["plays"], 7, "{name}");
    }
}

#[test]
fn rows_that_could_not_be_read_are_told_too() {
    let home = Home::new();
    let unreadable = "Zoraida Quill,Pilot,,film,soon,5400,\nBob,Pilot,,film,later,5400,\n";
    let rows = format!("{HERS}{THEIRS}{unreadable}");
    home.ingest("log.db", &rows, &["--refused", "refused.tsv"]);
    let before = std::fs::read(home.path("refused.tsv")).expect("it is kept");
    let told = whois(&home, &["Zoraida Quill"]);
    let refused = told["refused"].as_array().expect("a list");
    assert_eq!(refused.len(), 1);
    let line = refused[0]["line"].as_str().expect("a line");
    assert!(line.contains("Zoraida Quill,Pilot,,film,soon"), "{line}");
    let after = std::fs::read(home.path("refused.tsv")).expect("it is kept");
    assert_eq!(before, after);
}

#[test]
fn a_log_from_before_aliases_is_told_of_without_a_change() {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    let old = rusqlite::Connection::open(home.path("log.db")).expect("it opens");
    let sql = "DROP TABLE alias_rows; DROP TABLE viewer_aliases; DROP TABLE title_aliases;
               PRAGMA user_version = 3";
    old.execute_batch(sql).expect("it is as it was once");
    let told = whois(&home, &["Zoraida Quill"]);
    assert_eq!(told["rows"].as_array().map(Vec::len), Some(7));
    let version: i32 = old
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("a number");
    assert_eq!(version, 3);
    drop(old);
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    home.verify("log.db");
}

#[test]
fn it_goes_into_a_new_file_of_the_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    let whois = [
        "whois",
        "log.db",
        "Zoraida Quill",
        "--format",
        "csv",
        "--out",
        "her.csv",
    ];
    home.run(&whois).success().stdout("her.csv: written\n");
    let text = std::fs::read_to_string(home.path("her.csv")).expect("it is there");
    assert_eq!(text.lines().count(), 8);
    assert!(text.starts_with("viewer,title,show,kind,started_at,"));
    assert!(
        text.contains(",Kestrel Nights,,film,2024-01-05T20:17:00Z,false,5400,,false,play,csv,")
    );
    let mode = home
        .path("her.csv")
        .metadata()
        .expect("it is there")
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    home.run(&whois)
        .code(2)
        .stderr(contains("her.csv: exists already"));
    assert_eq!(
        std::fs::read_to_string(home.path("her.csv")).expect("it is there"),
        text
    );
}

/// A source may name the viewing that a row is of: that is no place in a title.
#[test]
fn the_number_of_a_viewing_is_no_position() {
    let home = Home::new();
    let history = include_str!("../fixtures/tautulli-history.json");
    std::fs::write(home.path("history.json"), history).expect("the home can be written");
    home.run(&[
        "ingest",
        "history.json",
        "--into",
        "log.db",
        "--time-zone",
        "UTC",
    ])
    .success();
    let told = whois(&home, &["bob"]);
    let rows = told["rows"].as_array().expect("rows");
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(row["position"], Value::Null, "{row}");
    }
}
