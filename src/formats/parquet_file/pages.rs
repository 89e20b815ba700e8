//! The pages of a column, read one by one from the file.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

use super::budget::{Budget, Share};
use super::delta::Differences;
use super::page_header::{Content, PageHeader};
use super::thrift::Broken;
use super::unpacked::unpacked;

/// How much of a page is looked at first for its header, and at most, in bytes: it may repeat long texts.
const HEADER_BYTES: u64 = 4 << 10;
const LONGEST_HEADER: u64 = 1 << 20;

/// What a value of a dictionary takes beside its bytes.
const VALUE_BYTES: u64 = 32;

/// Where the pages of a column stand in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    /// Its first byte.
    pub start: u64,
    /// How many bytes it has.
    pub length: u64,
    /// How its pages are packed.
    pub compression: Compression,
    /// Whether values may be missing.
    pub is_optional: bool,
}

/// What the reader of a column knows of its pages.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Whether there are no more.
    pub has_ended: AtomicBool,
    /// Whether each value is built on the one before it, and so takes as much room as a page of its own.
    pub is_costly: AtomicBool,
}

/// The pages of a column.
///
/// Between two pages of values it says once that there are no more: so whoever reads many values at a time holds one page at
/// a time.
pub(super) struct Pages {
    file: Arc<File>,
    chunk: Chunk,
    progress: Arc<Progress>,
    has_dictionary: bool,
    has_given: bool,
    dictionary: Share,
    page: Share,
}

impl Pages {
    /// Returns the pages at `chunk` of `file`, which are unpacked within `budget`.
    pub fn new(file: Arc<File>, chunk: Chunk, progress: Arc<Progress>, budget: &Budget) -> Self {
        Self {
            file,
            chunk,
            progress,
            has_dictionary: false,
            has_given: false,
            dictionary: budget.share(),
            page: budget.share(),
        }
    }

    /// Returns the next page; `None` where there is none, or where it is time to look at the last.
    fn next_page(&mut self) -> std::result::Result<Option<Page>, String> {
        if std::mem::take(&mut self.has_given) {
            return Ok(None);
        }
        while self.chunk.length > 0 {
            let header = self.header()?;
            if self.is_first_costly(&header) {
                return Ok(None);
            }
            self.pass(header.length as u64)?;
            if let Some(page) = self.page(&header)? {
                self.has_given = page.is_data_page();
                return Ok(Some(page));
            }
        }
        self.progress.has_ended.store(true, Ordering::Relaxed);
        Ok(None)
    }

    /// Returns whether values are costly from this page on, which its reader has to know first.
    fn is_first_costly(&self, header: &PageHeader) -> bool {
        let (Content::Values { encoding, .. } | Content::ValuesV2 { encoding, .. }) =
            header.content
        else {
            return false;
        };
        encoding == Encoding::DELTA_BYTE_ARRAY
            && !self.progress.is_costly.swap(true, Ordering::Relaxed)
    }

    fn header(&self) -> std::result::Result<PageHeader, String> {
        let longest = self.chunk.length.min(LONGEST_HEADER);
        let mut length = longest.min(HEADER_BYTES);
        loop {
            match PageHeader::read(&self.bytes(length)?) {
                Ok(header) => return Ok(header),
                Err(Broken::Short) if length < longest => length = longest.min(length * 16),
                Err(_) => return Err(format!("has a damaged page at byte {}", self.chunk.start)),
            }
        }
    }

