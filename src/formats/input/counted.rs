//! Counting the bytes of an input as they are read.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the bytes read.
pub(super) struct Counted<'a, R> {
    inner: R,
    bytes: &'a AtomicU64,
}

impl<'a, R> Counted<'a, R> {
    /// Returns `inner`, whose bytes are added to `bytes`.
    pub fn new(inner: R, bytes: &'a AtomicU64) -> Self {
        Self { inner, bytes }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.inner.seek(place)
    }
}
