//! All that a log holds of one viewer, for that viewer: as JSON, or its rows as CSV.

use std::io::{self, Write};
use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat};
use clap::ValueEnum;
use serde::Serialize;

use super::csv::into_io;
use crate::query::held::{Held, HeldRow};

/// The name of the schema; its number grows with every change that breaks a reader.
const SCHEMA: &str = "bingetop.whois/1";

/// In which form it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum HeldFormat {
    /// All of it
    #[default]
    Json,
    /// The rows alone, as one table
    Csv,
}

/// What a viewer is told.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What the log holds.
    pub held: &'a Held,
    /// Rows that could not be read, as they are kept, each with its file.
    pub refused: &'a [(PathBuf, String)],
}

/// Writes all that is held.
///
/// # Errors
///
/// Fails where `out` takes no more.
pub fn write_held(told: Told<'_>, format: HeldFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        HeldFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &Document::of(told))?;
            writeln!(out)
        }
        HeldFormat::Csv => {
            let mut out = ::csv::WriterBuilder::new()
                .terminator(::csv::Terminator::CRLF)
                .from_writer(out);
            for row in &told.held.rows {
                out.serialize(CsvRow::of(row)).map_err(into_io)?;
            }
            out.flush()
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    names: Vec<Viewer<'a>>,
    derived: DerivedNumbers,
    days: Vec<DayPlays>,
    rows: Vec<Row<'a>>,
    refused: Vec<Refused<'a>>,
}

#[derive(Serialize)]
struct Refused<'a> {
    file: String,
    line: &'a str,
}

#[derive(Serialize)]
struct Viewer<'a> {
    number: u32,
    hash: &'a str,
    name: Option<&'a str>,
    counts_as: Option<u32>,
}

#[derive(Serialize)]
struct DerivedNumbers {
    plays: u64,
    titles: u64,
    active_days: usize,
    first_day: Option<String>,
    last_day: Option<String>,
    seconds: u64,
    longest_streak: u32,
}

#[derive(Serialize)]
struct DayPlays {
    day: String,
    plays: u32,
}

#[derive(Serialize)]
struct Row<'a> {
    viewer: u32,
    title: &'a str,
    show: Option<&'a str>,
    kind: Option<&'a str>,
    started_at: String,
    by_day: bool,
    seconds: Option<u32>,
    position: Option<u32>,
    private: bool,
    counts_as: Option<&'a str>,
    source: Source<'a>,
}

#[derive(Serialize)]
struct Source<'a> {
    format: &'a str,
    file: Option<&'a str>,
    account: Option<&'a str>,
    imported_at: String,
}

/// A row whose cells stand side by side.
#[derive(Serialize)]
struct CsvRow<'a> {
    viewer: u32,
    title: &'a str,
    show: Option<&'a str>,
    kind: Option<&'a str>,
    started_at: String,
    by_day: bool,
    seconds: Option<u32>,
    position: Option<u32>,
    private: bool,
    counts_as: Option<&'a str>,
    format: &'a str,
    file: Option<&'a str>,
    account: Option<&'a str>,
    imported_at: String,
}

impl<'a> Document<'a> {
    fn of(Told { held, refused }: Told<'a>) -> Self {
        let refused = refused.iter().map(|(file, line)| Refused {
            file: file.display().to_string(),
            line,
        });
        let names = held.names.iter().map(|name| Viewer {
            number: name.number,
            hash: &name.hash,
            name: name.label.as_deref(),
            counts_as: name.counts_as,
        });
        let days = held.days.iter().map(|day| DayPlays {
            day: day.day.to_string(),
            plays: day.plays,
        });
        Self {
            schema: SCHEMA,
            names: names.collect(),
            derived: DerivedNumbers {
                plays: held.derived.plays,
                titles: held.derived.titles,
                active_days: held.days.len(),
                first_day: held.days.first().map(|day| day.day.to_string()),
                last_day: held.days.last().map(|day| day.day.to_string()),
                seconds: held.derived.seconds,
                longest_streak: held.derived.longest_streak,
            },
            days: days.collect(),
            rows: held.rows.iter().map(Row::of).collect(),
            refused: refused.collect(),
        }
    }
}

impl<'a> Row<'a> {
    fn of(row: &'a HeldRow) -> Self {
        Self {
            viewer: row.viewer,
            title: &row.title,
            show: row.show.as_deref(),
            kind: row.kind.as_deref(),
            started_at: utc(row.started_at),
            by_day: row.is_by_day,
            seconds: row.seconds,
            position: row.position,
            private: row.is_private,
            counts_as: row.counts_as.as_deref(),
            source: Source {
                format: &row.source.format,
                file: row.source.file.as_deref(),
                account: row.source.account.as_deref(),
                imported_at: utc(row.source.imported_at),
            },
        }
    }
}

impl<'a> CsvRow<'a> {
    fn of(row: &'a HeldRow) -> Self {
        let Row {
            viewer,
            title,
            show,
            kind,
            started_at,
            by_day,
            seconds,
            position,
            private,
            counts_as,
            source,
        } = Row::of(row);
        Self {
            viewer,
            title,
            show,
            kind,
            started_at,
            by_day,
            seconds,
            position,
            private,
            counts_as,
            format: source.format,
            file: source.file,
            account: source.account,
            imported_at: source.imported_at,
        }
    }
}

/// Returns a moment in UTC; its number of seconds where no calendar has it.
fn utc(unix_seconds: i64) -> String {
    let moment = DateTime::from_timestamp(unix_seconds, 0);
    moment.map_or_else(
        || unix_seconds.to_string(),
        |moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true),
    )
}
