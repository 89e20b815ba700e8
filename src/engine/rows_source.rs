//! Where the rows lie: Parquet files, or a table that the engine knows.

use std::str::FromStr;

use super::dialect::Dialect;

/// Where the rows lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowsSource {
    /// Parquet: a file, a pattern of files, or a folder of them and of folders like `day=2026-01-31`.
    Parquet(String),
    /// A table, perhaps with the names of its catalogue and schema before it.
    Table(String),
}

/// Why a text is no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowsSourceError {
    /// Nothing comes behind `parquet:`.
    #[error("names no path; write it like parquet:plays/ or parquet:s3://lake/plays")]
    NoPath,
    /// The name of a table has something else in it than names and dots.
    #[error("is neither `parquet:PATH` nor the name of a table, like lake.plays")]
    NoTable,
}

impl FromStr for RowsSource {
    type Err = RowsSourceError;

    fn from_str(text: &str) -> Result<Self, RowsSourceError> {
        let text = text.trim();
        if let Some(path) = text.strip_prefix("parquet:") {
            return match path.trim() {
                "" => Err(RowsSourceError::NoPath),
                path => Ok(Self::Parquet(path.to_owned())),
            };
        }
        let is_name = |part: &str| {
            let is_letter = |c: char| c.is_alphanumeric() || "_-$".contains(c);
            !part.is_empty() && part.chars().all(is_letter)
        };
        if text.split('.').all(is_name) {
            Ok(Self::Table(text.to_owned()))
        } else {
            Err(RowsSourceError::NoTable)
        }
    }
}

impl RowsSource {
    /// Returns it as a script reads from it.
    #[must_use]
    pub fn in_sql(&self, dialect: Dialect) -> String {
        match (self, dialect) {
            (Self::Table(name), _) => dialect.name(name),
            (Self::Parquet(path), Dialect::Spark) => {
                format!("parquet.`{}`", path.replace('`', "``"))
            }
            (Self::Parquet(path), Dialect::DuckDb) => {
                let is_file = path.contains('*') || path.ends_with(".parquet");
                let files = if is_file {
                    path.clone()
                } else {
                    format!("{}/**/*.parquet", path.trim_end_matches('/'))
                };
                format!(
                    "READ_PARQUET({}, hive_partitioning = true)",
                    dialect.text(&files)
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "parquet:plays",
        "READ_PARQUET('plays/**/*.parquet', hive_partitioning = true)",
        "parquet.`plays`"
    )]
    #[case(
        "parquet:it's.parquet",
        "READ_PARQUET('it''s.parquet', hive_partitioning = true)",
        "parquet.`it's.parquet`"
    )]
    #[case("lake.plays", "\"lake\".\"plays\"", "`lake`.`plays`")]
    fn a_source_is_read_as_engines_write_it(
        #[case] text: &str,
        #[case] duckdb: &str,
        #[case] spark: &str,
    ) {
        let source: RowsSource = text.parse().expect("a source");
        assert_eq!(source.in_sql(Dialect::DuckDb), duckdb);
        assert_eq!(source.in_sql(Dialect::Spark), spark);
    }

    #[rstest]
    #[case("parquet:", RowsSourceError::NoPath)]
    #[case("plays; DROP TABLE plays", RowsSourceError::NoTable)]
    #[case("", RowsSourceError::NoTable)]
    fn what_is_no_source_is_refused(#[case] text: &str, #[case] expected: RowsSourceError) {
        assert_eq!(text.parse::<RowsSource>(), Err(expected));
    }
}
