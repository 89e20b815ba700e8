//! Damaged files, and files that lie: rows or an error, and no more memory than they are worth.

use std::fs::File;
use std::io::{Seek as _, Write as _};

use parquet::basic::{Compression, Encoding};
use parquet::file::metadata::{
    ColumnChunkMetaData, ParquetMetaDataBuilder, ParquetMetaDataReader, ParquetMetaDataWriter,
    RowGroupMetaData,
};
use parquet::file::properties::{WriterProperties, WriterVersion};
use proptest::prelude::*;
use rstest::rstest;

use super::fixture::{Values, file, in_encoding, longs, texts, with_properties};
use super::{ParquetFile, Rows};

const SCHEMA: &str = "required binary title (utf8); optional int64 start;";

fn columns() -> [Values; 2] {
    let starts = [Some(1_704_488_591), None, Some(1_704_488_700)];
    [texts(&["Fog", "Gull", "Fog"]), Values::Longs(starts.into())]
}

fn on_disk(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

/// Reads all columns of all rows; returns how many there are.
fn rows(bytes: &[u8]) -> Result<u64, String> {
    let file = ParquetFile::open(on_disk(bytes))?;
    let all = (0..file.columns().names.len()).collect();
    let mut rows = Rows::new(&file, all);
    let mut count = 0;
    while let Some(row) = rows.next_row()? {
        count += 1;
        assert_eq!(row, count);
        rows.no_text();
    }
    Ok(count)
}

/// Returns `bytes` with a footer that `change` has made of each group of rows.
fn with_groups(bytes: &[u8], change: impl Fn(RowGroupMetaData) -> RowGroupMetaData) -> Vec<u8> {
    let whole = bytes::Bytes::copy_from_slice(bytes);
    let metadata = ParquetMetaDataReader::new()
        .parse_and_finish(&whole)
        .unwrap();
    let mut builder = ParquetMetaDataBuilder::new_from_metadata(metadata);
    let groups = builder.take_row_groups().into_iter().map(change).collect();
    let metadata = builder.set_row_groups(groups).build();
    let (rest, tail) = bytes.split_at(bytes.len() - 8);
    let length = u32::from_le_bytes(*tail.first_chunk().unwrap()) as usize;
    let mut bytes = rest[..rest.len() - length].to_vec();
    ParquetMetaDataWriter::new(&mut bytes, &metadata)
        .finish()
        .unwrap();
    bytes
}

/// Does the same where `change` has made the first column of each.
fn with_chunk(
    bytes: &[u8],
    change: impl Fn(
        parquet::file::metadata::ColumnChunkMetaDataBuilder,
    ) -> parquet::file::metadata::ColumnChunkMetaDataBuilder,
) -> Vec<u8> {
    with_groups(bytes, |group| {
        let mut group = group.into_builder();
        let mut chunks: Vec<ColumnChunkMetaData> = group.take_columns();
        let first = chunks.remove(0).into_builder();
        chunks.insert(0, change(first).build().unwrap());
        group.set_column_metadata(chunks).build().unwrap()
    })
}

/// Returns a file whose footer is `footer`.
fn with_footer(footer: &[u8]) -> Vec<u8> {
    let length = u32::try_from(footer.len()).unwrap();
    [b"PAR1", footer, &length.to_le_bytes(), b"PAR1"].concat()
}

#[test]
fn a_file_that_breaks_off_says_so() {
    let bytes = file(SCHEMA, &columns());
    assert_eq!(rows(&bytes), Ok(3));
    for cut in 0..bytes.len() {
        let error = rows(&bytes[..cut]).unwrap_err();
        assert!(error.starts_with("breaks off"), "{cut}: {error}");
    }
    let error = rows(&bytes[4..]).unwrap_err();
    assert!(error.starts_with("does not begin as"), "{error}");
    let error = rows(b"viewer,title,started_at\n").unwrap_err();
    assert_eq!(error, "is no Parquet file");
}

#[rstest]
#[case::head(0)]
#[case::tail(1)]
fn an_encrypted_file_says_so(#[case] end: usize) {
    let mut bytes = file(SCHEMA, &columns());
    let place = [3, bytes.len() - 1][end];
    bytes[place] = b'E';
    let error = rows(&bytes).unwrap_err();
    assert_eq!(error, "is encrypted; have it written without encryption");
}

#[test]
fn an_encrypted_column_behind_a_plain_footer_says_so() {
    // Field 8 of the footer: how its columns are encrypted.
    let error = rows(&with_footer(&[0x8c, 0, 0])).unwrap_err();
    assert_eq!(error, "is encrypted; have it written without encryption");
}

#[rstest]
#[case::longer_than_the_file(u32::MAX, "its footer is damaged: it is longer than the file")]
#[case::nothing(0, "its footer is damaged")]
fn the_length_of_a_footer_is_not_believed(#[case] length: u32, #[case] words: &str) {
    let mut bytes = file(SCHEMA, &columns());
    let place = bytes.len() - 8;
    bytes[place..place + 4].copy_from_slice(&length.to_le_bytes());
    let error = rows(&bytes).unwrap_err();
    assert!(error.starts_with(words), "{error}");
}

#[rstest]
#[case::more_rows_than_there_are(
    4,
    "row 4, column `title`: does not reach as far as the others do"
)]
#[case::fewer_rows_than_there_are(2, "row 2, column `title`: does not end where the others do")]
#[case::rows_without_end(i64::MAX, "is said to have 9223372036854775807 rows in ")]
#[case::more_than_its_bytes_are_worth(2_000_000, "is said to have 2000000 rows in ")]
#[case::fewer_than_none(-1, "its footer is damaged: it has fewer than no rows")]
fn the_number_of_rows_is_not_believed(#[case] rows_said: i64, #[case] words: &str) {
    let bytes = file(SCHEMA, &columns());
    let lying = with_groups(&bytes, |group| {
        let group = group.into_builder();
        group.set_num_rows(rows_said).build().unwrap()
    });
    let error = rows(&lying).unwrap_err();
    assert!(error.starts_with(words), "{error}");
}

