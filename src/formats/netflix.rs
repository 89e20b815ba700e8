//! Netflix: the full export, and the short history of one profile.
//!
//! | module | holds |
//! |---|---|
//! | `viewing_activity` | the full export |
//! | `viewing_history` | the short history |
//! | `title` | the grammar of their titles |

mod title;
mod viewing_activity;
mod viewing_history;

pub use viewing_activity::ViewingActivity;
pub use viewing_history::ViewingHistory;
