//! Threads that end: what they return, and the panic of one that goes on where it is waited for.

use std::panic::resume_unwind;
use std::thread::{self, Scope, ScopedJoinHandle};

use crossbeam_channel::{Sender, unbounded};

/// Does two things at once, the second by a thread of its own.
pub fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        (here, joined(there.join()))
    })
}

type Job<'scope> = Box<dyn FnOnce() + Send + 'scope>;

/// A thread that does what it is given, one after the other.
pub struct InTurn<'scope> {
    jobs: Sender<Job<'scope>>,
    thread: ScopedJoinHandle<'scope, ()>,
}

impl<'scope> InTurn<'scope> {
    /// Starts the thread; it ends once there is nothing left to do and [`Self::finish`] was called, or this dropped.
    #[must_use]
    pub fn new(scope: &'scope Scope<'scope, '_>) -> Self {
        let (jobs, given) = unbounded::<Job<'scope>>();
        let thread = scope.spawn(move || given.into_iter().for_each(|job| job()));
        Self { jobs, thread }
    }

    /// Has the thread do this after all that it was given before.
    pub fn push(&self, job: impl FnOnce() + Send + 'scope) {
        // One that panicked takes no more, and is heard of when it is waited for.
        let _ = self.jobs.send(Box::new(job));
    }

    /// Waits until everything is done.
    ///
    /// # Panics
    ///
    /// Panics as the thread did.
    pub fn finish(self) {
        drop(self.jobs);
        let () = joined(self.thread.join());
    }
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
    fn jobs_are_done_in_turn() {
        let done = std::sync::Mutex::new(Vec::new());
        thread::scope(|scope| {
            let turn = InTurn::new(scope);
            for job in 0..100 {
                let done = &done;
                turn.push(move || done.lock().unwrap().push(job));
            }
            turn.finish();
        });
        assert_eq!(done.into_inner().unwrap(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "a job")]
    fn a_panic_of_a_job_goes_on_where_they_are_waited_for() {
        thread::scope(|scope| {
            let turn = InTurn::new(scope);
            turn.push(|| panic!("a job"));
            turn.push(|| ());
            turn.finish();
        });
    }

    #[test]
    #[should_panic(expected = "there")]
    fn a_panic_goes_on_where_the_thread_is_waited_for() {
        let ((), ()) = both(|| (), || panic!("there"));
    }
}