#[rstest]
#[case::beyond_the_end(1 << 40, 10)]
#[case::before_the_start(-7, 10)]
#[case::without_end(4, 1 << 62)]
#[case::of_less_than_nothing(4, -1)]
#[case::at_the_magic(0, 10)]
fn where_a_column_lies_is_not_believed(#[case] start: i64, #[case] length: i64) {
    let bytes = file(SCHEMA, &columns());
    let lying = with_chunk(&bytes, |chunk| {
        let chunk = chunk.set_dictionary_page_offset(None);
        chunk
            .set_data_page_offset(start)
            .set_total_compressed_size(length)
    });
    let error = rows(&lying).unwrap_err();
    assert_eq!(error, "column `title` lies outside the file; is it whole?");
}

#[test]
fn a_column_in_another_file_or_packed_strangely_says_so() {
    let bytes = file(SCHEMA, &columns());
    let elsewhere = with_chunk(&bytes, |chunk| chunk.set_file_path("part-0".to_owned()));
    let error = rows(&elsewhere).unwrap_err();
    assert!(
        error.starts_with("column `title` lies in another file"),
        "{error}"
    );
    let lzo = with_chunk(&bytes, |chunk| chunk.set_compression(Compression::LZO));
    let error = rows(&lzo).unwrap_err();
    assert!(
        error.starts_with("row 1, column `title`: is compressed with LZO"),
        "{error}"
    );
    let snappy = with_chunk(&bytes, |chunk| chunk.set_compression(Compression::SNAPPY));
    let error = rows(&snappy).unwrap_err();
    assert!(error.contains("has a page that does not unpack"), "{error}");
}

/// Returns a file with the page `header` where the first column should begin.
fn with_page(header: &[u8]) -> Vec<u8> {
    let mut bytes = file(SCHEMA, &columns());
    bytes[4..4 + header.len()].copy_from_slice(header);
    with_chunk(&bytes, |chunk| {
        chunk
            .set_dictionary_page_offset(None)
            .set_data_page_offset(4)
            .set_total_compressed_size(40)
    })
}

