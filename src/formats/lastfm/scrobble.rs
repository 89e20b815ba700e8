//! One scrobble.

use std::borrow::Cow;

use crate::domain::Kind;
use crate::formats::generic::ME;
use crate::formats::read_error::{At, ReadError};
use crate::formats::record::{DropReason, Entry, Record};
use crate::formats::time::{Clock, MomentError, english_month, has_seconds};

/// One scrobble, as its table has it: names of its own, or such as lie in a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scrobble<'r, Name> {
    pub artist: Name,
    pub track: Name,
    /// When it was begun; empty where it had not ended yet.
    pub time: Cow<'r, str>,
}

impl<'r, Name: AsRef<str> + Into<Cow<'r, str>>> Scrobble<'r, Name> {
    /// Returns the entry it makes, or why it is refused.
    ///
    /// # Errors
    ///
    /// Fails where its time lacks a zone, which is a fault of the whole file; `line` is where it stands.
    pub fn entry(self, line: u64, clock: Clock) -> Result<Result<Entry<'r>, String>, ReadError> {
        if self.track.as_ref().is_empty() {
            return Ok(Err("names no track".to_owned()));
        }
        if self.time.is_empty() {
            return Ok(Ok(Entry::Dropped(DropReason::Undated)));
        }
        let time = spelled_out(&self.time);
        let start = match clock.moment(&time) {
            Ok(start) => start,
            Err(MomentError::Placeholder) => return Ok(Ok(Entry::Dropped(DropReason::Undated))),
            Err(MomentError::NoZone) => {
                return Err(ReadError::NoZone {
                    at: At::Line(line),
                    value: self.time.to_string(),
                });
            }
            Err(error) => return Ok(Err(format!("`{}` {error}", self.time))),
        };
        let artist = Some(self.artist).filter(|artist| !artist.as_ref().is_empty());
        let has_seconds = has_seconds(&time);
        Ok(Ok(Entry::Row(Record {
            viewer: ME.into(),
            title: self.track.into(),
            show: artist.map(Into::into),
            kind: Some(Kind::Track),
            start,
            has_seconds,
            ..Record::default()
        })))
    }
}

/// Returns a time as other sources write it, `05 Jan 2024 21:03` as `2024-01-05 21:03`; what is not written
/// so comes back as it is.
pub(super) fn spelled_out(text: &str) -> Cow<'_, str> {
    own_form(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Reads `05 Jan 2024 21:03`, as Last.fm writes its times; a comma may stand before the hour.
pub(super) fn own_form(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let [day, month, year, clock] = [words.next()?, words.next()?, words.next()?, words.next()?];
    let (year, month) = (year.trim_end_matches(','), english_month(month)?);
    let is_whole = words.next().is_none() && year.len() == 4 && clock.contains(':');
    is_whole.then(|| format!("{year}-{month:02}-{day:0>2} {clock:0>5}"))
}
