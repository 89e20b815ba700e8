//! Lines of a log that is still being written, each read by itself: nothing about one ends the reading.
//!
//! A row is a line here, in tables too: were a quote left open until a later line closes it, what a
//! row is would depend on how much of the log has come.

use super::facts::FACTS;
use super::line::{Ending, Line};
use super::live_table::LiveTable;
use super::objects::{Objects, cells};
use super::row::Fault;
use crate::formats::context::Context;
use crate::formats::limits::LONGEST_ROW;
use crate::formats::read_error::ReadError;
use crate::formats::record::Entry;
use crate::formats::refusal::refusal;

/// The rows of a live log, line by line; what earlier lines told is kept.
pub(crate) struct LiveRows {
    context: Context,
    shape: Shape,
}

enum Shape {
    Objects(Objects),
    Table(Box<LiveTable>),
}

impl LiveRows {
    /// Returns the rows of lines that are JSON objects.
    pub fn objects(context: &Context) -> Self {
        Self {
            shape: Shape::Objects(Objects::new(&context.mapping)),
            context: context.clone(),
        }
    }

    /// Returns the rows below the line `header`, or from it on
    /// ([`Self::begin_with_a_row`]).
    ///
    /// # Errors
    ///
    /// Fails where the header lacks a column that must be there.
    pub fn table(header: Line<'_>, context: &Context) -> Result<Self, ReadError> {
        Ok(Self {
            shape: Shape::Table(Box::new(LiveTable::open(header, context)?)),
            context: context.clone(),
        })
    }

    /// Returns whether the first line is a row, and no header.
    pub fn begin_with_a_row(&self) -> bool {
        match &self.shape {
            Shape::Objects(_) => true,
            Shape::Table(table) => table.is_headless,
        }
    }

