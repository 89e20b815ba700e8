//! Tables: CSV and TSV with a header.

use super::facts::FACTS;
use super::milliseconds::Lengths;
use super::places::{Places, fits};
use super::row::{Fault, entry, record};
use super::shapes::Shapes;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::{CsvRows, find_table, peek_lines};
use crate::formats::facts::Facts;
use crate::formats::format::Format;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::sink::{Sink, send};

/// A table with a header, its columns split by commas, semicolons, tabs or bars.
pub struct Table;

impl Format for Table {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let is_mine = find_table(probe.text()?, |header| fits(header, &context.mapping)).fits;
        is_mine.then(|| Recognised::because("its header has a title and a start or an end"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (first, input) = peek_lines(input.stream()?)?;
        let opening = find_table(&first, |header| fits(header, &context.mapping));
        let (mut rows, header) = CsvRows::open_below(opening.above, input, opening.delimiter)?;
        let places = Places::find(&header, &context.mapping)?;
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
            send(sink, entry(record, row.line, row.text)?)?;
        }
        shapes.check(&context.mapping)?;
        lengths.check(&context.mapping)
    }
}
