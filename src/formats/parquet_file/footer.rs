//! What a file says of itself at its end, looked at before it is believed.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

use parquet::file::metadata::{
    ParquetMetaData, ParquetMetaDataOptions, ParquetMetaDataReader, ParquetStatisticsPolicy,
};

use super::caught::caught;
use super::columns::Columns;
use super::magic::{ENCRYPTED_MAGIC, MAGIC};
use super::thrift::{Broken, Thrift, kind};

/// How many bytes end a file: the length of the footer before them, and the magic.
const TAIL_BYTES: u64 = 8;

/// The longest footer that is read, in bytes. That of ten thousand columns takes one MiB for each group of rows.
const LONGEST: u64 = 64 << 20;

/// How deep columns may lie in structs and lists.
const DEEPEST: usize = 64;

/// The most rows a file may have, by its bytes and beside them. More are a few that are said to be repeated, without end.
/// Rows of a play log have starts of their own, which take bytes.
const ROWS_A_BYTE: u64 = 100;
const FEW_ROWS: u64 = 100_000;

/// A Parquet file that has been looked at.
pub(crate) struct ParquetFile {
    pub(super) file: Arc<File>,
    /// Its length in bytes.
    pub(super) length: u64,
    pub(super) metadata: ParquetMetaData,
    columns: Columns,
}

impl ParquetFile {
    /// Looks at `file`.
    ///
    /// # Errors
    ///
    /// Fails with what is wrong with it and what to do, to be read after its name.
    pub fn open(mut file: File) -> Result<Self, String> {
        let unreadable = |error: io::Error| format!("cannot be read: {error}");
        let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        let footer = footer(&mut file, length)?;
        look_at(&footer)?;
        let skipped = ParquetStatisticsPolicy::SkipAll;
        let options = ParquetMetaDataOptions::new()
            .with_column_stats_policy(skipped.clone())
            .with_size_stats_policy(skipped.clone())
            .with_encoding_stats_policy(skipped);
        let metadata =
            caught(|| ParquetMetaDataReader::decode_metadata_with_options(&footer, Some(&options)));
        let metadata = match metadata {
            Some(Ok(metadata)) => metadata,
            Some(Err(error)) => return Err(format!("its footer is damaged ({error})")),
            None => return Err("its footer is damaged".to_owned()),
        };
        check_rows(&metadata, length)?;
        let schema = metadata.file_metadata().schema_descr_ptr();
        let columns = caught(|| Columns::of(&schema)).ok_or("its columns are damaged")?;
        Ok(Self {
            file: Arc::new(file),
            length,
            metadata,
            columns,
        })
    }

    /// Returns its columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }
}

/// Reads the footer of a file of `length` bytes.
fn footer(file: &mut File, length: u64) -> Result<Vec<u8>, String> {
    let unreadable = |error: io::Error| format!("cannot be read: {error}");
    let mut read = |start: u64, length: u64| {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(start))?;
        file.by_ref().take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let cut = || "breaks off: it does not end as a Parquet file does; fetch it again".to_owned();
    let start = MAGIC.len() as u64;
    let Some(end) = length.checked_sub(TAIL_BYTES).filter(|end| *end >= start) else {
        return Err(cut());
    };
    let head = read(0, start).map_err(unreadable)?;
    let tail = read(end, TAIL_BYTES).map_err(unreadable)?;
    let Some((size, magic)) = tail.split_first_chunk() else {
        return Err(cut());
    };
    if head == ENCRYPTED_MAGIC || magic == ENCRYPTED_MAGIC {
        return Err(encrypted());
    }
    match (head == MAGIC, magic == MAGIC) {
        (true, true) => {}
        (true, false) => return Err(cut()),
        (false, true) => {
            return Err("does not begin as a Parquet file does; fetch it again".to_owned());
        }
        (false, false) => return Err("is no Parquet file".to_owned()),
    }
    let size = u64::from(u32::from_le_bytes(*size));
    match end.checked_sub(size) {
        Some(_) if size > LONGEST => Err(format!(
            "has a footer of {} MiB, and {} are the limit; have it written with fewer groups of rows, or fewer columns",
            size >> 20,
            LONGEST >> 20
        )),
        Some(first) if first >= start => read(first, size).map_err(unreadable),
        _ => Err("its footer is damaged: it is longer than the file".to_owned()),
    }
}

fn encrypted() -> String {
    "is encrypted; have it written without encryption".to_owned()
}

/// Checks that a footer is no longer, deeper and larger than what it is made of: the crate takes that for granted.
fn look_at(footer: &[u8]) -> Result<(), String> {
    let mut is_encrypted = false;
    let looked_at = Thrift::new(footer).each_field(&mut |thrift, id, kind| match (id, kind) {
        (2, kind::LIST) => look_at_schema(thrift).map(|()| true),
        (8, _) => {
            is_encrypted = true;
            Ok(false)
        }
        _ => Ok(false),
    });
    match looked_at {
        Ok(()) if is_encrypted => Err(encrypted()),
        Ok(()) => Ok(()),
        Err(Broken::Deep) => Err(format!(
            "has columns that lie more than {DEEPEST} deep in each other; have it written without them"
        )),
        Err(_) => Err("its footer is damaged".to_owned()),
    }
}

/// Looks at the columns: each is followed by as many as are in it.
fn look_at_schema(thrift: &mut Thrift<'_>) -> Result<(), Broken> {
    let (kind, count) = thrift.list()?;
    if kind != kind::STRUCT {
        return Err(Broken::Wrong);
    }
    // How many are still to come of each that has been opened.
    let mut open: Vec<usize> = Vec::new();
    for number in 1..=count {
        let mut children = 0;
        thrift.each_field(&mut |thrift, id, kind| {
            if (id, kind) != (5, kind::I32) {
                return Ok(false);
            }
            children = usize::try_from(thrift.number()?).map_err(|_| Broken::Wrong)?;
            Ok(true)
        })?;
        if let Some(left) = open.last_mut() {
            *left = left.checked_sub(1).ok_or(Broken::Wrong)?;
        }
        if children > count - number {
            return Err(Broken::Wrong);
        }
        open.push(children);
        while open.last() == Some(&0) {
            open.pop();
        }
        if open.len() > DEEPEST {
            return Err(Broken::Deep);
        }
    }
    Ok(())
}

fn check_rows(metadata: &ParquetMetaData, length: u64) -> Result<(), String> {
    let mut rows: u64 = 0;
    for group in metadata.row_groups() {
        let some = u64::try_from(group.num_rows());
        let some = some.map_err(|_| "its footer is damaged: it has fewer than no rows")?;
        rows = rows.saturating_add(some);
    }
    if rows > length.saturating_mul(ROWS_A_BYTE).saturating_add(FEW_ROWS) {
        return Err(format!(
            "is said to have {rows} rows in {length} bytes, which no play log has"
        ));
    }
    Ok(())
}
