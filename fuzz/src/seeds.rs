//! The files that fuzzing begins with: the tests' own, and some in the shape of each format. All of them are made up.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rusqlite::Connection;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file, by a name for whoever looks at it.
type Seed = (&'static str, Vec<u8>);

const PLAYS: &str = "viewer,title,show,kind,started_at,seconds\nann,Fog,The Pier,episode,2024-01-05T21:03:11Z,2400\n";

const HEADLESS: &str =
    "ann\tFog\tThe Pier\tepisode\t1704488591\t2400000\nann\tGull\t\tfilm\t1704488991\t24\n";

const DIARY: &str = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2024-01-06,Gull,2001,https://boxd.it/a,4,Yes,\"a, b\",2024-01-05\n";

const SCROBBLES: &str = "The Piers,Ebb,Low Tide,05 Jan 2024 21:03\n\"The Piers\",Ebb,\"Low \"\"Tide\"\"\",05 Jan 2024 21:07\n";

const APPLE: &str = "Artist Name,Content Name,Song Name,Event End Timestamp,Event Start Timestamp,Event Type,Media Duration In Milliseconds,Play Duration Milliseconds,UTC Offset In Seconds\nThe Piers,,Fog,2024-01-05T21:06:32.250Z,2024-01-05T21:03:11.250Z,PLAY_END,201000,201000,3600\n";

const PRIME: &str =
    "\"Profile Id\",\"Playback Hour\",\"Title\"\n\"x\",\"1/5/2024 21:00:00\",\"Fog\"\n";

const ACCOUNT: &str = r#"[{"endTime":"2024-05-01 21:03","artistName":"The Piers","trackName":"Fog","msPlayed":201500},{"endTime":"2024-05-01 21:03","podcastName":"Ebb","episodeName":"One","msPlayed":60000}]"#;

const EXTENDED: &str = r#"[{"ts":"2024-02-14T20:11:09Z","ip_addr":"192.0.2.1","ms_played":201999,"master_metadata_track_name":"Fog","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A","incognito_mode":false}]"#;

const WATCHED: &str = r#"[{"header":"YouTube","title":"Watched Fog","titleUrl":"https://www.youtube.com/watch?v\u003daaa","subtitles":[{"name":"The Piers","url":"x"}],"time":"2024-01-05T21:03:11.123Z","details":[{"name":"From Google Ads"}]}]"#;

const STATS: &str = r#"{"username":"ann","scrobbles":[{"track":"Fog","artist":"The Piers","album":"Ebb","date":1704488591000}]}"#;

const LISTENS: &str = r#"{"listened_at":1704488591,"track_metadata":{"artist_name":"The Piers","track_name":"Fog","additional_info":{"duration_ms":201000}}}"#;

const TRAKT: &str = r#"[{"id":9,"watched_at":"2024-01-04T21:44:00.000Z","action":"scrobble","type":"episode","episode":{"title":"Fog","season":1,"number":2,"ids":{"trakt":3}},"show":{"title":"The Pier","year":2001,"ids":{"trakt":4}}}]"#;

const NESTED: &str = r#"[{"track":{"name":"Fog"},"artists":[{"name":"The Piers"}],"played_at":"2024-01-05T21:03:11Z","ms":201000}]"#;

const PAGE: &str = "<!DOCTYPE html><html><head><style>.mdl-grid{}</style></head><body><div class=\"outer-cell mdl-cell\"><div class=\"mdl-grid\"><div class=\"header-cell\"><p class=\"mdl-typography--title\">YouTube<br></p></div><div class=\"content-cell mdl-typography--body-1\">Watched\u{a0}<a href=\"https://www.youtube.com/watch?v=aaa\">Pier &amp; Gull &#39;</a><br><a href=\"https://www.youtube.com/channel/UC1\">The Piers</a><br>Feb 14, 2024, 12:11:09\u{202f}PM PST<br></div><div class=\"content-cell mdl-typography--caption\"><b>Products:</b><br>&emsp;YouTube<br></div></div></div></body></html>";

const TIMES: &str = "2024-01-05T21:03:11.25+01:00\n2024-01-05 21:03\n1704488591\n1704488591000.5\n20240105\n05 Jan 2024 21:03\n1/21/24\n21.01.2024\n24. 1. 21.\n2024/01/21\n01:02:03\n201000ms\n1h 2m\n2460.5\nPT1H2M3S\n45000\n";

/// Writes `seeds` into the corpus of `target`, from which fuzzing begins.
///
/// # Panics
///
/// Panics where the folder cannot be written.
pub fn write(target: &str, seeds: Vec<Seed>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    fs::create_dir_all(&folder).expect("the corpus can be written");
    for (name, bytes) in seeds {
        fs::write(folder.join(name), bytes).expect("the corpus can be written");
    }
}

/// Returns one of the tests' fixtures.
fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
    fs::read(folder.join(name)).expect("the fixture is there")
}

/// Returns tables of all formats.
#[must_use]
pub fn tables() -> Vec<Seed> {
    let fixtures = [
        "generic.csv",
        "generic.tsv",
        "broken.csv",
        "netflix.csv",
        "playback-reporting.tsv",
    ];
    let mut seeds: Vec<Seed> = fixtures.map(|name| (name, fixture(name))).into();
    seeds.extend(
        [
            ("plays.csv", PLAYS),
            ("headless.tsv", HEADLESS),
            (
                "short.csv",
                "Title,Date\n\"Pier: Season 2: Fog\",\"1/21/24\"\n\"Gull\",\"1/5/24\"\n",
            ),
            ("diary.csv", DIARY),
            ("scrobbles.csv", SCROBBLES),
            ("apple.csv", APPLE),
            ("prime.csv", PRIME),
        ]
        .map(|(name, text)| (name, text.as_bytes().to_vec())),
    );
    seeds
}

