//! JSON: one array of objects.

use super::facts::{FACTS, recognised};
use super::keys::Keys;
use super::objects::ObjectRows;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts};
use crate::formats::format::Format;
use crate::formats::json_array::ArrayItems;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::sink::Sink;

/// One array of JSON objects, with the keys that lines of JSON have.
pub struct JsonArray;

impl Format for JsonArray {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> About {
        About {
            what: "JSON of any source",
            files: "an array of objects; --map says which key holds what",
            get: "any program that writes JSON",
            lacks: "what has no key",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let keys = Keys::of(&context.mapping);
        let is_row = |bytes: &[u8]| str::from_utf8(bytes).is_ok_and(|text| keys.fit(text));
        ArrayItems::any_of(probe.text()?, is_row)
            .then(|| recognised("it is an array of objects with", &context.mapping))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let mut items = ArrayItems::new(input.stream()?);
        let mut rows = ObjectRows::new(context);
        while let Some((line, bytes)) = items.next_item()? {
            rows.read(line, bytes, sink)?;
        }
        rows.check()
    }
}