    /// Reads the page behind its header; `None` where nothing is in it.
    fn page(&mut self, header: &PageHeader) -> std::result::Result<Option<Page>, String> {
        let (packed, size) = (u64::from(header.packed), u64::from(header.unpacked));
        if packed > self.chunk.length {
            return Err(format!(
                "has a page at byte {} that is larger than the column",
                self.chunk.start
            ));
        }
        let page = match header.content {
            Content::Other => None,
            Content::Dictionary { count, encoding } => {
                let needed = packed + size + u64::from(count) * VALUE_BYTES;
                self.dictionary.take(needed)?;
                self.has_dictionary = true;
                let buf = self.unpacked(header, 0, true)?;
                Some(Page::DictionaryPage {
                    buf,
                    num_values: count,
                    encoding,
                    is_sorted: false,
                })
            }
            Content::Values { .. } | Content::ValuesV2 { .. } => {
                self.page.take(packed + size)?;
                Some(self.values(header)?)
            }
        };
        self.pass(packed)?;
        Ok(page)
    }

    fn values(&mut self, header: &PageHeader) -> std::result::Result<Page, String> {
        let (page, encoding, levels) = match header.content {
            Content::ValuesV2 {
                count,
                nulls,
                encoding,
                level_bytes,
                is_packed,
            } => {
                let buf = self.unpacked(header, level_bytes, is_packed)?;
                let page = Page::DataPageV2 {
                    buf,
                    num_values: count,
                    encoding,
                    num_nulls: nulls,
                    num_rows: count,
                    def_levels_byte_len: level_bytes,
                    rep_levels_byte_len: 0,
                    is_compressed: is_packed,
                    statistics: None,
                };
                (page, encoding, level_bytes as usize)
            }
            Content::Values {
                count,
                encoding,
                level_encoding,
            } => {
                let buf = self.unpacked(header, 0, true)?;
                let levels = level_bytes(&buf, level_encoding, self.chunk.is_optional);
                let page = Page::DataPage {
                    buf,
                    num_values: count,
                    encoding,
                    def_level_encoding: level_encoding,
                    rep_level_encoding: Encoding::RLE,
                    statistics: None,
                };
                (page, encoding, levels)
            }
            Content::Dictionary { .. } | Content::Other => return Err("has no values".to_owned()),
        };
        self.check_values(&page, encoding, levels)?;
        Ok(page)
    }

    /// Checks what the crate takes for granted of the values behind `levels` bytes of a page.
    fn check_values(
        &mut self,
        page: &Page,
        encoding: Encoding,
        levels: usize,
    ) -> std::result::Result<(), String> {
        let values = page.buffer().get(levels..).ok_or("has a damaged page")?;
        let count = |values| Differences::look_at(values).map_err(|_| "has a damaged page");
        let numbers = match encoding {
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY if !self.has_dictionary => {
                return Err("has a page without its dictionary".to_owned());
            }
            Encoding::DELTA_LENGTH_BYTE_ARRAY => count(values)?.count,
            Encoding::DELTA_BYTE_ARRAY => {
                let prefixes = count(values)?;
                let suffixes = count(&values[prefixes.length..])?;
                prefixes.count.saturating_add(suffixes.count)
            }
            _ => return Ok(()),
        };
        let taken = page.buffer().len() as u64;
        self.page
            .take(taken.saturating_add(numbers.saturating_mul(4)))
    }

    /// Reads a page and unpacks it, but for its first `plain` bytes.
    fn unpacked(
        &self,
        header: &PageHeader,
        plain: u32,
        is_packed: bool,
    ) -> std::result::Result<Bytes, String> {
        let bytes = self.bytes(u64::from(header.packed))?;
        if !is_packed || self.chunk.compression == Compression::UNCOMPRESSED {
            return Ok(bytes.into());
        }
        let plain = plain as usize;
        let size = (header.unpacked as usize).checked_sub(plain);
        let (Some(size), Some((first, packed))) = (size, bytes.split_at_checked(plain)) else {
            return Err("has a damaged page".to_owned());
        };
        let values = unpacked(packed, size, self.chunk.compression)?;
        Ok(if plain == 0 {
            values.into()
        } else {
            [first, &values].concat().into()
        })
    }

