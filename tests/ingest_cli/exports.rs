//! Exports of Trakt, Apple Music and Prime Video.

use predicates::prelude::*;
use predicates::str::{contains, starts_with};

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

fn episode(time: &str, number: u64) -> String {
    format!(
        r#"{{"id":{number},"watched_at":"2024-01-{time}.000Z","action":"scrobble","type":"episode","episode":{{"season":2,"number":{number},"title":"Pier {number}","ids":{{"trakt":{number}}}}},"show":{{"title":"Harbour","year":2020,"ids":{{"trakt":7}}}}}}"#
    )
}

#[test]
fn all_parts_of_trakts_history_are_read_and_bulk_marks_left_out() {
    let home = Home::new();
    let film = r#"{"watched_at":null,"type":"movie","movie":{"title":"Gull","year":2001,"ids":{"trakt":3}}}"#;
    let bulk: Vec<String> = (11..=16)
        .map(|number| episode("03T10:00:00", number))
        .collect();
    let one = format!(
        "[{},\n{},\n{film}]",
        episode("05T21:44:00", 2),
        bulk.join(",")
    );
    let two = format!(
        "[{},{}]",
        episode("05T21:44:00", 2),
        episode("02T21:00:00", 1)
    );
    let ratings =
        br#"[{"rated_at":"2024-01-05T21:44:00.000Z","type":"movie","movie":{"title":"Gull"}}]"#;
    let members = [
        ("trakt/ratings-movies.json", &ratings[..]),
        ("trakt/watched-history-1.json", one.as_bytes()),
        ("trakt/watched-history-2.json", two.as_bytes()),
    ];
    home.write("trakt.zip", zipped(&members));
    home.ingest(&["trakt.zip", "--time-zone", "UTC"])
        .success()
        .stdout(
            contains("watched-history-2.json: read as trakt\n")
                .and(contains("10 rows read, 2 added to log.db\n"))
                .and(contains(
                    "6 left out: marked as watched many at once, nobody knows when\n",
                ))
                .and(contains("1 left out: plays without a date, or of 1970\n"))
                .and(contains(
                    "1 file passed over: trakt.zip: trakt/ratings-movies.json\n",
                )),
        );
    let plays = "SELECT concat_ws('|', title, show, kind, day) FROM play_log ORDER BY day";
    let expected = [
        "Pier 1|Harbour|episode|2024-01-02",
        "Pier 2|Harbour|episode|2024-01-05",
    ];
    assert_eq!(query(&home.log(), plays), expected);
    let before = home.dump();
    home.write("watched-history.json", two);
    home.ingest(&["watched-history.json"])
        .success()
        .stdout(contains("2 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}

const APPLE: &str = "\
Artist Name,Content Name,Event End Timestamp,Event Start Timestamp,Event Type,Media Duration In Milliseconds,Play Duration Milliseconds
The Piers,Fog,2024-01-05T21:04:51Z,2024-01-05T21:03:11Z,PLAY_END,201000,100000
The Piers,Fog,2024-01-05T21:07:00Z,2024-01-05T21:05:19Z,PLAY_END,201000,101000
The Piers,Fog,,2024-01-05T21:05:19Z,PLAY_START,201000,
The Piers,Fog,2024-01-06T21:06:32Z,2024-01-06T21:03:11Z,PLAY_END,201000,-3
";

#[test]
fn a_song_of_apple_music_that_is_resumed_is_one_play() {
    let home = Home::new();
    home.write("Apple Music Play Activity.csv", APPLE);
    let args = ["Apple Music Play Activity.csv", "--time-zone", "UTC"];
    home.ingest(&args).success().stdout(
        starts_with("Apple Music Play Activity.csv: read as apple-music\n4 rows read, 3 added")
            .and(contains(
                "1 left out: searches, likes and whatever else is no play\n",
            ))
            .and(contains("3 rows, 2 plays, 1 viewer")),
    );
    let before = home.dump();
    home.ingest(&args)
        .success()
        .stdout(contains("4 rows read, 0 added"));
    home.write(
        "apple.zip",
        zipped(&[("Apple Music Activity/x.csv", APPLE.as_bytes())]),
    );
    home.ingest(&["apple.zip"])
        .success()
        .stdout(contains("4 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}

const PRIME: &str = "\
\"Playback Hour\",\"Title\",\"City\"
\"1/5/2024 21:00:00\",\"Harbour Season 2\",\"X\"
\"1/5/2024 21:00:00\",\"Harbour Season 2\",\"X\"
\"1/4/2024 23:00:00\",\"Gull, The\",\"X\"
";

#[test]
fn two_plays_in_an_hour_of_prime_video_are_two() {
    let home = Home::new();
    let zip = zipped(&[
        (
            "Digital.PrimeVideo.Viewinghistory/Digital.PrimeVideo.Viewinghistory.csv",
            PRIME.as_bytes(),
        ),
        (
            "Digital.PrimeVideo.Watchlist/Digital.PrimeVideo.Watchlist.csv",
            b"\"Title\",\"Date\"\n",
        ),
    ]);
    home.write("prime.csv", PRIME);
    home.ingest(&["prime.csv", "--time-zone", "Asia/Tokyo"])
        .success()
        .stdout(
            starts_with("prime.csv: read as prime-video\n  Prime Video says in which hour something was played")
                .and(contains("3 rows, 3 plays, 1 viewer, 2024-01-05..2024-01-06")),
        );
    let before = home.dump();
    home.write("prime.zip", zip);
    home.ingest(&["prime.zip", "--format", "prime-video"])
        .success()
        .stdout(contains("3 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}
