//! Parquet files for tests, made by the crate's writer.

use std::sync::Arc;

use parquet::basic::Encoding;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray,
    FixedLenByteArrayType, FloatType, Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

/// The values of a column, some of which may be missing where it is optional.
#[derive(Clone)]
pub enum Values {
    Texts(Vec<Option<&'static str>>),
    Bytes(Vec<Option<Vec<u8>>>),
    Fixed(Vec<Option<Vec<u8>>>),
    Ints(Vec<Option<i32>>),
    Longs(Vec<Option<i64>>),
    Old(Vec<Option<Int96>>),
    Floats(Vec<Option<f32>>),
    Doubles(Vec<Option<f64>>),
    Truths(Vec<Option<bool>>),
}

/// Returns texts that are all there.
pub fn texts(values: &[&'static str]) -> Values {
    Values::Texts(values.iter().copied().map(Some).collect())
}

/// Returns numbers that are all there.
pub fn longs(values: &[i64]) -> Values {
    Values::Longs(values.iter().copied().map(Some).collect())
}

/// Returns a file of the columns that `schema` lists, each value in a list of its own where it is a list.
pub fn file(schema: &str, columns: &[Values]) -> Vec<u8> {
    with_properties(schema, &[columns], WriterProperties::builder().build())
}

/// Returns a file with several groups of rows, written as `properties` say.
pub fn with_properties(
    schema: &str,
    groups: &[&[Values]],
    properties: WriterProperties,
) -> Vec<u8> {
    let schema = parse_message_type(&format!("message plays {{ {schema} }}")).unwrap();
    let schema = Arc::new(schema);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for columns in groups {
        let mut group = writer.next_row_group().unwrap();
        let mut columns = columns.iter();
        while let Some(mut column) = group.next_column().unwrap() {
            write(&mut column, columns.next().unwrap());
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

/// Returns how to write the values of `column` in `encoding`, which is no dictionary.
pub fn in_encoding(column: &str, encoding: Encoding) -> WriterProperties {
    let properties = WriterProperties::builder().set_dictionary_enabled(false);
    properties
        .set_column_encoding(column.into(), encoding)
        .build()
}

fn write(column: &mut SerializedColumnWriter<'_>, values: &Values) {
    match values {
        Values::Texts(values) => {
            write_all::<ByteArrayType, _>(column, values, |text| ByteArray::from(*text));
        }
        Values::Bytes(values) => {
            write_all::<ByteArrayType, _>(column, values, |bytes| ByteArray::from(bytes.clone()));
        }
        Values::Fixed(values) => write_all::<FixedLenByteArrayType, _>(column, values, |bytes| {
            FixedLenByteArray::from(bytes.clone())
        }),
        Values::Ints(values) => write_all::<Int32Type, _>(column, values, |number| *number),
        Values::Longs(values) => write_all::<Int64Type, _>(column, values, |number| *number),
        Values::Old(values) => write_all::<Int96Type, _>(column, values, |number| *number),
        Values::Floats(values) => write_all::<FloatType, _>(column, values, |number| *number),
        Values::Doubles(values) => write_all::<DoubleType, _>(column, values, |number| *number),
        Values::Truths(values) => write_all::<BoolType, _>(column, values, |truth| *truth),
    }
}

fn write_all<T: DataType, V>(
    column: &mut SerializedColumnWriter<'_>,
    values: &[Option<V>],
    as_written: impl Fn(&V) -> T::T,
) {
    let present: Vec<T::T> = values.iter().flatten().map(as_written).collect();
    let writer = column.typed::<T>();
    let most = writer.get_descriptor().max_def_level();
    let levels: Vec<i16> = values
        .iter()
        .map(|value| most - i16::from(value.is_none()))
        .collect();
    let starts = vec![0; values.len()];
    writer
        .write_batch(&present, Some(&levels), Some(&starts))
        .unwrap();
}
