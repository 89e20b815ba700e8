//! The short history, good and bad.

use rstest::rstest;

use super::*;
use crate::domain::Day;
use crate::formats::dates::DateOrder;

fn read(text: &str, context: &Context) -> Result<Vec<Entry<'static>>, ReadError> {
    let mut entries = Vec::new();
    let input = Content::of_bytes(text.as_bytes());
    ViewingHistory.read(input, context, &mut |entry| {
        entries.push(entry.into_owned());
        true
    })?;
    Ok(entries)
}

/// Says each row as `day show | title`, or why it is refused.
fn said(text: &str, dates: Option<DateOrder>) -> Result<Vec<String>, String> {
    let context = Context {
        dates,
        ..Context::default()
    };
    let entries = read(text, &context).map_err(|error| error.to_string())?;
    let said = entries.into_iter().map(|entry| match entry {
        Entry::Row(row) => {
            assert_eq!((&*row.viewer, row.is_by_day), (ME, true));
            let show = row.show.unwrap_or_default();
            format!("{} {show} | {}", Day::of_utc(row.start), row.title)
        }
        Entry::Refused(refusal) => format!("{}! {}", refusal.line, refusal.reason),
        Entry::Dropped(reason) => panic!("{reason}"),
    });
    Ok(said.collect())
}

#[rstest]
#[case(
    "Title,Date\n",
    "\"Harbour: Season 2: Fog\",\"1/21/24\"\n\"A Pier\",\"1/5/24\"\n"
)]
#[case(
    "\u{feff}Title;Date\r\n",
    "Harbour: Season 2: Fog;21/01/2024\r\nA Pier;05/01/2024\r\n"
)]
#[case("Date,Title\n", "2024/01/21,Harbour: Season 2: Fog\n2024/01/05,A Pier")]
fn a_row_is_a_title_and_a_day(#[case] header: &str, #[case] rows: &str) {
    let text = format!("{header}{rows}");
    let probe = Probe::of_text(text.trim_start_matches('\u{feff}'));
    assert!(
        ViewingHistory
            .recognises(&probe, &Context::default())
            .is_some()
    );
    let expected = [
        "2024-01-21 Harbour | Harbour: Season 2: Fog",
        "2024-01-05  | A Pier",
    ];
    assert_eq!(said(&text, None).unwrap(), expected);
}

#[test]
fn a_row_that_cannot_be_read_is_refused_alone() {
    let text = "Title,Date\nA,1/21/24\n,1/20/24\nB\nC,soon\nD,1/1/70\nE,1/19/24\n";
    let expected = [
        "2024-01-21  | A",
        "3! names no title",
        "4! has 1 fields instead of 2",
        "5! date `soon` is no date",
        "2070-01-01  | D",
        "2024-01-19  | E",
    ];
    // A day that comes later than the one above it is one of a file that has been changed.
    assert!(
        said(text, None)
            .unwrap_err()
            .starts_with("line 6: `1/1/70` is later")
    );
    assert_eq!(said(text, Some(DateOrder::MonthFirst)).unwrap(), expected);
}

#[test]
fn dates_in_two_shapes_stop_the_reading_before_the_first_row() {
    let text = "Title,Date\nA,4/21/25\nB,04/12/2025\n";
    let mut rows = 0;
    let content = Content::of_bytes(text.as_bytes());
    let read = ViewingHistory.read(content, &Context::default(), &mut |_| {
        rows += 1;
        true
    });
    let said = read.unwrap_err().to_string();
    assert!(said.starts_with("line 3: `04/12/2025` is written otherwise than `4/21/25` on line 2"));
    assert_eq!(rows, 0);
}

#[rstest]
#[case("title,date\n")]
#[case("Title,Date,Rating\n")]
#[case("Title\n")]
#[case("")]
fn another_header_is_that_of_another_file(#[case] text: &str) {
    let probe = Probe::of_text(text);
    assert!(
        ViewingHistory
            .recognises(&probe, &Context::default())
            .is_none()
    );
    assert!(read(text, &Context::default()).is_err());
}

#[test]
fn a_day_to_come_is_refused() {
    let context = Context {
        now: Some(Day::parse("2024-01-20").unwrap().noon()),
        ..Context::default()
    };
    let entries = read("Title,Date\nA,22.01.2024\nB,21.01.2024\n", &context).unwrap();
    assert!(
        matches!(&entries[0], Entry::Refused(r) if r.reason == "date `22.01.2024` lies in the future")
    );
    assert!(matches!(&entries[1], Entry::Row(_)));
}
