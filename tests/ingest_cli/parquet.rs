//! Parquet files and folders of them, as engines write them.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use predicates::prelude::*;
use predicates::str::contains;

use super::logs::PLAYS;
use crate::home::Home;
use crate::zipped::zipped;

const SCHEMA: &str = "message plays {
    optional int64 row;
    optional group media { optional binary name (utf8); optional binary show (utf8); }
    optional binary viewer (utf8);
    optional binary kind (utf8);
    optional int64 started_at (timestamp(micros, true));
    optional int64 seconds;
}";

const MAP: &str = "title=media.name,show=media.show";

/// A made-up play: viewer, title, show, kind, start in Unix seconds, seconds.
type Play = (
    &'static str,
    String,
    Option<&'static str>,
    &'static str,
    i64,
    Option<i64>,
);

/// Returns plays of two weeks, some of them repeated, some of one evening, some of unknown length.
fn history() -> Vec<Play> {
    (0..2_000_i64)
        .map(|row| {
            let play = row * 7 % 1_900;
            let is_film = play % 11 == 0;
            (
                ["ann", "bob", "dee ⛵"][usize::try_from(play % 3).unwrap_or_default()],
                format!("Part {}", play % 40),
                (!is_film).then_some("The Pier"),
                if is_film { "film" } else { "episode" },
                1_704_488_591 + play * 613,
                (play % 5 != 0).then_some(play * 3 + 60),
            )
        })
        .collect()
}

fn utc(start: i64) -> String {
    let start = chrono::DateTime::from_timestamp(start, 0).expect("it is a time");
    start.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn csv(plays: &[Play]) -> String {
    let rows = plays
        .iter()
        .map(|(viewer, title, show, kind, start, seconds)| {
            let seconds = seconds.map(|seconds| seconds.to_string());
            let cells = [
                viewer,
                title.as_str(),
                show.unwrap_or(""),
                kind,
                &utc(*start),
                &seconds.unwrap_or_default(),
            ];
            cells.join(",") + "\n"
        });
    let header = "viewer,title,show,kind,started_at,seconds\n".to_owned();
    std::iter::once(header).chain(rows).collect()
}

fn jsonl(plays: &[Play]) -> String {
    let rows = plays.iter().map(|(viewer, title, show, kind, start, seconds)| {
        let row = serde_json::json!({
            "viewer": viewer, "title": title, "show": show, "kind": kind, "started_at": utc(*start), "seconds": seconds,
        });
        format!("{row}\n")
    });
    rows.collect()
}

/// Returns the plays as Parquet, in groups of 700 rows, packed with zstd.
fn packed(plays: &[Play]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).expect("Parquet is written"));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_data_page_row_count_limit(300)
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))
        .expect("Parquet is written");
    for plays in plays.chunks(700) {
        let text = |of: &dyn Fn(&Play) -> Option<String>| -> Vec<Option<ByteArray>> {
            plays
                .iter()
                .map(|play| Some(of(play)?.as_str().into()))
                .collect()
        };
        let texts = [
            text(&|play| Some(play.1.clone())),
            text(&|play| play.2.map(str::to_owned)),
            text(&|play| Some(play.0.to_owned())),
            text(&|play| Some(play.3.to_owned())),
        ];
        let starts: Vec<_> = plays.iter().map(|play| Some(play.4 * 1_000_000)).collect();
        let seconds: Vec<_> = plays.iter().map(|play| play.5).collect();
        let mut group = writer.next_row_group().expect("Parquet is written");
        let mut number = 0;
        while let Some(mut column) = group.next_column().expect("Parquet is written") {
            match number {
                0 => write::<Int64Type>(&mut column, &vec![None; plays.len()]),
                5 => write::<Int64Type>(&mut column, &starts),
                6 => write::<Int64Type>(&mut column, &seconds),
                text => write::<ByteArrayType>(&mut column, &texts[text - 1]),
            }
            column.close().expect("Parquet is written");
            number += 1;
        }
        group.close().expect("Parquet is written");
    }
    writer.into_inner().expect("Parquet is written")
}

fn write<T: DataType>(column: &mut SerializedColumnWriter<'_>, values: &[Option<T::T>]) {
    let present: Vec<T::T> = values.iter().flatten().cloned().collect();
    let writer = column.typed::<T>();
    let most = writer.get_descriptor().max_def_level();
    let levels = values.iter().map(|value| most - i16::from(value.is_none()));
    let levels: Vec<i16> = levels.collect();
    writer
        .write_batch(&present, Some(&levels), None)
        .expect("Parquet is written");
}

/// Returns a home with `arguments` ingested from `files`.
fn ingested(files: &[(&str, &[u8])], arguments: &[&str]) -> Home {
    let home = Home::new();
    for (name, content) in files {
        let path = home.path(name);
        std::fs::create_dir_all(path.parent().expect("it is in the home"))
            .expect("Parquet is written");
        std::fs::write(path, content).expect("Parquet is written");
    }
    let zone = ["--time-zone", "Europe/Rome"];
    home.ingest(&[arguments, &zone].concat()).success();
    home
}

