//! Work that is done by two threads at once.

use std::panic::resume_unwind;
use std::thread::ScopedJoinHandle;

/// Does two things at once, the second by a thread of its own.
pub fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    std::thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        (here, joined(there))
    })
}

/// Waits for what a thread returns; its panic goes on here.
#[must_use]
pub fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}
