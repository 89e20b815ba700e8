//! Rows known by day only.

use predicates::prelude::*;
use predicates::str::contains;

use super::logs::query;
use crate::home::Home;

const DIARY: &str = "\
Date,Name,Watched Date
2024-05-02,Pier,2024-05-01
2024-05-03,Pier,2024-05-02
2024-05-03,Pier,2024-05-02
";

const MAP: &str = "title=Name,start=Watched Date";

fn days(home: &Home) -> Vec<String> {
    let sql = "SELECT concat(day, ' ', counts_as) FROM play_log ORDER BY 1";
    query(&home.log(), sql)
}

#[test]
fn a_column_of_dates_is_read_as_days_and_said_to_be() {
    // A zone far east of noon in UTC, and days that start in the afternoon.
    let rules = ["--time-zone", "Pacific/Auckland", "--day-starts", "18:00"];
    for flags in [&[][..], &rules] {
        let home = Home::new();
        home.write("diary.txt", DIARY);
        home.ingest(&[&["diary.txt", "--map", MAP], flags].concat())
            .success()
            .stdout(contains("\n  known by day only: 3 rows\n").and(contains(
                "The log holds: 3 rows, 3 plays, 1 viewer, 2024-05-01..2024-05-02",
            )));
        let expected = ["2024-05-01 play", "2024-05-02 play", "2024-05-02 play"];
        assert_eq!(days(&home), expected);
        home.bingetop()
            .args(["verify", "log.db"])
            .assert()
            .success();
        home.bingetop()
            .args([
                "report", "log.db", "--range", "all", "--streak", "2", "--exact",
            ])
            .assert()
            .success()
            .stdout(contains("Pier"));
    }
}

#[test]
fn the_nth_of_several_days_alike_is_the_nth_in_another_file() {
    let home = Home::new();
    home.write("one.csv", DIARY);
    home.ingest(&["one.csv", "--map", MAP]).success();
    let before = home.dump();
    home.write("again.csv", DIARY);
    home.ingest(&["again.csv", "--map", MAP])
        .success()
        .stdout(contains("3 rows read, 0 added"));
    assert_eq!(home.dump(), before);
    home.write("more.csv", format!("{DIARY}2024-05-03,Pier,2024-05-02\n"));
    home.ingest(&["more.csv", "--map", MAP])
        .success()
        .stdout(contains("4 rows read, 1 added"));
    assert_eq!(days(&home).len(), 4);
}

#[test]
fn a_row_known_by_day_is_none_that_starts_at_noon() {
    let home = Home::new();
    home.write(
        "mixed.csv",
        "title,started_at,seconds\n\
         Pier,2024-05-01,60\n\
         Pier,2024-05-01T12:00:00Z,60\n\
         Pier,2024-05-01T12:01:30Z,6000\n",
    );
    home.ingest(&["mixed.csv"])
        .success()
        .stdout(contains("3 rows read, 3 added").and(contains("known by day only: 1 row\n")));
    let sql = "SELECT concat_ws(' ', nth, seconds, role) FROM plays ORDER BY started_at, nth";
    // The row that starts at noon is not joined with the later one: the row before that is known by day.
    assert_eq!(
        query(&home.log(), sql),
        ["500000000 60 0", "1000000000 60 0", "0 6000 1"]
    );
    let again = home.ingest(&["mixed.csv"]);
    again.success().stdout(contains("3 rows read, 0 added"));
}

#[test]
fn lines_of_json_with_dates_are_followed() {
    let home = Home::new();
    let lines = "{\"title\":\"Pier\",\"start\":\"2024-05-01\"}\n\
                 {\"title\":\"Pier\",\"start\":\"2024-05-02\"}\n";
    home.ingest_piped(lines.as_bytes(), &["--follow", "--time-zone", "Asia/Tokyo"])
        .success()
        .stdout(contains("known by day only: 2 rows"));
    assert_eq!(days(&home), ["2024-05-01 play", "2024-05-02 play"]);
}
