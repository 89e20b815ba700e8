//! One viewer of a household, and the list of them, in reports.

use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;
use serde_json::Value;

#[path = "support/home.rs"]
mod home;

use home::Home;

const PLAYS: &str = "\
viewer,title,show,start,seconds
Anna,Pilot,Harbour,2017-12-01 20:00:00,3600
Anna,Low Tide,Harbour,2017-12-02 20:00:00,3600
Anna,Pilot,Harbour,2017-12-03 20:00:00,3600
Ben,Heat,,2017-12-05 20:00:00,9000
Ben,Heat,,2017-12-06 20:00:00,9000
Chloë,Heat,,2017-11-20 20:00:00,
";

/// Returns a home with a log of these plays, imported with these flags.
fn home(plays: &str, flags: &[&str]) -> Home {
    let home = Home::new();
    std::fs::write(home.path("plays.csv"), plays).expect("the home can be written");
    let mut ingest = home.bingetop();
    ingest.args([
        "ingest",
        "plays.csv",
        "--into",
        "log.db",
        "--time-zone",
        "Europe/Rome",
    ]);
    ingest.args(flags).assert().success();
    home
}

fn household() -> Home {
    home(PLAYS, &["--keep-names"])
}

fn report(home: &Home, flags: &[&str]) -> assert_cmd::assert::Assert {
    let mut report = home.bingetop();
    report.args(["report", "log.db"]).args(flags).assert()
}

fn json(home: &Home, flags: &[&str]) -> Value {
    let all = [flags, &["--format", "json"]].concat();
    let output = report(home, &all).success().stderr("").get_output().clone();
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

#[test]
fn a_report_is_about_the_viewer_who_is_named() {
    let home = household();
    let own = json(&home, &["--viewer", "anna"]);
    assert_eq!(own["log"]["viewer"], "Anna");
    assert_eq!(
        own["log"]["last_day"], "2017-12-06",
        "the days are those of the log"
    );
    assert_eq!(own["totals"]["plays"], 3);
    assert_eq!(own["totals"]["viewers"], 1);
    assert_eq!(own["streaks"][0]["name"], "Harbour");
    assert_eq!(own["streaks"][0]["longest"], 3);
    let of_all = json(&home, &[]);
    assert_eq!(of_all["log"]["viewer"], Value::Null);
    assert_eq!(of_all["totals"]["plays"], 6);
    for format in ["text", "markdown"] {
        report(&home, &["--viewer", "Ben", "--format", format])
            .success()
            .stdout(contains("Ben alone · 2 plays"))
            .stdout(contains("Anna").not());
    }
}

#[test]
fn the_list_says_who_binged_most() {
    let home = household();
    let list = json(&home, &["--panel", "viewers", "--range", "2017-12"]);
    let expected = serde_json::json!([
        {"name": "Anna", "plays": 3, "hours": 3.0, "best_streak": 3, "running_streak": 0, "last_day": "2017-12-03"},
        {"name": "Ben", "plays": 2, "hours": 5.0, "best_streak": 2, "running_streak": 2, "last_day": "2017-12-06"},
    ]);
    assert_eq!(list["viewers"], expected);
    assert_eq!(
        json(&home, &[])["viewers"],
        Value::Null,
        "only where it is asked for"
    );
    let csv = "name,plays,hours,best_streak,running_streak,last_day,time_zone,day_starts\r\n\
               Anna,3,3,3,0,2017-12-03,Europe/Rome,00:00\r\n\
               Ben,2,5,2,2,2017-12-06,Europe/Rome,00:00\r\n\
               Chloë,1,0,1,0,2017-11-20,Europe/Rome,00:00\r\n";
    report(&home, &["--panel", "viewers", "--format", "csv"])
        .success()
        .stdout(csv);
    report(
        &home,
        &["--panel", "viewers", "--format", "csv", "--top", "1"],
    )
    .success()
    .stdout(contains("Anna").and(contains("Ben").not()));
    report(&home, &["--panel", "viewers"])
        .success()
        .stdout(contains(
            "Chloë       1  ≥ 0.0   1 day   0 days  2017-11-20",
        ));
    let of_one = json(&home, &["--panel", "viewers", "--viewer", "Ben"]);
    assert_eq!(of_one["viewers"].as_array().map(Vec::len), Some(1));
}

#[rstest]
#[case::nobody(
    "dora",
    "the log has no viewer named \"dora\"; perhaps you mean\n  Anna"
)]
#[case::nothing("", "the log has no viewer named \"\"")]
#[case::several("n", "\"n\" names 2 viewers; name one as it stands here:")]
fn a_name_that_is_no_one_viewer_s_is_refused(#[case] name: &str, #[case] words: &str) {
    report(&household(), &["--viewer", name])
        .code(2)
        .stdout("")
        .stderr(contains(words));
}

fn crowd() -> String {
    let row = |n| format!("viewer {n},Heat,,2017-12-05 20:00:00,9000\n");
    let rows: String = (0..11).map(row).collect();
    format!("viewer,title,show,start,seconds\n{rows}")
}

#[rstest]
#[case::no_names(PLAYS.to_owned(), &[], "the log keeps no names")]
#[case::a_crowd(crowd(), &["--keep-names"], "the log has 11 viewers")]
fn a_log_that_is_no_household_s_is_refused(
    #[case] plays: String,
    #[case] flags: &[&str],
    #[case] words: &str,
) {
    let home = home(&plays, flags);
    for asked in [["--viewer", "viewer 1"], ["--panel", "viewers"]] {
        report(&home, &asked)
            .code(2)
            .stdout("")
            .stderr(contains(words));
    }
    let mut snapshot = home.bingetop();
    snapshot.args([
        "snapshot", "log.db", "--viewer", "viewer 1", "--out", "a.svg",
    ]);
    snapshot.assert().code(2).stderr(contains(words));
    assert!(!home.path("a.svg").exists());
}

#[test]
fn a_minimum_of_the_configuration_hides_single_viewers() {
    let home = household();
    std::fs::write(home.path("config.toml"), "minimum_cohort = 3\n").expect("a file");
    report(&home, &["--viewer", "Anna", "--config", "config.toml"])
        .code(2)
        .stderr(contains("cohorts of fewer than 3 viewers are hidden"));
}

#[test]
fn a_picture_of_one_viewer_is_asked_for_and_says_whose_it_is() {
    let home = household();
    let mut snapshot = home.bingetop();
    snapshot.args([
        "snapshot", "log.db", "--viewer", "Ben", "--out", "-", "--format", "txt",
    ]);
    snapshot
        .assert()
        .success()
        .stdout(contains("Ben alone · log.db"));
    let mut snapshot = home.bingetop();
    snapshot.args(["snapshot", "log.db", "--out", "-", "--format", "txt"]);
    snapshot.assert().success().stdout(contains("Ben").not());
}

/// A log that is asked about a viewer stays as it was.
#[test]
fn the_log_is_left_as_it_was() {
    let home = household();
    let before = std::fs::read(home.path("log.db")).expect("a log");
    json(&home, &["--viewer", "Anna"]);
    json(&home, &["--panel", "viewers"]);
    assert_eq!(std::fs::read(home.path("log.db")).expect("a log"), before);
}
