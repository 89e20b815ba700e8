//! Opening inputs: what a file is, by its content, and the parts of it that are play logs.

mod archive;
pub(crate) mod piped;

use std::{
    fmt,
    fs::{self, File},
    io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use self::piped::Piped;
use super::csv_rows::cut;
use super::reader::{Context, READERS, Reader};
use crate::domain::name::shown;

/// How much of a file is looked at to tell its format, in bytes.
const HEAD_BYTES: usize = 1 << 16;

/// Where a log comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file: a play log, or a ZIP of some.
    File(PathBuf),
}

impl From<PathBuf> for Source {
    /// Takes `-` for standard input.
    fn from(path: PathBuf) -> Self {
        if path == Path::new("-") {
            Self::Stdin
        } else {
            Self::File(path)
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("standard input"),
            Self::File(path) => f.write_str(&shown(&path.to_string_lossy())),
        }
    }
}

/// One play log: a file, or a member of a ZIP.
pub struct Part<'a> {
    /// What to call it: `ViewingActivity.csv`, or `export.zip: folder/ViewingActivity.csv`.
    pub name: String,
    /// The reader of its format.
    pub reader: &'static dyn Reader,
    /// Its content from the start, without a byte order mark.
    pub input: &'a mut dyn BufRead,
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut part = f.debug_struct("Part");
        part.field("name", &self.name)
            .field("reader", &self.reader.name());
        part.finish_non_exhaustive()
    }
}

/// Why an input holds nothing to import.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file cannot be opened or read.
    #[error("{name}: {source}")]
    Unreadable {
        /// The file.
        name: String,
        /// Why not.
        source: io::Error,
    },
    /// The path leads to a folder.
    #[error("{name}: is a folder; name the files in it")]
    Folder {
        /// The folder.
        name: String,
    },
    /// There is nothing in the file.
    #[error("{name}: is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// The file is UTF-16.
    #[error("{name}: is UTF-16 text; save it as UTF-8")]
    Utf16 {
        /// The file.
        name: String,
    },
    /// The file is an SQLite database.
    #[error("{name}: is a database; open it with `bingetop {name}`")]
    Database {
        /// The file.
        name: String,
    },
    /// The file is HTML.
    #[error("{name}: is a web page; ask its source for CSV or JSON")]
    WebPage {
        /// The file.
        name: String,
    },
    /// The file is no text.
    #[error("{name}: is not text{}", .hint)]
    Binary {
        /// The file.
        name: String,
        /// What to do about it, with the semicolon before it; or nothing.
        hint: &'static str,
    },
    /// No reader takes the file.
    #[error(
        "{name}: is in no known format ({}), or lacks a title and a start; it begins with `{first_line}`; \
         say which column holds what with --map title=COLUMN,start=COLUMN, or name the format with --format",
        known_formats()
    )]
    UnknownFormat {
        /// The file.
        name: String,
        /// How it begins.
        first_line: String,
    },
    /// The ZIP, or a member of it, cannot be read.
    #[error("{name}: {source}; is it whole? else unpack it and name the files in it")]
    Zip {
        /// The ZIP, and the member.
        name: String,
        /// Why not.
        source: zip::result::ZipError,
    },
    /// No reader takes any member of the ZIP.
    #[error(
        "{name}: no member of the ZIP is a play log ({}); formats known: {}; unpack it, and see --map and --format",
        .members, known_formats()
    )]
    NoMember {
        /// The ZIP.
        name: String,
        /// The names of some members.
        members: String,
    },
}

impl InputError {
    fn unreadable(name: &str, source: io::Error) -> Self {
        let name = name.to_owned();
        Self::Unreadable { name, source }
    }
}

fn known_formats() -> String {
    let names: Vec<&str> = READERS.iter().map(|reader| reader.name()).collect();
    names.join(", ")
}

/// Returns how many bytes `sources` have together, as they lie on the disk; `None` where one is no
/// plain file.
#[must_use]
pub fn total_bytes(sources: &[Source]) -> Option<u64> {
    let bytes = |source: &Source| match source {
        Source::Stdin => None,
        Source::File(path) => {
            let metadata = fs::metadata(path).ok()?;
            metadata.is_file().then_some(metadata.len())
        }
    };
    sources.iter().map(bytes).sum()
}

/// Opens `source` and gives each play log in it to `take`: the file itself, or the members of a
/// ZIP in the order of their names (numbers by value).
///
/// What a file is shows in its content. `format` overrules that for a file; of a ZIP it takes only
/// the members in that format. `bytes_read` counts the bytes of `source` itself, packed as they
/// may be, as they are read, one source at a time; after success it has grown by the whole size of
/// a plain file. Once `cancelled` is set, a source that keeps its reader waiting is not waited for.
///
/// # Errors
///
/// Fails with the first error of `take`, or where the source holds no play log.
pub fn each_part<E: From<InputError>>(
    source: &Source,
    format: Option<&'static dyn Reader>,
    context: &Context,
    bytes_read: &AtomicU64,
    cancelled: &AtomicBool,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let name = source.to_string();
    let (input, plain) = open(source, &name, cancelled)?;
    let wanted = Wanted { format, context };
    each_part_of(&name, input, plain, wanted, bytes_read, take)
}

/// A plain file, which can be read from any place, and its length in bytes.
type Plain = (File, u64);

