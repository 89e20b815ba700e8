//! Which numbers may be shown to whom.
//!
//! - In come counts of viewers, and numbers about so many viewers.
//! - Out come numbers as they may be shown: exact, below a minimum, or hidden.
//! - It never lets a count of viewers pass to a screen or a file without a [`Guard`].
//!
//! | module | holds |
//! |---|---|
//! | [`minimum_cohort`] | the guard: numbers about fewer viewers than a minimum are hidden |
//! | [`shown`] | a number as it may be shown |
//! | [`frame`] | a frame as it may be shown: everything that one screen or report says |
//! | [`totals`], [`lists`], [`cohorts`], [`days`], [`clock`], [`page`], [`episodes`], [`sittings`], [`also_played`] | its parts |
//! | `nested` | counts that lie within each other: no two of them differ by a few |
//! | `partition` | cells that hold each viewer once: joined until each holds enough |
//! | `suppression` | parts of a sum: none can be found by subtraction |
//! | [`publish`] | the publish ledger: what may leave the house |
//! | [`headline`] | the sentence over the dashboard and the report |
//! | [`stories`] | the facts most worth a sentence |
//! | [`words`] | the words of sentences, in several languages |
//!
//! A fact about a crowd is fun; a fact about a person is not ours to tell.

pub mod also_played;
pub mod clock;
pub mod cohorts;
pub mod coming_back;
pub mod days;
pub mod episodes;
pub mod frame;
pub mod headline;
pub mod lists;
pub mod minimum_cohort;
mod nested;
pub mod page;
mod partition;
pub mod publish;
pub mod rounded;
pub mod shown;
pub mod sittings;
pub mod stories;
mod suppression;
pub mod totals;
pub mod words;

pub use self::frame::ShownFrame;
pub use self::minimum_cohort::Guard;
pub use self::shown::Shown;
