//! Which parts of an input a caller asks for.

use super::error::InputError;
use super::part::Part;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::format::Format;
use crate::formats::head::no_text;
use crate::formats::recognised::Recognised;
use crate::formats::registry::FORMATS;

/// Which parts of an input a caller asks for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The formats there are; the first that recognises a file reads it.
    pub formats: &'a [&'static dyn Format],
    /// The one the user has named: it overrules what a file looks like, and of a ZIP it takes only
    /// the members in that format.
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

    /// Returns the file `name` as a part.
    pub(super) fn part_of_file<'c>(
        self,
        name: &str,
        input: Content<'c>,
    ) -> Result<Part<'c>, InputError> {
        let no_text = no_text(input.head());
        if let (Some(format), None) = (self.format, no_text) {
            return Ok(Part {
                name: name.to_owned(),
                format,
                recognised: Recognised::because("the user named the format"),
                input,
            });
        }
        self.recognised(name, input)?
            .map_err(|input| match no_text {
                Some(no_text) => InputError::no_text(name, no_text),
                None => self.unknown(name, &input),
            })
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