    /// Reads a line; `None` for one that holds no row, as a header that comes again.
    ///
    /// `is_first` says that it is the first of a file, which may have its columns in another order; `now` is
    /// when it comes, in Unix seconds.
    pub fn entry(&mut self, line: Line<'_>, is_first: bool, now: i64) -> Option<Entry<'static>> {
        self.context.now = Some(now);
        let read = match (&mut self.shape, line.ending) {
            _ if line.is_blank() => return None,
            (_, Ending::TooLong) => {
                let longest = LONGEST_ROW >> 20;
                Err(Fault::Refused(format!("is longer than {longest} MiB")))
            }
            // An object says itself where it ends.
            (Shape::Objects(objects), _) => {
                let object = objects.object(line.number, line.text());
                object.map_err(Fault::Refused).and_then(|object| {
                    Ok(objects
                        .record(
                            &cells(&object),
                            &self.context.mapping,
                            FACTS.clock(&self.context),
                        )?
                        .into_owned())
                })
            }
            (Shape::Table(_), Ending::Broken) => Err(Fault::Refused(
                "breaks off: its line has no end, and its last cell may have been longer"
                    .to_owned(),
            )),
            (Shape::Table(table), Ending::Whole) => {
                if is_first && table.renew(line, &self.context) {
                    return None;
                }
                table.record(line.text(), &self.context).transpose()?
            }
        };
        Some(match read {
            Ok(record) => Entry::Row(record),
            Err(Fault::Refused(reason)) => refusal(line.number, &reason, line.text()),
            Err(Fault::NoZone(value)) => {
                let reason = format!("`{value}` states no time zone; follow again with --times-in");
                refusal(line.number, &reason, line.text())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// 2024-01-07, midnight.
    const NOW: i64 = 1_704_585_600;

    fn line(number: u64, text: &str) -> Line<'_> {
        let is_whole = text.ends_with('\n');
        Line {
            number,
            bytes: text.as_bytes(),
            ending: if is_whole {
                Ending::Whole
            } else {
                Ending::Broken
            },
        }
    }

    /// Says what became of a line: the title and its length, why it was refused, or nothing.
    fn said(entry: Option<Entry>) -> String {
        match entry {
            None => "-".to_owned(),
            Some(Entry::Row(row)) => format!("{} {:?}", row.title, row.seconds.unwrap_or(0)),
            Some(Entry::Refused(refusal)) => format!("{}! {}", refusal.line, refusal.reason),
            Some(other) => format!("{other:?}"),
        }
    }

    #[rstest]
    #[case::row("X,2024-01-05T21:03:11Z,60\n", "X 60")]
    #[case::carriage_return("X,2024-01-05T21:03:11Z,60\r\n", "X 60")]
    #[case::quoted("\"X, \"\"Y\"\"\",2024-01-05T21:03:11Z,60\n", "X, \"Y\" 60")]
    #[case::nul(
        "X\0,2024-01-05T21:03:11Z,60\n",
        "7! holds a NUL byte; is the file damaged?"
    )]
    #[case::length_unknown("X,2024-01-05T21:03:11Z,201000\n", "X 0")]
    #[case::no_length("X,2024-01-05T21:03:11Z,N/A\n", "X 0")]
    #[case::future(
        "X,2024-01-08T00:00:01Z,60\n",
        "7! `2024-01-08T00:00:01Z` lies in the future"
    )]
    #[case::day_number(
        "X,45413.5,60\n",
        "7! `45413.5` is a spreadsheet's day number; have it written as 2024-01-05 21:03:11"
    )]
    #[case::blank(" \r\n", "-")]
    #[case::header("title, started_at ,seconds\r\n", "-")]
    #[case::short("X,2024-01-05T21:03:11Z\n", "7! has 2 fields instead of 3")]
    #[case::open_quote(
        "\"X,2024-01-05T21:03:11Z,60\n",
        "7! leaves a quote open; in a live table a row is one line"
    )]
    #[case::open_quote_at_the_end(
        "X,2024-01-05T21:03:11Z,\"60\n",
        "7! leaves a quote open; in a live table a row is one line"
    )]
    #[case::two_rows(
        "X,2024-01-05T21:03:11Z,60\rX,2024-01-05T21:03:12Z,60\n",
        "7! goes on after a carriage return"
    )]
    #[case::broken(
        "X,2024-01-05T21:03:11Z,6",
        "7! breaks off: its line has no end, and its last cell may have been longer"
    )]
    #[case::no_zone(
        "X,2024-01-05 21:03:11,60\n",
        "7! `2024-01-05 21:03:11` states no time zone; follow again with --times-in"
    )]
    #[case::no_time(
        "X,soon,60\n",
        "7! `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds"
    )]
    fn a_line_of_a_table_is_a_row_or_refused(#[case] text: &str, #[case] expected: &str) {
        let header = line(1, "\u{feff}title,started_at,seconds\n");
        let mut rows = LiveRows::table(header, &Context::default()).unwrap();
        assert_eq!(said(rows.entry(line(7, text), false, NOW)), expected);
        let after = rows.entry(line(8, "Y,2024-01-05T21:03:11Z,1\n"), false, NOW);
        assert_eq!(said(after), "Y 1", "the next line is none the worse");
    }

    #[rstest]
    #[case::row(r#"{"title":"X","started_at":1704488591,"seconds":60}"#, "X 60")]
    #[case::cut(
        r#"{"title":"X","started_at":17044"#,
        "7! is no JSON object with texts and numbers: EOF while parsing an object at column 31"
    )]
    #[case::untitled(r#"{"started_at":1704488591}"#, "7! names no title")]
    #[case::timeless(r#"{"title":"X"}"#, "7! states no time")]
    #[case::no_zone(
        r#"{"title":"X","started_at":"2024-01-05 21:03:11"}"#,
        "7! `2024-01-05 21:03:11` states no time zone; follow again with --times-in"
    )]
    fn an_object_is_a_row_or_refused(#[case] text: &str, #[case] expected: &str) {
        for end in ["", "\n"] {
            let mut rows = LiveRows::objects(&Context::default());
            let text = format!("{text}{end}");
            assert_eq!(said(rows.entry(line(7, &text), false, NOW)), expected);
        }
    }

    #[test]
    fn bytes_that_are_no_text_and_lines_without_end_are_refused() {
        let header = line(1, "title,started_at\n");
        let context = Context::default();
        for mut rows in [
            LiveRows::table(header, &context).unwrap(),
            LiveRows::objects(&context),
        ] {
            let mut bad = line(2, "\n");
            bad.bytes = b"{\"title\":\"\xff\"},1704488591\n";
            assert_eq!(said(rows.entry(bad, false, NOW)), "2! is not UTF-8 text");
            bad.ending = Ending::TooLong;
            assert_eq!(said(rows.entry(bad, false, NOW)), "2! is longer than 1 MiB");
        }
    }

    #[test]
    fn a_new_file_may_have_its_columns_in_another_order() {
        let context = Context::default();
        let mut rows = LiveRows::table(line(1, "title,started_at\n"), &context).unwrap();
        let row = line(1, "X,1704488591\n");
        assert_eq!(said(rows.entry(row, true, NOW)), "X 0", "no header at all");
        let header = line(1, "seconds;started_at;title\n");
        assert_eq!(said(rows.entry(header, true, NOW)), "-");
        let row = line(2, "60;1704488591;X\n");
        assert_eq!(said(rows.entry(row, false, NOW)), "X 60");
    }

    #[test]
    fn who_is_nobody_does_not_change_with_the_file() {
        let mut rows = LiveRows::objects(&Context::default());
        let named = r#"{"viewer":"ann","title":"X","started_at":1704488591}"#;
        let nobody = r#"{"title":"X","started_at":1704488591}"#;
        assert_eq!(said(rows.entry(line(1, nobody), true, NOW)), "X 0");
        assert_eq!(said(rows.entry(line(2, named), false, NOW)), "X 0");
        let refused = rows.entry(line(1, nobody), true, NOW);
        assert_eq!(said(refused), "1! names no viewer");
    }

    #[test]
    fn a_header_without_a_needed_column_is_an_error() {
        let error = LiveRows::table(line(3, "title,when\n"), &Context::default()).err();
        let said = error.unwrap().to_string();
        assert!(
            said.starts_with("line 3: no column named `started_at`; "),
            "{said}"
        );
    }
}
