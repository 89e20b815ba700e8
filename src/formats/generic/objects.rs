//! JSON objects, each a row; what earlier ones told is kept.

use strum::EnumCount as _;

use super::columns::check_columns;
use super::facts::FACTS;
use super::keys::{Keys, Object};
use super::milliseconds::Lengths;
use super::row::{Cells, Fault, entry, record};
use super::shapes::Shapes;
use crate::formats::context::Context;
use crate::formats::delimited::Header;
use crate::formats::json_paths::paths;
use crate::formats::mapping::{Field, Mapping};
use crate::formats::read_error::{At, ReadError};
use crate::formats::record::Record;
use crate::formats::sink::{Sink, send};
use crate::formats::time::Clock;

/// What is known of the objects read so far.
pub(super) struct Objects {
    keys: Keys,
    /// Which fields any of them had.
    has: [bool; Field::COUNT],
    /// The keys of the first object.
    header: Option<Header>,
}

impl Objects {
    /// Returns what is known before the first one.
    pub fn new(mapping: &Mapping) -> Self {
        Self {
            keys: Keys::of(mapping),
            has: [false; Field::COUNT],
            header: None,
        }
    }

    /// Reads an object, or says why it is none.
    pub fn object<'b>(&mut self, line: u64, bytes: &'b [u8]) -> Result<Object<'b>, String> {
        let text = str::from_utf8(bytes)
            .map_err(|_| "is not UTF-8 text".to_owned())?
            .trim_start_matches('\u{feff}')
            .trim_end();
        let object = self.keys.parse(text).map_err(|error| reason(&error))?;
        if self.header.is_none() {
            self.header = Some(Header {
                line,
                names: all_keys(text),
            });
        }
        for (has, had) in object.has.iter().zip(&mut self.has) {
            *had |= has;
        }
        Ok(object)
    }

    /// Makes a record of an object.
    pub fn record<'o>(
        &self,
        cells: &Cells<'o>,
        mapping: &Mapping,
        clock: Clock,
    ) -> Result<Record<'o>, Fault> {
        // A row that lacks the key is nobody's once another row has had it.
        let names_viewers = self.has[Field::Viewer as usize] || mapping.viewer.is_some();
        record(cells, names_viewers, clock)
    }

    /// Checks at the end that the columns the rows needed were in some of them.
    pub fn check(&self, mapping: &Mapping) -> Result<(), ReadError> {
        let Some(header) = &self.header else {
            return Ok(());
        };
        check_columns(mapping, header, |field| self.has[field as usize])
    }
}

/// The rows of a file of objects.
pub(super) struct ObjectRows<'c> {
    objects: Objects,
    lengths: Lengths,
    shapes: Shapes,
    mapping: &'c Mapping,
    clock: Clock,
}

impl<'c> ObjectRows<'c> {
    /// Returns what is known before the first one.
    pub fn new(context: &'c Context) -> Self {
        Self {
            objects: Objects::new(&context.mapping),
            lengths: Lengths::default(),
            shapes: Shapes::default(),
            mapping: &context.mapping,
            clock: FACTS.clock(context),
        }
    }

    /// Reads the object `bytes` at `line`, and gives it to `sink`.
    ///
    /// # Errors
    ///
    /// Fails where the whole file is at fault, or the sink wants no more.
    pub fn read(&mut self, line: u64, bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), ReadError> {
        let object = self.objects.object(line, bytes);
        let record = match &object {
            Ok(object) => {
                let cells = cells(object);
                self.lengths.count(&cells);
                let record = self.objects.record(&cells, self.mapping, self.clock);
                self.shapes.see(line, &cells, record.is_ok(), self.clock);
                record
            }
            Err(reason) => Err(Fault::Refused(reason.clone())),
        };
        send(sink, entry(record, At::Line(line), bytes)?)
    }

    /// Checks at the end what only all rows tell.
    ///
    /// # Errors
    ///
    /// Fails where a column that was needed was in none, one holds times in several shapes, or one looks like
    /// milliseconds.
    pub fn check(&self) -> Result<(), ReadError> {
        self.objects.check(self.mapping)?;
        self.shapes.check(self.mapping, At::Line)?;
        self.lengths.check(self.mapping)
    }
}

/// Returns the values of an object.
pub(super) fn cells<'o>(object: &'o Object<'_>) -> Cells<'o> {
    Cells {
        values: object.values.each_ref().map(Option::as_deref),
        units: object.units,
    }
}

fn all_keys(object: &str) -> Vec<String> {
    let parsed: serde_json::Map<_, _> = serde_json::from_str(object).unwrap_or_default();
    paths(&parsed).into_iter().map(|(path, _)| path).collect()
}

fn reason(error: &serde_json::Error) -> String {
    let text = error
        .to_string()
        .replace(" at line 1 column ", " at column ");
    format!("is no JSON object with texts and numbers: {text}")
}
