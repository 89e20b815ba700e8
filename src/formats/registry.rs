//! The table of formats.

use super::format::Format;
use super::{
    apple_music, generic, jellystat, lastfm, letterboxd, listenbrainz, netflix, playback_reporting,
    plex, prime_video, spotify, tautulli, trakt, youtube,
};

/// Every format, the most particular first: the first that recognises a file reads it.
pub static FORMATS: &[&dyn Format] = &[
    &netflix::ViewingActivity,
    &netflix::ViewingHistory,
    &letterboxd::Diary,
    &spotify::AccountData,
    &spotify::ExtendedHistory,
    &youtube::History,
    &youtube::HistoryPage,
    &lastfm::Export,
    &lastfm::Stats,
    &listenbrainz::Listens,
    &trakt::History,
    &apple_music::PlayActivity,
    &prime_video::ViewingHistory,
    &tautulli::Database,
    &tautulli::History,
    &jellystat::Backup,
    &jellystat::Lines,
    &playback_reporting::Database,
    &playback_reporting::Backup,
    &plex::Library,
    &generic::Parquet,
    &generic::JsonLines,
    &generic::JsonArray,
    &generic::Table,
    &lastfm::HomeMade,
];

/// The formats of files whose columns the user may name.
pub static GENERIC: &[&dyn Format] = &[
    &generic::Parquet,
    &generic::JsonLines,
    &generic::JsonArray,
    &generic::Table,
];

/// Returns the format called `name`, if there is one.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
