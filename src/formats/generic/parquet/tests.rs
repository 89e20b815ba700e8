//! Parquet as programs write it, read as rows.

use parquet::basic::{Compression, CompressionCodec, Encoding};
use parquet::data_type::Int96;
use parquet::file::properties::{WriterProperties, WriterVersion};
use rstest::rstest;

use super::*;
use crate::formats::parquet_file::fixture::{
    Values, file, in_encoding, longs, texts, with_properties,
};
use crate::formats::said::{is_recognised, said};

const START: i64 = 1_704_488_591;

fn context(mapping: &str) -> Context {
    let mapping = match mapping {
        "" => Mapping::default(),
        mapping => mapping.parse().unwrap(),
    };
    Context {
        mapping,
        ..Context::default()
    }
}

fn rows(bytes: &[u8], mapping: &str) -> Vec<String> {
    said(&Parquet, bytes, &context(mapping)).unwrap()
}

fn error(bytes: &[u8], mapping: &str) -> String {
    said(&Parquet, bytes, &context(mapping))
        .unwrap_err()
        .to_string()
}

/// Returns a file of two titles with the column `when` beside them.
fn with_start(column: &str, values: Values) -> Vec<u8> {
    let schema = format!("required binary title (utf8); {column};");
    file(&schema, &[texts(&["Fog", "Gull"]), values])
}

/// Returns a file of two titles, their starts, and the column `how_long`.
fn with_length(column: &str, values: Values) -> Vec<u8> {
    let schema = format!("required binary title (utf8); required int64 start; {column};");
    let starts = longs(&[START, START + 7]);
    file(&schema, &[texts(&["Fog", "Gull"]), starts, values])
}

fn old(seconds: i64) -> Int96 {
    let mut moment = Int96::new();
    let nanoseconds = u64::try_from(seconds % 86_400).unwrap() * 1_000_000_000;
    let half = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap();
    let day = u32::try_from(seconds / 86_400 + 2_440_588).unwrap();
    moment.set_data(half(nanoseconds), half(nanoseconds >> 32), day);
    moment
}

#[rstest]
#[case::seconds("required int64 start", longs(&[START, START + 7]))]
#[case::milliseconds("required int64 start", longs(&[START * 1000, (START + 7) * 1000]))]
#[case::microseconds("required int64 start", longs(&[START * 1_000_000, (START + 7) * 1_000_000]))]
#[case::real("required double started_at", Values::Doubles(vec![Some(1_704_488_591.9), Some(1_704_488_598.0)]))]
#[case::text("required binary Start (utf8)", texts(&["2024-01-05T22:03:11+01:00", "1704488598"]))]
#[case::text_of_old_writers("required binary start", texts(&["2024-01-05T21:03:11Z", "2024-01-05T21:03:18Z"]))]
#[case::moment("required int64 start (timestamp(millis, true))", longs(&[START * 1000 + 999, (START + 7) * 1000]))]
#[case::fine("required int64 start (timestamp(nanos, true))", longs(&[START * 1_000_000_000, (START + 7) * 1_000_000_000]))]
#[case::of_old_writers("required int64 start (timestamp_micros)", longs(&[START * 1_000_000, (START + 7) * 1_000_000]))]
#[case::of_spark("required int96 start", Values::Old(vec![Some(old(START)), Some(old(START + 7))]))]
fn a_start_is_read_from_every_type(#[case] column: &str, #[case] values: Values) {
    let bytes = with_start(column, values);
    assert!(is_recognised(&Parquet, &bytes, &context("")));
    let expected = ["me: Fog ? 1704488591 ?", "me: Gull ? 1704488598 ?"];
    assert_eq!(rows(&bytes, ""), expected);
}