    /// Reads the next `length` bytes, of which there are so many in the column.
    fn bytes(&self, length: u64) -> std::result::Result<Vec<u8>, String> {
        let unreadable = |error| format!("cannot be read: {error}");
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.chunk.start))
            .map_err(unreadable)?;
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        let read = file.take(length).read_to_end(&mut bytes);
        match read.map_err(unreadable)? as u64 {
            read if read == length => Ok(bytes),
            _ => Err("ends before its time".to_owned()),
        }
    }

    fn pass(&mut self, length: u64) -> std::result::Result<(), String> {
        let left = self.chunk.length.checked_sub(length);
        self.chunk.length = left.ok_or("has a damaged page")?;
        self.chunk.start += length;
        Ok(())
    }
}

/// Returns how many bytes before the values of a page say where there are none; more than there are where they are in a
/// notation that nobody writes any more.
fn level_bytes(page: &[u8], encoding: Encoding, is_optional: bool) -> usize {
    match page.first_chunk() {
        _ if !is_optional => 0,
        Some(length) if encoding == Encoding::RLE => {
            (u32::from_le_bytes(*length) as usize).saturating_add(4)
        }
        _ => usize::MAX,
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.next_page()
            .map_err(|problem| ParquetError::External(problem.into()))
    }

    /// Is asked for columns of lists only, which are not read.
    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Err(ParquetError::NYI("looking ahead".to_owned()))
    }

    /// Is asked where rows are left out, which none are.
    fn skip_next_page(&mut self) -> Result<()> {
        Err(ParquetError::NYI("leaving out".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use parquet::file::properties::WriterProperties;

    use super::super::fixture::{in_encoding, texts, with_properties};
    use super::super::footer::ParquetFile;
    use super::*;

    /// Returns the pages of the one column of a file, and what their reader knows of them.
    fn pages(properties: WriterProperties) -> (Pages, Arc<Progress>, Budget) {
        let titles = [texts(&["Fog"; 250])];
        let bytes = with_properties("required binary title (utf8);", &[&titles], properties);
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let file = ParquetFile::open(file).unwrap();
        let column = file.metadata.row_group(0).column(0);
        let chunk = Chunk {
            start: column.data_page_offset().unsigned_abs(),
            length: column.compressed_size().unsigned_abs(),
            compression: column.compression(),
            is_optional: false,
        };
        let (progress, budget) = (Arc::<Progress>::default(), Budget::default());
        let pages = Pages::new(file.file, chunk, Arc::clone(&progress), &budget);
        (pages, progress, budget)
    }

    /// Returns how many values each page has that is given, 0 where it is said that there is none.
    fn given(pages: &mut Pages, progress: &Progress) -> Vec<u32> {
        let mut given = Vec::new();
        while !progress.has_ended.load(Ordering::Relaxed) {
            let page = pages.get_next_page().unwrap();
            given.push(page.map_or(0, |page| page.num_values()));
        }
        given
    }

    #[test]
    fn between_two_pages_their_reader_is_stopped() {
        let properties = WriterProperties::builder()
            .set_dictionary_enabled(false)
            .set_data_page_row_count_limit(100)
            .set_write_batch_size(100)
            .build();
        let (mut pages, progress, _) = pages(properties);
        let expected = [100, 0, 100, 0, 50, 0, 0];
        assert_eq!(given(&mut pages, &progress), expected);
    }

    #[test]
    fn values_that_take_a_page_each_are_told_before_they_are_read() {
        let (mut pages, progress, _) = pages(in_encoding("title", Encoding::DELTA_BYTE_ARRAY));
        assert!(pages.get_next_page().unwrap().is_none());
        assert!(progress.is_costly.load(Ordering::Relaxed));
        assert_eq!(given(&mut pages, &progress), [250, 0, 0]);
    }

    #[test]
    fn pages_are_unpacked_within_the_budget() {
        let (mut pages, _, budget) = pages(in_encoding("title", Encoding::PLAIN));
        let mut others = budget.share();
        others.take((512 << 20) - 1000).unwrap();
        let error = pages.get_next_page().unwrap_err().to_string();
        assert!(error.contains("512 are the limit"), "{error}");
    }
}
