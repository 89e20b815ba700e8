//! Tautulli: the log it keeps of who played what on a Plex server.
//!
//! Times are starts, in UTC. A row is a sitting: it says how long it was paused. What Tautulli knows of addresses and
//! devices is never read.
//!
//! | module | holds |
//! |---|---|
//! | `database` | its database, `tautulli.db` |
//! | `history` | what it answers to `get_history` |
//! | `media` | what was played, as it says it |

mod database;
mod history;
mod media;

pub use database::Database;
pub use history::History;