#[test]
fn a_reading_of_some_clock_asks_for_its_zone() {
    let column = "required int64 start (timestamp(micros, false))";
    let bytes = with_start(column, longs(&[START * 1_000_000, START * 1_000_000]));
    let error = error(&bytes, "");
    assert!(
        error.contains("row 1: `2024-01-05T21:03:11` states no time zone; name it with --times-in"),
        "{error}"
    );
    let rome = Context {
        times_in: Some(chrono_tz::Europe::Rome),
        ..Context::default()
    };
    let read = said(&Parquet, &bytes, &rome).unwrap();
    assert_eq!(read[0], "me: Fog ? 1704484991 ?");
}

#[test]
fn a_date_is_a_day() {
    let days = Values::Ints(vec![Some(19_727), Some(19_728)]);
    let bytes = with_start("required int32 start (date)", days);
    let noon = START / 86_400 * 86_400 + 43_200;
    let expected = [
        format!("me: Fog ? {noon} ?"),
        format!("me: Gull ? {} ?", noon + 86_400),
    ];
    assert_eq!(rows(&bytes, ""), expected);
}

#[rstest]
#[case::seconds("optional int32 seconds", Values::Ints(vec![Some(2462), None]), "")]
#[case::unsigned("optional int32 seconds (integer(32, false))", Values::Ints(vec![Some(2462), None]), "")]
#[case::milliseconds("optional int64 t", Values::Longs(vec![Some(2_462_999), None]), "seconds=t:ms")]
#[case::minutes("optional double t", Values::Doubles(vec![Some(41.04), Some(f64::NAN)]), "seconds=t:min")]
#[case::small("optional float seconds", Values::Floats(vec![Some(2462.5), None]), "")]
#[case::time("optional int32 seconds (time_millis)", Values::Ints(vec![Some(2_462_000), None]), "")]
#[case::decimal("optional int32 seconds (decimal(9, 2))", Values::Ints(vec![Some(246_250), None]), "")]
#[case::long_decimal("optional int64 seconds (decimal(18, 3))", Values::Longs(vec![Some(2_462_500), None]), "")]
#[case::bytes_of_a_decimal("optional binary seconds (decimal(9, 2))", Values::Bytes(vec![Some(vec![3, 0xc1, 0xea]), None]), "")]
#[case::fixed_decimal(
    "optional fixed_len_byte_array(4) seconds (decimal(9, 2))",
    Values::Fixed(vec![Some(vec![0, 3, 0xc1, 0xea]), None]),
    ""
)]
#[case::interval(
    "optional fixed_len_byte_array(12) seconds (interval)",
    Values::Fixed(vec![Some(vec![0, 0, 0, 0, 0, 0, 0, 0, 0x30, 0x91, 0x25, 0]), None]),
    ""
)]
#[case::text("optional binary seconds (utf8)", Values::Texts(vec![Some("00:41:02"), None]), "")]
fn a_length_is_read_from_every_type(
    #[case] column: &str,
    #[case] values: Values,
    #[case] mapping: &str,
) {
    let expected = ["me: Fog ? 1704488591 2462", "me: Gull ? 1704488598 ?"];
    assert_eq!(rows(&with_length(column, values), mapping), expected);
}

#[test]
fn every_column_has_its_place() {
    let schema = "optional group who { required binary name (utf8); } required binary Title (enum); optional binary show \
                  (utf8); required binary kind (utf8); required int64 ended_at; required int64 seconds; required \
                  fixed_len_byte_array(16) key (uuid); required int32 at; optional int32 runtime; optional boolean done;";
    let bytes = file(
        schema,
        &[
            Values::Texts(vec![Some(" ann "), None]),
            texts(&["Fog", "Gull"]),
            Values::Texts(vec![Some("Sea"), None]),
            texts(&["episode", "film"]),
            longs(&[START + 60, START + 60]),
            longs(&[60, 50]),
            Values::Fixed(vec![Some(vec![0x11; 16]), Some(vec![0x22; 16])]),
            Values::Ints(vec![Some(1), Some(2)]),
            Values::Ints(vec![Some(3), None]),
            Values::Truths(vec![Some(true), None]),
        ],
    );
    let read = rows(
        &bytes,
        "viewer=WHO.name,id=key,position=at:min,length=runtime:min",
    );
    let expected = [
        "ann: Sea / Fog [11111111-1111-1111-1111-111111111111] episode 1704488591 60 @60/180",
        "2! names no viewer",
    ];
    assert_eq!(read, expected);
    let read = rows(&bytes, "id=done");
    assert_eq!(read[0], "me: Sea / Fog [true] episode 1704488591 60");
    assert_eq!(read[1], "me: Gull film 1704488601 50");
}

