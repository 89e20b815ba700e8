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
//! | [`headline`] | the sentence over the dashboard and the report |
//!
//! A fact about a crowd is fun; a fact about a person is not ours to tell.

pub mod headline;
pub mod minimum_cohort;
pub mod shown;

pub use self::minimum_cohort::Guard;
pub use self::shown::Shown;
