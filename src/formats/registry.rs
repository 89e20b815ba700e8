//! The table of formats.

use super::format::Format;
use super::{generic, jellystat, letterboxd, netflix, playback_reporting, plex, spotify, tautulli};

/// Every format, the most particular first: the first that recognises a file reads it.
pub static FORMATS: &[&dyn Format] = &[
    &netflix::ViewingActivity,
    &netflix::ViewingHistory,
    &letterboxd::Diary,
    &spotify::AccountData,
    &spotify::ExtendedHistory,
    &tautulli::Database,
    &tautulli::History,
    &jellystat::Backup,
    &jellystat::Lines,
    &playback_reporting::Database,
    &playback_reporting::Backup,
    &plex::Library,
    &generic::JsonLines,
    &generic::JsonArray,
    &generic::Table,
];

/// Returns the format called `name`, if there is one.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
