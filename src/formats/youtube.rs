//! YouTube: the history of one account in Google's Takeout.
//!
//! A history says when a video was begun, and not for how long it was watched.
//!
//! | module | holds |
//! |---|---|
//! | `history` | `watch-history.json` and `MyActivity.json` |
//! | `history_page` | `watch-history.html`, with English dates |
//! | `activity` | one thing that somebody did, and whether it is a play |
//! | `address` | the id of a video in an address |
//! | `words` | the words around a title, in the language of the account |
//! | `blocks`, `markup` | the activities on a page, and the text of one |
//! | `written_time` | an English time of day as it is written |

mod activity;
mod address;
mod blocks;
mod history;
mod history_page;
mod markup;
mod words;
mod written_time;

pub use history::History;
pub use history_page::HistoryPage;

/// What a history does not tell.
const CAVEAT: &str =
    "YouTube does not say for how long anything was watched: a glance counts as a play";
