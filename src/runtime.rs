//! The terminal, the threads and the event loop.
//!
//! ```text
//! input thread ──keys──▶ ┌──────────┐ ──questions──▶ ┌────────┐
//! signal thread ───────▶ │ the loop │                │ worker │ owns the log and its connection
//! timer ───────────────▶ └──────────┘ ◀───answers─── └────────┘
//! ```
//!
//! The loop alone holds the state and draws; it never waits for a query.

pub mod event_loop;
pub mod input;
pub mod signals;
pub mod source;
pub mod terminal;
pub mod worker;