#[test]
fn one_history_gives_the_same_answers_as_csv_json_and_parquet() {
    let plays = history();
    let csv = ingested(&[("a.csv", csv(&plays).as_bytes())], &["a.csv"]).answers();
    assert!(csv.len() > 1_000);
    let jsonl = ingested(&[("a.jsonl", jsonl(&plays).as_bytes())], &["a.jsonl"]).answers();
    assert!(jsonl == csv, "lines of JSON answer otherwise");
    let home = ingested(
        &[("a.parquet", &packed(&plays))],
        &["a.parquet", "--map", MAP],
    );
    assert!(home.answers() == csv, "Parquet answers otherwise");
    let before = home.dump();
    home.ingest(&["a.parquet", "--map", MAP])
        .success()
        .stdout(contains(
            "a.parquet: read as parquet\n2,000 rows read, 0 added",
        ));
    assert_eq!(home.dump(), before);
}

#[test]
fn a_folder_of_parts_is_the_whole() {
    let plays = history();
    let whole = ingested(&[("a.csv", csv(&plays).as_bytes())], &["a.csv"]).answers();
    let parts: Vec<Vec<u8>> = plays.chunks(800).map(packed).collect();
    let files: [(&str, &[u8]); 7] = [
        ("plays/_SUCCESS", b""),
        ("plays/._SUCCESS.crc", b"crc\0"),
        ("plays/_metadata", b"PAR1 not looked at PAR1"),
        ("plays/country=IT/part-2.parquet", &parts[0]),
        ("plays/country=IT/.part-2.parquet.crc", b"crc\0"),
        ("plays/country=IT/part-10.parquet", &parts[1]),
        (
            "plays/country=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
            &parts[2],
        ),
    ];
    let home = ingested(&files, &["plays", "--map", MAP]);
    assert!(home.answers() == whole, "a folder answers otherwise");
    home.ingest(&["plays", "--map", MAP])
        .success()
        .stdout(
            contains("plays/country=IT/part-2.parquet: read as parquet\nplays/country=IT/part-10.parquet: read as parquet\n")
                .and(contains("2,000 rows read, 0 added")),
        );
    // The same from a ZIP of the folder, and each part from a pipe.
    let home = ingested(
        &[("plays.zip", &zipped(&files))],
        &["plays.zip", "--map", MAP],
    );
    assert!(home.answers() == whole, "a ZIP answers otherwise");
    let home = Home::new();
    for part in &parts {
        home.ingest_piped(part, &["--map", MAP, "--time-zone", "Europe/Rome"])
            .success()
            .stdout(contains("standard input: read as parquet"));
    }
    assert!(home.answers() == whole, "a pipe answers otherwise");
}

#[test]
fn a_folder_that_says_who_is_a_column() {
    let plays: Vec<Play> = history().into_iter().take(50).collect();
    let files: [(&str, &[u8]); 2] = [
        ("plays/who=ann%20b/0.parquet", &packed(&plays)),
        ("plays/who=bob/0.parquet", &packed(&plays)),
    ];
    let map = format!("{MAP},viewer=who");
    let home = ingested(&files, &["plays", "--map", &map, "--keep-names"]);
    let names = super::logs::query(
        &home.log(),
        "SELECT DISTINCT viewer FROM play_log ORDER BY 1",
    );
    assert_eq!(names, ["ann b", "bob"]);
    let zip = ingested(
        &[("z.zip", &zipped(&files))],
        &["z.zip", "--map", &map, "--keep-names"],
    );
    assert_eq!(zip.answers(), home.answers());
}

#[test]
fn a_file_that_does_not_fit_is_refused_with_what_to_do() {
    for home in [Home::new(), Home::with_log()] {
        let bytes = packed(&history());
        home.write("a.parquet", &bytes);
        let refuses = |arguments: &[&str], words: &str| {
            let arguments = [&["a.parquet"], arguments].concat();
            home.refuses(&arguments, "a.parquet", words);
        };
        refuses(
            &[],
            "no column named `title`; there are `row`, `media.name`, `media.show`, `viewer`, `kind`, `started_at`, \
             `seconds`; say which holds what with --map",
        );
        refuses(
            &["--map", "title=media"],
            "column `media` is a struct; name the part of it that is meant, as in `media.name`",
        );
        refuses(
            &["--map", "title=media.nam"],
            "no column named `media.nam`; it has: media.name, row, media.show, ",
        );
        refuses(
            &["--format", "csv"],
            "is a Parquet file; say --format parquet",
        );
        refuses(
            &["--map", MAP, "--follow"],
            "cannot be followed; leave out --follow",
        );
        home.write("a.parquet", &bytes[..bytes.len() - 1]);
        refuses(&["--map", MAP], "breaks off");
        let mut damaged = bytes.clone();
        damaged[500..600].fill(0xff);
        home.write("a.parquet", &damaged);
        refuses(&["--map", MAP], "row ");
    }
}

#[test]
fn others_beside_it_in_a_folder_are_passed_over() {
    let plays = history();
    let other = packed(&plays[..10]);
    let home = ingested(
        &[
            ("all/plays.csv", PLAYS.as_bytes()),
            ("all/x.parquet", &other),
        ],
        &["all"],
    );
    home.ingest(&["all/x.parquet", "--map", MAP, "--dry-run"])
        .success()
        .stdout(contains("10 rows read"));
    let alone = ingested(&[("plays.csv", PLAYS.as_bytes())], &["plays.csv"]);
    assert_eq!(home.answers(), alone.answers());
}
