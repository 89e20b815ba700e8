//! Sorted runs of values: in memory or, where they are too many, in a file without a name.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use super::packed::Packed;

/// How many runs the budget is cut into: one is filled and one sorted, the others may stay in memory.
pub const RUNS_IN_MEMORY: usize = 8;

/// The most and the least that is read of a run at once, in bytes.
const LONGEST_READ: usize = 1 << 18;
const SHORTEST_READ: usize = 1 << 12;

/// How many bytes are packed before they are written.
const WRITE_BYTES: usize = 1 << 18;

/// Sorted runs: the first ones in memory, the others in a file.
pub struct Runs<T> {
    in_memory: Vec<Vec<T>>,
    file: Option<File>,
    /// Where each run ends in the file, in bytes.
    ends: Vec<u64>,
}

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self {
            in_memory: Vec::new(),
            file: None,
            ends: Vec::new(),
        }
    }
}

impl<T: Packed> Runs<T> {
    /// Adds a sorted run, which goes to a file in `folder` where enough are in memory; then returns its memory
    /// to be filled again.
    pub fn add(&mut self, run: Vec<T>, folder: &Path) -> io::Result<Option<Vec<T>>> {
        if self.in_memory.len() + 2 < RUNS_IN_MEMORY {
            self.in_memory.push(run);
            return Ok(None);
        }
        self.write(&run, folder)?;
        let mut run = run;
        run.clear();
        Ok(Some(run))
    }

    /// Adds the last sorted run, which stays in memory.
    pub fn add_last(&mut self, run: Vec<T>) {
        self.in_memory.push(run);
    }

    fn write(&mut self, run: &[T], folder: &Path) -> io::Result<()> {
        // The file has no name from the start, or loses it at once: a program that is killed leaves
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
        Ok(())
    }

    /// Returns a reader of each run; all of them together take about `read_bytes` of memory.
    pub fn into_readers(self, read_bytes: usize) -> Vec<RunReader<T>> {
        let in_memory = self.in_memory.into_iter();
        let mut readers: Vec<RunReader<T>> = in_memory
            .map(|values| RunReader::Memory(values.into_iter()))
            .collect();
        if let Some(file) = self.file {
            let read_bytes =
                (read_bytes / self.ends.len().max(1)).clamp(SHORTEST_READ, LONGEST_READ) / T::BYTES
                    * T::BYTES;
            let file = Arc::new(file);
            let mut start = 0;
            for end in self.ends {
                readers.push(RunReader::File(FileRun {
                    file: Arc::clone(&file),
                    place: start,
                    end,
                    bytes: Vec::with_capacity(read_bytes.max(T::BYTES)),
                    taken: 0,
                }));
                start = end;
            }
        }
        readers
    }
}

/// Reads a sorted run to its end.
pub enum RunReader<T> {
    Memory(std::vec::IntoIter<T>),
    File(FileRun),
}

impl<T: Packed> RunReader<T> {
    /// Returns the next value; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<T>> {
        match self {
            Self::Memory(values) => Ok(values.next()),
            Self::File(run) => run.next(),
        }
    }
}

/// A run in a file, read piece by piece.
pub struct FileRun {
    file: Arc<File>,
    /// Where the next piece begins, and where the run ends.
    place: u64,
    end: u64,
    /// The piece, and how much of it was taken.
    bytes: Vec<u8>,
    taken: usize,
}

impl FileRun {
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