fn open<'a>(
    source: &Source,
    name: &str,
    cancelled: &'a AtomicBool,
) -> Result<(Box<dyn Read + 'a>, Option<Plain>), InputError> {
    let Source::File(path) = source else {
        return Ok((Box::new(Piped::new(|| Ok(io::stdin()), cancelled)), None));
    };
    let unreadable = |source| InputError::unreadable(name, source);
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        let name = name.to_owned();
        return Err(InputError::Folder { name });
    }
    if !metadata.is_file() {
        let path = path.clone();
        return Ok((Box::new(Piped::new(|| File::open(path), cancelled)), None));
    }
    let file = File::open(path).map_err(unreadable)?;
    let again = file.try_clone().map_err(unreadable)?;
    Ok((Box::new(file), Some((again, metadata.len()))))
}

fn each_part_of<E: From<InputError>>(
    name: &str,
    input: impl Read,
    plain: Option<Plain>,
    wanted: Wanted<'_>,
    bytes_read: &AtomicU64,
    take: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let unreadable = |source| InputError::unreadable(name, source);
    let before = bytes_read.load(Ordering::Relaxed);
    let length = plain.as_ref().map(|(_, length)| *length);
    let mut counted = Counted::new(input, bytes_read);
    let head = read_head(&mut counted).map_err(unreadable)?;
    if !is_zip(&head) {
        let head = text_of(head, name)?;
        let reader = wanted.reader_of_file(&head, name)?;
        let (name, input) = (name.to_owned(), &mut with_head(head, counted));
        take(Part {
            name,
            reader,
            input,
        })?;
    } else if let Some((file, _)) = plain {
        // The members are read from their place in the file: the head is not counted twice.
        bytes_read.store(before, Ordering::Relaxed);
        archive::each_member(name, file, wanted, Some(bytes_read), take)?;
    } else {
        let whole = Cursor::new(head).chain(counted);
        let file = archive::spool(whole).map_err(unreadable)?;
        archive::each_member(name, file, wanted, None, take)?;
    }
    if let Some(length) = length {
        bytes_read.store(before.saturating_add(length), Ordering::Relaxed);
    }
    Ok(())
}

/// Which parts a caller asks for.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    format: Option<&'static dyn Reader>,
    context: &'a Context,
}

impl Wanted<'_> {
    /// Returns the reader of a file that begins with `head`.
    fn reader_of_file(self, head: &[u8], name: &str) -> Result<&'static dyn Reader, InputError> {
        let reader = self.format.or_else(|| recognise(head, self.context));
        reader.ok_or_else(|| unknown(name.to_owned(), head))
    }

    /// Returns the reader of a ZIP's member that begins with `head`.
    fn reader_of_member(self, head: &[u8]) -> Option<&'static dyn Reader> {
        match self.format {
            None => recognise(head, self.context),
            Some(reader) => {
                let head = String::from_utf8_lossy(head);
                reader.recognises(&head, self.context).then_some(reader)
            }
        }
    }
}

/// Returns whether `head` begins a ZIP.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    // The second is how a ZIP without members begins.
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn recognise(head: &[u8], context: &Context) -> Option<&'static dyn Reader> {
    let head = String::from_utf8_lossy(head);
    READERS
        .iter()
        .copied()
        .find(|reader| reader.recognises(&head, context))
}

/// Returns `head`, then the rest of `input`.
fn with_head(head: Vec<u8>, input: impl Read) -> impl BufRead {
    Cursor::new(head).chain(BufReader::with_capacity(HEAD_BYTES, input))
}

fn read_head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    input.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Returns a head without its byte order mark, or why no reader could make anything of it.
pub(crate) fn text_of(mut head: Vec<u8>, name: &str) -> Result<Vec<u8>, InputError> {
    let name = || name.to_owned();
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Err(InputError::Utf16 { name: name() });
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Err(InputError::Database { name: name() });
    }
    if let Some(hint) = binary_hint(&head) {
        return Err(InputError::Binary { name: name(), hint });
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    let start = head.trim_ascii_start();
    if start.is_empty() && head.len() < HEAD_BYTES - 3 {
        return Err(InputError::Empty { name: name() });
    }
    let begins = |tag: &[u8]| {
        start
            .get(..tag.len())
            .is_some_and(|b| b.eq_ignore_ascii_case(tag))
    };
    if begins(b"<!doctype html") || begins(b"<html") {
        return Err(InputError::WebPage { name: name() });
    }
    Ok(head)
}

fn binary_hint(head: &[u8]) -> Option<&'static str> {
    let packed: [&[u8]; 4] = [b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\0"];
    if packed.iter().any(|magic| head.starts_with(magic)) {
        return Some("; unpack it first");
    }
    if head.starts_with(b"PAR1") {
        return Some("; write it as CSV");
    }
    head.contains(&0).then_some("; is it an export of plays?")
}

/// Returns the error that no reader knows what begins with `head`.
pub(crate) fn unknown(name: String, head: &[u8]) -> InputError {
    let head = String::from_utf8_lossy(head);
    let first = head
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let first_line = shown(&cut(first.trim(), 200)).into_owned();
    InputError::UnknownFormat { name, first_line }
}

/// Counts the bytes read.
struct Counted<'a, R> {
    inner: R,
    bytes: &'a AtomicU64,
}

impl<'a, R> Counted<'a, R> {
    fn new(inner: R, bytes: &'a AtomicU64) -> Self {
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

#[cfg(test)]
mod tests;
