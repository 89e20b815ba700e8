//! What servers and the programs beside them write: Tautulli, Playback Reporting, Jellystat.

use serde_json::{Value, json};

use super::{Form, database, same_answers};

/// One sitting.
#[derive(Clone, Copy)]
struct Sitting {
    viewer: &'static str,
    /// The number of what was played; [`ITEMS`] has the others of its facts.
    item: usize,
    start: i64,
    seconds: i64,
    /// Where it stopped, in seconds.
    position: i64,
    /// The number of the first sitting of its viewing.
    viewing: usize,
}

/// What there is to play: its id, show or artist, title, kind, and length in seconds.
const ITEMS: [(&str, &str, &str, &str, i64); 4] = [
    ("101", "", "Low Water", "movie", 6000),
    ("102", "Harbour", "The Pier", "episode", 2400),
    ("103", "Harbour", "Fog", "episode", 2400),
    ("104", "The Piers", "Low Tide", "track", 200),
];

const DAY: i64 = 86_400;

/// The evening of the first day.
const FIRST: i64 = 1_704_488_591;

/// Returns sittings that are viewings of their own: streaks of two and three days, a film seen twice, sittings too short
/// to be plays.
fn whole_sittings() -> Vec<Sitting> {
    let of = [
        ("ann", 0, 0, 6000),
        ("ann", 1, 1, 2400),
        ("ann", 2, 2, 2400),
        ("ann", 0, 5, 6000),
        ("bob", 1, 1, 2400),
        ("bob", 2, 2, 2400),
        ("bob", 1, 3, 2300),
        ("bob", 0, 3, 100),
        ("cleo", 0, 4, 5990),
    ];
    sittings(&of)
}

/// Returns sittings, each `viewer item day seconds`, that are viewings of their own.
fn sittings(of: &[(&'static str, usize, i64, i64)]) -> Vec<Sitting> {
    let numbered = (0..).zip(of);
    let numbered = numbered.map(|(number, (viewer, item, day, seconds))| Sitting {
        viewer,
        item: *item,
        start: FIRST + day * DAY + 7 * i64::try_from(number).expect("it is small"),
        seconds: *seconds,
        position: *seconds,
        viewing: number,
    });
    numbered.collect()
}

/// Returns sittings of films that went on the next evening, one of them seen again after that.
fn resumed_sittings() -> Vec<Sitting> {
    let mut sittings = sittings(&[
        ("ann", 0, 0, 3000),
        ("ann", 0, 1, 2990),
        ("ann", 0, 6, 6000),
        ("bob", 0, 2, 1000),
        ("bob", 0, 3, 2000),
        ("bob", 0, 4, 3000),
        ("bob", 1, 4, 2400),
    ]);
    for (sitting, position, viewing) in [(1, 5990, 0), (4, 3000, 3), (5, 6000, 3)] {
        sittings[sitting].position = position;
        sittings[sitting].viewing = viewing;
    }
    sittings
}

fn tautulli(sittings: &[Sitting]) -> Form {
    let mut sql = String::from(
        "CREATE TABLE session_history (id INTEGER PRIMARY KEY, reference_id, started, stopped, rating_key, user,
             paused_counter, media_type, view_offset);
         CREATE TABLE session_history_metadata (id INTEGER PRIMARY KEY, title, grandparent_title, duration);",
    );
    for (number, sitting) in (1..).zip(sittings) {
        let (id, show, title, kind, length) = ITEMS[sitting.item];
        let Sitting {
            viewer,
            start,
            seconds,
            position,
            viewing,
            ..
        } = sitting;
        let insert = format!(
            "INSERT INTO session_history VALUES ({number}, {viewing} + 1, {start}, {start} + {seconds}, {id},
                 '{viewer}', 0, '{kind}', {position} * 1000);
             INSERT INTO session_history_metadata VALUES ({number}, '{title}', '{show}', {length} * 1000);"
        );
        sql.push_str(&insert);
    }
    Form::new("tautulli", "tautulli.db", database(&sql))
}

