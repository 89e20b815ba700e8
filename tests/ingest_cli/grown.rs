//! Plays that still ran at an earlier export, and come again at their full length.

use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;

use super::logs::query;
use crate::home::Home;

/// What else the log holds: a show of two titles, a viewer who watches both, and one who comes back.
const OTHERS: &str = "\
viewer,title,show,started_at,seconds
ann,The Pier,Harbour,2024-01-05T19:00:11Z,2462
ann,Low Tide,Harbour,2024-01-06T19:00:00Z,2462
bob,The Pier,Harbour,2024-01-06T21:00:00Z,40
bob,The Pier,Harbour,2024-01-07T21:00:00Z,2462
";

/// Returns the lines of the derived tables.
fn derived(home: &Home) -> Vec<String> {
    let tables = ["cubes|", "viewer_days|", "viewer_titles|"];
    let is_derived = |line: &String| tables.iter().any(|table| line.starts_with(table));
    home.dump().into_iter().filter(is_derived).collect()
}

/// Makes sure that deriving everything anew makes the same bytes, and that SQL gives the same answers.
fn is_sound(home: &Home) {
    let before = derived(home);
    for command in ["verify", "rebuild"] {
        home.bingetop().args([command, "log.db"]).assert().success();
    }
    assert_eq!(derived(home), before);
}

fn table(start: &str, seconds: u32) -> String {
    format!("viewer,title,show,started_at,seconds\nbob,Low Tide,Harbour,{start},{seconds}\n")
}

fn lines(start: &str, seconds: u32) -> String {
    let names = r#""viewer":"bob","title":"Low Tide","show":"Harbour""#;
    format!("{{{names},\"started_at\":\"{start}\",\"seconds\":{seconds}}}\n")
}

fn array(start: &str, seconds: u32) -> String {
    format!("[{}]", lines(start, seconds).trim_end())
}

#[rstest]
#[case::table("csv", table)]
#[case::lines("jsonl", lines)]
#[case::array("json", array)]
fn a_play_that_still_ran_at_the_first_export_is_one_play_at_its_full_length(
    #[case] ending: &str,
    #[case] text: fn(&str, u32) -> String,
    #[values("2024-01-08T21:03:11Z", "2024-01-08T21:03:00Z", "1704747780")] start: &str,
) {
    let [early, late] = ["early", "late"].map(|name| format!("{name}.{ending}"));
    let (home, together) = (Home::new(), Home::new());
    home.write("others.csv", OTHERS);
    home.write(&early, text(start, 90));
    home.write(&late, text(start, 2400));
    home.ingest(&["others.csv", &early]).success();
    home.ingest(&[&late, "--dry-run"])
        .success()
        .stdout(contains(
            "1 row read, 0 would be added to log.db, 1 would be updated\n",
        ));
    home.ingest(&[&late]).success().stdout(
        contains("1 row read, 0 added to log.db, 1 updated\n").and(contains("5 rows, 4 plays,")),
    );
    let of_it = "SELECT concat_ws(' ', seconds, role) FROM plays WHERE day = 19730";
    assert_eq!(query(&home.log(), of_it), ["2400 1"]);
    is_sound(&home);
    let (dump, answers) = (home.dump(), home.answers());

    for again in [&early, &late] {
        home.ingest(&[again]).success().stdout(
            contains("1 row read, 0 added to log.db\n").and(contains("already in the log")),
        );
        assert_eq!(home.dump(), dump, "the shorter one changes nothing");
    }
    together.write("others.csv", OTHERS);
    together.write(&early, text(start, 90));
    together.write(&late, text(start, 2400));
    together
        .ingest(&[&late, &early, "others.csv"])
        .success()
        .stdout(contains("6 rows read, 5 added to log.db\n"));
    assert_eq!(together.answers(), answers, "whichever came first");
}

#[test]
fn plays_known_to_the_minute_are_told_apart_by_their_length() {
    let home = Home::new();
    let start = "2024-01-08T21:03Z";
    home.write(
        "two.csv",
        format!("{}bob,Low Tide,Harbour,{start},90\n", table(start, 90)),
    );
    home.write("more.csv", table(start, 2400));
    home.ingest(&["two.csv"])
        .success()
        .stdout(contains("2 added"));
    home.ingest(&["two.csv"])
        .success()
        .stdout(contains("0 added"));
    home.ingest(&["more.csv"])
        .success()
        .stdout(contains("1 added to log.db\n").and(contains("3 rows")));
    is_sound(&home);
}

/// A start is then no whole minute, and yet nobody knows its second.
#[test]
fn plays_whose_end_is_known_to_the_minute_are_as_many_as_a_file_has() {
    let home = Home::new();
    let play = |end: &str| format!("Low Tide,Harbour,2024-01-08 {end},31000\n");
    let file = |plays: &[String]| format!("title,show,endTime,msPlayed\n{}", plays.concat());
    let (first, second) = (play("21:03"), play("21:03:00"));
    home.write("two.csv", file(&[first.clone(), first.clone()]));
    home.write("three.csv", file(&[first.clone(), first.clone(), first]));
    home.write("exact.csv", file(&[second.clone(), second]));
    let map = [
        "--map",
        "end=endTime,seconds=msPlayed:ms",
        "--time-zone",
        "UTC",
    ];
    let ingest = |file| home.ingest(&[&[file], &map[..]].concat()).success();
    ingest("two.csv").stdout(contains("2 rows read, 2 added to log.db\n"));
    ingest("two.csv").stdout(contains("2 rows read, 0 added to log.db\n"));
    ingest("three.csv").stdout(contains("3 rows read, 1 added to log.db\n"));
    is_sound(&home);
    ingest("exact.csv").stdout(
        contains("0 added to log.db\n")
            .and(contains(
                "  2 rows of the log joined with another: the same row\n",
            ))
            .and(contains("holds: 1 row,")),
    );
    ingest("three.csv").stdout(contains("0 added to log.db\n").and(contains("holds: 1 row,")));
    is_sound(&home);
}

/// Before, whole minutes had no mark, and rows of one second were told apart by their length.
#[test]
fn a_log_of_before_keeps_its_rows_and_takes_grown_ones() {
    let home = Home::new();
    home.write("others.csv", OTHERS);
    home.write("early.csv", table("2024-01-08T21:03:00Z", 90));
    home.write("late.csv", table("2024-01-08T21:03:00Z", 2400));
    home.ingest(&["others.csv", "early.csv"]).success();
    let before = "UPDATE plays SET nth = 0;
                  INSERT INTO plays SELECT title_id, viewer_id, started_at, 1, day, 0, 30, position,
                                           is_private, source_id FROM plays WHERE seconds = 40;
                  UPDATE sources SET rows = rows + 1 WHERE id = 1;";
    let conn = rusqlite::Connection::open(home.log()).unwrap();
    conn.execute_batch(before).unwrap();
    drop(conn);
    home.bingetop()
        .args(["rebuild", "log.db"])
        .assert()
        .success();
    home.ingest(&["late.csv"])
        .success()
        .stdout(contains("0 added to log.db, 1 updated\n").and(contains("holds: 6 rows")));
    home.write("new.csv", OTHERS.replace("2024-01-07T21", "2024-01-09T21"));
    home.ingest(&["new.csv"]).success().stdout(
        contains("4 rows read, 1 added to log.db\n")
            .and(contains(
                "  1 row of the log joined with another: the same row\n",
            ))
            .and(contains("holds: 6 rows")),
    );
    is_sound(&home);
}
