//! Scrobbles: Last.fm's, as others fetch them, and those of ListenBrainz.

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use rstest::rstest;

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

const HEADLESS: &str = "\
The Piers,Ebb,\"Low, Tide\",05 Jan 2024 21:03
The Piers,Ebb,Fog,05 Jan 2024 21:00
The Piers,Ebb,Fog,04 Jan 2024 21:00
The Piers,Ebb,Fog,
";

const GHAN: &str = "\
uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid
1704488580,\"05 Jan 2024, 21:03\",The Piers,,Ebb,,\"Low, Tide\",
1704488400,\"05 Jan 2024, 21:00\",The Piers,,Ebb,,Fog,
1704402000,\"04 Jan 2024, 21:00\",The Piers,,Ebb,,Fog,
0,\"01 Jan 1970, 00:00\",The Piers,,Ebb,,Fog,
";

const HOME_MADE: &str = "\
date,time,artist,title
2024-01-05,21:03:00,The Piers,\"Low, Tide\"
2024-01-05,21:00:00,The Piers,Fog
2024-01-04,21:00:00,The Piers,Fog
,,The Piers,Fog
";

const MAPPED: &str = "\
artist,name,when
The Piers,\"Low, Tide\",2024-01-05T21:03:00Z
The Piers,Fog,2024-01-05T21:00:00Z
The Piers,Fog,2024-01-04T21:00:00Z
";

fn listen(second: i64, track: &str) -> String {
    format!(
        r#"{{"listened_at":{second},"track_metadata":{{"artist_name":"The Piers","track_name":"{track}","additional_info":{{"duration_ms":201000}}}}}}"#
    ) + "\n"
}

fn listens() -> String {
    [
        listen(1_704_488_580, "Low, Tide"),
        listen(1_704_488_400, "Fog"),
        listen(1_704_402_000, "Fog"),
    ]
    .concat()
}

#[rstest]
#[case::headless("lastfm", HEADLESS.to_owned(), &[])]
#[case::ghan("lastfm", GHAN.to_owned(), &[])]
#[case::home_made("scrobbles", HOME_MADE.to_owned(), &["--times-in", "UTC"])]
#[case::listens("listenbrainz", listens(), &[])]
#[case::generic("csv", MAPPED.to_owned(), &["--map", "title=name,show=artist,start=when"])]
fn one_history_comes_of_every_form(
    #[case] format: &str,
    #[case] content: String,
    #[case] options: &[&str],
) {
    let home = Home::new();
    home.write("history", &content);
    let args = [&["history", "--time-zone", "America/New_York"], options].concat();
    let left_out = if content.contains(",,The Piers,Fog\n") || content.contains("Fog,\n") {
        "  1 left out: plays without a date, or of 1970\n"
    } else {
        ""
    };
    home.ingest(&args)
        .success()
        .stdout(starts_with(format!("history: read as {format}\n")).and(contains(format!(
            "3 added to log.db\n{left_out}The log holds: 3 rows, 3 plays, 1 viewer, 2024-01-04..2024-01-05"
        ))));
    let plays = "SELECT concat_ws('|', title, show, day) FROM play_log ORDER BY day, title";
    let expected = [
        "Fog|The Piers|2024-01-04",
        "Fog|The Piers|2024-01-05",
        "Low, Tide|The Piers|2024-01-05",
    ];
    assert_eq!(query(&home.log(), plays), expected);
    let before = home.dump();
    home.ingest(&args)
        .success()
        .stdout(contains("0 added to log.db"));
    assert_eq!(home.dump(), before);
}

#[test]
fn a_later_fetch_adds_what_is_new_and_two_plays_in_a_minute_are_two() {
    let home = Home::new();
    home.write("old.csv", HEADLESS);
    home.ingest(&["old.csv", "--time-zone", "UTC"]).success();
    let later = format!(
        "The Piers,Ebb,Fog,06 Jan 2024 08:00\nThe Piers,Ebb,Fog,06 Jan 2024 08:00\n{HEADLESS}"
    );
    home.write("new.csv", later);
    home.ingest(&["new.csv"])
        .success()
        .stdout(contains("6 rows read, 2 added"));
}

#[test]
fn of_listenbrainz_zip_the_listens_are_read() {
    let home = Home::new();
    let january = listens();
    let february = listen(1_706_745_600, "Fog");
    let members = [
        (
            "lb_ann-1/user.json",
            &br#"{"user_id":1,"username":"ann"}"#[..],
        ),
        (
            "lb_ann-1/feedback.jsonl",
            br#"{"recording_mbid":"x","recording_msid":null,"score":1,"created":1704488591}"#,
        ),
        ("lb_ann-1/listens/2024/1.jsonl", january.as_bytes()),
        ("lb_ann-1/listens/2024/2.jsonl", february.as_bytes()),
        ("lb_ann-1/listens/2024/10.jsonl", b""),
    ];
    home.write("listenbrainz.zip", zipped(&members));
    home.ingest(&["listenbrainz.zip", "--time-zone", "UTC"])
        .success()
        .stdout(
            contains("listens/2024/2.jsonl: read as listenbrainz\n")
                .and(contains("4 rows read, 4 added"))
                .and(contains("feedback.jsonl: read as").not())
                .and(contains(
                    "3 files passed over: listenbrainz.zip: lb_ann-1/feedback.jsonl, ",
                )),
        );
}
