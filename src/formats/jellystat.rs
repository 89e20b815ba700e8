//! Jellystat's backups: what was played on a Jellyfin server.
//!
//! A backup is of all tables: an array with one object for each, or, in a newer form, lines of JSON. Of these only the
//! table of plays is read. A row has an id of its own: Jellystat goes on with it where somebody goes on within an hour,
//! and the next backup has it with another end. Addresses and devices are never read.
//!
//! | module | holds |
//! |---|---|
//! | `backup` | the array of tables |
//! | `lines` | the lines of JSON |
//! | `play` | a row of the table of plays |

mod backup;
mod lines;
mod play;

pub use backup::Backup;
pub use lines::Lines;

use super::facts::{Facts, LengthUnit, Times, Zone};
use super::identity::Identity;

/// The table of plays.
const PLAYS: &str = "jf_playback_activity";

/// What the rows of a backup mean, whatever its form.
const FACTS: Facts = Facts {
    identity: Identity::Id,
    // Those that Jellystat has taken over from Playback Reporting say when they started.
    times: Times::End,
    zone: Zone::Utc,
    unit: LengthUnit::Seconds,
    minimum_seconds: 0,
};
