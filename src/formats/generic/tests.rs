//! Tables and lines of JSON, good and bad.

use chrono_tz::{Europe::Rome, Tz};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::Kind;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::mapping::Mapping;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::record::{Entry, Record};

mod arrays;
mod by_day;
mod by_number;
mod nested;
mod not_believed;
mod shapes;

const CSV: &[u8] = include_bytes!("../../../tests/fixtures/generic.csv");
const BROKEN_CSV: &[u8] = include_bytes!("../../../tests/fixtures/broken.csv");
const TSV: &[u8] = include_bytes!("../../../tests/fixtures/generic.tsv");
const JSONL: &[u8] = include_bytes!("../../../tests/fixtures/generic.jsonl");
const BROKEN_JSONL: &[u8] = include_bytes!("../../../tests/fixtures/broken.jsonl");

fn context(mapping: &str, zone: Option<Tz>) -> Context {
    let mapping = match mapping {
        "" => Mapping::default(),
        mapping => mapping.parse().unwrap(),
    };
    Context {
        zone,
        mapping,
        ..Context::default()
    }
}

fn read(
    format: &dyn Format,
    text: &[u8],
    context: &Context,
) -> Result<Vec<Entry<'static>>, ReadError> {
    let mut entries = Vec::new();
    format.read(Content::of_bytes(text), context, &mut |entry| {
        entries.push(entry.into_owned());
        true
    })?;
    Ok(entries)
}

fn records(format: &dyn Format, text: &str, mapping: &str) -> Vec<Record<'static>> {
    let entries = read(format, text.as_bytes(), &context(mapping, None)).unwrap();
    let rows = entries.into_iter().map(|entry| match entry {
        Entry::Row(record) => record,
        other => panic!("{other:?}"),
    });
    rows.collect()
}

/// Each refusal as `line: reason`.
fn refusals(entries: &[Entry]) -> Vec<String> {
    let refused = entries.iter().filter_map(|entry| match entry {
        Entry::Refused(refusal) => Some(format!("{}: {}", refusal.line, refusal.reason)),
        _ => None,
    });
    refused.collect()
}

fn film<'a>(viewer: &'a str, title: &'a str, start: i64) -> Record<'a> {
    Record {
        viewer: viewer.into(),
        title: title.into(),
        start,
        has_seconds: true,
        ..Record::default()
    }
}

#[test]
fn a_table_is_read_whatever_the_order_of_its_columns() {
    let records = records(&Table, str::from_utf8(CSV).unwrap(), "");
    let pier = Record {
        show: Some("Harbour".into()),
        kind: Some(Kind::Episode),
        seconds: Some(2462),
        ..film("ann", "The Pier", 1_704_488_591)
    };
    assert_eq!(records[0], pier);
    assert_eq!(records[1].title, "Fog, and\nmore fog");
    assert_eq!(
        (records[1].start, records[1].seconds),
        (1_704_491_060, Some(730))
    );
    assert_eq!(
        (records[2].start, records[2].seconds),
        (1_704_488_591, Some(201))
    );
    assert_eq!((records[3].show.as_ref(), records[3].seconds), (None, None));
    assert_eq!(records[3], records[4], "equal rows both count");
    assert_eq!(Table.facts().identity, Identity::AsTimed);
}

#[test]
fn tabs_line_ends_and_a_byte_order_mark_are_understood() {
    let entries = read(&Table, TSV, &context("", Some(Rome))).unwrap();
    assert_eq!(refusals(&entries), ["6: is not UTF-8 text"]);
    let expected = Record {
        seconds: Some(2462),
        ..film("ann", "The Pier", 1_704_484_991)
    };
    assert_eq!(entries[0], Entry::Row(expected));
    let Entry::Row(second) = &entries[1] else {
        panic!()
    };
    assert_eq!(second.title, "Two\r\nlines");
}

#[rstest]
#[case(&Table, TSV, "line 2: `2024-01-05 21:03:11` states no time zone")]
#[case(&JsonLines, br#"{"title":"A","start":"2024-01-05T21:03:11"}"#, "line 1: `2024-01-05T21:03:11` states no")]
fn without_a_zone_the_whole_file_is_refused(
    #[case] format: &dyn Format,
    #[case] text: &[u8],
    #[case] message: &str,
) {
    let error = read(format, text, &context("", None)).unwrap_err();
    assert!(matches!(error, ReadError::NoZone { .. }));
    assert!(error.to_string().starts_with(message), "{error}");
}