#[test]
fn lists_maps_and_structs_are_harmless_until_they_are_named() {
    let schema = "required binary title (utf8); required int64 start; optional group show (LIST) { repeated group list { \
                  optional binary element (utf8); } } optional group m (MAP) { repeated group key_value { required binary \
                  key (utf8); optional int32 value; } } repeated int32 many; optional group media { optional group of { \
                  optional binary show (utf8); } } required fixed_len_byte_array(2) half (float16);";
    let bytes = file(
        schema,
        &[
            texts(&["Fog", "Gull"]),
            longs(&[START, START]),
            texts(&["a", "b"]),
            texts(&["a", "b"]),
            Values::Ints(vec![Some(1), Some(2)]),
            Values::Ints(vec![Some(1), Some(2)]),
            Values::Texts(vec![Some("Sea"), None]),
            Values::Fixed(vec![Some(vec![1; 2]), Some(vec![2; 2])]),
        ],
    );
    let expected = ["me: Fog ? 1704488591 ?", "me: Gull ? 1704488591 ?"];
    assert_eq!(rows(&bytes, ""), expected);
    let read = rows(&bytes, "show=media.of.show");
    assert_eq!(read[0], "me: Sea / Fog ? 1704488591 ?");
    let value = "; name a column that has one value a row";
    for (mapping, words) in [
        ("show=SHOW", format!("column `show` is a list{value}")),
        ("show=m", format!("column `m` is a map{value}")),
        ("show=many", format!("column `many` is a list{value}")),
        (
            "show=show.list.element",
            format!("column `show.list.element` is part of a list or a map{value}"),
        ),
        (
            "title=media",
            "column `media` is a struct; name the part of it that is meant, as in `media.of`"
                .into(),
        ),
        (
            "seconds=half:ms",
            "column `half` holds numbers of 16 bits, which are not read; name another one".into(),
        ),
        (
            "seconds=nothing:ms",
            "no column named `nothing`; it has: title, start, media.of.show".into(),
        ),
    ] {
        assert_eq!(error(&bytes, mapping), words, "{mapping}");
    }
}

