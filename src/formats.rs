//! The formats of play logs: what a file is, and what it says of each row.
//!
//! - In come files, ZIPs, pipes and other programs' databases, as people have them.
//! - Out go [`record::Entry`]s, in the order of the file, in bounded memory.
//! - Nothing here knows the log that they are for, or changes a file that it reads.
//!
//! | module | holds |
//! |---|---|
//! | [`mod@format`] | the trait every format implements |
//! | [`registry`] | the table of formats |
//! | [`netflix`] | Netflix: the full export, and the short history |
//! | [`letterboxd`] | the diary of Letterboxd's export |
//! | [`spotify`] | Spotify: account data, and the extended history |
//! | [`lastfm`], [`listenbrainz`] | Last.fm: tables of scrobbles; ListenBrainz: its export |
//! | [`trakt`] | the history of Trakt's export |
//! | [`apple_music`], [`prime_video`] | tables of Apple's and Amazon's answers to who asks for their data |
//! | [`youtube`] | YouTube: the history of Google's Takeout, as JSON and as a page |
//! | [`jellystat`] | Jellystat's backups |
//! | [`playback_reporting`] | Playback Reporting: its database, and its backup |
//! | [`plex`] | Plex's own database |
//! | [`tautulli`] | Tautulli: its database, and the history it answers |
//! | [`generic`] | tables, Parquet and JSON Lines, whatever their source |
//! | [`facts`] | what the rows of a source mean; [`identity`]: how they are told apart |
//! | [`probe`] | what a format sees of a file to tell whether it is its own |
//! | [`recognised`] | why it is |
//! | [`content`] | the bytes of a file: a stream, a file on the disk, or a database |
//! | [`place`] | where a file lies, and the other files of the same export |
//! | [`database`] | SQLite databases of other programs, read so that nothing of them changes |
//! | [`context`], [`mapping`] | what a format may ask about the import it serves |
//! | [`preset`] | how to read the files of one program, under one name |
//! | [`record`], [`sink`] | what a format says of a file, and where that goes |
//! | [`read_error`], `refusal` | why a file is not read on, and why a row is not read |
//! | [`input`] | from files, ZIPs and pipes to the play logs in them |
//! | `delimited` | rows of CSV and TSV |
//! | `parquet_file` | rows of Parquet |
//! | `json_array`, `line_items` | elements of a JSON array, and lines |
//! | `guess` | which column of an unknown file is likely to hold what |
//! | `json_paths` | the keys of a JSON object, nested ones too |
//! | `json_rows`, `json_scalar` | rows that are JSON objects of a known shape, and values of a loose one |
//! | [`dates`] | columns of dates, and their order of day and month |
//! | [`time`], [`length_unit`] | moments and durations, as play logs write them |
//! | [`unclear`] | values that are not believed, and without which a row counts |
//! | `head`, `limits`, `spool` | first bytes, bounds, nameless copies |
//!
//! # A new format
//!
//! One file and one line. The file implements [`format::Format`]: its name, what `bingetop formats` and docs/FORMATS.md
//! tell of it ([`facts::About`], [`facts::Facts`]), how
//! its files are recognised, and how one is read. The line is its place in [`registry::FORMATS`], before
//! those that would take its files for their own. `input/tests/toy.rs` is one from end to end: a
//! database, with names in a second file.

pub mod apple_music;
pub mod content;
pub mod context;
pub mod database;
pub mod dates;
pub(crate) mod delimited;
pub mod facts;
pub mod format;
pub mod generic;
mod guess;
pub(crate) mod head;
pub mod identity;
pub mod input;
pub mod jellystat;
pub(crate) mod json_array;
mod json_paths;
mod json_rows;
mod json_scalar;
pub mod lastfm;
pub mod length_unit;
pub mod letterboxd;
pub(crate) mod limits;
mod line_items;
pub mod listenbrainz;
pub mod mapping;
pub mod netflix;
pub(crate) mod parquet_file;
pub mod place;
pub mod playback_reporting;
pub mod plex;
pub mod preset;
pub mod prime_video;
pub mod probe;
pub mod read_error;
pub mod recognised;
pub mod record;
mod refusal;
pub mod registry;
#[cfg(test)]
mod said;
pub mod sink;
mod spool;
pub mod spotify;
pub mod tautulli;
pub mod time;
pub mod trakt;
pub mod unclear;
pub mod youtube;
