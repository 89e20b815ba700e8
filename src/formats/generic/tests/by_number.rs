//! Tables whose columns are given by number, with a header and without.

use super::*;
use crate::formats::generic::{Ending, Line, LiveRows};
use crate::formats::record::DropReason;

const NUMBERS: &str = "title=3,viewer=1,start=4";

/// Says what was read: titles by viewer and length, what was left out, and why rows were refused.
fn told(text: &str, mapping: &str) -> Result<Vec<String>, String> {
    let entries = read(&Table, text.as_bytes(), &context(mapping, None));
    let entries = entries.map_err(|error| error.to_string())?;
    let told = entries.into_iter().map(|entry| match entry {
        Entry::Row(row) => format!("{} {} {}", row.viewer, row.title, row.seconds.unwrap_or(0)),
        Entry::Dropped(reason) => format!("- {reason}"),
        Entry::Refused(refusal) => format!("{}! {}", refusal.line, refusal.reason),
    });
    Ok(told.collect())
}

#[rstest]
#[case::commas("ann,x,The Pier,2024-01-05T21:03:11Z\nbob,x,Fog,1704488591\n", NUMBERS, &["ann The Pier 0", "bob Fog 0"])]
#[case::semicolons("ann;a,b,c,d;Pier, The;2024-01-05T21:03:11Z\n", NUMBERS, &["ann Pier, The 0"])]
#[case::named_delimiter("sep=|\nann|x|Pier|2024-01-05T21:03:11Z\n", NUMBERS, &["ann Pier 0"])]
#[case::length_with_a_unit("Pier,1704488591,60000\n", "title=1,start=2,seconds=3:ms", &["me Pier 60"])]
#[case::by_day("Pier,2024-01-05\n", "title=1,start=2", &["me Pier 0"])]
#[case::one_width("Pier,1704488591\nFog\n", "title=1,start=2", &["me Pier 0", "2! has 1 fields instead of 2"])]
#[case::a_day_number_is_a_row("Pier,45413.5\nFog,1704488591\n", "title=1,start=2", &["1! `45413.5` is a spreadsheet's day number; have it written as 2024-01-05 21:03:11", "me Fog 0"])]
#[case::numbers_in_cells("3,4,1704488591\n", "title=1,start=3", &["me 3 0"])]
fn a_table_without_a_header_is_read_by_number(
    #[case] text: &str,
    #[case] mapping: &str,
    #[case] expected: &[&str],
) {
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{text}");
        assert_eq!(told(&text, mapping).unwrap(), expected);
        let context = context(mapping, None);
        assert!(Table.recognises(&Probe::of_text(&text), &context).is_some());
    }
}

#[test]
fn a_first_line_whose_time_is_none_is_a_header_and_left_out() {
    let rows = "ann,60,Pier,1704488591\nbob,70,Fog,soon\n";
    let left_out = format!("- {}", DropReason::Header);
    let refused =
        "3! `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds";
    // Its names count for columns that are not given.
    for (header, seconds) in [("user,len,what,when", 0), ("user,seconds,what,when", 60)] {
        let told = told(&format!("{header}\n{rows}"), NUMBERS).unwrap();
        assert_eq!(told, [&left_out, &format!("ann Pier {seconds}"), refused]);
    }
    // Only the first of them is one: the others are rows.
    let told = told("a,b\nfrom,till\nPier,1704488591\n", "title=1,start=2").unwrap();
    assert!(told[1].starts_with("2! `till` is no time"), "{told:?}");
}

#[test]
fn a_column_that_is_called_by_a_number_is_that_column() {
    let told = told("2,1,0\nPier,1704488591,x\n", "title=2,start=1").unwrap();
    assert_eq!(told[1], "me Pier 0");
}

#[test]
fn numbers_and_names_go_together_where_there_is_a_header() {
    let text = "who,what,started_at\nann,Pier,1704488591\n";
    assert_eq!(told(text, "title=2,viewer=who").unwrap(), ["ann Pier 0"]);
}

#[test]
fn a_number_beyond_the_last_column_is_an_error_with_the_first_line() {
    let text = "ann,Pier,1704488591\n";
    for number in ["4", "40"] {
        let error = told(text, &format!("title=2,start={number}")).unwrap_err();
        let expected = format!(
            "line 1: no column has the number {number}; there are 3, in the first line: 1 `ann`, 2 `Pier`, 3 `1704488591`"
        );
        assert_eq!(error, expected);
    }
    let error = told(text, "title=2,start=3,seconds=9:ms").unwrap_err();
    assert!(
        error.starts_with("line 1: no column has the number 9"),
        "{error}"
    );
}

#[test]
fn a_live_table_may_begin_without_a_header() {
    let context = context("title=1,start=2", None);
    let line = |number, text: &'static str| Line {
        number,
        bytes: text.as_bytes(),
        ending: Ending::Whole,
    };
    let row = line(1, "Pier,1704488591\n");
    let mut rows = LiveRows::table(row, &context).unwrap();
    assert!(rows.begin_with_a_row());
    let mut is_row = |line, is_first| {
        matches!(
            rows.entry(line, is_first, 1_704_499_999),
            Some(Entry::Row(_))
        )
    };
    assert!(is_row(row, false));
    assert!(is_row(row, true), "a new file may begin without one, too");
    assert!(!is_row(line(1, "what,when\n"), true));
    assert!(is_row(row, false));
    let rows = LiveRows::table(line(1, "what,when\n"), &context).unwrap();
    assert!(!rows.begin_with_a_row());
}
