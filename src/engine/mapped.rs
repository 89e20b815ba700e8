//! The first step: from the source's columns to those of the rules.

use super::dialect::{Dialect, TimeColumn};
use super::rows_source::RowsSource;
use crate::formats::length_unit::LengthUnit;
use crate::formats::mapping::{Field, Mapping};

/// Why a mapping does not say enough.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappedError {
    /// Something that each row needs has no column.
    #[error("--map names no column for {0}; add {0}=COLUMN")]
    Missing(&'static str),
    /// Rows that are known by day only have no end.
    #[error("--map names an end beside a column of dates; leave one of them out")]
    EndOfDay,
}

/// Returns the query that reads the columns of `source` as the rules call them.
///
/// Only columns that are named are read: nobody knows what others a source has.
///
/// # Errors
///
/// Fails where the mapping does not name viewers, titles, or a start or an end.
pub fn query(
    dialect: Dialect,
    source: &RowsSource,
    mapping: &Mapping,
) -> Result<String, MappedError> {
    let column = |field| mapping.column(field).map(str::trim);
    for (field, name) in [(Field::Viewer, "viewer"), (Field::Title, "title")] {
        column(field).ok_or(MappedError::Missing(name))?;
    }
    let start = column(Field::Start).map(time_column);
    let end = column(Field::End).map(time_column);
    if start.is_none() && end.is_none() {
        return Err(MappedError::Missing("start"));
    }
    let is_day = |time: Option<(&str, TimeColumn)>| matches!(time, Some((_, TimeColumn::Day)));
    let by_day = is_day(start);
    if is_day(end) || by_day && end.is_some() {
        return Err(MappedError::EndOfDay);
    }
    let of_text = |field| match column(field) {
        Some(column) => format!("CAST({} AS STRING)", dialect.name(column)),
        None => "CAST(NULL AS STRING)".to_owned(),
    };
    let of_time = |time: Option<(&str, TimeColumn)>| match time {
        Some((column, times)) => dialect.seconds_of(&dialect.name(column), times),
        None => "CAST(NULL AS BIGINT)".to_owned(),
    };
    let of_length = |field| match column(field) {
        Some(text) => length(dialect, text),
        None => "CAST(NULL AS BIGINT)".to_owned(),
    };
    let columns = [
        (of_text(Field::Viewer), "viewer"),
        (of_text(Field::Title), "title"),
        (of_text(Field::Show), "show_name"),
        (of_text(Field::Id), "id"),
        (of_text(Field::Kind), "kind"),
        (of_text(Field::Viewing), "viewing"),
        (of_time(start), "started"),
        (of_time(end), "ended"),
        (u8::from(by_day).to_string(), "by_day"),
        (of_length(Field::Seconds), "seconds"),
        (of_length(Field::Position), "stopped_at"),
        (of_length(Field::Length), "length_seconds"),
    ];
    let columns = columns.map(|(value, name)| format!("{value} AS {name}"));
    Ok(format!(
        "SELECT {}\nFROM {}",
        columns.join(",\n       "),
        source.in_sql(dialect)
    ))
}

/// Returns the column of a time, and what its values are: as the word behind its last colon says.
fn time_column(text: &str) -> (&str, TimeColumn) {
    let cut = text.rsplit_once(':').and_then(|(column, word)| {
        let times = match word.trim() {
            "s" => TimeColumn::Epoch(1),
            "ms" => TimeColumn::Epoch(1_000),
            "us" => TimeColumn::Epoch(1_000_000),
            "day" => TimeColumn::Day,
            _ => return None,
        };
        Some((column.trim(), times))
    });
    cut.unwrap_or((text, TimeColumn::Timestamp))
}

/// Returns a length in seconds, a fraction of which does not count.
fn length(dialect: Dialect, text: &str) -> String {
    let unit = text.rsplit_once(':').and_then(|(column, word)| {
        let unit: LengthUnit = word.trim().parse().ok()?;
        Some((column.trim(), unit))
    });
    let (column, unit) = unit.unwrap_or((text, LengthUnit::Seconds));
    let number = format!("TRY_CAST({} AS DOUBLE)", dialect.name(column));
    match unit {
        LengthUnit::Seconds => format!("CAST(FLOOR({number}) AS BIGINT)"),
        LengthUnit::Milliseconds => format!("CAST(FLOOR({number} / 1000.0) AS BIGINT)"),
        LengthUnit::Minutes => format!("CAST(FLOOR({number} * 60.0) AS BIGINT)"),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("viewer=a,title=b,start=c", None)]
    #[case("viewer=a,title=b,end=c", None)]
    #[case("title=b,start=c", Some(MappedError::Missing("viewer")))]
    #[case("viewer=a,start=c", Some(MappedError::Missing("title")))]
    #[case("viewer=a,title=b", Some(MappedError::Missing("start")))]
    #[case("viewer=a,title=b,start=c:day,end=d", Some(MappedError::EndOfDay))]
    fn viewers_titles_and_times_have_to_be_named(
        #[case] map: &str,
        #[case] expected: Option<MappedError>,
    ) {
        let mapping: Mapping = map.parse().expect("a mapping");
        let source = RowsSource::Table("lake.plays".to_owned());
        let query = query(Dialect::DuckDb, &source, &mapping);
        assert_eq!(query.err(), expected);
    }

    #[rstest]
    #[case("at", ("at", TimeColumn::Timestamp))]
    #[case("at:ms", ("at", TimeColumn::Epoch(1_000)))]
    #[case("played : day", ("played", TimeColumn::Day))]
    #[case("odd:name", ("odd:name", TimeColumn::Timestamp))]
    fn a_time_may_say_what_its_numbers_count(
        #[case] text: &str,
        #[case] expected: (&str, TimeColumn),
    ) {
        assert_eq!(time_column(text), expected);
    }
}
