//! The rules of a log: stated by its first import, kept by every later one.

use predicates::str::{contains, ends_with};
use rstest::rstest;

use super::logs::{PLAYS, play_log, query};
use crate::home::Home;

/// A table whose times state no zone; its last row is on line 4.
const ZONELESS: &str = "\
viewer,title,started_at,seconds
ann,The Pier,2024-01-05T21:03:11Z,600

bob,Low Tide,2024-07-05 23:30:00,600
";

#[rstest]
#[case::csv(ZONELESS, "line 4: `2024-07-05 23:30:00`")]
#[case::jsonl(
    "\n{\"title\":\"X\",\"start\":\"2024-01-05 21:03\"}\n",
    "line 2: `2024-01-05 21:03`"
)]
fn a_time_without_a_zone_is_no_time(#[case] content: &str, #[case] place: &str) {
    let home = Home::new();
    home.write("plays", content);
    let words = format!(
        "{place} states no time zone; name it with --times-in, for example --times-in Europe/Rome, or with \
         --time-zone where it is that of the log too"
    );
    home.refuses(&["plays"], "plays", &words);
    assert!(!home.log().exists());
}

#[test]
fn the_log_keeps_its_time_zone() {
    let home = Home::new();
    home.write("first.csv", PLAYS);
    home.write("second.csv", ZONELESS);
    home.ingest(&["first.csv", "--time-zone", "Europe/Rome"])
        .success()
        .stdout(ends_with("(days start at 00:00 in Europe/Rome)\n"));
    home.refuses(
        &["second.csv", "--time-zone", "Asia/Tokyo"],
        "log.db",
        "the log has the time zone Europe/Rome since its first import, and this one says Asia/Tokyo",
    );
    home.ingest(&["second.csv"]).success();
    let play = play_log(&home.log());
    let expected = "Low Tide|NULL|NULL|2024-07-05 21:30:00|2024-07-05|";
    assert!(play.iter().any(|play| play.contains(expected)), "{play:#?}");
    let before = home.dump();
    home.ingest(&["second.csv", "--time-zone", "Europe/Rome"])
        .success();
    assert_eq!(home.dump(), before);
}

/// Imports that make a log without a word about its zone.
#[rstest]
#[case::times_with_zones(|home: &Home| {
    home.write("first.csv", PLAYS);
    home.ingest(&["first.csv"]).success();
})]
#[case::times_in(|home: &Home| {
    home.ingest(&["second.csv", "--times-in", "Asia/Tokyo"]).success();
})]
#[case::followed(|home: &Home| {
    home.ingest_piped(ZONELESS.as_bytes(), &["--follow"])
        .success()
        .stdout(contains("1 refused"));
})]
fn times_without_a_zone_are_asked_for_by_every_import(#[case] first: fn(&Home)) {
    let home = Home::new();
    home.write("second.csv", ZONELESS);
    let words = "line 4: `2024-07-05 23:30:00` states no time zone; name it with --times-in";
    home.refuses(&["second.csv"], "second.csv", words);
    first(&home);
    let before = home.dump();
    for _ in 0..2 {
        home.refuses(&["second.csv"], "second.csv", words);
        assert_eq!(home.dump(), before);
    }
    // Once it is stated, the log keeps it as if the first import had said so.
    let kept = &query(
        &home.log(),
        "SELECT value FROM settings WHERE name = 'time_zone'",
    )[0];
    home.ingest(&["second.csv", "--time-zone", kept]).success();
    home.ingest(&["second.csv"]).success();
}

#[test]
fn times_may_be_in_another_zone_than_the_log() {
    let home = Home::new();
    home.write(
        "utc.csv",
        "title,start,seconds\nX,2024-05-01 05:30:00,600\nX,2024-05-02 08:30:00,600\nX,2024-05-03 05:30:00+09:00,600\n",
    );
    let zones = ["--times-in", "UTC", "--time-zone", "America/Los_Angeles"];
    home.ingest(&[&["utc.csv"], &zones[..]].concat())
        .success()
        .stdout(ends_with("(days start at 00:00 in America/Los_Angeles)\n"));
    let plays = play_log(&home.log());
    for expected in [
        "2024-05-01 05:30:00|2024-04-30|",
        "2024-05-02 08:30:00|2024-05-02|",
        "2024-05-02 20:30:00|2024-05-02|",
    ] {
        assert!(
            plays.iter().any(|play| play.contains(expected)),
            "{plays:#?}"
        );
    }
    // It is of one import: the log keeps its own zone, and that alone.
    home.write(
        "here.csv",
        "title,start,seconds\nY,2024-05-01 05:30:00,600\n",
    );
    home.ingest(&["here.csv"]).success();
    let plays = play_log(&home.log());
    let expected = "2024-05-01 12:30:00|2024-05-01|";
    assert!(
        plays.iter().any(|play| play.contains(expected)),
        "{plays:#?}"
    );
    home.ingest(&["here.csv", "--times-in", "Mars/Olympus"])
        .code(2);
}

#[test]
fn the_zone_of_the_times_outranks_that_of_the_format() {
    let home = Home::new();
    home.write(
        "activity.csv",
        "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,Latest Bookmark,Country\n\
         Ann,2024-01-05 21:03:11,00:10:00,,Low Tide,,Phone,00:10:00,,IT\n",
    );
    let zones = ["--times-in", "Europe/Rome", "--time-zone", "UTC"];
    home.ingest(&[&["activity.csv"], &zones[..]].concat())
        .success();
    let plays = play_log(&home.log());
    assert!(plays[0].contains("|2024-01-05 20:03:11|"), "{plays:#?}");
}

