//! What the values of a column stand for.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

/// The most places behind a point.
const MOST_PLACES: i32 = 38;

/// The longest text in a column whose values are all of one length, in bytes.
const LONGEST_FIXED: i32 = 1 << 16;

const MILLISECONDS: i64 = 1_000;
const MICROSECONDS: i64 = 1_000_000;
const NANOSECONDS: i64 = 1_000_000_000;

/// What the values of a column stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Texts.
    Text,
    /// Yes or no.
    Truth,
    /// Whole numbers.
    Number,
    /// Whole numbers, none of them below zero.
    Unsigned,
    /// Numbers with a point somewhere.
    Real,
    /// Whole numbers, whose last digits stand behind a point.
    Decimal {
        /// How many of them.
        places: u32,
    },
    /// Days since 1970-01-01.
    Date,
    /// Moments since 1970-01-01.
    Moment {
        /// How many units make a second.
        in_second: i64,
        /// Whether they are in UTC; else they are readings of some clock.
        is_utc: bool,
    },
    /// Times since midnight.
    TimeOfDay {
        /// How many units make a second.
        in_second: i64,
    },
    /// Months, days and milliseconds.
    Interval,
    /// Ids of 16 bytes.
    Uuid,
}

impl Meaning {
    /// Returns what the values of `column` stand for.
    ///
    /// # Errors
    ///
    /// Fails where they are nothing that a row is made of, with what they are.
    pub fn of(column: &ColumnDescriptor) -> Result<Self, String> {
        let stated = match column.logical_type_ref() {
            Some(logical) => by_logical_type(logical),
            None => by_converted_type(column),
        };
        let fixed = |length| {
            column.physical_type() == Type::FIXED_LEN_BYTE_ARRAY && column.type_length() == length
        };
        match (column.physical_type(), stated?) {
            (Type::BOOLEAN, _) => Ok(Self::Truth),
            (Type::FLOAT | Type::DOUBLE, _) => Ok(Self::Real),
            // Spark and Impala wrote so; Spark meant UTC.
            (Type::INT96, _) => Ok(Self::Moment {
                in_second: NANOSECONDS,
                is_utc: true,
            }),
            (Type::INT32 | Type::INT64, Self::Text | Self::Uuid | Self::Interval) => {
                Ok(Self::Number)
            }
            (Type::INT32 | Type::INT64, number) => Ok(number),
            (Type::FIXED_LEN_BYTE_ARRAY, _)
                if !(1..=LONGEST_FIXED).contains(&column.type_length()) =>
            {
                Err(format!("holds values of {} bytes", column.type_length()))
            }
            (_, decimal @ Self::Decimal { .. }) => Ok(decimal),
            (_, Self::Uuid) if fixed(16) => Ok(Self::Uuid),
            (_, Self::Interval) if fixed(12) => Ok(Self::Interval),
            _ => Ok(Self::Text),
        }
    }
}

fn by_logical_type(logical: &LogicalType) -> Result<Meaning, String> {
    Ok(match logical {
        LogicalType::Date => Meaning::Date,
        LogicalType::Timestamp(moment) => Meaning::Moment {
            in_second: in_second(moment.unit),
            is_utc: moment.is_adjusted_to_u_t_c,
        },
        LogicalType::Time(time) => Meaning::TimeOfDay {
            in_second: in_second(time.unit),
        },
        LogicalType::Decimal(decimal) => with_places(decimal.scale)?,
        LogicalType::Integer(integer) if !integer.is_signed => Meaning::Unsigned,
        LogicalType::Integer(_) => Meaning::Number,
        LogicalType::Uuid => Meaning::Uuid,
        LogicalType::Float16 => return Err("holds numbers of 16 bits".to_owned()),
        LogicalType::Geometry(_) | LogicalType::Geography(_) => {
            return Err("holds places on a map".to_owned());
        }
        _ => Meaning::Text,
    })
}

fn by_converted_type(column: &ColumnDescriptor) -> Result<Meaning, String> {
    // What was written before logical types was always in UTC.
    let moment = |in_second| Meaning::Moment {
        in_second,
        is_utc: true,
    };
    let time = |in_second| Meaning::TimeOfDay { in_second };
    Ok(match column.converted_type() {
        ConvertedType::DATE => Meaning::Date,
        ConvertedType::TIMESTAMP_MILLIS => moment(MILLISECONDS),
        ConvertedType::TIMESTAMP_MICROS => moment(MICROSECONDS),
        ConvertedType::TIME_MILLIS => time(MILLISECONDS),
        ConvertedType::TIME_MICROS => time(MICROSECONDS),
        ConvertedType::DECIMAL => with_places(column.type_scale())?,
        ConvertedType::INTERVAL => Meaning::Interval,
        ConvertedType::UINT_8
        | ConvertedType::UINT_16
        | ConvertedType::UINT_32
        | ConvertedType::UINT_64 => Meaning::Unsigned,
        _ => Meaning::Text,
    })
}

fn in_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => MILLISECONDS,
        TimeUnit::MICROS => MICROSECONDS,
        TimeUnit::NANOS => NANOSECONDS,
    }
}

fn with_places(places: i32) -> Result<Meaning, String> {
    match u32::try_from(places) {
        Ok(count) if places <= MOST_PLACES => Ok(Meaning::Decimal { places: count }),
        _ => Err(format!(
            "holds numbers with {places} places behind the point"
        )),
    }
}
