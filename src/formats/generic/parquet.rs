//! Parquet: one value a row in each of its columns, which have the names of a table's.

use std::fs::File;

use strum::IntoEnumIterator as _;

use super::facts::{FACTS, recognised};
use super::milliseconds::Lengths;
use super::partitions::Partition;
use super::places::{Places, fits};
use super::row::{Cells, Fault, entry, record};
use super::shapes::Shapes;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::Header;
use crate::formats::facts::{About, Facts};
use crate::formats::format::Format;
use crate::formats::head::is_parquet;
use crate::formats::mapping::{Field, Mapping};
use crate::formats::parquet_file::{Columns, ParquetFile, Rows};
use crate::formats::probe::Probe;
use crate::formats::read_error::{At, ReadError};
use crate::formats::recognised::Recognised;
use crate::formats::sink::{Sink, send};

/// A Parquet file, or a part of a data set of them.
pub struct Parquet;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn about(&self) -> About {
        About {
            what: "Parquet of any source",
            files: "a file, or a folder of part files; --map says which column holds what",
            get: "Spark, DuckDB, pandas, any program that writes Parquet",
            lacks: "what has no column",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    /// One that is broken is recognised, too: what is wrong with it is an error of reading it.
    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        if !is_parquet(probe.bytes()) {
            return None;
        }
        let folders = probe.folders();
        let is_mine = match ParquetFile::open(probe.whole()?.ok()?) {
            Ok(file) => Table::of(&file, &folders).fits(&context.mapping),
            Err(_) => true,
        };
        is_mine.then(|| recognised("it is Parquet with", &context.mapping))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let folders = input.place().folders().into_owned();
        let file = open(input.file()?)?;
        let table = Table::of(&file, &folders);
        let places = table.places(&context.mapping)?;
        let columns = places.all().filter(|place| *place < table.first_partition);
        let mut rows = Rows::new(&file, columns.collect());
        let clock = FACTS.clock(context);
        let (mut lengths, mut shapes) = (Lengths::default(), Shapes::default());
        while let Some(row) = rows.next_row().map_err(unreadable)? {
            let cells = places.cells_of(|place| table.value(&rows, place));
            lengths.count(&cells);
            let record = match rows.no_text() {
                Some(column) => Err(Fault::Refused(format!("`{column}` is not UTF-8 text"))),
                None => record(&cells, places.name_viewers(), clock),
            };
            shapes.see(row, &cells, record.is_ok(), clock);
            let text = match &record {
                Err(Fault::Refused(_)) => shown(&cells),
                _ => String::new(),
            };
            send(sink, entry(record, At::Row(row), text.as_bytes())?)?;
        }
        shapes.check(&context.mapping, At::Row)?;
        lengths.check(&context.mapping)
    }
}

/// Returns what keeps `file`, which lies in `folders`, from being read as `mapping` says.
pub(crate) fn why_unfit(file: File, folders: &str, mapping: &Mapping) -> Option<String> {
    let places = open(file).and_then(|file| Table::of(&file, folders).places(mapping));
    places.err().map(|error| error.to_string())
}

/// The columns of a file, and those that its folders stand for.
struct Table<'f> {
    columns: &'f Columns,
    header: Header,
    /// The place in the header of the first that a folder stands for.
    first_partition: usize,
    partitions: Vec<Partition>,
}

impl<'f> Table<'f> {
    fn of(file: &'f ParquetFile, folders: &str) -> Self {
        let columns = file.columns();
        let mut names = columns.names.clone();
        let mut partitions = Partition::all(folders);
        // A file knows better than its folder, and an inner folder better than one around it.
        let mut known: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        partitions.reverse();
        partitions.retain(|partition| {
            let name = partition.name.to_lowercase();
            let is_new = !known.contains(&name);
            known.push(name);
            is_new
        });
        names.extend(partitions.iter().map(|partition| partition.name.clone()));
        Self {
            columns,
            header: Header { line: 1, names },
            first_partition: columns.names.len(),
            partitions,
        }
    }

    fn fits(&self, mapping: &Mapping) -> bool {
        fits(&self.header, mapping)
    }

    /// Finds the columns of a row.
    fn places(&self, mapping: &Mapping) -> Result<Places, ReadError> {
        for field in Field::iter() {
            let unfit = mapping.columns(field).find_map(|(name, _)| {
                let is_there = matches!(self.header.find(name), Ok(Some(_)));
                self.columns.why_unfit(name).filter(|_| !is_there)
            });
            if let Some(problem) = unfit {
                return Err(unreadable(problem));
            }
        }
        Places::find(&self.header, mapping).map_err(without_line)
    }

    fn value<'r>(&'r self, rows: &'r Rows<'_>, place: usize) -> Option<&'r str> {
        match place.checked_sub(self.first_partition) {
            None => rows.text(place),
            Some(partition) => self.partitions[partition].value.as_deref(),
        }
    }
}

fn open(file: File) -> Result<ParquetFile, ReadError> {
    ParquetFile::open(file).map_err(unreadable)
}

fn unreadable(problem: String) -> ReadError {
    ReadError::Unreadable { problem }
}

/// Returns an error of the header as it is said of a file without lines.
fn without_line(error: ReadError) -> ReadError {
    match error {
        ReadError::MissingColumn { column, hint, .. } => {
            unreadable(format!("no column named `{column}`; {hint}"))
        }
        ReadError::Malformed { problem, .. } => unreadable(problem),
        error => error,
    }
}

/// Returns a row as it is kept where it is refused: what it holds, as a line of JSON has it.
fn shown(cells: &Cells<'_>) -> String {
    let values = Field::iter().filter_map(|field| {
        let name = *field.names().first().unwrap_or(&"");
        let name = if name.is_empty() {
            field.to_string()
        } else {
            name.to_owned()
        };
        Some((name, cells.get(field)?.into()))
    });
    let row: serde_json::Map<String, serde_json::Value> = values.collect();
    serde_json::Value::from(row).to_string()
}

#[cfg(test)]
mod tests;