/// Returns JSON of all formats.
#[must_use]
pub fn json() -> Vec<Seed> {
    let fixtures = [
        "generic.jsonl",
        "broken.jsonl",
        "jellystat.json",
        "jellystat.jsonl",
        "tautulli-history.json",
    ];
    let mut seeds: Vec<Seed> = fixtures.map(|name| (name, fixture(name))).into();
    seeds.extend(
        [
            ("account.json", ACCOUNT),
            ("extended.json", EXTENDED),
            ("watched.json", WATCHED),
            ("stats.json", STATS),
            ("listens.jsonl", LISTENS),
            ("trakt.json", TRAKT),
            ("nested.json", NESTED),
        ]
        .map(|(name, text)| (name, text.as_bytes().to_vec())),
    );
    seeds
}

/// Returns pages.
#[must_use]
pub fn pages() -> Vec<Seed> {
    vec![("page.html", PAGE.as_bytes().to_vec())]
}

/// Returns times, lengths and dates.
#[must_use]
pub fn times() -> Vec<Seed> {
    vec![("times.txt", TIMES.as_bytes().to_vec())]
}

/// Returns the databases of all formats.
#[must_use]
pub fn databases() -> Vec<Seed> {
    let views = "CREATE TABLE PlaybackActivity (DateCreated, UserId, ItemId, ItemType, ItemName, PlayDuration AS (7));
                 CREATE VIEW session_history AS SELECT 1 AS id, 2 AS started, 3 AS stopped, 4 AS user, 5 AS rating_key;
                 CREATE TABLE session_history_metadata (id, title);
                 CREATE TRIGGER t AFTER INSERT ON session_history_metadata BEGIN DELETE FROM PlaybackActivity; END;
                 INSERT INTO PlaybackActivity VALUES ('2024-01-05 21:03:31', 'a', 'b', 'Movie', 'Fog');";
    let mut seeds: Vec<Seed> = ["tautulli.sql", "playback-reporting.sql", "plex.sql"]
        .map(|name| (name, String::from_utf8(fixture(name)).expect("it is text")))
        .map(|(name, sql)| (name, database(&sql)))
        .into();
    seeds.push(("views", database(views)));
    seeds
}

/// Returns the bytes of the database that `sql` makes, in small pages.
fn database(sql: &str) -> Vec<u8> {
    let mut conn = Connection::open_in_memory().expect("there is memory");
    conn.execute_batch(&format!("PRAGMA page_size = 512; {sql}"))
        .expect("it is SQL");
    conn.serialize("main").expect("it is a database").to_vec()
}

/// Returns ZIPs, some of them in others.
#[must_use]
pub fn zips() -> Vec<Seed> {
    let database = database(&String::from_utf8(fixture("tautulli.sql")).expect("it is text"));
    let inner = zip(&[("b/plays.csv", PLAYS.as_bytes()), ("users.csv", b"a,b\n")]);
    let outer = zip(&[("inner.zip", &inner), ("diary.csv", DIARY.as_bytes())]);
    vec![
        ("plain.zip", inner),
        ("nested.zip", outer),
        (
            "tautulli.zip",
            zip(&[("tautulli.db", &database), ("tautulli.db-wal", b"")]),
        ),
    ]
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("it is in memory");
        zip.write_all(bytes).expect("it is in memory");
    }
    zip.finish().expect("it is in memory").into_inner()
}

/// Returns Parquet files, packed and not, of both versions.
#[must_use]
pub fn parquet() -> Vec<Seed> {
    let plain = || WriterProperties::builder().set_dictionary_enabled(false);
    vec![
        ("plain.parquet", parquet_file(plain().build())),
        (
            "second.parquet",
            parquet_file(
                plain()
                    .set_writer_version(WriterVersion::PARQUET_2_0)
                    .build(),
            ),
        ),
        (
            "snappy.parquet",
            parquet_file(
                WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .build(),
            ),
        ),
    ]
}

fn parquet_file(properties: WriterProperties) -> Vec<u8> {
    let schema = "message plays {
        required int64 row;
        optional group media { optional binary name (utf8); optional binary show (utf8); }
        required binary title (utf8);
        required int64 started_at (timestamp(micros, true));
        required int64 seconds;
    }";
    let schema = Arc::new(parse_message_type(schema).expect("it is a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))
        .expect("it is in memory");
    let mut group = writer.next_row_group().expect("it is in memory");
    for place in 0..6 {
        let mut column = group
            .next_column()
            .expect("it is in memory")
            .expect("there are six");
        match place {
            0 | 4 | 5 => {
                let values = [
                    [1, 2, 3],
                    [
                        1_704_488_591_000_000,
                        1_704_488_791_000_000,
                        1_704_489_591_000_000,
                    ],
                    [200, 7, 2400],
                ];
                let values = values[if place == 0 { 0 } else { place - 3 }];
                column
                    .typed::<Int64Type>()
                    .write_batch(&values, None, None)
                    .expect("it is in memory");
            }
            _ => {
                let texts = ["Fog", "Gull", "Fog"].map(ByteArray::from);
                let levels = (place != 3).then_some([2_i16, 2, 2]);
                let levels = levels.as_ref().map(<[i16; 3]>::as_slice);
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts, levels, None)
                    .expect("it is in memory");
            }
        }
        column.close().expect("it is in memory");
    }
    group.close().expect("it is in memory");
    writer.into_inner().expect("it is in memory")
}
