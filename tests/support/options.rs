//! How tests import rows.

use bingetop::ingest::options::Options;
use chrono_tz::Tz;

/// Returns the options of a log in this time zone: days start at midnight, viewers are hashed with
/// the key of samples.
pub fn options(time_zone: Tz) -> Options {
    Options::plain(time_zone, 1_500_000_000)
}
