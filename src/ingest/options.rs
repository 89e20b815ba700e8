//! What the user asks of an import.

use std::path::PathBuf;

use chrono_tz::Tz;

use crate::formats::dates::DateOrder;
use crate::formats::format::Format;
use crate::formats::mapping::Mapping;
use crate::store::key::ViewerKey;
use crate::store::memory::Memory;
use crate::store::salt::Salt;
use crate::store::settings::TitleHours;

/// What the user asked of an import.
pub struct Options {
    /// The format of every input; `None` finds it by content.
    pub format: Option<&'static dyn Format>,
    /// The log's zone, and that of times that state none where nothing else says it.
    pub time_zone: Option<Tz>,
    /// The zone of this import's times that state none.
    pub times_in: Option<Tz>,
    /// Which of day and month comes first in this import's dates.
    pub dates: Option<DateOrder>,
    /// The zone of a new log where the user states none.
    pub machine_zone: Tz,
    /// When the log's days start, in minutes after midnight.
    pub day_starts: Option<u16>,
    /// Seconds a viewing must last to be a play.
    pub minimum_seconds: Option<u32>,
    /// Whether the log counts the hours of each title ahead.
    pub title_hours: Option<TitleHours>,
    /// Tells apart viewers of the same name in exports of different accounts.
    pub account: String,
    /// Whether to keep viewers' names beside their hashes.
    pub keep_names: bool,
    /// Which columns hold what.
    pub mapping: Mapping,
    /// How much memory rows may take before they are written to a file.
    pub memory: Memory,
    /// Whether to change nothing, and only report what would be done.
    pub dry_run: bool,
    /// The time now, in Unix seconds.
    pub now: i64,
    /// The secret that viewers are hashed with.
    pub key: ViewerKey,
    /// Where it is kept who is forgotten or opted out; `None` leaves nobody out.
    pub state: Option<PathBuf>,
    /// What the hashes of viewers are salted with where this import makes the log.
    pub salt: Salt,
    /// Whether the rows are made up.
    pub is_synthetic: bool,
}

impl Options {
    /// Returns what an import without a wish is asked: a log with days of `zone` from midnight on, made at
    /// `now` (Unix seconds), its viewers hashed with the key and the salt of samples.
    #[must_use]
    pub fn plain(zone: Tz, now: i64) -> Self {
        Self {
            format: None,
            time_zone: Some(zone),
            times_in: None,
            dates: None,
            machine_zone: zone,
            day_starts: None,
            minimum_seconds: None,
            title_hours: None,
            account: String::new(),
            keep_names: false,
            mapping: Mapping::default(),
            memory: Memory::default(),
            dry_run: false,
            now,
            key: ViewerKey::of_samples(),
            state: None,
            salt: Salt::of_samples(),
            is_synthetic: false,
        }
    }
}
