//! What engines write differently: names, times, and where results go.

use clap::ValueEnum;

/// The folder of what days are appended to: it says who the viewers are.
pub const STATE: &str = "state";

/// An engine's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// Apache Spark 3.5 and later, for `spark-sql`.
    Spark,
    /// `DuckDB` 1.0 and later.
    #[value(name = "duckdb")]
    DuckDb,
}

/// What the values of a column of times are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeColumn {
    /// Timestamps, or texts of such; without a zone they are UTC.
    Timestamp,
    /// Numbers since 1970-01-01, UTC: so many of them are a second.
    Epoch(u32),
    /// Dates: the rows are known by day only.
    Day,
}

/// Returns a text in quotes.
#[must_use]
pub fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

fn is_file(path: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|end| end == "parquet")
}

impl Dialect {
    /// Returns a text in quotes, with what the engine takes for more than itself written out.
    #[must_use]
    pub fn text(self, value: &str) -> String {
        match self {
            Self::Spark => text(&value.replace('\\', "\\\\")).replace("''", "\\'"),
            Self::DuckDb => text(value),
        }
    }

    /// Returns the name of a column or a table in quotes; of one in a struct or a schema part by part.
    #[must_use]
    pub fn name(self, name: &str) -> String {
        let quoted = name.split('.').map(|part| match self {
            Self::Spark => format!("`{}`", part.replace('`', "``")),
            Self::DuckDb => format!("\"{}\"", part.replace('"', "\"\"")),
        });
        quoted.collect::<Vec<_>>().join(".")
    }

    /// Returns the Unix seconds of a column, which is in quotes.
    #[must_use]
    pub fn seconds_of(self, column: &str, times: TimeColumn) -> String {
        match (self, times) {
            (_, TimeColumn::Epoch(1)) => format!("TRY_CAST({column} AS BIGINT)"),
            (_, TimeColumn::Epoch(units)) => {
                format!("CAST(FLOOR(TRY_CAST({column} AS BIGINT) / {units}.0) AS BIGINT)")
            }
            (Self::Spark, TimeColumn::Timestamp) => {
                format!("UNIX_SECONDS(TRY_CAST({column} AS TIMESTAMP))")
            }
            (Self::DuckDb, TimeColumn::Timestamp) => format!(
                "CAST(FLOOR(EPOCH_US(TRY_CAST({column} AS TIMESTAMPTZ)) / 1000000.0) AS BIGINT)"
            ),
            // Noon stands for the time of a row that is known by its day only.
            (Self::Spark, TimeColumn::Day) => format!(
                "86400 * CAST(DATEDIFF(TRY_CAST({column} AS DATE), DATE '1970-01-01') AS BIGINT) + 43200"
            ),
            (Self::DuckDb, TimeColumn::Day) => format!(
                "86400 * CAST(DATEDIFF('day', DATE '1970-01-01', TRY_CAST({column} AS DATE)) AS BIGINT) + 43200"
            ),
        }
    }

    /// Returns what comes before all statements.
    #[must_use]
    pub fn settings(self) -> &'static str {
        match self {
            Self::Spark => "SET spark.sql.session.timeZone=UTC;",
            Self::DuckDb => "SET TimeZone = 'UTC';",
        }
    }

    /// Returns the statements that let later steps read a query by a name: with a prefix, since the lake may have a table `plays`.
    #[must_use]
    pub fn view(self, name: &str, query: &str) -> String {
        match self {
            Self::Spark => format!("CREATE OR REPLACE TEMPORARY VIEW bt_{name} AS\n{query};"),
            Self::DuckDb => format!("CREATE OR REPLACE TEMP VIEW bt_{name} AS\n{query};"),
        }
    }

    /// Returns the statements that work a query out once, for later steps to read.
    #[must_use]
    pub fn step(self, name: &str, query: &str, out: &str) -> String {
        match self {
            Self::Spark => self.written(name, query, &format!("{out}/steps/{name}")),
            Self::DuckDb => format!("CREATE OR REPLACE TEMP TABLE bt_{name} AS\n{query};"),
        }
    }

    /// Returns the same for what stays beside the cells: the rows themselves, for days that are appended later.
    #[must_use]
    pub fn state(self, name: &str, query: &str, out: &str) -> String {
        match self {
            Self::Spark => self.written(name, query, &format!("{out}/{STATE}/{name}")),
            Self::DuckDb => {
                let file = self.text(&format!("{out}/{STATE}/{name}.parquet"));
                let step = self.step(name, query, out);
                format!("{step}\nCOPY bt_{name} TO {file} (FORMAT parquet);")
            }
        }
    }

    /// Returns the query that reads what a script has left at `path`: a file, or a folder of parts.
    #[must_use]
    pub fn read(self, path: &str) -> String {
        let rows = match self {
            Self::Spark => format!("parquet.`{}`", path.replace('`', "``")),
            Self::DuckDb if is_file(path) => format!("READ_PARQUET({})", self.text(path)),
            Self::DuckDb => format!("READ_PARQUET({})", self.text(&format!("{path}/*.parquet"))),
        };
        format!("SELECT c.* FROM {rows} c")
    }

    /// Returns the statements that write a query's rows as Parquet, and give these its name.
    #[must_use]
    pub fn cells(self, name: &str, query: &str, out: &str) -> String {
        match self {
            Self::Spark => self.written(name, query, &format!("{out}/{name}")),
            Self::DuckDb => {
                let path = format!("{out}/{name}.parquet");
                let view = self.view(name, &self.read(&path));
                let file = self.text(&path);
                format!("COPY (\n{query}\n) TO {file} (FORMAT parquet);\n{view}")
            }
        }
    }

    fn written(self, name: &str, query: &str, folder: &str) -> String {
        let quoted = self.text(folder);
        let view = self.view(name, &self.read(folder));
        format!("INSERT OVERWRITE DIRECTORY {quoted} USING parquet\n{query};\n{view}")
    }

    /// Returns the statements that take away what a step has left in the lake, if it has: it says who the viewers are.
    #[must_use]
    pub fn emptied(self, name: &str, out: &str) -> Option<String> {
        match self {
            Self::Spark => {
                let folder = self.text(&format!("{out}/steps/{name}"));
                Some(format!(
                    "INSERT OVERWRITE DIRECTORY {folder} USING parquet SELECT 0 AS emptied;"
                ))
            }
            Self::DuckDb => None,
        }
    }
}