/// The newest sitting comes first, as Tautulli answers.
fn get_history(sittings: &[Sitting]) -> Form {
    let rows = (1..).zip(sittings).map(|(number, sitting)| {
        let (id, show, title, kind, length) = ITEMS[sitting.item];
        json!({
            "row_id": number, "reference_id": sitting.viewing + 1, "started": sitting.start,
            "stopped": sitting.start + sitting.seconds, "play_duration": sitting.seconds, "user": sitting.viewer,
            "media_type": kind, "rating_key": id, "title": title, "grandparent_title": show,
            "percent_complete": sitting.position * 100 / length, "group_count": 1,
        })
    });
    let mut rows: Vec<Value> = rows.collect();
    rows.reverse();
    let answer = json!({"response": {"result": "success", "data": {"recordsTotal": rows.len(), "data": rows}}});
    Form::new("tautulli-history", "history.json", answer.to_string())
}

/// Returns what Playback Reporting calls an item, and its type.
fn named(item: usize) -> (String, &'static str) {
    match ITEMS[item] {
        (_, show, title, "episode", _) => (format!("{show} - s02e04 - {title}"), "Episode"),
        (_, artist, title, "track", _) => (format!("{artist} - {title} (Ebb)"), "Audio"),
        (_, _, title, ..) => (title.to_owned(), "Movie"),
    }
}

fn playback_reporting(sittings: &[Sitting]) -> Form {
    let mut sql = String::from(
        "CREATE TABLE PlaybackActivity (DateCreated, UserId, ItemId, ItemType, ItemName, PlaybackMethod, ClientName,
             DeviceName, PlayDuration);
         PRAGMA user_version = 1;",
    );
    for sitting in sittings {
        let (name, kind) = named(sitting.item);
        let Sitting {
            viewer,
            item,
            start,
            seconds,
            ..
        } = sitting;
        let insert = format!(
            "INSERT INTO PlaybackActivity VALUES (datetime({start} + 20, 'unixepoch'), '{viewer}', '{}', '{kind}',
                 '{name}', 'DirectPlay', 'Web', 'TV', {seconds});",
            ITEMS[*item].0
        );
        sql.push_str(&insert);
    }
    Form::new(
        "playback-reporting",
        "playback_reporting.db",
        database(&sql),
    )
}

fn playback_reporting_backup(sittings: &[Sitting]) -> Form {
    let lines = sittings.iter().map(|sitting| {
        let (name, kind) = named(sitting.item);
        let created =
            chrono::DateTime::from_timestamp(sitting.start + 20, 0).expect("it is a time");
        let created = created.format("%Y-%m-%d %H:%M:%S.1234567");
        let Sitting {
            viewer,
            item,
            seconds,
            ..
        } = sitting;
        let id = ITEMS[*item].0;
        format!("{created}\t{viewer}\t{id}\t{kind}\t{name}\tDirectPlay\tWeb\tTV\t{seconds}\n")
    });
    let lines: String = lines.collect();
    Form::new("playback-reporting-backup", "backup.tsv", lines)
}

/// Returns the rows of Jellystat's table of plays.
fn jellystat_rows(sittings: &[Sitting]) -> Vec<Value> {
    let rows = (1..).zip(sittings).map(|(number, sitting)| {
        let (id, show, title, kind, _) = ITEMS[sitting.item];
        let ended = chrono::DateTime::from_timestamp(sitting.start + sitting.seconds, 0);
        let is_episode = kind == "episode";
        let streams = match kind {
            "track" => json!([{"Type": "Audio"}, {"Type": "EmbeddedImage"}]),
            _ => json!([{"Type": "Video"}, {"Type": "Audio"}, {"Type": "Subtitle"}]),
        };
        json!({
            "Id": number.to_string(), "UserName": sitting.viewer, "NowPlayingItemId": if is_episode { "100" } else { id },
            "NowPlayingItemName": title, "SeriesName": is_episode.then_some(show), "EpisodeId": is_episode.then_some(id),
            "PlaybackDuration": sitting.seconds.to_string(), "MediaStreams": streams,
            "ActivityDateInserted": ended.expect("it is a time").to_rfc3339(), "imported": false,
        })
    });
    rows.collect()
}

