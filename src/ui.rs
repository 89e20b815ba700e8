//! Drawing. A panel borrows rows and paints cells: no clock, no files, no mutation.
//!
//! ```text
//! ┌ header ─────────────────────────────────────────────┐  header     log, range, comparison, timer
//! ├ timeline ───────────────────────────────────────────┤  timeline   the whole log, the range marked
//! │ headline                                            │  headline   one sentence
//! ├ figures ─────┬───────────┬────────────┬─────────────┤  figures    the sums and their changes
//! ├ 1 streaks ───┴───────────┼ 2 rewatched┴─────────────┤  lists      streaks, rewatched
//! ├ 3 cohorts ───────────────┼ 4 calendar ──────────────┤  cohorts, calendar
//! └ footer ─────────────────────────────────────────────┘  footer     keys, or what was just said
//! ```
//!
//! [`layout`] says what there is room for. A page (`page`) takes the place of the panels; help and
//! prompts cover them. Every colour comes from [`theme`], every width from `text`.

mod bars;
mod calendar;
pub mod cell;
mod cohorts;
mod figures;
mod footer;
mod frame_box;
mod header;
mod headline;
mod help;
pub mod layout;
mod list;
mod one_line;
mod page;
mod placeholder;
mod prompt;
mod rewatched;
pub mod role;
mod screen;
mod streaks;
mod survival;
mod table;
mod text;
pub mod theme;
mod timeline;

pub use screen::draw;
pub use theme::Theme;
