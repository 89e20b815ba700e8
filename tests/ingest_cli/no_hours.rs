//! A log without the hours of single titles: what is left out, what stays, and the way back.

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;

use super::logs::query;
use crate::home::Home;

const PLAYS: &str = "\
viewer,title,start,seconds
ann,The Pier,2024-01-05T21:00:00Z,3600
ann,The Pier,2024-01-06T21:00:00Z,1800
bob,Low Tide,2024-01-06T22:00:00Z,5400
";

const MORE: &str = "\
viewer,title,start,seconds
bob,Low Tide,2024-01-07T22:00:00Z,3600
";

/// How many cubes a log has of a kind, by its number.
fn cubes(home: &Home, kind: u32) -> String {
    let sql = format!("SELECT '' || count(*) FROM cubes WHERE id >> 40 = {kind}");
    query(&home.log(), &sql).join("")
}

fn has_hours(home: &Home) -> (bool, bool) {
    const EVERYTHING: u32 = 12;
    const TITLES: u32 = 32;
    (cubes(home, EVERYTHING) != "0", cubes(home, TITLES) != "0")
}

fn json(home: &Home) -> Value {
    let mut report = home.bingetop();
    let output = report.args(["report", "log.db", "--format", "json"]);
    let output = output.assert().success().get_output().clone();
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

fn told(home: &Home, command: &[&str]) -> String {
    let output = home.bingetop().args(command).assert().success();
    String::from_utf8_lossy(&output.get_output().stdout).into_owned()
}

/// Returns a home with a log of these plays, made without hours of titles.
fn without() -> Home {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    home.write("more.csv", MORE);
    home.ingest(&["plays.csv", "--no-hours"]).success();
    home
}

#[test]
fn hours_of_all_plays_stay_and_those_of_titles_are_told_nowhere() {
    let home = without();
    assert_eq!(has_hours(&home), (true, false));
    let report = json(&home);
    assert_eq!(report["totals"]["hours"], 3.0);
    let days = report["timeline"].as_array().expect("days");
    assert_eq!(days.last().expect("a day")["hours"], 2.0);
    for row in report["rewatched"].as_array().expect("a list") {
        assert_eq!(
            (&row["hours"], &row["guarded"]),
            (&Value::Null, &Value::Null)
        );
    }
    let text = told(&home, &["report", "log.db", "--panel", "rewatched"]);
    assert!(!text.contains("Hours"), "{text}");
    let screen = |keys: &str| {
        let of = [
            "snapshot", "log.db", "--size", "120x36", "--format", "txt", "--out", "-", "--keys",
        ];
        told(&home, &[&of[..], &[keys]].concat())
    };
    // Those of all plays are among the figures of the main screen, and of no page.
    let told_hours = |keys: &str| screen(keys).matches("Hours").count();
    assert_eq!((told_hours("2,z"), told_hours("2,Enter")), (1, 0));
    told(&home, &["rebuild", "log.db", "--hours"]);
    assert_eq!((told_hours("2,z"), told_hours("2,Enter")), (2, 1));
}

#[test]
fn later_imports_keep_to_it() {
    let home = without();
    home.ingest(&["more.csv"]).success();
    assert_eq!(has_hours(&home), (true, false));
    assert_eq!(json(&home)["totals"]["hours"], 4.0);
    home.ingest(&["more.csv", "--no-hours"]).success();
    told(&home, &["verify", "log.db"]);
}

#[test]
fn a_log_with_hours_says_how_to_leave_them_out() {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    home.ingest(&["plays.csv"]).success();
    home.refuses(
        &["plays.csv", "--no-hours"],
        "log.db",
        "the hours of its titles are counted since its first import; leave --no-hours out, or run `bingetop rebuild log.db --no-hours` before",
    );
    assert_eq!(has_hours(&home), (true, true));
}

#[test]
fn rebuilding_takes_them_out_and_brings_them_back() {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    home.write("more.csv", MORE);
    home.ingest(&["plays.csv", "more.csv"]).success();
    let before = home.dump();
    home.bingetop()
        .args(["rebuild", "log.db", "--no-hours"])
        .assert()
        .success();
    assert_eq!(has_hours(&home), (true, false));
    told(&home, &["verify", "log.db"]);
    // What is derived anew without a word stays as it is.
    told(&home, &["rebuild", "log.db"]);
    assert_eq!(has_hours(&home), (true, false));
    home.ingest(&["more.csv", "--no-hours"]).success();
    told(&home, &["rebuild", "log.db", "--hours"]);
    assert_eq!(has_hours(&home), (true, true));
    assert_eq!(home.dump(), before);
    home.bingetop()
        .args(["rebuild", "log.db", "--hours", "--no-hours"])
        .assert()
        .failure()
        .stderr(contains("cannot be used with").and(contains("--no-hours")));
}
