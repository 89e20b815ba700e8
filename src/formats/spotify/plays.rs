//! What both histories of Spotify have in common: an array of plays, read one by one.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::json_array::ArrayItems;
use crate::formats::json_rows::{Items, parse, whole};
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::record::{Entry, Record};
use crate::formats::sink::Sink;
use crate::formats::time::Clock;

/// A play as one of the histories writes it.
pub(super) trait Play: DeserializeOwned {
    /// Returns whether it says what was played, and for how long.
    fn is_whole(&mut self) -> bool;

    /// Returns the record it makes, or why it makes none.
    fn record(self, clock: Clock) -> Result<Record<'static>, String>;

    /// Returns the text of a refused play as it may be kept.
    fn kept(bytes: &[u8]) -> Cow<'_, [u8]> {
        whole(bytes)
    }
}

/// Whose plays they are.
const SOURCE: &str = "Spotify";

/// Returns whether a file that nobody maps by hand is an array of such plays; `None` where it is no text.
pub(super) fn is_array_of<P: Play>(probe: &Probe<'_>, context: &Context) -> Option<bool> {
    let is_play = |bytes: &[u8]| parse::<P>(bytes, SOURCE).is_ok_and(|mut play| play.is_whole());
    Some(context.mapping.is_empty() && ArrayItems::any_of(probe.text()?, is_play))
}

/// Reads an array of plays.
///
/// # Errors
///
/// Fails where it is no array, or the sink fails.
pub(super) fn read<P: Play>(
    input: Content<'_>,
    clock: Clock,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    Items::Array(ArrayItems::new(input.stream()?)).send_each(sink, P::kept, |bytes| {
        let record = parse::<P>(bytes, SOURCE)?.record(clock)?;
        Ok(Entry::Row(record))
    })
}
