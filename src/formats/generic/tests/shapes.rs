//! Times in several shapes, and dates in any order.

use rstest::rstest;

use super::*;
use crate::domain::Day;
use crate::formats::dates::DateOrder;

fn table(starts: &[&str]) -> String {
    let rows = starts.iter().map(|start| format!("Pier,\"{start}\"\n"));
    format!("title,started_at\n{}", rows.collect::<String>())
}

#[rstest]
#[case::one_is_read(
    &["2024-05-01T08:00Z", "soon", "May 1, 2024, 8:00 AM", "May 12, 2024, 8:00 AM", "20240501T080000Z"],
    "`2024-05-01T08:00Z` on line 2, `May 1, 2024, 8:00 AM` on line 4, `20240501T080000Z` on line 6; "
)]
#[case::none_is_read(
    &["1 May 2024 08:00", "May 1, 2024, 8:00 AM", "20240501T080000Z"],
    "`1 May 2024 08:00` on line 2, `May 1, 2024, 8:00 AM` on line 3, `20240501T080000Z` on line 4; "
)]
fn three_shapes_stop_the_import(#[case] starts: &[&str], #[case] expected: &str) {
    let text = table(starts);
    let error = read(&Table, text.as_bytes(), &context("", None)).unwrap_err();
    let said = error.to_string();
    let start = "line 2: the column of the start holds times in several shapes: ";
    assert!(said.starts_with(&format!("{start}{expected}")), "{said}");
    let lines: Vec<String> = starts
        .iter()
        .map(|start| format!(r#"{{"title":"Pier","started_at":"{start}"}}"#))
        .collect();
    let error = read(&JsonLines, lines.join("\n").as_bytes(), &context("", None)).unwrap_err();
    assert!(
        error.to_string().contains("holds times in several shapes"),
        "{error}"
    );
}

#[test]
fn two_shapes_and_slips_are_refused_row_by_row() {
    let starts = [
        "2024-05-01T08:00Z",
        "May 1, 2024",
        "May 12, 2024",
        "soon",
        "n/a",
        "9",
        "2024-05-01T08:00Z",
    ];
    let entries = read(&Table, table(&starts).as_bytes(), &context("", None)).unwrap();
    assert_eq!(refusals(&entries).len(), 5);
}

#[rstest]
#[case("2024/05/01", None, Ok("2024-05-01"))]
#[case("1.5.2024", None, Ok("2024-05-01"))]
#[case("1/5/24", Some(DateOrder::DayFirst), Ok("2024-05-01"))]
#[case("5/1/2024", Some(DateOrder::MonthFirst), Ok("2024-05-01"))]
#[case("01-05-24", Some(DateOrder::DayFirst), Ok("2024-05-01"))]
#[case(
    "1/5/24",
    None,
    Err("may be two days; say --dates day-first or --dates month-first")
)]
#[case(
    "21/5/2024",
    None,
    Err("may be two days; say --dates day-first or --dates month-first")
)]
#[case(
    "24-05-01",
    None,
    Err("may be two days; say --dates day-first or --dates month-first")
)]
#[case(
    "21/5/2024",
    Some(DateOrder::MonthFirst),
    Err("is no day of the calendar, ")
)]
#[case("2024/13/01", None, Err("is no day of the calendar, "))]
fn a_date_that_may_be_two_days_needs_its_order(
    #[case] date: &str,
    #[case] dates: Option<DateOrder>,
    #[case] expected: Result<&str, &str>,
) {
    let context = Context {
        dates,
        ..Context::default()
    };
    let entries = read(&Table, table(&[date]).as_bytes(), &context).unwrap();
    match (&entries[0], expected) {
        (Entry::Row(row), Ok(day)) => {
            assert!(row.is_by_day);
            assert_eq!(Day::of_utc(row.start).to_string(), day);
        }
        (Entry::Refused(refusal), Err(reason)) => {
            assert!(
                refusal.reason.starts_with(&format!("`{date}` {reason}")),
                "{}",
                refusal.reason
            );
        }
        (other, _) => panic!("{other:?}"),
    }
}
