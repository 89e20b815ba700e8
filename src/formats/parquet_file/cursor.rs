//! The values of a column, one by one, as texts.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use parquet::basic::Type;
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{
    BoolType, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type,
    Int64Type, Int96Type,
};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescPtr;

use super::caught::caught;
use super::meaning::Meaning;
use super::pages::{Pages, Progress};
use super::written::{NotText, Written};

/// How many values are read at a time.
const BATCH: usize = 1024;

/// The values of a column in one group of rows.
pub(super) trait Cursor {
    /// Goes to the next value; returns whether there is one, be it null.
    ///
    /// # Errors
    ///
    /// Fails where the column cannot be read on, with what is wrong with it.
    fn advance(&mut self) -> Result<bool, String>;

    /// Returns the value; `None` where it is null.
    ///
    /// # Errors
    ///
    /// Fails where it is no text.
    fn text(&self) -> Result<Option<&str>, NotText>;
}

/// Returns the values of `column`, which stand for `meaning`, in `pages`.
pub(super) fn cursor(
    column: ColumnDescPtr,
    meaning: Meaning,
    pages: Pages,
    progress: Arc<Progress>,
) -> Box<dyn Cursor> {
    match column.physical_type() {
        Type::BOOLEAN => ColumnValues::<BoolType>::boxed(column, meaning, pages, progress),
        Type::INT32 => ColumnValues::<Int32Type>::boxed(column, meaning, pages, progress),
        Type::INT64 => ColumnValues::<Int64Type>::boxed(column, meaning, pages, progress),
        Type::INT96 => ColumnValues::<Int96Type>::boxed(column, meaning, pages, progress),
        Type::FLOAT => ColumnValues::<FloatType>::boxed(column, meaning, pages, progress),
        Type::DOUBLE => ColumnValues::<DoubleType>::boxed(column, meaning, pages, progress),
        Type::BYTE_ARRAY => ColumnValues::<ByteArrayType>::boxed(column, meaning, pages, progress),
        Type::FIXED_LEN_BYTE_ARRAY => {
            ColumnValues::<FixedLenByteArrayType>::boxed(column, meaning, pages, progress)
        }
    }
}

/// The values of a column of one type.
struct ColumnValues<T: DataType> {
    reader: ColumnReaderImpl<T>,
    progress: Arc<Progress>,
    meaning: Meaning,
    /// The level of a value that is there; 0 where all are.
    level: i16,
    /// The level of each value of the batch, where some may be missing.
    levels: Vec<i16>,
    /// Those that are there.
    batch: Vec<T::T>,
    /// How many values of the batch are behind, and how many of these were there.
    seen: usize,
    seen_present: usize,
    /// How many there are in it.
    count: usize,
    text: String,
    is_there: Result<bool, NotText>,
}

impl<T: DataType> ColumnValues<T>
where
    T::T: Written,
    Self: 'static,
{
    fn boxed(
        column: ColumnDescPtr,
        meaning: Meaning,
        pages: Pages,
        progress: Arc<Progress>,
    ) -> Box<dyn Cursor> {
        Box::new(Self {
            level: column.max_def_level(),
            reader: ColumnReaderImpl::new(column, Box::new(pages)),
            progress,
            meaning,
            levels: Vec::new(),
            batch: Vec::new(),
            seen: 0,
            seen_present: 0,
            count: 0,
            text: String::new(),
            is_there: Ok(false),
        })
    }

    /// Reads more values; returns whether there are any.
    fn refill(&mut self) -> Result<bool, String> {
        while !self.progress.has_ended.load(Ordering::Relaxed) {
            // What they were read from is let go before more is unpacked.
            self.levels.clear();
            self.batch.clear();
            (self.seen, self.seen_present) = (0, 0);
            let is_costly = self.progress.is_costly.load(Ordering::Relaxed);
            let most = if is_costly { 1 } else { BATCH };
            let (reader, levels, values) = (&mut self.reader, &mut self.levels, &mut self.batch);
            let read = caught(|| reader.read_records(most, Some(levels), None, values));
            self.count = match read {
                Some(Ok((count, _, _))) => count,
                Some(Err(ParquetError::External(problem))) => return Err(problem.to_string()),
                Some(Err(error)) => return Err(format!("has a damaged page ({error})")),
                None => return Err("has a damaged page".to_owned()),
            };
            if self.count > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl<T: DataType> Cursor for ColumnValues<T>
where
    T::T: Written,
    Self: 'static,
{
    fn advance(&mut self) -> Result<bool, String> {
        if self.seen == self.count && !self.refill()? {
            return Ok(false);
        }
        self.text.clear();
        let is_present = self.level == 0 || self.levels.get(self.seen) == Some(&self.level);
        self.is_there = Ok(false);
        if is_present {
            let value = self.batch.get(self.seen_present);
            let value = value.ok_or("has a damaged page")?;
            self.is_there = value.write(self.meaning, &mut self.text);
            self.seen_present += 1;
        }
        self.seen += 1;
        Ok(true)
    }

    fn text(&self) -> Result<Option<&str>, NotText> {
        match self.is_there {
            Ok(true) => Ok(Some(&self.text)),
            Ok(false) => Ok(None),
            Err(NotText) => Err(NotText),
        }
    }
}