#[test]
fn bad_rows_of_a_table_are_refused_where_they_start() {
    let entries = read(&Table, BROKEN_CSV, &context("", None)).unwrap();
    assert_eq!(
        refusals(&entries),
        [
            "6: has 3 fields instead of 5",
            "7: has 6 fields instead of 5",
            "8: names no viewer",
            "9: names no title",
            "10: `smell` is no kind; known are film, episode, video, track, podcast and audiobook",
            "13: `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds",
            "14: `0` stands for an unknown time (1970-01-01)",
            "15: states no time",
            "16: `1899-12-31T23:59:59Z` lies outside the years 1900 to 2078",
        ]
    );
    assert_eq!(entries.len(), 14);
    let Entry::Refused(refused) = &entries[2] else {
        panic!()
    };
    assert_eq!(refused.text, "ann,Short,film");
}

#[rstest]
#[case("title,start\nA,1700000100", 1_700_000_100, None)]
#[case("title,start,end\nA,1700000100,1700000160", 1_700_000_100, Some(60))]
#[case(
    "title,start,end,seconds\nA,1700000100,1700000160,50",
    1_700_000_100,
    Some(50)
)]
#[case(
    "title,start,end,seconds\nA,1700000100,1700000160,",
    1_700_000_100,
    Some(60)
)]
#[case("title,start,end,seconds\nA,,1700000160,50", 1_700_000_110, Some(50))]
#[case("title,ended_at,seconds\nA,1700000160,50", 1_700_000_110, Some(50))]
#[case("title,end\nA,1700000160", 1_700_000_160, None)]
#[case("title,start,started_at\nA,1,1700000100", 1_700_000_100, None)]
#[case("title;end\nA;1700000160", 1_700_000_160, None)]
fn start_and_length_follow_from_what_there_is(
    #[case] text: &str,
    #[case] start: i64,
    #[case] seconds: Option<u32>,
) {
    let record = &records(&Table, text, "")[0];
    assert_eq!((record.start, record.seconds), (start, seconds));
    assert_eq!(record.viewer, ME);
}

#[rstest]
#[case(
    "title,end,seconds\nA,1970-01-03T00:00:00Z,86400",
    "2: `1970-01-03T00:00:00Z` stands for an unknown time (1970-01-01)"
)]
fn impossible_times_are_refused(#[case] text: &str, #[case] reason: &str) {
    let entries = read(&Table, text.as_bytes(), &context("", None)).unwrap();
    assert_eq!(refusals(&entries), [reason]);
}

#[test]
fn a_mapping_names_other_columns() {
    let text = "User,Show,Name,When,Min\nann,The Pier,Harbour,1700000100,7\n";
    let mapping = "viewer=user,title=Show,show=Name,start=when";
    let record = records(&Table, text, mapping).remove(0);
    let expected = Record {
        show: Some("Harbour".into()),
        ..film("ann", "The Pier", 1_700_000_100)
    };
    assert_eq!(record, expected);
    let alone = records(&Table, text, "title=Show,start=When").remove(0);
    assert_eq!(
        alone.show, None,
        "a mapped column is not also taken by its own name"
    );
    let line = r#"{"User":"ann","Show":"The Pier","Name":"Harbour","When":1700000100}"#;
    assert_eq!(records(&JsonLines, line, mapping), [expected]);
}

#[rstest]
#[case("title,start,t\nA,1704488591,201999\n", "seconds=t:ms", 201)]
#[case("title,start,t\nA,1704488591,1.5\n", "seconds=T : min", 90)]
#[case("title,start,t\nA,1704488591,90\n", "seconds=t:s", 90)]
#[case("title,start,a:b\nA,1704488591,90000\n", "seconds=a:b:ms", 90)]
#[case::whole_name_first("title,start,t,t:ms\nA,1704488591,7,90\n", "seconds=t:ms", 90)]
#[case::name_with_any_word("title,start,t:h\nA,1704488591,90\n", "seconds=t:h", 90)]
fn a_mapped_length_counts_its_unit(
    #[case] text: &str,
    #[case] mapping: &str,
    #[case] seconds: u32,
) {
    assert_eq!(records(&Table, text, mapping)[0].seconds, Some(seconds));
    let mut lines = text.lines().map(|line| line.split(','));
    let (names, cells) = (lines.next().unwrap(), lines.next().unwrap());
    let pairs: Vec<String> = names
        .zip(cells)
        .map(|(name, cell)| format!("{name:?}:{cell:?}"))
        .collect();
    let object = format!("{{{}}}", pairs.join(","));
    assert_eq!(
        records(&JsonLines, &object, mapping)[0].seconds,
        Some(seconds)
    );
}

