//! Last.fm: tables of scrobbles, as other programs fetch them.
//!
//! Last.fm exports nothing itself. A scrobble says when a track was begun, and not for how long it was heard.
//!
//! | module | holds |
//! |---|---|
//! | `export` | tables of two known programs, one of them without a header |
//! | `stats` | the JSON of a third one |
//! | `home_made` | tables of others, by the names of their columns |
//! | `columns` | which columns hold what |
//! | `scrobble` | from the cells of a row to a record |

mod columns;
mod export;
mod home_made;
mod scrobble;
mod stats;

pub use export::Export;
pub use home_made::HomeMade;
pub use stats::Stats;
