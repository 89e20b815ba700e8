//! Rows that are JSON objects of a known shape: the elements of an array, or lines.

use std::borrow::Cow;
use std::io::BufRead;

use serde::de::DeserializeOwned;

use super::json_array::{ArrayItems, LOOKED_AT};
use super::line_items::LineItems;
use super::read_error::ReadError;
use super::record::Entry;
use super::refusal::refusal;
use super::sink::{Sink, send};

/// Objects one by one, as they are written, each with the line on which it starts.
pub(in crate::formats) enum Items<R> {
    /// The elements of one array.
    Array(ArrayItems<R>),
    /// One a line.
    Lines(LineItems<R>),
}

impl<R: BufRead> Items<R> {
    /// Returns the objects in `input`, the elements of an array or lines of their own.
    pub fn new(input: R, is_array: bool) -> Self {
        if is_array {
            Self::Array(ArrayItems::new(input))
        } else {
            Self::Lines(LineItems::new(input, "is there one JSON object a line?"))
        }
    }

    fn next_item(&mut self) -> Result<Option<(u64, &[u8])>, ReadError> {
        match self {
            Self::Array(items) => items.next_item(),
            Self::Lines(items) => items.next_item(),
        }
    }

    /// Reads all objects that are left, and sends what `entry_of` makes of each; one it makes nothing of is
    /// refused for the reason it gives, with the text that `kept` leaves of it.
    ///
    /// # Errors
    ///
    /// Fails as the reading of the items and the sink do.
    pub fn send_each(
        &mut self,
        sink: &mut Sink<'_>,
        kept: impl Fn(&[u8]) -> Cow<'_, [u8]>,
        mut entry_of: impl FnMut(&[u8]) -> Result<Entry<'static>, String>,
    ) -> Result<(), ReadError> {
        while let Some((line, bytes)) = self.next_item()? {
            let entry = entry_of(bytes);
            send(
                sink,
                entry.unwrap_or_else(|reason| refusal(line, &reason, &kept(bytes))),
            )?;
        }
        Ok(())
    }
}

/// Returns whether `text` begins an array, and not lines of objects.
pub(in crate::formats) fn is_array(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('[')
}

/// Returns whether any of the first objects of the array, or of the lines, that `text` begins is one that `fits`.
pub(in crate::formats) fn any_of(text: &str, fits: impl Fn(&[u8]) -> bool) -> bool {
    if is_array(text) {
        return ArrayItems::any_of(text, fits);
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.take(LOOKED_AT).any(|line| fits(line.as_bytes()))
}

/// Reads one object; `source` is whose it should be, for the reason why it is none.
///
/// # Errors
///
/// Fails where it has another shape.
pub(in crate::formats) fn parse<T: DeserializeOwned>(
    bytes: &[u8],
    source: &str,
) -> Result<T, String> {
    serde_json::from_slice(bytes)
        .map_err(|error| format!("is no play as {source} writes it: {error}"))
}

/// Takes a text that is more than blanks.
pub(in crate::formats) fn named(text: &mut Option<String>) -> Option<String> {
    let text = text.take()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Keeps the whole text of a refused object.
pub(in crate::formats) fn whole(bytes: &[u8]) -> Cow<'_, [u8]> {
    Cow::Borrowed(bytes)
}

/// Returns an object with only those of its keys that are among `keys`, as it may be kept where it is refused; nothing
/// of one that cannot be read.
pub(in crate::formats) fn with_keys<'a>(bytes: &'a [u8], keys: &[&str]) -> Cow<'a, [u8]> {
    let row: Result<serde_json::Map<_, _>, _> = serde_json::from_slice(bytes);
    let mut row = row.unwrap_or_default();
    row.retain(|key, _| keys.contains(&key.as_str()));
    Cow::Owned(serde_json::to_vec(&row).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_that_are_read_are_kept() {
        let kept = with_keys(br#"{"title":"Fog","ip_address":"192.0.2.7"}"#, &["title"]);
        assert_eq!(*kept, *br#"{"title":"Fog"}"#);
        assert_eq!(*with_keys(b"192.0.2.7", &["title"]), *b"{}");
    }
}