#[rstest]
#[case(
    "seconds=t:h",
    "line 1: `h` is no unit for the column `t`; known are s, ms, min"
)]
#[case("length=T: hours", "line 1: `hours` is no unit for the column `T`; ")]
#[case("seconds=u:ms", "line 1: no column named `u`; it has: ")]
#[case("seconds=u:h", "line 1: no column named `u:h`; it has: ")]
fn a_unit_that_is_none_is_named(#[case] mapping: &str, #[case] message: &str) {
    let files: [(&dyn Format, &str); 2] = [
        (&Table, "title,start,t\nA,1704488591,2\n"),
        (&JsonLines, r#"{"title":"A","start":1704488591,"t":2}"#),
    ];
    for (format, text) in files {
        let error = read(format, text.as_bytes(), &context(mapping, None)).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

#[rstest]
#[case(
    "a,b\n1,2\n",
    "",
    "line 1: no column named `title`; there are `a`, `b`; say which"
)]
#[case(
    "title,b\n1,2\n",
    "",
    "line 1: no column named `started_at`; there are"
)]
#[case(
    "\ntitle,start\n1,2\n",
    "viewer=who",
    "line 2: no column named `who`; it has: title, start"
)]
#[case(
    "title,title,start\n",
    "",
    "line 1: two columns are named `title`; rename one"
)]
fn a_missing_column_of_a_table_is_named(
    #[case] text: &str,
    #[case] mapping: &str,
    #[case] message: &str,
) {
    let error = read(&Table, text.as_bytes(), &context(mapping, None)).unwrap_err();
    assert!(error.to_string().starts_with(message), "{error}");
}

#[test]
fn json_values_are_texts_or_numbers() {
    let mapping = "id=id,position=position,length=length";
    let records = records(&JsonLines, str::from_utf8(JSONL).unwrap(), mapping);
    assert_eq!(records[0].seconds, Some(2462));
    let tide = Record {
        id: Some("42".into()),
        seconds: Some(201),
        ..film("17", "Low \"Tide\"", 1_704_488_591)
    };
    assert_eq!(records[1], tide);
    let prince = Record {
        seconds: Some(91),
        position: Some(90),
        length: Some(5520),
        ..film("ann", "A Winter Prince", 1_704_488_500)
    };
    assert_eq!(records[2], prince);
}

#[test]
fn rows_may_say_of_which_viewing_they_are() {
    let text = "title,start,session\nA,1704488591,s1\nA,1704488691, \n";
    let records = records(&Table, text, "viewing=session");
    let viewings = [&records[0], &records[1]].map(|record| record.viewing.as_deref());
    assert_eq!(viewings, [Some("s1"), None]);
}

#[test]
fn bad_lines_of_json_are_refused() {
    let entries = read(&JsonLines, BROKEN_JSONL, &context("", None)).unwrap();
    let refusals = refusals(&entries);
    let expected = [
        "1: is no JSON object",
        "4: is no JSON object with texts and numbers: invalid type: sequence, expected an object",
        "5: names no viewer",
        "6: names no viewer",
        "7: is no JSON object with texts and numbers: `title`: invalid type: boolean `true`, expected text or a number",
        "8: is no JSON object with texts and numbers: `show`: invalid type: map, expected text or a number",
        "9: is no JSON object with texts and numbers: trailing characters at column",
        "11: is no JSON object with texts and numbers: invalid type: null, expected an object",
    ];
    assert_eq!(refusals.len(), expected.len(), "{refusals:#?}");
    for (refusal, expected) in refusals.iter().zip(expected) {
        assert!(refusal.starts_with(expected), "{refusal}");
    }
}

#[rstest]
#[case(
    r#"{"name":"A","at":100}"#,
    "",
    "line 1: no column named `title`; there are `at`, `name`"
)]
#[case(
    "\n{\"title\":\"A\"}",
    "",
    "line 2: no column named `started_at`; there are `title`"
)]
#[case(
    r#"{"title":"A","start":100}"#,
    "viewer=who",
    "line 1: no column named `who`; it has: "
)]
fn a_key_no_line_has_is_named(#[case] text: &str, #[case] mapping: &str, #[case] message: &str) {
    let error = read(&JsonLines, text.as_bytes(), &context(mapping, None)).unwrap_err();
    assert!(error.to_string().starts_with(message), "{error}");
}

