//! Which parts of an input a caller asks for.

use super::error::InputError;
use super::part::Part;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::format::Format;
use crate::formats::generic::why_unfit;
use crate::formats::head::{NoText, no_text};
use crate::formats::recognised::Recognised;
use crate::formats::registry::FORMATS;

/// Which parts of an input a caller asks for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The formats there are; the first that recognises a file reads it.
    pub formats: &'a [&'static dyn Format],
    /// The one the user has named: it overrules what a file looks like, and of a ZIP or a folder it
    /// takes only the files in that format.
    pub format: Option<&'static dyn Format>,
    /// What the formats may ask.
    pub context: &'a Context,
}

impl<'a> Wanted<'a> {
    /// Returns the wish for what is in one of all formats, or in the one named.
    #[must_use]
    pub fn new(format: Option<&'static dyn Format>, context: &'a Context) -> Self {
        Self {
            formats: FORMATS,
            format,
            context,
        }
    }

    /// Returns the file `name` as a part, or why it is none; among others, it has to look like the format that the user has
    /// named.
    pub(super) fn part_of_file<'c>(
        self,
        name: &str,
        input: Content<'c>,
        is_among_others: bool,
    ) -> Result<Result<Part<'c>, InputError>, InputError> {
        let no_text = no_text(input.head());
        if let (Some(format), None, false) = (self.format, no_text, is_among_others) {
            return Ok(Ok(Part {
                name: name.to_owned(),
                format,
                recognised: Recognised::named(),
                input,
            }));
        }
        let part = self.recognised(name, input)?;
        Ok(part.map_err(|input| match (no_text, input.why_unopened()) {
            (Some(NoText::Database), Some(problem)) => InputError::Unopened {
                name: name.to_owned(),
                problem,
            },
            (Some(NoText::Parquet), _) => self.unfit(name, &input),
            (Some(no_text), _) => InputError::no_text(name, no_text),
            (None, _) => self.unknown(name, &input),
        }))
    }

    /// Returns the error that no format takes the text `input`.
    fn unknown(self, name: &str, input: &Content<'_>) -> InputError {
        let probe = input.probe();
        let mut formats = self.formats.iter();
        match formats.find_map(|format| format.no_log(&probe, self.context)) {
            Some(why) => InputError::NoLog {
                name: name.to_owned(),
                why,
            },
            None => InputError::unknown(name, probe.bytes(), &self.context.mapping),
        }
    }

    /// Returns the error that the Parquet file `input` does not have the columns that are needed.
    fn unfit(self, name: &str, input: &Content<'_>) -> InputError {
        let probe = input.probe();
        let problem = match probe.whole() {
            Some(Ok(file)) if self.format.is_none_or(|format| format.name() == "parquet") => {
                why_unfit(file, &probe.folders(), &self.context.mapping)
            }
            Some(Err(source)) => return InputError::unreadable(name, source),
            _ => None,
        };
        match problem {
            Some(problem) => InputError::Unmapped {
                name: name.to_owned(),
                problem,
            },
            None => InputError::no_text(name, NoText::Parquet),
        }
    }

    /// Returns the ZIP's member `name` as a part, or `None` where it is not wanted.
    pub(super) fn part_of_member<'c>(
        self,
        name: &str,
        input: Content<'c>,
    ) -> Result<Option<Part<'c>>, InputError> {
        Ok(self.recognised(name, input)?.ok())
    }

    /// Returns what a wanted format recognises as a part, and gives back what none does.
    fn recognised<'c>(
        self,
        name: &str,
        mut input: Content<'c>,
    ) -> Result<Result<Part<'c>, Content<'c>>, InputError> {
        let named = self.format.as_slice();
        let formats = if named.is_empty() {
            self.formats
        } else {
            named
        };
        let probe = input.probe();
        let found = formats
            .iter()
            .find_map(|format| Some((*format, format.recognises(&probe, self.context)?)));
        drop(probe);
        if let Some(error) = input.take_failure() {
            return Err(InputError::unreadable(name, error));
        }
        Ok(match found {
            Some((format, recognised)) => Ok(Part {
                name: name.to_owned(),
                format,
                recognised,
                input,
            }),
            None => Err(input),
        })
    }
}
