//! Lengths, positions and ends that are not believed.

use rstest::rstest;

use super::*;
use crate::formats::unclear::{Measure, Unclear};

#[rstest]
#[case("480,5", "", &[(Measure::Seconds, Unclear::Unreadable)])]
#[case("-120", "", &[(Measure::Seconds, Unclear::Negative)])]
#[case("371280", "", &[(Measure::Seconds, Unclear::TooLong)])]
#[case("", "N/A", &[(Measure::End, Unclear::Unreadable)])]
#[case("", "2024-01-05T20:00:00Z", &[(Measure::End, Unclear::BeforeStart)])]
#[case("", "2024-01-06T21:00:01Z", &[(Measure::End, Unclear::TooLong)])]
#[case("1e3", "soon", &[(Measure::Seconds, Unclear::Unreadable), (Measure::End, Unclear::Unreadable)])]
fn a_row_counts_without_what_is_not_believed(
    #[case] seconds: &str,
    #[case] end: &str,
    #[case] expected: &[(Measure, Unclear)],
) {
    let text = format!("title;start;seconds;end\nA;2024-01-05T21:00:00Z;{seconds};{end}\n");
    let record = &records(&Table, &text, "")[0];
    assert_eq!(record.seconds, None);
    assert_eq!(record.unknown.each().collect::<Vec<_>>(), expected);
}

#[test]
fn positions_and_runtimes_that_are_not_believed_are_unknown() {
    let line = r#"{"title":"A","start":1704488591,"at":"-1","of":"?","seconds":7}"#;
    let record = &records(&JsonLines, line, "position=at,length=of")[0];
    assert_eq!(
        (record.seconds, record.position, record.length),
        (Some(7), None, None)
    );
    let unknown: Vec<_> = record.unknown.each().collect();
    let expected = [
        (Measure::Position, Unclear::Negative),
        (Measure::Length, Unclear::Unreadable),
    ];
    assert_eq!(unknown, expected);
}

#[test]
fn an_end_makes_up_for_a_length_that_is_not_believed() {
    let text = "title,start,end,seconds\nA,1704488591,1704488651,N/A\n";
    let record = &records(&Table, text, "")[0];
    assert_eq!(
        (record.seconds, record.unknown.is_empty()),
        (Some(60), true)
    );
}

#[rstest]
#[case::two_say_nothing(&["201000", "201000"], "t", None)]
#[case::half(&["201000", "201000", "60", "60"], "t", None)]
#[case::most(&["201000", "201000.5", "60"], "t", Some("2 of 3"))]
#[case::empty_cells_are_not_stated(&["201000", "201000", "60", "", "", ""], "t", Some("2 of 3"))]
#[case::clocks_are_no_milliseconds(&["103:00:00", "103:00:00", "103:00:00"], "t", None)]
#[case::the_user_says_so(&["201000", "201000", "201000"], "t:s", None)]
#[case::and_so(&["201000", "201000", "201000"], "t:ms", None)]
fn a_column_of_milliseconds_is_noticed(
    #[case] lengths: &[&str],
    #[case] column: &str,
    #[case] expected: Option<&str>,
) {
    let table: Vec<String> = lengths
        .iter()
        .map(|l| format!("A,1704488591,{l}\n"))
        .collect();
    let lines = lengths
        .iter()
        .map(|length| format!("{{\"title\":\"A\",\"start\":1704488591,\"t\":\"{length}\"}}\n"));
    let context = context(&format!("length={column}"), None);
    let table = format!("title,start,t\n{}", table.concat());
    let lines: String = lines.collect();
    for (format, text) in [(&Table as &dyn Format, table), (&JsonLines, lines)] {
        let said = read(format, text.as_bytes(), &context).err();
        let said = said.map(|error| error.to_string());
        let expected = expected.map(|counts| {
            format!(
                "column `t`: {counts} values are over 24 hours; these look like milliseconds; say \
             length=t:ms in --map, or length=t:s where they are seconds"
            )
        });
        assert_eq!(said, expected);
    }
}