#[rstest]
#[case::larger_than_its_column(
    &[0x15, 0, 0x15, 20, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x2c, 0x15, 6, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0],
    "that is larger than the column"
)]
#[case::larger_than_all_memory(
    &[0x15, 0, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 20, 0x2c, 0x15, 6, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0],
    "needs 2048 MiB for the pages of one moment, and 512 are the limit"
)]
#[case::a_dictionary_without_end(
    &[0x15, 4, 0x15, 20, 0x15, 20, 0x4c, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0, 0, 0],
    "MiB for the pages of one moment"
)]
#[case::no_dictionary(
    &[0x15, 0, 0x15, 20, 0x15, 20, 0x2c, 0x15, 6, 0x15, 16, 0x15, 6, 0x15, 6, 0, 0],
    "has a page without its dictionary"
)]
#[case::no_header(&[0x15, 1], "has a damaged page at byte 4")]
#[case::lists(
    &[0x15, 6, 0x15, 20, 0x15, 20, 0x5c, 0x15, 6, 0x15, 0, 0x15, 6, 0x15, 0, 0x15, 0, 0x15, 2, 0, 0],
    "has a damaged page"
)]
fn what_a_page_says_of_itself_is_not_believed(#[case] header: &[u8], #[case] words: &str) {
    let error = rows(&with_page(header)).unwrap_err();
    let place = "row 1, column `title`: ";
    assert!(error.starts_with(place) && error.contains(words), "{error}");
}

#[rstest]
#[case(Encoding::DELTA_LENGTH_BYTE_ARRAY)]
#[case(Encoding::DELTA_BYTE_ARRAY)]
fn lengths_without_end_are_not_made_room_for(#[case] encoding: Encoding) {
    let bytes = with_properties(SCHEMA, &[&columns()], in_encoding("title", encoding));
    assert_eq!(rows(&bytes), Ok(3));
    // A block of 128 numbers in 4 packs, and 3 numbers: there are now four thousand million, all alike, in one pack.
    let place = bytes.windows(4).position(|four| four == [0x80, 1, 4, 3]);
    let place = place.unwrap();
    let mut lying = bytes;
    let huge = [
        0x80, 0x80, 0x80, 0x80, 0x10, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0,
    ];
    lying[place..place + huge.len()].copy_from_slice(&huge);
    let error = rows(&lying).unwrap_err();
    assert!(error.starts_with("row 1, column `title`: "), "{error}");
    assert!(
        error.contains("MiB") || error.contains("damaged"),
        "{error}"
    );
}

#[test]
fn columns_deep_in_each_other_are_not_walked() {
    let element = |children: u8| [0x48, 1, b'a', 0x15, children << 1, 0];
    let nested = |depth: usize| {
        let count = u8::try_from(depth / 128 + 1).unwrap();
        let mut footer = vec![
            0x15,
            2,
            0x19,
            0xfc,
            0x80 | u8::try_from(depth % 128).unwrap(),
            count - 1,
        ];
        for _ in 1..depth {
            footer.extend(element(1));
        }
        footer.extend(element(0));
        footer.push(0);
        with_footer(&footer)
    };
    let error = rows(&nested(10_000)).unwrap_err();
    assert!(
        error.starts_with("has columns that lie more than 64 deep"),
        "{error}"
    );
    let error = rows(&nested(20)).unwrap_err();
    assert!(error.starts_with("its footer is damaged"), "{error}");
}

#[test]
fn more_columns_than_the_footer_holds_are_not_made_room_for() {
    let many = [
        0x15, 2, 0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0x48, 1, b'a', 0,
    ];
    let error = rows(&with_footer(&many)).unwrap_err();
    assert_eq!(error, "its footer is damaged");
    // Two thousand million children of the first.
    let children = [
        0x15, 2, 0x19, 0x1c, 0x48, 1, b'a', 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0, 0,
    ];
    let error = rows(&with_footer(&children)).unwrap_err();
    assert_eq!(error, "its footer is damaged");
}

