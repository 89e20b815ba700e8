//! What a format says of the rows of a file: what they hold, or why they are left out.

use std::borrow::Cow;

use strum::{Display, EnumIter};

use super::unclear::Unknowns;
use crate::domain::Kind;

/// One line of a source log, in the program's own words; its texts may be borrowed from the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record<'a> {
    /// Who: the source's id or name of the viewer, trimmed, never empty. The pipeline hashes it.
    pub viewer: Cow<'a, str>,
    /// What: the name of the title as the source spells it, trimmed, never empty.
    pub title: Cow<'a, str>,
    /// What the title belongs to; `None` for a film.
    pub show: Option<Cow<'a, str>>,
    /// What sort of thing the title is, where the source says.
    pub kind: Option<Kind>,
    /// When it starts, in Unix seconds (UTC).
    pub start: i64,
    /// Whether only its day is known: `start` is then noon, UTC, of that date, and the row counts on that
    /// day, whatever the log's zone and start of days.
    pub is_by_day: bool,
    /// Whether the source states the second of its time, `21:03:00` and not `21:03`. Only formats that leave
    /// it open ([`Identity::AsTimed`](super::identity::Identity::AsTimed)) say so.
    pub has_seconds: bool,
    /// How long it lasted, in seconds, where known.
    pub seconds: Option<u32>,
    /// The position in the title at which it stopped, in seconds, where known.
    pub position: Option<u32>,
    /// The source's own id of the viewing that it is part of, where that is told and no position is: rows of one viewing
    /// are one play.
    pub viewing: Option<Cow<'a, str>>,
    /// The runtime of the title, in seconds, where known.
    pub length: Option<u32>,
    /// The source's own id of the title; outranks its name as identity.
    pub id: Option<Cow<'a, str>>,
    /// The source's own id of the row, where it tells its rows apart by it
    /// ([`Identity::Id`](super::identity::Identity::Id)). Such rows have no position.
    pub row_id: Option<Cow<'a, str>>,
    /// Whether the viewer hid this row, or played it in a private session.
    pub private: bool,
    /// What the row states of its lengths and its end that is not believed.
    pub unknown: Unknowns,
}

/// What a format says of one row; rows come in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry<'a> {
    /// A row of the log.
    Row(Record<'a>),
    /// A row that is no play by the source's own word.
    Dropped(DropReason),
    /// A row that could not be read.
    Refused(Refusal),
}

impl Record<'_> {
    /// Returns a record that borrows nothing.
    #[must_use]
    pub fn into_owned(self) -> Record<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Record {
            viewer: owned(self.viewer),
            title: owned(self.title),
            show: self.show.map(owned),
            id: self.id.map(owned),
            row_id: self.row_id.map(owned),
            kind: self.kind,
            start: self.start,
            is_by_day: self.is_by_day,
            has_seconds: self.has_seconds,
            seconds: self.seconds,
            position: self.position,
            viewing: self.viewing.map(owned),
            length: self.length,
            private: self.private,
            unknown: self.unknown,
        }
    }
}

impl Entry<'_> {
    /// Returns an entry that borrows nothing.
    #[must_use]
    pub fn into_owned(self) -> Entry<'static> {
        match self {
            Self::Row(record) => Entry::Row(record.into_owned()),
            Self::Dropped(reason) => Entry::Dropped(reason),
            Self::Refused(refusal) => Entry::Refused(refusal),
        }
    }
}

/// Why a row was left out on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumIter)]
pub enum DropReason {
    /// A trailer, recap, teaser or other extra.
    #[strum(to_string = "trailers, recaps and other extras")]
    Extra,
    /// An advertisement.
    #[strum(to_string = "ads")]
    Ad,
    /// Something else that the viewer did: a search, a like, a page opened.
    #[strum(to_string = "searches, likes and whatever else is no play")]
    OtherActivity,
    /// A play of something that has been removed, or that the source does not name.
    #[strum(to_string = "plays that do not say of what")]
    Unnamed,
    /// A play without a date: one that had not ended yet, or one that the source dates 1970.
    #[strum(to_string = "plays without a date, or of 1970")]
    Undated,
    /// One of many that were marked as played at one moment, later: nobody knows when they were.
    #[strum(to_string = "marked as watched many at once, nobody knows when")]
    Bulk,
    /// The header of a table whose columns the user gives by number.
    #[strum(to_string = "the header, since its time is none; columns go by number")]
    Header,
    /// A row of somebody whose rows are not to be in the log.
    #[strum(to_string = "rows of viewers who are forgotten or opted out")]
    OptedOut,
    /// A row that its own file repeats, where the source is known to repeat itself.
    #[strum(to_string = "repeats within a file")]
    Repeat,
    /// A row of a play that another source of the log tells of, too, and better
    /// ([`RETELLINGS`](super::registry::RETELLINGS)).
    #[strum(to_string = "also told by another source of the log, which knows more")]
    Retold,
    /// A row that the log already holds.
    #[strum(to_string = "already in the log")]
    Known,
}

/// A row that could not be read, with the reason, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The line of the file on which the row starts, counted from 1.
    pub line: u64,
    /// Why, in a few words: lower case, no full stop, naming the value at fault.
    pub reason: String,
    /// The row as it stood in the file, cut after a thousand characters.
    pub text: String,
}
