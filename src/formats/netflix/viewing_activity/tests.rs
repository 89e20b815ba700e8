//! Netflix's export, good and bad.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::formats::record::Refusal;

const EXPORT: &str = include_str!("../../../../tests/fixtures/netflix.csv");

fn read(text: &[u8]) -> Result<Vec<Entry<'static>>, ReadError> {
    let mut entries = Vec::new();
    let content = Content::of_bytes(text);
    ViewingActivity.read(content, &Context::default(), &mut |entry| {
        entries.push(entry.into_owned());
        true
    })?;
    Ok(entries)
}

fn is_recognised(head: &str, context: &Context) -> bool {
    let probe = Probe::of_text(head);
    ViewingActivity.recognises(&probe, context).is_some()
}

fn records(text: &str) -> Vec<Record<'static>> {
    let entries = read(text.as_bytes()).unwrap().into_iter();
    let rows = entries.filter_map(|entry| match entry {
        Entry::Row(record) => Some(record),
        _ => None,
    });
    rows.collect()
}

#[test]
fn only_supplements_are_dropped() {
    let entries = read(EXPORT.as_bytes()).unwrap();
    let dropped = entries
        .iter()
        .filter(|entry| **entry == Entry::Dropped(DropReason::Extra));
    assert_eq!(dropped.count(), 5);
    assert_eq!(records(EXPORT).len(), 20);
    assert_eq!(entries.len(), 26);
}

#[test]
fn a_row_keeps_start_length_and_position() {
    let records = records(EXPORT);
    let expected = Record {
        viewer: "Ann".into(),
        title: "Harbour: Season 2: The Pier (Episode 4)".into(),
        show: Some("Harbour".into()),
        kind: Some(Kind::Episode),
        start: 1_704_488_591,
        seconds: Some(2462),
        position: Some(2462),
        ..Record::default()
    };
    assert_eq!(records[3], expected);
    assert_eq!(records[4], expected, "repeats are the pipeline's to judge");
    assert_eq!(records[0].kind, Some(Kind::Film));
    assert_eq!(
        (records[0].seconds, records[0].position),
        (Some(1800), Some(5520))
    );
}

#[test]
fn hidden_rows_are_private_and_zero_is_a_position() {
    let records = records(EXPORT);
    let private: Vec<&Record<'_>> = records.iter().filter(|record| record.private).collect();
    assert_eq!(private.len(), 2);
    assert_eq!(
        private[0].title,
        "Secrets, and \"Lies\": Limited Series: Pilot"
    );
    assert_eq!(private[0].position, Some(0));
    let last = records.last().unwrap();
    assert_eq!((last.position, last.show.as_deref()), (None, None));
}

#[test]
fn five_profiles_speak_their_own_languages() {
    let records = records(EXPORT);
    let viewers: BTreeSet<&str> = records.iter().map(|record| &*record.viewer).collect();
    assert_eq!(viewers.len(), 5);
    let shows: BTreeSet<&str> = records
        .iter()
        .filter_map(|record| record.show.as_deref())
        .collect();
    let expected = [
        "Boats",
        "Harbour",
        "Mlha",
        "O Jogo",
        "Przystań",
        "Secrets, and \"Lies\"",
        "Stranger Boats",
        "港",
        "항구",
    ];
    assert_eq!(shows, BTreeSet::from(expected));
}

#[test]
fn a_bad_row_is_refused_where_it_stands() {
    let entries = read(EXPORT.as_bytes()).unwrap();
    let refused: Vec<&Refusal> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Refused(refusal) => Some(refusal),
            _ => None,
        })
        .collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].line, 26);
    assert!(
        refused[0]
            .reason
            .starts_with("start `yesterday` is no time"),
        "{refused:?}"
    );
    assert!(
        refused[0]
            .text
            .starts_with("Kids,yesterday,00:11:00,,Boats")
    );
}

#[test]
fn a_row_counts_without_what_is_not_believed() {
    let header = EXPORT.lines().next().unwrap();
    let rows = "Ann,2024-01-05 21:03:11,-00:01:00,,Low Tide,,Phone,soon,,NL\n";
    let records = records(&format!("{header}\n{rows}"));
    assert_eq!((records[0].seconds, records[0].position), (None, None));
    assert_eq!(records[0].unknown.each().count(), 2);
}

#[test]
fn columns_go_by_their_names() {
    let text = "Title;Bookmark;supplemental video type;ATTRIBUTES;Duration;Start Time;Profile Name\r\n\
                Low Tide;00:01:00;;;00:02:00;2024-01-05 21:03:11;Ann\r\n";
    assert!(is_recognised(text, &Context::default()));
    let records = records(text);
    assert_eq!(
        (&*records[0].title, records[0].position),
        ("Low Tide", Some(60))
    );
}

#[test]
fn a_missing_column_is_named_before_anything_is_read() {
    let error = read(b"Profile Name,Start Time,Duration,Title\nAnn,x,y,z\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1: no column named `Attributes`; ask Netflix for all your data, and import the ZIP as it comes"
    );
}

#[test]
fn only_its_own_header_is_recognised() {
    let context = Context::default();
    assert!(is_recognised(EXPORT, &context));
    assert!(is_recognised(&EXPORT[..150], &context));
    assert!(!is_recognised("viewer,title,started_at\n", &context));
    assert!(!is_recognised("Title,Date\n\"x\",\"1/5/24\"\n", &context));
    assert!(!is_recognised("", &context));
    let mapped = Context {
        mapping: "title=Title".parse().unwrap(),
        ..Context::default()
    };
    assert!(!is_recognised(EXPORT, &mapped));
}

#[test]
fn a_full_sink_stops_the_reading() {
    let content = Content::of_bytes(EXPORT.as_bytes());
    let stopped = ViewingActivity.read(content, &Context::default(), &mut |_| false);
    assert!(matches!(stopped, Err(ReadError::Stopped)));
}

proptest! {
    #[test]
    fn any_bytes_below_the_header_are_rows_or_refusals(
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b','), Just(b'"'), Just(b'\n')], 0..300),
    ) {
        let header = EXPORT.lines().next().unwrap();
        let mut text = format!("{header}\n").into_bytes();
        text.extend(&bytes);
        // A quote left open may stop the reading, and nothing else.
        if let Err(error) = read(&text) {
            prop_assert!(error.to_string().contains("a quote is left open; "), "{error}");
        }
        let _ = read(&bytes);
    }
}
