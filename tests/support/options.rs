//! How tests import rows.

use bingetop::formats::mapping::Mapping;
use bingetop::ingest::options::Options;
use bingetop::store::key::ViewerKey;
use bingetop::store::memory::Memory;
use chrono_tz::Tz;

/// Returns the options of a log in this time zone: days start at midnight, viewers are hashed with
/// the key of samples.
pub fn options(time_zone: Tz) -> Options {
    Options {
        format: None,
        time_zone: Some(time_zone),
        machine_zone: chrono_tz::UTC,
        day_starts: None,
        minimum_seconds: None,
        account: String::new(),
        keep_names: false,
        mapping: Mapping::default(),
        memory: Memory::default(),
        dry_run: false,
        now: 1_500_000_000,
        key: ViewerKey::of_samples(),
        is_synthetic: false,
    }
}