#[test]
fn better_names_outrank_others_in_any_order() {
    let lines = "{\"title\":\"A\",\"start\":1,\"started_at\":1700000100}\n{\"Started_At\":1700000100,\"start\":1,\"title\":\"A\"}";
    assert_eq!(
        records(&JsonLines, lines, ""),
        [film(ME, "A", 1_700_000_100), film(ME, "A", 1_700_000_100)]
    );
}

#[rstest]
#[case("viewer,title,started_at\n", "", Some("csv"))]
#[case("title;START\n\"x", "", Some("csv"))]
#[case("Title\tEnded_at\n", "", Some("csv"))]
#[case("name,when\n", "title=name,start=when", Some("csv"))]
#[case("name,when\n", "", None)]
#[case("title,date\n", "", None)]
#[case::its_own_errors_are_for_reading("title,title,start\n", "viewer=who", Some("csv"))]
#[case("\n {\"title\":1,\"start\":1}\n", "", Some("jsonl"))]
#[case("{broken\n{\"title\":1,\"end\":1}\n{\"title", "", Some("jsonl"))]
#[case("{\n  \"title\": 1\n}", "", None)]
#[case("{\"name\":1,\"start\":1}", "title=name", Some("jsonl"))]
#[case("[{\"title\":1,\"start\":1}]", "", None)]
#[case("", "", None)]
fn logs_are_recognised(#[case] head: &str, #[case] mapping: &str, #[case] expected: Option<&str>) {
    let context = context(mapping, None);
    let formats: [&dyn Format; 2] = [&JsonLines, &Table];
    let probe = Probe::of_text(head);
    let found = formats
        .iter()
        .find(|format| format.recognises(&probe, &context).is_some());
    assert_eq!(found.map(|format| format.name()), expected);
}

#[test]
fn a_line_without_end_stops_the_reading() {
    let mut text = b"{\"title\":\"A\",\"start\":1}\n{\"".to_vec();
    text.resize(2 << 20, b'x');
    let error = read(&JsonLines, &text, &context("", None)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: longer than 1 MiB; is there one JSON object a line?"
    );
}

#[rstest]
#[case(&Table, CSV)]
#[case(&JsonLines, JSONL)]
fn a_full_sink_stops_the_reading(#[case] format: &dyn Format, #[case] text: &[u8]) {
    let stopped = format.read(Content::of_bytes(text), &context("", None), &mut |_| false);
    assert!(matches!(stopped, Err(ReadError::Stopped)));
}

proptest! {
    #[test]
    fn any_bytes_are_rows_or_refusals(
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b','), Just(b'"'), Just(b'\n'), Just(b'{')], 0..300),
    ) {
        let context = context("", Some(Rome));
        let mut table = b"title,start,seconds\n".to_vec();
        table.extend(&bytes);
        // A quote left open may stop the reading, and nothing else.
        if let Err(error) = read(&Table, &table, &context) {
            prop_assert!(error.to_string().contains("a quote is left open; "), "{error}");
        }
        let mut lines = b"{\"title\":\"A\",\"start\":1}\n".to_vec();
        lines.extend(&bytes);
        prop_assert!(read(&JsonLines, &lines, &context).is_ok());
        let _ = read(&Table, &bytes, &context);
        let _ = read(&JsonLines, &bytes, &context);
    }

    #[test]
    fn a_written_table_is_read_back(
        rows in proptest::collection::vec(("[^\\p{Cc}\\p{White_Space}][^\\p{Cc}]{0,20}[^\\p{Cc}\\p{White_Space}]", 631_152_000..3_400_000_000_i64, 0..=86_400_u32), 0..20),
        delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["title", "start", "seconds"]).unwrap();
        let mut expected = Vec::new();
        for (title, start, seconds) in rows {
            writer.write_record([&title, &start.to_string(), &seconds.to_string()]).unwrap();
            expected.push(Entry::Row(Record { seconds: Some(seconds), ..film(ME, &title, start) }.into_owned()));
        }
        let text = writer.into_inner().unwrap();
        prop_assert_eq!(read(&Table, &text, &context("", None)).unwrap(), expected);
    }
}

#[test]
fn a_column_called_id_is_the_titles_id_only_where_the_user_says_so() {
    let text = "id,title,started_at\n1,Low Tide,1704488591\n";
    assert_eq!(records(&Table, text, "")[0].id, None);
    assert_eq!(records(&Table, text, "id=id")[0].id.as_deref(), Some("1"));
}
