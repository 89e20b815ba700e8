//! A file that grows, is cut short and is replaced: what `tail -F` follows.
//!
//! A file that was replaced is read until it has nothing more and its successor has something: the
//! program that writes a log may go on with the old file for a while after it was renamed.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::time::Duration;

use crossbeam_channel::never;

use super::feed::{Feed, Piece};
use crate::store::place::number_of;

/// How much is read at once, in bytes.
const PIECE_BYTES: usize = 1 << 16;

/// How many of the bytes last read are remembered, to notice that a file was rewritten.
const REMEMBERED_BYTES: usize = 256;

/// How many files may be open, all of them empty but the oldest, before that one is given up.
const MOST_OPEN: usize = 16;

/// A growing file, and those that have replaced it since.
pub(super) struct Tail {
    path: PathBuf,
    /// The file being read, then its successors, oldest first.
    files: VecDeque<Followed>,
}

/// An open file of a log.
struct Followed {
    file: File,
    number: (u64, u64),
    /// Where to read on, in bytes.
    position: u64,
    /// The bytes before the position, [`REMEMBERED_BYTES`] at most.
    remembered: Vec<u8>,
    /// Whether the last read found nothing more.
    is_read: bool,
}

impl Followed {
    fn open(path: &PathBuf) -> io::Result<Self> {
        let file = File::open(path)?;
        let number = number_of(&file.metadata()?);
        Ok(Self {
            file,
            number,
            position: 0,
            remembered: Vec::new(),
            is_read: false,
        })
    }

    fn holds_bytes(&self) -> bool {
        self.file.metadata().is_ok_and(|file| file.len() > 0)
    }

    /// Returns whether the file was cut short since it was read, whether or not it has grown again.
    fn is_begun_anew(&mut self) -> io::Result<bool> {
        let length = self.file.metadata()?.len();
        if length <= self.position {
            return Ok(length < self.position);
        }
        let mut now = vec![0; self.remembered.len()];
        self.file
            .seek(SeekFrom::Start(self.position - now.len() as u64))?;
        match self.file.read_exact(&mut now) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(true),
            read => read.map(|()| now != self.remembered),
        }
    }

    /// Returns the next bytes; none where there is nothing more yet.
    fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = Vec::new();
        let more = (&mut self.file).take(PIECE_BYTES as u64);
        { more }.read_to_end(&mut piece)?;
        self.is_read = piece.is_empty();
        self.position += piece.len() as u64;
        let last = piece.len().saturating_sub(REMEMBERED_BYTES);
        self.remembered.extend_from_slice(&piece[last..]);
        let old = self.remembered.len().saturating_sub(REMEMBERED_BYTES);
        self.remembered.drain(..old);
        Ok(piece)
    }

    /// Goes back to its start.
    fn begin_anew(&mut self) -> io::Result<()> {
        self.position = self.file.seek(SeekFrom::Start(0))?;
        self.remembered.clear();
        self.is_read = false;
        Ok(())
    }
}

impl Tail {
    /// Opens the file at `path`, which is there now, to read it from its start.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be opened.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let files = VecDeque::from([Followed::open(&path)?]);
        Ok(Self { path, files })
    }

    /// Returns what there is without waiting.
    fn step(&mut self) -> io::Result<Piece> {
        // Asked before the old file is read for the last time: what was written to it before its
        // successor began is not lost.
        let is_succeeded =
            self.files.iter().skip(1).any(Followed::holds_bytes) || self.files.len() > MOST_OPEN;
        let Some(file) = self.files.front_mut() else {
            return Ok(Piece::Nothing);
        };
        if file.is_read && file.is_begun_anew()? {
            file.begin_anew()?;
            return Ok(Piece::NextFile);
        }
        let piece = file.read()?;
        if !piece.is_empty() {
            return Ok(Piece::Bytes(piece));
        }
        if is_succeeded {
            self.files.pop_front();
            return Ok(Piece::NextFile);
        }
        Ok(Piece::Nothing)
    }
}

impl Feed for Tail {
    fn next(&mut self, wait: Duration) -> io::Result<Piece> {
        self.watch();
        match self.step()? {
            Piece::Nothing if !wait.is_zero() => {
                let _ = never::<()>().recv_timeout(wait);
                self.watch();
                self.step()
            }
            piece => Ok(piece),
        }
    }

    /// Opens the file that has replaced the last one, if there is one: it is then read even where it is
    /// replaced in its turn.
    fn watch(&mut self) {
        let last = self.files.back().map(|file| file.number);
        // There may be no file just now, or none that can be opened: one may come yet.
        let Ok(there) = fs::metadata(&self.path) else {
            return;
        };
        if there.is_file()
            && Some(number_of(&there)) != last
            && let Ok(file) = Followed::open(&self.path)
            && Some(file.number) != last
        {
            self.files.push_back(file);
        }
    }
}

#[cfg(test)]
mod tests;
