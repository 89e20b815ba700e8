//! Where the entries of a file go.

use super::read_error::ReadError;
use super::record::Entry;

/// What takes a format's entries; returns `false` to stop the reading.
pub type Sink<'a> = dyn FnMut(Entry<'_>) -> bool + 'a;

/// Gives `entry` to `sink`.
///
/// # Errors
///
/// Fails with [`ReadError::Stopped`] where the sink wants no more.
pub fn send(sink: &mut Sink<'_>, entry: Entry<'_>) -> Result<(), ReadError> {
    if sink(entry) {
        Ok(())
    } else {
        Err(ReadError::Stopped)
    }
}
