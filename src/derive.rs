//! From plays to cubes.
//!
//! The plays of a log go in, or what an import has changed of them; cubes come out, in the log or beside
//! it. Nothing here knows a format, or answers a question.
//!
//! Cubes are sums over viewers, so that every way leads to the same bytes: all viewers are added up, or
//! touched ones are taken out as they were and put in as they are.
//!
//! | module | holds |
//! |---|---|
//! | `rebuild`, `full_scan` | every cube anew, in one pass over the plays |
//! | `bulk` | the cubes of a new log, while its plays are written |
//! | `cube_builder`, `show_builder` | what both add up, title by title and show by show |
//! | `viewers`, `everything` | all viewers added up to the cubes of everything |
//! | `changes`, `change_set` | what an import changes: told, and kept |
//! | `update`, `incremental` | the cubes of a log after an import |
//! | `show_update`, `everything_changes` | what changes of shows, and of everything |
//! | `touched` | changes as histories |
//! | `stored_cubes` | changing the cubes that a log holds |
//! | `repair` | cubes that cannot be read, derived anew |
//! | `extent` | how much a log holds |
//! | `shows`, `item_days`, `play_days`, `packed_days` | titles of shows; days of viewers, in order and packed |
//! | `level_pages`, `encoded_cube`, `counters` | pages of lists; a cube to be stored; cells added up by the million |
//! | `error`, `limits` | why deriving fails; what is counted ahead, and in how much memory |

mod bulk;
mod change_set;
pub(crate) mod changes;
mod counters;
mod cube_builder;
mod encoded_cube;
mod error;
mod everything;
mod everything_changes;
mod extent;
mod full_scan;
mod incremental;
mod item_days;
mod level_pages;
mod limits;
mod packed_days;
mod play_days;
mod rebuild;
mod repair;
mod show_builder;
mod show_update;
mod shows;
mod stored_cubes;
mod touched;
mod update;
mod viewers;

pub(crate) use self::bulk::BulkDeriver;
pub(crate) use self::change_set::ChangeSet;
pub use self::error::DeriveError;
pub(crate) use self::extent::extent;
pub use self::limits::Limits;
pub use self::rebuild::{RebuildError, rebuild, rebuild_aside, rebuild_file};
pub use self::repair::{Repaired, repair};
pub(crate) use self::update::update;

#[cfg(test)]
mod tests;
