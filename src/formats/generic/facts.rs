//! What the rows of a log without a format of its own mean, and why it is held to be one.

use crate::formats::facts::{Facts, LengthUnit, Times, Zone};
use crate::formats::identity::Identity;
use crate::formats::mapping::Mapping;
use crate::formats::recognised::Recognised;

/// What is true of tables and of JSON Lines alike: nothing is known of their source.
pub(super) const FACTS: Facts = Facts {
    identity: Identity::AsTimed,
    times: Times::ByColumn,
    zone: Zone::Asked,
    unit: LengthUnit::Seconds,
    minimum_seconds: 0,
};

/// Returns the answer that a log, of which it is said what it has, holds the columns that a play needs.
pub(super) fn recognised(it_has: &str, mapping: &Mapping) -> Recognised {
    let by = if mapping.is_empty() {
        ""
    } else {
        "as mapped, "
    };
    Recognised::because(format!("{by}{it_has} a title and a start or an end"))
}
