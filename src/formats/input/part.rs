//! What is found in an input: play logs, and what is none.

use std::fmt;

use crate::formats::content::Content;
use crate::formats::format::Format;
use crate::formats::recognised::Recognised;

/// One play log: a file, or a member of a ZIP.
pub struct Part<'a> {
    /// What to call it: `ViewingActivity.csv`, or `export.zip: folder/ViewingActivity.csv`.
    pub name: String,
    /// Its format.
    pub format: &'static dyn Format,
    /// Why it is held to be of that format.
    pub recognised: Recognised,
    /// What it holds, still to be read.
    pub input: Content<'a>,
}

/// What is found in a source.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is never stored"
)]
pub enum Found<'a> {
    /// A play log.
    Log(Part<'a>),
    /// The name of what lies beside others in a ZIP or a folder, and is no play log.
    Other(String),
}

/// What takes what is found in a source.
pub type Take<'a, E> = dyn FnMut(Found<'_>) -> Result<(), E> + 'a;

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut part = f.debug_struct("Part");
        part.field("name", &self.name)
            .field("format", &self.format.name())
            .field("recognised", &self.recognised);
        part.finish_non_exhaustive()
    }
}
