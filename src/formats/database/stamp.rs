//! Whether a program has written to its database while that was copied or read.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::time::SystemTime;

use crate::store::place::beside;

/// The bytes at the start of a `-wal` that SQLite changes whenever it begins to write it anew.
const WAL_HEADER_BYTES: u64 = 32;

/// What a database and the files beside it looked like at one moment.
///
/// A copy is whole where this is the same before and after. As long as a `-wal` has one header, it holds all that
/// was written to the database since; without one, the database itself must have stayed as it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    wal: Vec<u8>,
    files: Option<[Option<(u64, SystemTime)>; 2]>,
}

impl Stamp {
    /// Returns the stamp of the database at `path`.
    pub fn of(path: &Path) -> Self {
        let wal = wal_header(path);
        let files = [path.to_owned(), beside(path, "-journal")];
        let files = wal.is_empty().then(|| files.map(|path| written(&path)));
        Self { wal, files }
    }
}

/// Returns the first bytes of the `-wal` beside `path`; none where it is empty or not there.
fn wal_header(path: &Path) -> Vec<u8> {
    let mut header = Vec::new();
    let read = File::open(beside(path, "-wal"))
        .and_then(|wal| wal.take(WAL_HEADER_BYTES).read_to_end(&mut header));
    match read {
        Ok(_) => header,
        Err(_) => Vec::new(),
    }
}

/// Returns the size of a file, and when it was written last.
fn written(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}
