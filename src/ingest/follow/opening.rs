//! Telling what a live log is from its first lines.

use super::error::FollowError;
use crate::formats::context::Context;
use crate::formats::format::Format;
use crate::formats::generic::{JsonLines, Line, LiveRows, Table};
use crate::formats::head::{NoText, is_zip, no_text};
use crate::formats::input::InputError;
use crate::formats::limits::HEAD_BYTES;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::registry::FORMATS;
use crate::ingest::error::IngestError;

/// How many lines are looked at before the log is called unknown.
const LINES_LOOKED_AT: usize = 20;

/// What the first lines say of a log.
pub(super) enum Opened {
    /// Too little.
    NotYet,
    /// A table, which begins with the line last seen.
    Table(LiveRows, Recognised),
    /// JSON objects; every line so far is one, or refused.
    Objects(LiveRows, Recognised),
}

/// The beginning of a log whose format is not known yet.
pub(super) struct Opening {
    name: String,
    format: Option<&'static dyn Format>,
    context: Context,
    lines: usize,
    text: Vec<u8>,
}

impl Opening {
    /// Returns the beginning of the log `name` before its first line.
    ///
    /// # Errors
    ///
    /// Fails where `format` is none that can be followed.
    pub fn new(
        name: &str,
        format: Option<&'static dyn Format>,
        context: &Context,
    ) -> Result<Self, FollowError> {
        let name = name.to_owned();
        if let Some(format) = format.filter(|format| !can_be_followed(*format)) {
            let format = format.name();
            return Err(FollowError::Whole { name, format });
        }
        Ok(Self {
            name,
            format,
            context: context.clone(),
            lines: 0,
            text: Vec::new(),
        })
    }

    /// Looks at the first bytes there are.
    ///
    /// # Errors
    ///
    /// Fails where they begin no text.
    pub fn check(&self, bytes: &[u8]) -> Result<(), FollowError> {
        let name = || self.name.clone();
        if is_zip(bytes) {
            return Err(FollowError::Zip { name: name() });
        }
        match no_text(&bytes[..bytes.len().min(HEAD_BYTES)]) {
            None | Some(NoText::Empty) => Ok(()),
            Some(NoText::Parquet) => Err(FollowError::Whole {
                name: name(),
                format: "parquet",
            }),
            Some(no_text) => Err(FollowError::input(InputError::no_text(&self.name, no_text))),
        }
    }

    /// Looks at the next line, which is not blank.
    ///
    /// # Errors
    ///
    /// Fails where the log is of no format that can be followed.
    pub fn see(&mut self, line: Line<'_>) -> Result<Opened, FollowError> {
        if self.lines == 0 {
            self.check(line.bytes)?;
        }
        self.lines += 1;
        let text = String::from_utf8_lossy(line.bytes);
        let text = text.trim_start_matches('\u{feff}');
        self.text.extend_from_slice(text.as_bytes());
        let probe = Probe::of_text(text);
        let is = |asked: &dyn Format| match self.format {
            Some(format) => (format.name() == asked.name()).then(Recognised::named),
            None => asked.recognises(&probe, &self.context),
        };
        if let Some(recognised) = is(&JsonLines) {
            let rows = LiveRows::objects(&self.context);
            return Ok(Opened::Objects(rows, recognised));
        }
        let mut exports = FORMATS.iter().filter(|format| !can_be_followed(**format));
        if self.lines == 1
            && let Some(export) = exports.find(|format| is(**format).is_some())
        {
            return Err(FollowError::Whole {
                name: self.name.clone(),
                format: export.name(),
            });
        }
        if self.lines == 1
            && let Some(recognised) = is(&Table)
        {
            let rows = LiveRows::table(line, &self.context);
            let rows = rows.map_err(|source| self.unread(source))?;
            return Ok(Opened::Table(rows, recognised));
        }
        if self.lines >= LINES_LOOKED_AT || self.text.len() >= HEAD_BYTES {
            return Err(self.unknown());
        }
        Ok(Opened::NotYet)
    }

    /// Returns the error that the log is of no known format.
    pub fn unknown(&self) -> FollowError {
        FollowError::input(InputError::unknown(
            &self.name,
            &self.text,
            &self.context.mapping,
        ))
    }

    fn unread(&self, source: ReadError) -> FollowError {
        FollowError::Ingest(IngestError::Read {
            part: self.name.clone(),
            source,
        })
    }
}

/// Returns whether a log of `format` may still be written while it is read.
fn can_be_followed(format: &dyn Format) -> bool {
    [JsonLines.name(), Table.name()].contains(&format.name())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::formats::generic::Ending;
    use crate::formats::registry::named;

    const ROW: &str = "{\"title\":\"X\",\"start\":1704488591}\n";

    /// Says what the lines are, and how many of them were needed.
    fn opened(format: Option<&str>, lines: &[&str]) -> String {
        let format = format.map(|name| named(name).unwrap());
        let mut opening = match Opening::new("log", format, &Context::default()) {
            Ok(opening) => opening,
            Err(error) => return error.to_string(),
        };
        for (number, text) in (1..).zip(lines) {
            let line = Line {
                number,
                bytes: text.as_bytes(),
                ending: Ending::Whole,
            };
            match opening.see(line) {
                Ok(Opened::NotYet) => {}
                Ok(Opened::Table(..)) => return format!("table after {number}"),
                Ok(Opened::Objects(..)) => return format!("objects after {number}"),
                Err(error) => return error.to_string(),
            }
        }
        "unknown yet".to_owned()
    }

    #[rstest]
    #[case::objects(None, &[ROW], "objects after 1")]
    #[case::marked(None, &["\u{feff}{\"title\":\"X\",\"start\":1}\n"], "objects after 1")]
    #[case::table(None, &["Title;start\n"], "table after 1")]
    #[case::from_within_a_line(None, &["itle\":\"X\"}\n", "{}\n", ROW], "objects after 3")]
    #[case::header_too_late(None, &["X,1\n", "title,start\n"], "unknown yet")]
    #[case::named(Some("jsonl"), &["what?\n"], "objects after 1")]
    #[case::named_table(
        Some("csv"),
        &["name,when\n"],
        "log: line 1: no column named `title`; there are `name`, `when`; say which holds what with \
         --map, for example --map title=COLUMN"
    )]
    #[case::netflix(
        Some("netflix"),
        &[],
        "log: an export (netflix) is whole when it comes and cannot be followed; leave out --follow"
    )]
    #[case::unknown(
        None,
        &["{\"name\":1}\n"; 30],
        "log: is in no known format, or lacks a title and a start; it has the keys name (`1`); say which column holds \
         what with --map title=COLUMN,start=COLUMN, or name the format with --format; `bingetop formats` lists them"
    )]
    #[case::zip(
        None,
        &["PK\u{3}\u{4}\n"],
        "log: a ZIP is whole when it comes and cannot be followed; leave out --follow"
    )]
    #[case::page(None, &["<html>\n"], "log: is a web page; ask its source for CSV or JSON")]
    #[case::binary(Some("jsonl"), &["a\0\n"], "log: is not text; is it an export of plays?")]
    fn the_first_lines_tell(
        #[case] format: Option<&str>,
        #[case] lines: &[&str],
        #[case] expected: &str,
    ) {
        assert_eq!(opened(format, lines), expected);
    }

    #[test]
    fn netflix_is_known_by_its_header() {
        let header = include_str!("../../../tests/fixtures/netflix.csv");
        let header = header.split_inclusive('\n').next().unwrap();
        let said = opened(None, &[header]);
        assert!(said.contains("an export (netflix)"), "{said}");
    }
}
