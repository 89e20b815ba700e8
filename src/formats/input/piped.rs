//! Inputs that may keep silent for as long as they like, pipes and terminals, read so that the reading
//! can be given up.

use std::{
    io::{self, Cursor, Read},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

/// How much is read at once, in bytes.
const CHUNK_BYTES: usize = 1 << 16;

/// How many chunks are read ahead.
const CHUNKS_AHEAD: usize = 4;

/// How often a silent input's reader asks whether to go on waiting.
const PATIENCE: Duration = Duration::from_millis(50);

/// An input that is opened and read by a thread of its own; given up, the thread ends with the
/// input or the program.
pub(super) struct Piped<'a> {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Cursor<Vec<u8>>,
    cancelled: &'a AtomicBool,
}

impl<'a> Piped<'a> {
    /// Reads what `open` opens until `cancelled` is set.
    pub fn new<R: Read>(
        open: impl FnOnce() -> io::Result<R> + Send + 'static,
        cancelled: &'a AtomicBool,
    ) -> Self {
        Self {
            chunks: chunks(open),
            chunk: Cursor::default(),
            cancelled,
        }
    }
}

/// Returns what `open` opens, piece by piece, as a thread of its own reads it.
///
/// The channel closes at the end of the input, and after an error.
pub(crate) fn chunks<R: Read>(
    open: impl FnOnce() -> io::Result<R> + Send + 'static,
) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, chunks) = bounded(CHUNKS_AHEAD);
    thread::spawn(move || match open() {
        Ok(input) => pass_on(input, &sender),
        Err(error) => {
            let _ = sender.send(Err(error));
        }
    });
    chunks
}

/// Sends what `input` holds until it ends or nobody listens any more.
fn pass_on(mut input: impl Read, sender: &Sender<io::Result<Vec<u8>>>) {
    loop {
        let mut chunk = vec![0; CHUNK_BYTES];
        let read = match input.read(&mut chunk) {
            Ok(0) => return,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read,
        };
        let read = read.map(|length| {
            chunk.truncate(length);
            chunk
        });
        let is_last = read.is_err();
        if sender.send(read).is_err() || is_last {
            return;
        }
    }
}

impl Read for Piped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(io::Error::other("stopped"));
            }
            let read = self.chunk.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.chunks.recv_timeout(PATIENCE) {
                Ok(chunk) => self.chunk = Cursor::new(chunk?),
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_an_input_is_read_in_order() {
        let bytes: Vec<u8> = (0..1_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let input = Cursor::new(bytes.clone());
        let cancelled = AtomicBool::new(false);
        let mut read = Vec::new();
        let mut piped = Piped::new(|| Ok(input), &cancelled);
        piped.read_to_end(&mut read).unwrap();
        assert!(read == bytes);
    }

    #[test]
    fn an_error_of_the_input_is_told() {
        let cancelled = AtomicBool::new(false);
        let open = || Err::<io::Empty, _>(io::Error::from(io::ErrorKind::NotFound));
        let error = Piped::new(open, &cancelled).read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_silent_input_is_not_waited_for_once_cancelled() {
        let (sender, silent) = bounded::<()>(0);
        let open = move || {
            let _ = silent.recv();
            Ok(io::empty())
        };
        let cancelled = AtomicBool::new(true);
        let error = Piped::new(open, &cancelled).read(&mut [0]).unwrap_err();
        assert_eq!(error.to_string(), "stopped");
        drop(sender);
    }
}
