//! Spotify: account data, and the extended streaming history.
//!
//! Both are arrays of JSON, in several files; times are ends. Both are of one listener: what they say of names,
//! addresses and devices is never read.
//!
//! | module | holds |
//! |---|---|
//! | `account_data` | account data: a year, by name |
//! | `extended_history` | the extended history: everything, by Spotify's ids |
//! | `plays` | what they have in common: an array of plays |
//! | `ended` | from an end and a length to a start |

mod account_data;
mod ended;
mod extended_history;
mod plays;

pub use account_data::AccountData;
pub use extended_history::ExtendedHistory;
