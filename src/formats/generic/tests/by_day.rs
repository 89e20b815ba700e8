//! Rows whose time is a date without a time of day.

use rstest::rstest;

use super::*;
use crate::domain::Day;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[rstest]
#[case::start("Watched Date", "start=Watched Date")]
#[case::end("Watched Date", "end=Watched Date")]
#[case::usual("started_at", "viewer=viewer")]
fn a_date_without_a_time_is_a_day(#[case] column: &str, #[case] mapping: &str) {
    for date in ["2024-05-01", " 2024-05-01 ", "20240501"] {
        let table = format!("title,viewer,{column}\nPier,ann,{date}\n");
        let line = format!(r#"{{"title":"Pier","viewer":"ann","{column}":"{date}"}}"#);
        let mut rows = records(&Table, &table, mapping);
        rows.extend(records(&JsonLines, &line, mapping));
        let expected = Record {
            is_by_day: true,
            has_seconds: false,
            ..film("ann", "Pier", day("2024-05-01").noon())
        };
        assert_eq!(rows, [expected.clone(), expected], "{date}");
    }
}

#[test]
fn a_day_is_the_same_in_every_zone() {
    let far = [None, Some(chrono_tz::Pacific::Apia), Some(Tz::UTC)];
    for zone in far {
        let text = b"title,started_at\nPier,2011-12-30\n";
        let entries = read(&Table, text, &context("", zone)).unwrap();
        let Entry::Row(record) = &entries[0] else {
            panic!("{entries:?}");
        };
        assert_eq!(record.start, day("2011-12-30").noon());
    }
}

#[test]
fn a_date_among_times_is_a_day_of_its_own_row_alone() {
    let text = "title,started_at\nPier,2024-05-01T12:00:00Z\nPier,2024-05-01\n";
    let rows = records(&Table, text, "");
    assert_eq!(rows[0].start, rows[1].start);
    assert_eq!([rows[0].is_by_day, rows[1].is_by_day], [false, true]);
}

#[test]
fn a_day_has_the_length_it_states_and_none_that_an_end_would_tell() {
    let text = "title,started_at,ended_at,seconds\n\
                A,2024-05-01,2024-05-01T14:00:00Z,\n\
                B,2024-05-01,2024-05-01,60\n\
                C,,2024-05-01,60\n";
    let rows = records(&Table, text, "");
    let lengths: Vec<_> = rows.iter().map(|row| row.seconds).collect();
    assert_eq!(lengths, [None, Some(60), Some(60)]);
    assert!(rows.iter().all(|row| row.start == day("2024-05-01").noon()));
    assert!(rows.iter().all(|row| row.unknown.is_empty()));
}

#[rstest]
#[case("2024-02-30", "is no day of the calendar")]
#[case("1970-01-01", "stands for an unknown time")]
#[case("1899-12-31", "lies outside the years 1900 to 2078")]
#[case("2024-01-09", "lies in the future")]
fn a_date_that_cannot_be_is_refused(#[case] date: &str, #[case] reason: &str) {
    let context = Context {
        now: Some(day("2024-01-07").noon()),
        ..Context::default()
    };
    let text = format!("title,started_at\nX,{date}\nY,2024-01-08\n");
    let entries = read(&Table, text.as_bytes(), &context).unwrap();
    let refused = refusals(&entries);
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(refused[0].starts_with("2: "), "{refused:?}");
    assert!(refused[0].contains(reason), "{refused:?}");
}
