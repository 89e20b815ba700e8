//! Scrobbles: what programs make of Last.fm, ListenBrainz, and tables of any source.

use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};

use super::{Form, same_answers};

/// The artist and the track of each scrobble, and how many minutes after [`FIRST`] it was: to the minute, since that is all that
/// lastfm-to-csv knows.
const SCROBBLES: [(&str, &str, i64); 9] = [
    ("The Piers", "Low Tide", 0),
    ("The Piers", "Fog", 4),
    ("Gulls", "Low Tide", 8),
    ("The Piers", "Low Tide", 1_440),
    ("The Piers", "Low Tide", 2_881),
    ("Gulls", "\"Ebb\", and Flow", 2_890),
    ("Gulls", "Low Tide", 10_000),
    ("Gulls", "Low Tide", 11_500),
    ("Møller ⛵", "Fog", 11_600),
];

/// 2024-01-05 21:03:00, UTC.
const FIRST: i64 = 1_704_488_580;

/// Returns artist, track and start of each, the newest first, as all of these programs list them.
fn scrobbles() -> impl Iterator<Item = (&'static str, &'static str, i64)> + Clone {
    let scrobbles = SCROBBLES.iter().rev();
    scrobbles.map(|(artist, track, minutes)| (*artist, *track, FIRST + minutes * 60))
}

fn written(start: i64, form: &str) -> String {
    let start = chrono::DateTime::from_timestamp(start, 0).expect("it is a time");
    start.format(form).to_string()
}

/// Returns the rows of a table as CSV; a header is a row.
fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows = rows
        .into_iter()
        .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
    rows.collect()
}

fn header(names: &str) -> Vec<String> {
    names.split(',').map(str::to_owned).collect()
}

fn lastfm_to_csv() -> Form {
    let rows = scrobbles().map(|(artist, track, start)| {
        vec![
            artist.into(),
            "Album".into(),
            track.into(),
            written(start, "%d %b %Y %H:%M"),
        ]
    });
    Form::new("lastfm", "ann.csv", csv(rows))
}

fn ghan() -> Form {
    let names = header("uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid");
    let rows = scrobbles().map(|(artist, track, start)| {
        let [none, album] = [String::new(), "Album".to_owned()];
        let time = written(start, "%d %b %Y, %H:%M");
        vec![
            start.to_string(),
            time,
            artist.into(),
            none.clone(),
            album,
            none.clone(),
            track.into(),
            none,
        ]
    });
    Form::new(
        "lastfm",
        "scrobbles-ann.csv",
        csv(std::iter::once(names).chain(rows)),
    )
}

fn home_made() -> Form {
    let rows = scrobbles().map(|(artist, track, start)| {
        vec![
            written(start, "%Y-%m-%d %H:%M:%S"),
            artist.into(),
            track.into(),
            "Album".into(),
        ]
    });
    let rows = std::iter::once(header("date,artist,track,album")).chain(rows);
    Form::new("scrobbles", "mine.csv", csv(rows))
}

fn lastfmstats() -> Form {
    let rows = scrobbles().map(|(artist, track, start)| {
        json!({"track": track, "artist": artist, "album": "Album", "albumId": "1", "date": start * 1000})
    });
    let rows: Vec<Value> = rows.collect();
    let export = json!({"username": "ann", "scrobbles": rows});
    Form::new("lastfmstats", "lastfmstats-ann.json", export.to_string())
}

fn listenbrainz() -> Form {
    let lines = scrobbles().map(|(artist, track, start)| {
        let listen = json!({
            "listened_at": start,
            "track_metadata": {"artist_name": artist, "track_name": track, "release_name": "Album",
                               "additional_info": {"duration_ms": 200_000}},
        });
        format!("{listen}\n")
    });
    Form::new("listenbrainz", "1.jsonl", lines.collect::<String>())
}

fn generic_csv() -> Form {
    let rows = scrobbles().map(|(artist, track, start)| {
        vec![
            track.into(),
            artist.into(),
            "track".into(),
            written(start, "%Y-%m-%dT%H:%M:%SZ"),
        ]
    });
    let rows = std::iter::once(header("title,show,kind,started_at")).chain(rows);
    Form::new("csv", "plays.csv", csv(rows))
}

fn generic_json() -> [Form; 2] {
    let rows = scrobbles().map(|(artist, track, start)| {
        json!({"title": track, "show": artist, "kind": "track", "started_at": start})
    });
    let lines: Vec<String> = rows.clone().map(|row| row.to_string()).collect();
    let array = Value::from(rows.collect::<Vec<_>>());
    [
        Form::new("jsonl", "plays.jsonl", lines.join("\n")),
        Form::new("json", "plays.json", array.to_string()),
    ]
}

fn parquet() -> Form {
    let schema = "message plays {
        required binary title (utf8);
        required binary show (utf8);
        required binary kind (utf8);
        required int64 started_at (timestamp(millis, true));
    }";
    let schema = Arc::new(parse_message_type(schema).expect("it is a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, properties).expect("it is in memory");
    let mut group = writer.next_row_group().expect("it is in memory");
    let text = |of: fn((&'static str, &'static str, i64)) -> &'static str| -> Vec<ByteArray> {
        scrobbles().map(|scrobble| of(scrobble).into()).collect()
    };
    for texts in [
        text(|(_, track, _)| track),
        text(|(artist, ..)| artist),
        text(|_| "track"),
    ] {
        let mut column = group
            .next_column()
            .expect("it is in memory")
            .expect("there is one");
        column
            .typed::<ByteArrayType>()
            .write_batch(&texts, None, None)
            .expect("it is in memory");
        column.close().expect("it is in memory");
    }
    let starts: Vec<i64> = scrobbles().map(|(.., start)| start * 1000).collect();
    let mut column = group
        .next_column()
        .expect("it is in memory")
        .expect("there is one");
    column
        .typed::<Int64Type>()
        .write_batch(&starts, None, None)
        .expect("it is in memory");
    column.close().expect("it is in memory");
    group.close().expect("it is in memory");
    Form::new(
        "parquet",
        "plays.parquet",
        writer.into_inner().expect("it is in memory"),
    )
}

/// None of them knows for how long a track was heard.
#[test]
fn scrobbles_are_the_same_whoever_writes_them_down() {
    let [lines, array] = generic_json();
    let forms = [
        generic_csv(),
        lines,
        array,
        parquet(),
        lastfm_to_csv(),
        ghan(),
        home_made(),
        lastfmstats(),
        listenbrainz(),
    ];
    let [by_show, by_title] = same_answers(&forms);
    assert_eq!(
        by_show["totals"],
        json!({"rows": 9, "plays": 9, "hours": 0.0, "hours_at_least": true, "viewers": 1, "titles": 5, "rewatches": 4})
    );
    assert_eq!(by_show["streaks"][0]["name"], "The Piers");
    assert_eq!(by_show["streaks"][0]["longest"], 3);
    assert_eq!(by_title["rewatched"][0]["plays"], 3);
}
