//! Drawing: where each glyph stands, and what it is for.
//!
//! In: the state of the dashboard ([`crate::app::App`]) and an area.
//! Out: a buffer of painted cells, and what each of them shows under a [`Theme`].
//! Never: a clock, files, queries, a change to the state; nor a colour or a theme in a panel.
//!
//! ```text
//!   header                                                 header     log, range, comparison, timer
//!   presets                                                presets    ranges to step through
//!   timeline                                               timeline   the whole log, the range marked
//!   headline                                               headline   a sentence, and what sizes it
//!   figures                                                figures    the totals and their changes
//! ┌ 1 streaks ───────────────┬ 2 rewatched──────────────┐  lists      streaks, rewatched
//! ├ 3 cohorts ───────────────┼ 4 calendar ──────────────┤  cohorts, calendar
//! └ footer ─────────────────────────────────────────────┘  footer     keys, or a message
//! ```
//!
//! A page takes the place of the panels; help and prompts cover them.
//!
//! | module | holds |
//! |---|---|
//! | `drawing` | [`draw`]: the panels and what covers them, or a slide |
//! | `screen` | which panel stands where |
//! | [`role`] | what a painted cell is for, and what it stands on |
//! | [`theme`] | what each role looks like |
//! | `ascii` | marks for terminals that have ASCII only |
//! | [`cell`] | [`resolve`](cell::resolve): what a painted cell shows under a theme |
//! | `header`, `presets`, `timeline`, `headline`, `figures`, `footer` | the lines around the panels |
//! | `streaks`, `rewatched`, `cohorts` | panels 1 to 3 |
//! | `calendar`, `hours` | the two tabs of panel 4 |
//! | `page`, `survival`, `coming_back` | the page of one title or show, its curve, and who came back |
//! | `stage` | present mode |
//! | `help`, `prompt`, `palette`, `viewers`, `callouts`, `card`, `inspection` | what covers the panels |
//! | `one_line` | the whole dashboard in one line |
//! | `panel_box`, `panel_tabs`, `list`, `table`, `bars`, `heat` | what panels are made of |
//! | `placeholder` | words in place of numbers |
//! | `target` | [`target()`]: what a mouse points at |
//! | `pieces` | a line of text, parts of which can be clicked |
//! | `typed_box` | the box in which a line is typed |
//! | `text` | text measured, cut and written |

mod also_played;
mod ascii;
mod bars;
mod calendar;
mod callouts;
mod card;
pub mod cell;
mod cohorts;
mod coming_back;
mod drawing;
mod figures;
mod footer;
mod header;
mod headline;
mod heat;
mod help;
mod hours;
mod inspection;
mod list;
mod one_line;
mod page;
mod palette;
mod panel_box;
mod panel_tabs;
mod pieces;
mod placeholder;
mod plays;
mod presets;
mod prompt;
mod rewatched;
pub mod role;
mod screen;
mod sittings;
mod stage;
mod streaks;
mod survival;
mod table;
mod target;
mod text;
pub mod theme;
mod timeline;
mod typed_box;
mod viewers;

pub use drawing::draw;
pub use target::target;
pub(crate) use text::wrapped;
pub use theme::{Depth, Theme};
