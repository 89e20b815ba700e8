//! A thread that makes something of one thing after the other, while the one that has them gets the next.

use std::thread::{Scope, ScopedJoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::threads::joined;

/// So many bytes of things are handed over at once: waking a thread for each of them would take longer than most do.
const BATCH_BYTES: usize = 64 << 10;

/// How many batches may have been handed over and not been taken back.
const BATCHES_BEHIND: usize = 4;

/// Things go to a thread of their own, and what it makes of them comes back, in the same order and a little later.
pub struct Pipeline<'scope, T, U> {
    given: Sender<Vec<T>>,
    made: Receiver<Vec<U>>,
    thread: ScopedJoinHandle<'scope, ()>,
    batch: Vec<T>,
    bytes: usize,
    behind: usize,
}

impl<'scope, T: Send + 'scope, U: Send + 'scope> Pipeline<'scope, T, U> {
    /// Starts the thread; it ends when [`Self::finish`] is called, or this dropped.
    #[must_use]
    pub fn new(
        scope: &'scope Scope<'scope, '_>,
        mut apply: impl FnMut(T) -> U + Send + 'scope,
    ) -> Self {
        let (given, batches) = bounded::<Vec<T>>(BATCHES_BEHIND);
        let (results, made) = bounded(BATCHES_BEHIND);
        let thread = scope.spawn(move || {
            for batch in batches {
                // Nobody takes it where what came before has failed, and that thread says why.
                let _ = results.send(batch.into_iter().map(&mut apply).collect());
            }
        });
        Self {
            given,
            made,
            thread,
            batch: Vec::new(),
            bytes: 0,
            behind: 0,
        }
    }

    /// Gives the next thing, which has so many bytes beside its own; returns what was made of earlier ones.
    #[must_use]
    pub fn push(&mut self, thing: T, bytes: usize) -> Vec<U> {
        self.batch.push(thing);
        self.bytes += size_of::<T>() + bytes;
        if self.bytes < BATCH_BYTES {
            return Vec::new();
        }
        self.hand_over()
    }

    /// Returns what was made of all that was not returned yet.
    ///
    /// # Panics
    ///
    /// Panics as the thread did.
    #[must_use]
    pub fn finish(mut self) -> Vec<U> {
        let mut all = self.hand_over();
        drop(self.given);
        all.extend(self.made.iter().flatten());
        let () = joined(self.thread.join());
        all
    }

    fn hand_over(&mut self) -> Vec<U> {
        let mut made = Vec::new();
        // Neither thread ever waits for the other to take what it has made.
        if self.behind == BATCHES_BEHIND {
            self.behind -= 1;
            made = self.made.recv().unwrap_or_default();
        }
        self.behind += 1;
        self.bytes = 0;
        // A thread that panicked takes no more, and is heard of in the end.
        let _ = self.given.send(std::mem::take(&mut self.batch));
        made
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn everything_comes_back_in_order() {
        for (things, bytes) in [(0, 0), (1, 0), (3, 0), (1_000, 9_000), (50, BATCH_BYTES)] {
            let made = thread::scope(|scope| {
                let mut sum = 0;
                let mut pipeline = Pipeline::new(scope, move |thing: u64| {
                    sum += thing;
                    sum
                });
                let mut made = Vec::new();
                for thing in 0..things {
                    made.extend(pipeline.push(thing, bytes));
                }
                made.extend(pipeline.finish());
                made
            });
            let sums: Vec<u64> = (0..things).map(|thing| thing * (thing + 1) / 2).collect();
            assert_eq!(made, sums, "{things} things of {bytes} bytes");
        }
    }

    #[test]
    fn no_more_is_under_way_than_a_few_batches() {
        thread::scope(|scope| {
            let mut pipeline = Pipeline::new(scope, |thing: usize| thing);
            let mut back = 0;
            for thing in 0..100 {
                back += pipeline.push(thing, BATCH_BYTES).len();
                assert_eq!(back, (thing + 1).saturating_sub(BATCHES_BEHIND));
            }
        });
    }

    #[test]
    #[should_panic(expected = "of a thing")]
    fn a_panic_of_the_thread_goes_on_where_it_is_waited_for() {
        thread::scope(|scope| {
            let mut pipeline = Pipeline::new(scope, |_: usize| panic!("of a thing"));
            for thing in 0..10 {
                let _: Vec<usize> = pipeline.push(thing, BATCH_BYTES);
            }
            let _ = pipeline.finish();
        });
    }
}
