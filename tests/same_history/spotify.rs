//! Spotify: account data, and the extended history under its newer and its older name.

use serde_json::{Value, json};

use super::{Form, same_answers};

/// Artist or podcast, track or episode, whether it is a podcast, when it ended in minutes after [`FIRST`], and for how many
/// milliseconds it was heard. It ends on the minute: account data know no more.
const PLAYS: [(&str, &str, bool, i64, i64); 8] = [
    ("The Piers", "Low Tide", false, 0, 201_999),
    ("The Piers", "Fog", false, 4, 29_999),
    ("Ebb", "Low Tide", false, 8, 30_000),
    ("Harbour Talk", "One", true, 100, 3_600_000),
    ("The Piers", "Low Tide", false, 1_440, 200_000),
    ("Harbour Talk", "Two", true, 1_500, 1_800_500),
    ("Ebb", "Low Tide", false, 7_000, 0),
    ("The Piers", "Low Tide", false, 2_881, 200_000),
];

/// 2024-01-05 23:58:00, UTC: the first play begins and ends on two sides of a minute, later ones of midnight.
const FIRST: i64 = 1_704_499_080;

fn ended(minutes: i64, form: &str) -> String {
    let end = chrono::DateTime::from_timestamp(FIRST + minutes * 60, 0).expect("it is a time");
    end.format(form).to_string()
}

/// Music and podcasts lie in files of their own; the program takes them in one as well.
fn account() -> Form {
    let rows = PLAYS.iter().map(|(show, title, is_podcast, minutes, played)| {
        let end = ended(*minutes, "%Y-%m-%d %H:%M");
        if *is_podcast {
            json!({"endTime": end, "podcastName": show, "episodeName": title, "msPlayed": played})
        } else {
            json!({"endTime": end, "artistName": show, "trackName": title, "msPlayed": played})
        }
    });
    let rows = Value::from(rows.collect::<Vec<_>>());
    Form::new(
        "spotify-account",
        "StreamingHistory_music_0.json",
        rows.to_string(),
    )
}

fn extended(is_old: bool) -> Form {
    let rows = PLAYS.iter().map(|(show, title, is_podcast, minutes, played)| {
        let id = format!("{show}{title}").replace(' ', "");
        let mut row = json!({
            "ts": ended(*minutes, "%Y-%m-%dT%H:%M:%SZ"), "ms_played": played, "conn_country": "IT",
            "master_metadata_track_name": null, "master_metadata_album_artist_name": null, "spotify_track_uri": null,
            "episode_name": null, "episode_show_name": null, "spotify_episode_uri": null,
            "reason_end": "trackdone", "shuffle": false, "skipped": null, "offline": null, "incognito_mode": false,
        });
        let [name, group, uri] = if *is_podcast {
            ["episode_name", "episode_show_name", "spotify_episode_uri"]
        } else {
            ["master_metadata_track_name", "master_metadata_album_artist_name", "spotify_track_uri"]
        };
        row[name] = (*title).into();
        row[group] = (*show).into();
        let kind = if *is_podcast { "episode" } else { "track" };
        row[uri] = format!("spotify:{kind}:{id}").into();
        if is_old {
            row["username"] = "ann".into();
            row["ip_addr_decrypted"] = "192.0.2.7".into();
        } else {
            row["ip_addr"] = "192.0.2.7".into();
            row["audiobook_uri"] = Value::Null;
        }
        row
    });
    let rows = Value::from(rows.collect::<Vec<_>>());
    let file = if is_old {
        "endsong_0.json"
    } else {
        "Streaming_History_Audio_2024_0.json"
    };
    Form::new("spotify-extended", file, rows.to_string())
}

#[test]
fn a_year_of_spotify_is_the_same_in_its_three_forms() {
    let [by_show, by_title] = same_answers(&[extended(false), extended(true), account()]);
    assert_eq!(by_show["totals"]["rows"], 8);
    assert_eq!(by_show["totals"]["plays"], 6);
    assert_eq!(by_show["streaks"][0]["name"], "The Piers");
    let first = &by_title["rewatched"][0];
    assert_eq!(
        [&first["name"], &first["plays"]],
        [&json!("Low Tide"), &json!(3)]
    );
}
