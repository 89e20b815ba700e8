//! What a format may ask about the import it serves.

use chrono_tz::Tz;

use super::dates::DateOrder;
use super::mapping::Mapping;

/// What a format may ask about the import it serves.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The zone that the user names for this import's times that state none; the format's own yields.
    pub times_in: Option<Tz>,
    /// The zone of the log, where the user or the log has named one.
    pub zone: Option<Tz>,
    /// The time of the import, in Unix seconds; where it is left out, nothing lies in the future.
    pub now: Option<i64>,
    /// Which of day and month comes first in dates that may be read either way, where the user has said so.
    pub dates: Option<DateOrder>,
    /// Which columns hold what, where the user has said so.
    pub mapping: Mapping,
}
