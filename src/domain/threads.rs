//! Threads that end: what they return, and the panic of one that goes on where it is waited for.

use std::panic::resume_unwind;
use std::thread;

/// Does two things at once, the second by a thread of its own.
pub fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        (here, joined(there.join()))
    })
}

/// Returns what a thread that was waited for returned.
///
/// # Panics
///
/// Panics as the thread did.
#[must_use]
pub fn joined<T>(outcome: thread::Result<T>) -> T {
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_done() {
        assert_eq!(both(|| 1, || 2), (1, 2));
    }

    #[test]
    #[should_panic(expected = "there")]
    fn a_panic_goes_on_where_the_thread_is_waited_for() {
        let ((), ()) = both(|| (), || panic!("there"));
    }
}
