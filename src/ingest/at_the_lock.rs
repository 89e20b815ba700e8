//! What happens while SQLite waits for the lock of a log, for tests: at that moment, on no clock.

use std::cell::RefCell;
use std::path::Path;

use rusqlite::Connection;

thread_local! {
    static ACT: RefCell<Option<Box<dyn FnOnce()>>> = RefCell::new(None);
}

/// Locks the log at `path` until `conn` waits for it. `act` is done then, and the lock given up.
pub(super) fn while_waiting(conn: &mut Connection, path: &Path, act: impl FnOnce() + 'static) {
    let holder = Connection::open(path).expect("the log opens");
    holder.execute_batch("BEGIN IMMEDIATE").expect("it is free");
    let act = move || {
        act();
        drop(holder);
    };
    ACT.with(|cell| cell.replace(Some(Box::new(act))));
    let handler = |_| ACT.with(RefCell::take).map(|act| act()).is_some();
    conn.busy_handler(Some(handler)).expect("it is taken");
}

/// Returns whether `conn` has waited.
pub(super) fn has_waited() -> bool {
    ACT.with(|cell| cell.borrow().is_none())
}
