//! Sorting more than fits in memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

/// Into how many runs the budget is cut: one fills while one is sorted, the others are held.
const RUNS_IN_MEMORY: usize = 8;

/// The most and the least that is read of a run at once, in bytes.
const LONGEST_READ: usize = 1 << 18;
const SHORTEST_READ: usize = 1 << 12;

/// How many bytes are packed before they are written.
const WRITE_BYTES: usize = 1 << 18;

/// A small value that can be kept in a file as so many bytes.
pub(crate) trait Packed: Copy + Ord + Send + 'static {
    /// The bytes of a value.
    const BYTES: usize;

    /// Writes the value's bytes into `bytes`, which are [`Self::BYTES`].
    fn pack(&self, bytes: &mut [u8]);

    /// Reads a value from its bytes.
    fn unpack(bytes: &[u8]) -> Self;
}

impl Packed for u64 {
    const BYTES: usize = 8;

    fn pack(&self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.to_le_bytes());
    }

    fn unpack(bytes: &[u8]) -> Self {
        Self::from_le_bytes(bytes.try_into().expect("a u64 has eight bytes"))
    }
}

impl Packed for u128 {
    const BYTES: usize = 16;

    fn pack(&self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.to_le_bytes());
    }

    fn unpack(bytes: &[u8]) -> Self {
        Self::from_le_bytes(bytes.try_into().expect("a u128 has sixteen bytes"))
    }
}

/// Takes values in any order and gives them back sorted, equal ones as often as they came.
///
/// Holds about so many bytes of them as its budget says. What is beyond lies in a file without a
/// name: whatever becomes of the program, the system takes it away. Full runs are sorted and written
/// by a second thread while values keep coming.
pub(crate) struct Sorter<T> {
    run: Vec<T>,
    run_length: usize,
    folder: PathBuf,
    worker: Option<Worker<T>>,
}

impl<T: Packed> Sorter<T> {
    /// Returns an empty sorter that holds `budget` bytes, and keeps the rest in `folder`.
    pub fn new(budget: u64, folder: &Path) -> Self {
        let budget = usize::try_from(budget).unwrap_or(usize::MAX);
        Self {
            run: Vec::new(),
            run_length: (budget / RUNS_IN_MEMORY / size_of::<T>()).max(1),
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
        Ok(())
    }

    /// Ends the taking, and returns what was taken in order.
    ///
    /// # Errors
    ///
    /// Fails where values could not be written or are not to be read.
    pub fn finish(mut self) -> io::Result<Sorted<T>> {
        self.run.sort_unstable();
        let mut runs = match self.worker.take() {
            Some(worker) => worker.finish()?,
            None => Runs::default(),
        };
        runs.held.push(self.run);
        Sorted::new(runs, self.run_length * size_of::<T>())
    }
}

/// Sorted runs: some in memory, the later ones in a file.
struct Runs<T> {
    held: Vec<Vec<T>>,
    file: Option<File>,
    /// Where each run ends in the file, in bytes.
    ends: Vec<u64>,
}

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self {
            held: Vec::new(),
            file: None,
            ends: Vec::new(),
        }
    }
}

impl<T: Packed> Runs<T> {
    /// Adds a sorted run; returns its memory where that is free again.
    fn add(&mut self, run: Vec<T>, folder: &Path) -> io::Result<Option<Vec<T>>> {
        if self.held.len() + 2 < RUNS_IN_MEMORY {
            self.held.push(run);
            return Ok(None);
        }
        // The file is made without a name, or loses it at once: a program that is killed leaves
        // nothing behind.
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(folder)?),
        };
        let mut bytes = vec![0; (WRITE_BYTES / T::BYTES).max(1) * T::BYTES];
        for values in run.chunks(bytes.len() / T::BYTES) {
            for (value, place) in values.iter().zip(bytes.chunks_exact_mut(T::BYTES)) {
                value.pack(place);
            }
            file.write_all(&bytes[..values.len() * T::BYTES])?;
        }
        let start = self.ends.last().copied().unwrap_or(0);
        self.ends.push(start + (run.len() * T::BYTES) as u64);
        let mut run = run;
        run.clear();
        Ok(Some(run))
    }
}