fn jellystat(sittings: &[Sitting]) -> Form {
    let backup =
        json!([{"jf_users": [{"Id": "1"}]}, {"jf_playback_activity": jellystat_rows(sittings)}]);
    Form::new("jellystat", "backup.json", backup.to_string())
}

fn jellystat_lines(sittings: &[Sitting]) -> Form {
    let table = "jf_playback_activity";
    let mut lines = json!({"type": "table", "table": table}).to_string();
    for row in jellystat_rows(sittings) {
        lines.push('\n');
        lines.push_str(&json!({"type": "row", "table": table, "data": row}).to_string());
    }
    Form::new("jellystat-lines", "backup.jsonl", lines)
}

#[test]
fn sittings_that_are_plays_are_the_same_in_the_forms_of_all_servers() {
    let sittings = whole_sittings();
    let [by_show, by_title] = same_answers(&[
        tautulli(&sittings),
        get_history(&sittings),
        playback_reporting(&sittings),
        playback_reporting_backup(&sittings),
        jellystat(&sittings),
        jellystat_lines(&sittings),
    ]);
    assert_eq!(
        by_show["totals"],
        json!({"rows": 9, "plays": 8, "hours": 8.3, "viewers": 3, "titles": 3, "rewatches": 2})
    );
    assert_eq!(by_show["streaks"][0]["name"], "Harbour");
    assert_eq!(by_show["streaks"][0]["longest"], 3);
    let first = &by_title["rewatched"][0];
    assert_eq!(
        [&first["name"], &first["rewatches"]],
        [&json!("Low Water"), &json!(1)]
    );
}

/// Jellystat does not know the artist of a track, so that only sums are the same.
#[test]
fn music_is_a_play_from_half_a_minute_on_in_all_forms() {
    let sittings = sittings(&[("ann", 3, 0, 200), ("ann", 3, 1, 40), ("bob", 3, 1, 29)]);
    let forms = [
        tautulli(&sittings),
        get_history(&sittings),
        playback_reporting(&sittings),
        playback_reporting_backup(&sittings),
    ];
    let [of_servers, _] = same_answers(&forms);
    let [of_jellystat, _] = same_answers(&[jellystat(&sittings), jellystat_lines(&sittings)]);
    for key in ["totals", "timeline", "clock"] {
        assert_eq!(of_servers[key], of_jellystat[key], "{key}");
    }
    assert_eq!(of_servers["totals"]["plays"], 2);
    assert_eq!(of_servers["streaks"][0]["name"], "The Piers");
}

/// Playback Reporting and Jellystat do not know where a sitting stopped: each of theirs is a play. Days, hours and viewers
/// are the same.
#[test]
fn a_film_that_goes_on_the_next_evening_is_one_play_where_the_form_can_tell() {
    let sittings = resumed_sittings();
    let [of_tautulli, _] = same_answers(&[tautulli(&sittings), get_history(&sittings)]);
    let [of_others, _] = same_answers(&[
        playback_reporting(&sittings),
        playback_reporting_backup(&sittings),
        jellystat(&sittings),
        jellystat_lines(&sittings),
    ]);
    let plays = |report: &Value| {
        [
            report["totals"]["plays"].clone(),
            report["totals"]["rewatches"].clone(),
        ]
    };
    assert_eq!(plays(&of_tautulli), [4, 1]);
    assert_eq!(plays(&of_others), [7, 4]);
    assert_eq!(of_tautulli["streaks"], of_others["streaks"]);
    for total in ["rows", "hours", "viewers", "titles"] {
        assert_eq!(
            of_tautulli["totals"][total], of_others["totals"][total],
            "{total}"
        );
    }
    assert_eq!(of_tautulli["streaks"][0]["longest"], 3);
}
