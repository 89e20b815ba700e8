//! What the rows of a log without a format of its own mean.

use crate::formats::facts::{Facts, LengthUnit, Times, Zone};
use crate::formats::identity::Identity;

/// What is true of tables and of JSON Lines alike: nothing is known of their source.
pub(super) const FACTS: Facts = Facts {
    identity: Identity::AsTimed,
    times: Times::ByColumn,
    zone: Zone::Asked,
    unit: LengthUnit::Seconds,
    minimum_seconds: 0,
};
