//! The publish ledger: how a number about viewers leaves the house.
//!
//! - In come a question (how many viewers have done something) and a log.
//! - Out comes a [`Published`] number: blurred, written down, the same for ever, and paid for out of a year's allowance.
//! - It never lets anything be said that was not written down first, and never writes a true count.
//!
//! | module | holds |
//! |---|---|
//! | [`ledger`] | publishing, suggesting, approving: the one place that writes |
//! | [`mod@listing`] | what was published, and what is left |
//! | [`published`] | the number that may leave the house |
//! | [`question`], [`rule`], [`subject`] | what is asked |
//! | `count` | the truth, counted from plays |
//! | [`estimate`] | the blur, its cost, and what may be said |
//! | `gaussian`, `bernoulli`, [`stream`] | exact draws from a keyed stream of bytes |
//! | `named` | which titles and shows can be told of by name |
//! | `suggestion` | the exponential mechanism |
//! | [`allowance`] | how much may be said of a year |
//! | `charge` | what a number is charged to |
//! | `closed_days` | windows with a day that is not over for good are refused |
//! | `book` | a log as whoever publishes of it sees it |
//! | [`entry`], `chain`, `head` | a row of the ledger; what holds the rows together; the last one, kept beside the key |
//! | `secret` | the keys of a log's ledger |
//! | `in_words` | what publishing would cost, in words |
//! | [`refusal`], [`error`] | why nothing was published |
//!
//! docs/PRIVACY.md says in plain words what is protected by this, and what is not.

pub mod allowance;
mod bernoulli;
mod book;
mod chain;
mod charge;
mod closed_days;
mod count;
pub mod entry;
pub mod error;
pub mod estimate;
mod gaussian;
mod head;
mod in_words;
pub mod ledger;
pub mod listing;
mod named;
pub mod published;
pub mod question;
pub mod refusal;
pub mod rule;
mod secret;
pub mod stream;
pub mod subject;
mod suggestion;

pub use self::in_words::{TOO_FEW, rest};
pub use self::ledger::{
    Place, Preview, Receipt, Signed, Which, Wish, approve, preview, preview_suggestion, publish,
    suggest,
};
pub use self::listing::{Listing, listing};
pub use self::published::Published;
