//! Merging sorted runs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;

use super::packed::Packed;
use super::runs::RunReader;

/// The values of a [`super::Sorter`], in order.
pub(crate) struct Sorted<T> {
    /// The next value of each run that is not at its end, and the run's place among all.
    heads: BinaryHeap<Reverse<(T, usize)>>,
    runs: Vec<RunReader<T>>,
}

impl<T: Packed> Sorted<T> {
    /// Merges runs.
    pub(super) fn new(mut runs: Vec<RunReader<T>>) -> io::Result<Self> {
        let mut heads = BinaryHeap::with_capacity(runs.len());
        for (place, run) in runs.iter_mut().enumerate() {
            if let Some(value) = run.next()? {
                heads.push(Reverse((value, place)));
            }
        }
        Ok(Self { heads, runs })
    }

    fn take(&mut self) -> io::Result<Option<T>> {
        let Some(mut head) = self.heads.peek_mut() else {
            return Ok(None);
        };
        let Reverse((value, place)) = *head;
        match self.runs[place].next()? {
            Some(next) => *head = Reverse((next, place)),
            None => {
                PeekMut::pop(head);
            }
        }
        Ok(Some(value))
    }
}

impl<T: Packed> Iterator for Sorted<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        self.take().transpose()
    }
}