#[test]
fn the_log_keeps_when_its_days_start() {
    let home = Home::new();
    home.write(
        "plays.csv",
        "viewer,title,start,seconds\nann,X,2024-01-06T02:59:59Z,600\n",
    );
    let starts_at_four = [
        "plays.csv",
        "--time-zone",
        "Europe/Rome",
        "--day-starts",
        "04:00",
    ];
    home.ingest(&starts_at_four).success().stdout(contains(
        "2024-01-05..2024-01-05 (days start at 04:00 in Europe/Rome)",
    ));
    for other in ["00:00", "05:00"] {
        home.refuses(
            &["plays.csv", "--day-starts", other],
            "log.db",
            &format!(
                "has days that start at 04:00 since its first import, and this one says {other}"
            ),
        );
    }
    home.write(
        "later.csv",
        "viewer,title,start,seconds\nann,X,2024-01-08T02:00:00Z,600\n",
    );
    home.ingest(&["later.csv"]).success().stdout(contains(
        "2 rows, 2 plays, 1 viewer, 2024-01-05..2024-01-07",
    ));
    home.ingest(&["later.csv", "--day-starts", "04:00"])
        .success();
}

#[test]
fn the_log_keeps_how_long_a_play_lasts() {
    let rows = "viewer,title,kind,start,seconds\n\
                ann,X,film,2024-01-05T20:00:00Z,119\n\
                ann,Y,film,2024-01-05T21:00:00Z,120\n\
                ann,Z,track,2024-01-05T22:00:00Z,29\n\
                ann,W,track,2024-01-05T23:00:00Z,30\n";
    let by_kind = Home::new();
    by_kind.write("plays.csv", rows);
    by_kind
        .ingest(&["plays.csv"])
        .success()
        .stdout(contains("4 rows, 2 plays"));
    by_kind.refuses(
        &["plays.csv", "--minimum-seconds", "60"],
        "log.db",
        "has a minimum length of 120 s for video, 30 s for music since its first import, and this one says 60 s",
    );

    let said = Home::new();
    said.write("plays.csv", rows);
    said.ingest(&["plays.csv", "--minimum-seconds", "29"])
        .success()
        .stdout(contains("4 rows, 4 plays"));
    said.refuses(
        &["plays.csv", "--minimum-seconds", "30"],
        "log.db",
        "has a minimum length of 29 s since its first import, and this one says 30 s",
    );
    said.write("more.csv", "viewer,title,kind,start,seconds\nbob,X,film,2024-01-05T20:00:00Z,28\nbob,Y,film,2024-01-05T20:00:00Z,29\n");
    said.ingest(&["more.csv"])
        .success()
        .stdout(contains("6 rows, 5 plays, 2 viewers"));
    said.ingest(&["more.csv", "--minimum-seconds", "29"])
        .success();
}

#[test]
fn accounts_keep_viewers_of_one_name_apart() {
    let home = Home::new();
    let profile = |title: &str| {
        format!("viewer,title,start,seconds\nProfile 1,{title},2024-01-05T21:00:00Z,600\n")
    };
    home.write("one.csv", profile("X"));
    home.write("other.csv", profile("Y"));
    home.ingest(&["one.csv", "--account", "one"]).success();
    home.ingest(&["other.csv", "--account", "other"])
        .success()
        .stdout(contains("2 rows, 2 plays, 2 viewers"));
    // Every account knows its own again; without a name, it is a third one.
    home.ingest(&["other.csv", "--account", "one"])
        .success()
        .stdout(contains("3 rows, 3 plays, 2 viewers"));
    home.ingest(&["one.csv", "other.csv"])
        .success()
        .stdout(contains("5 rows, 5 plays, 3 viewers"));
    // An account is a person: it is kept as little as a viewer's name.
    let accounts = "SELECT DISTINCT quote(account) || quote(name) FROM sources";
    assert_eq!(query(&home.log(), accounts), ["NULLNULL"]);
}

#[rstest]
#[case(&["--time-zone", "Europe/Atlantis"], "no such time zone; write it like Europe/Rome or UTC")]
#[case(&["--day-starts", "24:00"], "write it as HH:MM, for example 04:00")]
#[case(&["--day-starts", "4"], "write it as HH:MM, for example 04:00")]
#[case(&["--minimum-seconds=-1"], "-1 is not in")]
#[case(&["--minimum-seconds", "2m"], "invalid digit")]
#[case(&["--into", "other.db"], "cannot be used multiple times")]
#[case(&["--no-such-option"], "unexpected argument")]
fn an_option_that_means_nothing_is_refused(#[case] flags: &[&str], #[case] words: &str) {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    let files = home.files();
    home.ingest(&[&["plays.csv"], flags].concat())
        .code(2)
        .stdout("")
        .stderr(contains(words));
    assert_eq!(home.files(), files);
}

#[test]
fn input_and_log_must_be_named() {
    let home = Home::new();
    for arguments in [
        &["ingest"][..],
        &["ingest", "plays.csv"],
        &["ingest", "--into", "log.db"],
    ] {
        let mut ingest = home.bingetop();
        ingest.args(arguments).assert().code(2).stdout("");
    }
    assert!(home.files().is_empty());
}