#[test]
fn ten_thousand_columns_are_read() {
    let schema: Vec<String> = (0..10_000)
        .map(|number| format!("required int64 c{number};"))
        .collect();
    let values: Vec<Values> = (0..10_000).map(|number| longs(&[number, 7])).collect();
    let bytes = file(&schema.join(" "), &values);
    let file = ParquetFile::open(on_disk(&bytes)).unwrap();
    let mut rows = Rows::new(&file, vec![9_999, 4, 9_999]);
    assert_eq!(rows.next_row(), Ok(Some(1)));
    assert_eq!((rows.text(4), rows.text(9_999)), (Some("4"), Some("9999")));
    assert_eq!(rows.text(5), None);
    assert_eq!(rows.next_row(), Ok(Some(2)));
    assert_eq!(rows.next_row(), Ok(None));
}

#[test]
fn a_text_repeated_without_end_is_not_read_to_its_end() {
    // A title of half a MiB, a thousand times, in a file of a few KiB.
    let title: &'static str = Box::leak("x".repeat(1 << 19).into_boxed_str());
    let columns = [texts(&vec![title; 1 << 10])];
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(parquet::basic::ZstdLevel::default()))
        .build();
    let bytes = with_properties("required binary title (utf8);", &[&columns], properties);
    assert!(bytes.len() < 1 << 16);
    let error = rows(&bytes).unwrap_err();
    assert!(error.contains("unpacks to 2,000 times the file"), "{error}");
}

/// Files with different pages, to be damaged.
fn samples() -> Vec<Vec<u8>> {
    let mut wide = columns().to_vec();
    let days = [19_727, 0, 19_728].map(Some);
    wide.extend([
        Values::Ints(days.into()),
        Values::Fixed(vec![Some(vec![1; 16]), None, Some(vec![2; 16])]),
        Values::Truths(vec![Some(true), Some(false), None]),
        Values::Doubles(vec![Some(1.5), None, Some(f64::NAN)]),
    ]);
    let schema = format!(
        "{SCHEMA} required int32 day (date); optional fixed_len_byte_array(16) id (uuid); \
         optional boolean done; optional group a {{ optional double b; }}"
    );
    let builder = WriterProperties::builder;
    let old_dictionary = builder().set_compression(Compression::SNAPPY).build();
    let new = builder()
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_compression(Compression::LZ4_RAW)
        .build();
    let in_two = |properties| with_properties(&schema, &[&wide, &wide], properties);
    let of_texts = |encoding| {
        let texts = [texts(&["Fog", "Fog on the Hill", "Gull"])];
        with_properties(
            "required binary title (utf8);",
            &[&texts],
            in_encoding("title", encoding),
        )
    };
    vec![
        in_two(old_dictionary),
        in_two(new),
        with_properties(
            "required int64 start;",
            &[&[longs(&[1, 5, 9, 1 << 40])]],
            in_encoding("start", Encoding::DELTA_BINARY_PACKED),
        ),
        of_texts(Encoding::DELTA_LENGTH_BYTE_ARRAY),
        of_texts(Encoding::DELTA_BYTE_ARRAY),
        of_texts(Encoding::PLAIN),
    ]
}

proptest! {
    // A case takes a fraction of a millisecond. Without a look at it beforehand, each kind of damage that ends the program
    // was met within a thousand.
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_damaged_file_is_rows_or_an_error(
        sample in 0_usize..6,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        thread_local! {
            static SAMPLES: Vec<Vec<u8>> = samples();
        }
        let mut bytes = SAMPLES.with(|samples| samples[sample].clone());
        // The magic is left, else nothing else is looked at.
        let inner = bytes.len() - 8;
        for (place, byte) in damage {
            bytes[4 + place.index(inner)] = byte;
        }
        let _ = rows(&bytes);
    }
}