#[test]
fn a_bad_row_is_refused_by_its_number_and_the_others_count() {
    let group = [
        Values::Bytes(vec![
            Some(b"Fog".to_vec()),
            Some(b"Caf\xe9".to_vec()),
            Some(Vec::new()),
        ]),
        Values::Texts(vec![Some("2024-01-05T21:03:11Z"), None, Some("soon")]),
    ];
    let schema = "required binary title (utf8); optional binary start (utf8);";
    let properties = WriterProperties::builder().build();
    let bytes = with_properties(schema, &[&group, &group], properties);
    let read = rows(&bytes, "");
    let expected = [
        "me: Fog ? 1704488591 ?",
        "2! `title` is not UTF-8 text",
        "3! names no title",
        "me: Fog ? 1704488591 ?",
        "5! `title` is not UTF-8 text",
        "6! names no title",
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_refused_row_is_kept_as_a_line_of_json() {
    let values = Values::Texts(vec![Some("soon"), Some("2024-01-05T21:03:11Z")]);
    let bytes = with_start("required binary start (utf8)", values);
    let mut kept = Vec::new();
    let content = Content::of_bytes(&bytes);
    let read = Parquet.read(content, &Context::default(), &mut |entry| {
        if let crate::formats::record::Entry::Refused(refused) = entry {
            kept.push((refused.line, refused.text));
        }
        true
    });
    read.unwrap();
    let text = r#"{"started_at":"soon","title":"Fog"}"#;
    assert_eq!(kept, [(1, text.to_owned())]);
}

#[rstest]
fn pages_are_read_however_they_are_packed(
    #[values(
        CompressionCodec::UNCOMPRESSED,
        CompressionCodec::SNAPPY,
        CompressionCodec::GZIP,
        CompressionCodec::BROTLI,
        CompressionCodec::LZ4,
        CompressionCodec::ZSTD,
        CompressionCodec::LZ4_RAW
    )]
    codec: CompressionCodec,
    #[values(WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0)] version: WriterVersion,
    #[values(true, false)] has_dictionary: bool,
) {
    let properties = WriterProperties::builder()
        .set_compression(Compression::from(codec))
        .set_writer_version(version)
        .set_dictionary_enabled(has_dictionary)
        .set_data_page_row_count_limit(100)
        .set_write_batch_size(100)
        .build();
    let titles = Values::Texts(
        (0..3_000)
            .map(|row| (row % 7 != 0).then_some("Fog"))
            .collect(),
    );
    let starts = Values::Longs((0..3_000).map(|row| Some(START + row)).collect());
    let schema = "optional binary title (utf8); required int64 start;";
    let group = [titles, starts];
    let read = rows(&with_properties(schema, &[&group, &group], properties), "");
    assert_eq!(read.len(), 6_000);
    for (row, line) in read.iter().enumerate() {
        let start = row % 3_000;
        let expected = if start % 7 == 0 {
            format!("{}! names no title", row + 1)
        } else {
            format!("me: Fog ? {} ?", START + i64::try_from(start).unwrap())
        };
        assert_eq!(*line, expected);
    }
}

#[rstest]
#[case(Encoding::PLAIN)]
#[case(Encoding::DELTA_LENGTH_BYTE_ARRAY)]
#[case(Encoding::DELTA_BYTE_ARRAY)]
fn texts_are_read_however_they_are_written(#[case] encoding: Encoding) {
    let group = [
        Values::Texts(
            (0..2_500)
                .map(|row| (row % 3 != 0).then_some("Fog"))
                .collect(),
        ),
        Values::Texts(vec![Some("2024-01-05T21:03:11Z"); 2_500]),
    ];
    let schema = "optional binary title (utf8); required binary start (utf8);";
    let read = rows(
        &with_properties(schema, &[&group], in_encoding("title", encoding)),
        "",
    );
    assert_eq!(read.len(), 2_500);
    assert_eq!(
        read.iter()
            .filter(|row| row.starts_with("me: Fog ? 1704488591"))
            .count(),
        1_666
    );
}

#[test]
fn a_file_without_rows_is_a_log_of_none() {
    let properties = WriterProperties::builder().build();
    let schema = "required binary title (utf8); required int64 start;";
    let bytes = with_properties(schema, &[], properties);
    assert_eq!(rows(&bytes, ""), [""; 0]);
}

#[test]
fn lengths_that_look_like_milliseconds_stop_the_import() {
    let schema = "required binary title (utf8); required int64 start; required int64 seconds;";
    let lengths = longs(&[2_462_000; 4]);
    let bytes = file(schema, &[texts(&["Fog"; 4]), longs(&[START; 4]), lengths]);
    let error = error(&bytes, "");
    assert!(error.contains("say seconds=seconds:ms in --map"), "{error}");
}

#[test]
fn a_file_of_other_columns_is_not_recognised_and_a_broken_one_is() {
    let bytes = file("required binary name (utf8);", &[texts(&["ann"])]);
    assert!(!is_recognised(&Parquet, &bytes, &context("")));
    assert!(!is_recognised(&Parquet, b"title,start\n", &context("")));
    assert!(is_recognised(&Parquet, &bytes[..9], &context("")));
    assert_eq!(
        error(&bytes, ""),
        "no column named `title`; there are `name`; say which holds what with --map, for example --map title=COLUMN"
    );
}
