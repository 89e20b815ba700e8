//! Which columns of a table of scrobbles hold what.

use std::borrow::Cow;

use super::scrobble::Scrobble;
use crate::formats::delimited::{CsvRows, Fields, Header};
use crate::formats::read_error::ReadError;
use crate::formats::sink::{Sink, send};
use crate::formats::time::Clock;

const ARTIST: &[&str] = &["artist", "artist_name", "artist name"];
const TRACK: &[&str] = &["track", "title", "song", "track_name", "track name"];

/// Columns with all of the time, the surest first.
const MOMENT: &[&str] = &["uts", "timestamp", "datetime", "date_time"];
const DATE: &[&str] = &["date"];
const TIME: &[&str] = &["time"];

/// Columns that such tables have besides; the nameless one has the numbers of the rows.
const OTHERS: &[&str] = &[
    "",
    "album",
    "album_name",
    "album name",
    "albumid",
    "album_artist",
    "artist_mbid",
    "album_mbid",
    "track_mbid",
    "mbid",
    "loved",
    "utc_time",
];

/// Where the values of a row stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    artist: usize,
    track: usize,
    moment: usize,
    /// Where the time of day stands, where it has a column of its own.
    time: Option<usize>,
}

/// The table that lastfm-to-csv writes: artist, album, track and time, without a header.
pub(super) const HEADLESS: Columns = Columns {
    artist: 0,
    track: 2,
    moment: 3,
    time: None,
};

/// How many columns that table has.
pub(super) const HEADLESS_WIDTH: usize = 4;

impl Columns {
    /// Finds them in a header.
    pub fn find(header: &Header) -> Option<Self> {
        let find = |names: &[&str]| {
            names.iter().find_map(|name| {
                let found = header.find(name);
                found.ok().flatten()
            })
        };
        let (artist, track) = (find(ARTIST)?, find(TRACK)?);
        let (moment, time) = match find(MOMENT) {
            Some(moment) => (moment, None),
            None => match find(DATE).or_else(|| of_lastfmstats(header)) {
                Some(date) => (date, find(TIME)),
                None => (find(TIME)?, None),
            },
        };
        Some(Self {
            artist,
            track,
            moment,
            time,
        })
    }

    /// Returns whether `header` has nothing but what tables of scrobbles have.
    pub fn are_all_of(header: &Header) -> bool {
        let known = [ARTIST, TRACK, MOMENT, DATE, TIME, OTHERS];
        let is_known = |name: &String| {
            let mut names = known.iter().copied().flatten();
            names.any(|known| name.eq_ignore_ascii_case(known)) || is_of_lastfmstats(name)
        };
        header.names.iter().all(is_known)
    }

    /// Returns the scrobble of a row.
    pub fn scrobble<'r>(&self, row: Fields<'r>) -> Scrobble<'r, &'r str> {
        let cell = |place| row.get(place).unwrap_or_default().trim();
        let (moment, time) = (cell(self.moment), self.time.map(cell));
        Scrobble {
            artist: cell(self.artist),
            track: cell(self.track),
            time: match time {
                Some(time) if !moment.is_empty() => Cow::Owned(format!("{moment} {time}")),
                _ => Cow::Borrowed(moment),
            },
        }
    }

    /// Sends what all rows that are left make.
    ///
    /// # Errors
    ///
    /// Fails as the rows and the sink do, and where times lack a zone.
    pub fn send_each(
        &self,
        rows: &mut CsvRows<impl std::io::Read>,
        clock: Clock,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        while let Some(row) = rows.next_row()? {
            let entry = match &row.cells {
                Ok(cells) => self.scrobble(*cells).entry(row.line, clock)?,
                Err(reason) => Err(reason.clone()),
            };
            send(sink, entry.unwrap_or_else(|reason| row.refused(&reason)))?;
        }
        Ok(())
    }
}

/// Returns the column in which lastfmstats.com has the time: it is called `Date#` and the account.
fn of_lastfmstats(header: &Header) -> Option<usize> {
    header.names.iter().position(|name| is_of_lastfmstats(name))
}

fn is_of_lastfmstats(name: &str) -> bool {
    name.starts_with("Date#")
}
