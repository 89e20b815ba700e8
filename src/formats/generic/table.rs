//! Tables: CSV and TSV with a header.

use super::beginning::beginning;
use super::facts::{FACTS, recognised};
use super::milliseconds::Lengths;
use super::places::Places;
use super::row::{Fault, entry, record};
use super::shapes::Shapes;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::{CsvRows, peek_lines};
use crate::formats::facts::{About, Facts};
use crate::formats::format::Format;
use crate::formats::probe::Probe;
use crate::formats::read_error::{At, ReadError};
use crate::formats::recognised::Recognised;
use crate::formats::record::{DropReason, Entry};
use crate::formats::sink::{Sink, send};

/// A table with a header, its columns split by commas, semicolons, tabs or bars.
pub struct Table;

impl Format for Table {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> About {
        About {
            what: "a table of any source",
            files: "a CSV or TSV; --map says which column holds what",
            get: "any program that writes tables",
            lacks: "what has no column",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let begins = beginning(probe.text()?, context);
        begins.opening.fits.then(|| match begins.headless {
            None => recognised("its header has", &context.mapping),
            Some(_) => Recognised::because(
                "it has the columns that the user numbers, and the first row has a time",
            ),
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (first, input) = peek_lines(input.stream()?)?;
        let begins = beginning(&first, context);
        let (above, delimiter) = (begins.opening.above, begins.opening.delimiter);
        let (mut rows, places) = if let Some(width) = begins.headless {
            (
                CsvRows::open_headless_below(above, width, input, delimiter)?,
                Places::by_number(above + 1, width, &context.mapping)?,
            )
        } else {
            let (rows, header) = CsvRows::open_below(above, input, delimiter)?;
            if context.mapping.places().is_some() && !header.names.is_empty() {
                send(sink, Entry::Dropped(DropReason::Header))?;
            }
            (rows, Places::find(&header, &context.mapping)?)
        };
        let names_viewers = places.name_viewers();
        let clock = self.facts().clock(context);
        let mut lengths = Lengths::default();
        let mut shapes = Shapes::default();
        while let Some(row) = rows.next_row()? {
            let record = match &row.cells {
                Ok(cells) => {
                    let cells = places.cells(*cells);
                    lengths.count(&cells);
                    let record = record(&cells, names_viewers, clock);
                    shapes.see(row.line, &cells, record.is_ok(), clock);
                    record
                }
                Err(reason) => Err(Fault::Refused(reason.clone())),
            };
            send(sink, entry(record, At::Line(row.line), row.text)?)?;
        }
        shapes.check(&context.mapping, At::Line)?;
        lengths.check(&context.mapping)
    }
}
