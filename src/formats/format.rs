//! The trait every format implements.

use super::content::Content;
use super::context::Context;
use super::facts::{About, Facts};
use super::probe::Probe;
use super::read_error::ReadError;
use super::recognised::Recognised;
use super::sink::Sink;

/// One format of play logs.
pub trait Format: Sync {
    /// Returns the name for `--format`, under which a log remembers its sources.
    fn name(&self) -> &'static str;

    /// Returns what files of this format are.
    fn about(&self) -> About;

    /// Returns what the rows of this source mean.
    fn facts(&self) -> Facts;

    /// Returns what files of this format cannot tell, and what can, for whoever imports one: a short sentence
    /// without a full stop.
    fn caveat(&self) -> Option<&'static str> {
        None
    }

    /// Returns why a file is of this format, or `None` where it is not.
    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised>;

    /// Returns why a file comes from the same source and yet holds no log of plays, and which one does;
    /// asked where no format recognises a file.
    fn no_log(&self, _: &Probe<'_>, _: &Context) -> Option<&'static str> {
        None
    }

    /// Reads a whole file into `sink`, in file order, in bounded memory.
    ///
    /// It takes from `input` what it needs: a stream, a file on the disk or a database; other files
    /// of the same export are opened at its [`Content::place`].
    ///
    /// # Errors
    ///
    /// Fails where the file as a whole cannot be understood; a single bad row is a
    /// [`Refusal`](super::record::Refusal) in the sink instead.
    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError>;
}
