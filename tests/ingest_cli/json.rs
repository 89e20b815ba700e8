//! Arrays of JSON: Spotify's, and any other.

use std::fmt::Write as _;

use predicates::prelude::*;
use predicates::str::{contains, starts_with};

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

/// Three plays on three days, as Spotify's account data has them.
const MUSIC: &str = r#"[
  {
    "endTime" : "2024-05-01 21:03",
    "artistName" : "The Piers",
    "trackName" : "Low Tide",
    "msPlayed" : 201000
  },
  { "endTime" : "2024-05-02 21:03", "artistName" : "The Piers", "trackName" : "Low Tide", "msPlayed" : 201000 },
  { "endTime" : "2024-05-03 00:02", "artistName" : "The Piers", "trackName" : "Low Tide", "msPlayed" : 201000 }
]"#;

const PODCASTS: &str =
    r#"[{"endTime":"2024-05-01 21:30","podcastName":"Ebb","episodeName":"One","msPlayed":600000}]"#;

const EXTENDED: &str = r#"[{"ts":"2024-05-01T21:03:09Z","ip_addr":"192.0.2.1","ms_played":201000,"master_metadata_track_name":"Low Tide","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A"},
{"ts":"2024-05-01T21:03:09Z","ip_addr":"192.0.2.1","ms_played":201000,"master_metadata_track_name":"Low Tide","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A"},
{"ts":"2024-05-01T21:09:09Z","ip_addr":"192.0.2.1","ms_played":100,"spotify_track_uri":null}]"#;

fn plays(home: &Home) -> Vec<String> {
    let sql = "SELECT concat_ws('|', started_at_utc, show, title, kind, seconds) FROM play_log ORDER BY 1";
    query(&home.log(), sql)
}

#[test]
fn a_play_of_spotify_starts_its_length_before_its_end() {
    let home = Home::new();
    home.write("StreamingHistory_music_0.json", MUSIC);
    home.ingest(&["StreamingHistory_music_0.json", "--time-zone", "UTC"])
        .success()
        .stdout(
            starts_with(
                "StreamingHistory_music_0.json: read as spotify-account\n3 rows read, 3 added",
            )
            .and(contains("3 plays, 1 viewer, 2024-05-01..2024-05-02 ")),
        );
    let expected = [
        "2024-05-01 20:59:39|The Piers|Low Tide|track|201",
        "2024-05-02 20:59:39|The Piers|Low Tide|track|201",
        "2024-05-02 23:58:39|The Piers|Low Tide|track|201",
    ];
    assert_eq!(plays(&home), expected);
}

#[test]
fn all_parts_of_spotifys_zip_are_read_and_nothing_else() {
    let home = Home::new();
    let members = [
        (
            "Spotify Account Data/Playlist1.json",
            &br#"{"playlists":[]}"#[..],
        ),
        ("Spotify Account Data/StreamingHistory_music_10.json", b"[]"),
        (
            "Spotify Account Data/StreamingHistory_music_2.json",
            MUSIC.as_bytes(),
        ),
        (
            "Spotify Account Data/StreamingHistory_podcast_0.json",
            PODCASTS.as_bytes(),
        ),
        ("Spotify Account Data/Userdata.json", br#"{"username":"x"}"#),
    ];
    home.write("my_spotify_data.zip", zipped(&members));
    home.ingest(&["my_spotify_data.zip", "--time-zone", "UTC"])
        .success()
        .stdout(
            contains("StreamingHistory_music_2.json: read as spotify-account\n").and(contains(
                "StreamingHistory_podcast_0.json: read as spotify-account\n4 rows read, 4 added",
            )),
        );
    let before = home.dump();
    home.ingest_piped(MUSIC.as_bytes(), &[])
        .success()
        .stdout(contains("3 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}

#[test]
fn the_extended_history_is_read_without_its_repeats_and_addresses() {
    let home = Home::new();
    home.write("Streaming_History_Audio_2024_0.json", EXTENDED);
    home.ingest(&[
        "Streaming_History_Audio_2024_0.json",
        "--refused",
        "refused.tsv",
        "--time-zone",
        "UTC",
    ])
    .success()
    .stdout(
        contains("read as spotify-extended\n3 rows read, 1 added")
            .and(contains("1 left out: repeats within a file"))
            .and(contains(
                "json:3: has no id of a track, an episode or a chapter",
            )),
    );
    let expected = ["2024-05-01 20:59:48|The Piers|Low Tide|track|201"];
    assert_eq!(plays(&home), expected);
    let key = "SELECT key FROM titles";
    assert_eq!(query(&home.log(), key), ["#spotify:track:A"]);
    for (path, bytes) in home.files() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_input = path.extension().is_some_and(|end| end == "json");
        assert!(
            is_input || !text.contains("192.0.2.1"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn any_array_of_objects_is_read_as_the_map_says() {
    let home = Home::new();
    let other = MUSIC
        .replace("endTime", "until")
        .replace("msPlayed", "length");
    home.write("plays.json", &other);
    home.refuses(
        &["plays.json", "--map", "title=trackname,start=untill"],
        "plays.json",
        "no column named `untill`; it has: until, ",
    );
    let map = "title=trackName,show=artistName,end=until,seconds=length";
    home.refuses(
        &["plays.json", "--map", map, "--time-zone", "UTC"],
        "plays.json",
        "say seconds=length:ms in --map",
    );
    let map = format!("{map}:ms");
    home.ingest(&["plays.json", "--map", &map, "--time-zone", "UTC"])
        .success()
        .stdout(starts_with(
            "plays.json: read as json\n3 rows read, 3 added",
        ));
    let days = "SELECT concat_ws(' ', title, seconds, day) FROM play_log ORDER BY day";
    let expected = [
        "Low Tide 201 2024-05-01",
        "Low Tide 201 2024-05-02",
        "Low Tide 201 2024-05-02",
    ];
    assert_eq!(query(&home.log(), days), expected);
}

#[test]
fn an_array_that_breaks_off_leaves_no_trace() {
    let home = Home::new();
    let mut rows = String::from("[");
    for second in 0..5000 {
        let at = 1_704_488_591 + second;
        write!(rows, r#"{{"title":"Pier","started_at":{at}}},"#).expect("text can be written");
    }
    home.write("plays.json", rows);
    home.refuses(
        &["plays.json"],
        "plays.json",
        "line 1: the array breaks off; is the file whole?",
    );
}
