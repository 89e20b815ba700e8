//! Playback Reporting, the plugin for Jellyfin and Emby: its database, and its backup as a table.
//!
//! A row is written some seconds after the play started, in the local time of the server; users are known by their ids.
//! Addresses and devices are never read.
//!
//! | module | holds |
//! |---|---|
//! | `database` | its database, with Emby's columns |
//! | `backup` | its backup: nine cells between tabs, without a header |
//! | `item` | what was played, as it names it |
//! | `play` | what both say of a play |

mod backup;
mod database;
mod item;
mod play;

pub use backup::Backup;
pub use database::Database;
pub(super) use item::Item;
pub(super) use play::STARTED_BEFORE;

use super::facts::{Facts, LengthUnit, Times, Zone};
use super::identity::Identity;

/// What its rows mean.
const FACTS: Facts = Facts {
    identity: Identity::Start,
    times: Times::Start,
    // It is that of the server, which nothing states.
    zone: Zone::Asked,
    unit: LengthUnit::Seconds,
    minimum_seconds: 20,
};
