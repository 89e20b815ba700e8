//! The bytes of a file, in the shape a format asks for: a stream, a file on the disk, or a database.

use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek as _, SeekFrom};

use super::database::{Database, TableShape};
use super::head::{is_database, read_head, without_mark};
use super::limits::HEAD_BYTES;
use super::place::{Nowhere, Place};
use super::probe::{Inside, Probe};
use super::read_error::ReadError;
use super::spool::spool;

/// A file that has been opened and looked at, and is still to be read.
pub struct Content<'a> {
    place: &'a dyn Place,
    /// The first bytes, as they stand in the file.
    head: Vec<u8>,
    rest: RefCell<Rest<'a>>,
    /// The database, from when its tables were looked at until it is read.
    database: RefCell<Option<Database>>,
    tables: OnceCell<Result<Vec<TableShape>, ReadError>>,
}

/// Where the bytes behind the head are.
enum Rest<'a> {
    /// In a stream, to be read once.
    Stream(Box<dyn Read + 'a>),
    /// In a nameless file, which has the head as well.
    Spooled(File),
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut content = f.debug_struct("Content");
        content.field("name", &self.place.name());
        content.finish_non_exhaustive()
    }
}

impl<'a> Content<'a> {
    /// Returns what `input` holds, which lies at `place`.
    ///
    /// # Errors
    ///
    /// Fails where the first bytes cannot be read.
    pub(super) fn open(mut input: impl Read + 'a, place: &'a dyn Place) -> io::Result<Self> {
        let head = read_head(&mut input)?;
        Ok(Self::with_head(head, input, place))
    }

    /// Returns what `head` and then `rest` hold, which lies at `place`.
    pub(super) fn with_head(head: Vec<u8>, rest: impl Read + 'a, place: &'a dyn Place) -> Self {
        Self {
            place,
            head,
            rest: RefCell::new(Rest::Stream(Box::new(rest))),
            database: RefCell::new(None),
            tables: OnceCell::new(),
        }
    }

    /// Returns `bytes` as a stream has them.
    #[must_use]
    pub fn of_bytes(bytes: &'a [u8]) -> Self {
        let (head, rest) = bytes.split_at(bytes.len().min(HEAD_BYTES));
        Self::with_head(head.to_vec(), rest, &Nowhere)
    }

    /// Returns the first bytes as they stand in the file.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Returns what a format may see of it to tell whether it is one of its files.
    pub(super) fn probe(&self) -> Probe<'_> {
        Probe::of_file(self.place, &self.head, self)
    }

    /// Returns where the file lies: from there a format opens other files of the same export.
    #[must_use]
    pub fn place(&self) -> &'a dyn Place {
        self.place
    }

    /// Returns all of it as a stream, without a byte order mark.
    ///
    /// # Errors
    ///
    /// Fails where a temporary file cannot be read.
    pub fn stream(self) -> io::Result<Box<dyn BufRead + 'a>> {
        let mark = self.head.len() - without_mark(&self.head).len();
        match self.rest.into_inner() {
            Rest::Stream(rest) => {
                let mut head = Cursor::new(self.head);
                head.set_position(mark as u64);
                Ok(Box::new(head.chain(buffered(rest))))
            }
            Rest::Spooled(mut file) => {
                file.seek(SeekFrom::Start(mark as u64))?;
                Ok(Box::new(buffered(file)))
            }
        }
    }

    /// Returns it as a file on the disk, at its first byte: itself, or a nameless copy of a stream or
    /// of a ZIP's member.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be opened or copied.
    pub fn file(self) -> io::Result<File> {
        self.read_anywhere()
    }

    /// Returns it as an SQLite database, as far as its program has written it, and changes nothing
    /// of it.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be copied, or is no database that SQLite can read.
    pub fn database(self) -> Result<Database, ReadError> {
        match self.database.take() {
            Some(opened) => Ok(opened),
            None => self.open_database(),
        }
    }

    /// Takes why the file could not be looked into, where that is no fault of its own.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        if !matches!(self.tables.get(), Some(Err(ReadError::Io(_)))) {
            return None;
        }
        match self.tables.take() {
            Some(Err(ReadError::Io(error))) => Some(error),
            _ => None,
        }
    }

    /// Returns why it is not looked into as a database, where a format has tried and there is something to do about it.
    pub(super) fn why_unopened(&self) -> Option<String> {
        match self.tables.get() {
            Some(Err(error @ (ReadError::Unreadable { .. } | ReadError::Changed))) => {
                Some(error.to_string())
            }
            _ => None,
        }
    }

    fn open_database(&self) -> Result<Database, ReadError> {
        Database::open(self.place, || self.read_anywhere())
    }

    fn look_into_database(&self) -> Result<Vec<TableShape>, ReadError> {
        let database = self.open_database()?;
        let tables = database.tables()?;
        self.database.replace(Some(database));
        Ok(tables)
    }

    /// Returns all of the file, to be read from any place; what is left of a stream is put away.
    fn read_anywhere(&self) -> io::Result<File> {
        if let Some(path) = self.place.path() {
            return File::open(path);
        }
        let mut rest = self.rest.borrow_mut();
        if let Rest::Stream(stream) = &mut *rest {
            let file = spool(Cursor::new(&self.head).chain(stream))?;
            *rest = Rest::Spooled(file);
        }
        match &*rest {
            Rest::Spooled(file) => {
                let mut whole = file.try_clone()?;
                whole.rewind()?;
                Ok(whole)
            }
            Rest::Stream(_) => Err(io::Error::other("a stream was not put away")),
        }
    }
}

impl Inside for Content<'_> {
    fn tables(&self) -> &[TableShape] {
        if !is_database(&self.head) {
            return &[];
        }
        let tables = self.tables.get_or_init(|| self.look_into_database());
        tables.as_deref().unwrap_or_default()
    }

    fn whole(&self) -> io::Result<File> {
        self.read_anywhere()
    }
}

fn buffered<R: Read>(input: R) -> BufReader<R> {
    BufReader::with_capacity(HEAD_BYTES, input)
}
