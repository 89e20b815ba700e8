//! External sort: sorting more values than fit in memory.
//!
//! | module | holds |
//! |---|---|
//! | `packed` | values that can be kept in a file |
//! | `runs` | sorted runs, in memory or in a file |
//! | `sorted` | the runs merged |

mod packed;
mod runs;
mod sorted;

use std::io;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

pub(crate) use self::packed::Packed;
use self::runs::{RUNS_IN_MEMORY, Runs};

pub(crate) use self::sorted::Sorted;
use crate::domain::threads::joined;

/// The share of its longest that a run has at first.
const FIRST_SHARE: usize = 16;

/// So many runs of one length are followed by longer ones: a merge of more takes longer than they save.
const RUNS_OF_A_LENGTH: usize = 32;

/// Takes values in any order and gives them back sorted, equal ones as often as they came.
///
/// Takes as many bytes of memory as its budget says, or less: a part of it sorts some gigabytes as fast, for what waits
/// in a file is in the system's memory still, and runs grow where there are many. The file has no name; the system removes
/// it when the program ends, however it ends. A second thread sorts full runs and writes them while values keep coming.
pub(crate) struct Sorter<T> {
    run: Vec<T>,
    run_length: usize,
    longest_run: usize,
    /// How many runs of this length there are.
    runs: usize,
    folder: PathBuf,
    worker: Option<Worker<T>>,
}

impl<T: Packed> Sorter<T> {
    /// Returns an empty sorter that takes at most `budget` bytes of memory and keeps the rest in `folder`.
    pub fn new(budget: u64, folder: &Path) -> Self {
        let budget = usize::try_from(budget).unwrap_or(usize::MAX);
        let longest_run = (budget / RUNS_IN_MEMORY / size_of::<T>()).max(1);
        Self {
            run: Vec::new(),
            run_length: (longest_run / FIRST_SHARE).max(1),
            longest_run,
            runs: 0,
            folder: folder.to_owned(),
            worker: None,
        }
    }

    /// Takes a value.
    ///
    /// # Errors
    ///
    /// Fails where earlier values could not be written.
    pub fn push(&mut self, value: T) -> io::Result<()> {
        self.run.push(value);
        if self.run.len() < self.run_length {
            return Ok(());
        }
        let run = std::mem::take(&mut self.run);
        let folder = &self.folder;
        let worker = self.worker.get_or_insert_with(|| Worker::start(folder));
        if worker.runs.send(run).is_err() {
            return match self.worker.take().map(Worker::finish) {
                Some(Err(error)) => Err(error),
                _ => Err(io::Error::other("sorting stopped")),
            };
        }
        let worker = self.worker.as_ref().expect("it was started above");
        self.run = worker
            .emptied
            .try_recv()
            .unwrap_or_else(|_| Vec::with_capacity(self.run_length));
        self.runs += 1;
        if self.runs == RUNS_OF_A_LENGTH {
            self.runs = 0;
            self.run_length = self.longest_run.min(2 * self.run_length);
        }
        Ok(())
    }

    /// Returns the values that were taken, in order.
    ///
    /// # Errors
    ///
    /// Fails where values could not be written, or cannot be read.
    pub fn finish(mut self) -> io::Result<Sorted<T>> {
        self.run.sort_unstable();
        let mut runs = match self.worker.take() {
            Some(worker) => worker.finish()?,
            None => Runs::default(),
        };
        runs.add_last(self.run);
        Sorted::new(runs.into_readers(self.run_length * size_of::<T>()))
    }
}

/// The thread that sorts runs.
struct Worker<T> {
    runs: Sender<Vec<T>>,
    /// The memory of runs that were written to the file.
    emptied: Receiver<Vec<T>>,
    thread: JoinHandle<io::Result<Runs<T>>>,
}

impl<T: Packed> Worker<T> {
    fn start(folder: &Path) -> Self {
        // Without a buffer: one run fills while another is sorted, and none waits between them.
        let (runs, full) = bounded::<Vec<T>>(0);
        let (give_back, emptied) = bounded(RUNS_IN_MEMORY);
        let folder = folder.to_owned();
        let thread = std::thread::spawn(move || {
            let mut runs = Runs::default();
            for mut run in full {
                run.sort_unstable();
                if let Some(empty) = runs.add(run, &folder)? {
                    // Nobody takes it once the last run was sent.
                    let _ = give_back.send(empty);
                }
            }
            Ok(runs)
        });
        Self {
            runs,
            emptied,
            thread,
        }
    }

    fn finish(self) -> io::Result<Runs<T>> {
        drop(self.runs);
        joined(self.thread.join())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(values: &[u64], budget: u64) -> Vec<u64> {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(budget, folder.path());
        for value in values {
            sorter.push(*value).unwrap();
        }
        let back = sorter.finish().unwrap();
        let is_empty = folder.path().read_dir().unwrap().next().is_none();
        assert!(is_empty, "the file has no name");
        back.map(Result::unwrap).collect()
    }

    proptest! {
        #[test]
        fn values_come_back_in_order_whatever_fits(
            values in proptest::collection::vec(0..500_u64, 0..2_000),
            budget in prop_oneof![Just(0_u64), 1..20_000_u64],
        ) {
            let mut expected = values.clone();
            expected.sort_unstable();
            prop_assert_eq!(sorted(&values, budget), expected);
        }
    }

    #[test]
    fn long_runs_are_read_piece_by_piece() {
        let values: Vec<u64> = (0..400_000_u64)
            .map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            .collect();
        let mut expected = values.clone();
        expected.sort_unstable();
        assert!(sorted(&values, 1 << 20) == expected);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        let mut sorter = Sorter::new(64, &missing);
        let pushed = (0..1_000_u64).try_for_each(|value| sorter.push(value));
        assert!(pushed.is_err() || sorter.finish().is_err());
    }
}