/// The thread that sorts runs.
struct Worker<T> {
    runs: Sender<Vec<T>>,
    emptied: Receiver<Vec<T>>,
    thread: JoinHandle<io::Result<Runs<T>>>,
}

impl<T: Packed> Worker<T> {
    fn start(folder: &Path) -> Self {
        // Of no length: one run fills while another is sorted, and none waits between them.
        let (runs, full) = bounded::<Vec<T>>(0);
        let (give_back, emptied) = bounded(RUNS_IN_MEMORY);
        let folder = folder.to_owned();
        let thread = std::thread::spawn(move || {
            let mut runs = Runs::default();
            for mut run in full {
                run.sort_unstable();
                if let Some(empty) = runs.add(run, &folder)? {
                    // Whoever filled it may be gone.
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
        match self.thread.join() {
            Ok(runs) => runs,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

/// The values of a [`Sorter`], in order.
pub(crate) struct Sorted<T> {
    /// The next value of each run that has one.
    heads: BinaryHeap<Reverse<(T, usize)>>,
    runs: Vec<Run<T>>,
}

impl<T: Packed> Sorted<T> {
    fn new(runs: Runs<T>, run_bytes: usize) -> io::Result<Self> {
        let spilled = runs.ends.len();
        let read_bytes =
            (run_bytes / spilled.max(1)).clamp(SHORTEST_READ, LONGEST_READ) / T::BYTES * T::BYTES;
        let mut all: Vec<Run<T>> = runs
            .held
            .into_iter()
            .map(|values| Run::Held(values.into_iter()))
            .collect();
        if let Some(file) = runs.file {
            let file = Arc::new(file);
            let mut place = 0;
            for end in runs.ends {
                all.push(Run::Spilled(Spilled {
                    file: Arc::clone(&file),
                    place,
                    end,
                    bytes: Vec::with_capacity(read_bytes.max(T::BYTES)),
                    taken: 0,
                }));
                place = end;
            }
        }
        let mut heads = BinaryHeap::with_capacity(all.len());
        for (number, run) in all.iter_mut().enumerate() {
            if let Some(value) = run.next()? {
                heads.push(Reverse((value, number)));
            }
        }
        Ok(Self { heads, runs: all })
    }

    fn take(&mut self) -> io::Result<Option<T>> {
        let Some(mut head) = self.heads.peek_mut() else {
            return Ok(None);
        };
        let Reverse((value, number)) = *head;
        match self.runs[number].next()? {
            Some(next) => *head = Reverse((next, number)),
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

/// A sorted run that is read to its end.
enum Run<T> {
    Held(std::vec::IntoIter<T>),
    Spilled(Spilled),
}

impl<T: Packed> Run<T> {
    fn next(&mut self) -> io::Result<Option<T>> {
        match self {
            Self::Held(values) => Ok(values.next()),
            Self::Spilled(run) => run.next(),
        }
    }
}

/// A run in a file.
struct Spilled {
    file: Arc<File>,
    place: u64,
    end: u64,
    bytes: Vec<u8>,
    taken: usize,
}

impl Spilled {
    fn next<T: Packed>(&mut self) -> io::Result<Option<T>> {
        if self.taken == self.bytes.len() {
            self.read()?;
        }
        let Some(bytes) = self.bytes.get(self.taken..self.taken + T::BYTES) else {
            return Ok(None);
        };
        self.taken += T::BYTES;
        Ok(Some(T::unpack(bytes)))
    }

    fn read(&mut self) -> io::Result<()> {
        let wanted = (self.end - self.place).min(self.bytes.capacity() as u64);
        self.bytes.clear();
        self.taken = 0;
        let mut file: &File = &self.file;
        file.seek(SeekFrom::Start(self.place))?;
        let read = file.take(wanted).read_to_end(&mut self.bytes)? as u64;
        if read < wanted {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        self.place += read;
        Ok(())
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
    fn long_runs_are_read_bit_by_bit() {
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
