//! JSON Lines: one object a line.

use super::facts::{FACTS, recognised};
use super::keys::Keys;
use super::objects::ObjectRows;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts};
use crate::formats::format::Format;
use crate::formats::json_rows::any_of;
use crate::formats::line_items::LineItems;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::sink::Sink;

/// One JSON object a line; values are texts or numbers, and `null` is none.
pub struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> About {
        About {
            what: "lines of JSON of any source",
            files: "one object a line; --map says which key holds what",
            get: "any program that writes JSON",
            lacks: "what has no key",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let keys = Keys::of(&context.mapping);
        let text = probe.text()?;
        // A bad row or two at the top is for the report of the import, not for this question.
        let is_row = |bytes: &[u8]| str::from_utf8(bytes).is_ok_and(|line| keys.fit(line));
        let is_mine = text.trim_start().starts_with('{') && any_of(text, is_row);
        is_mine.then(|| recognised("its lines are JSON objects with", &context.mapping))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let mut items = LineItems::new(input.stream()?, "is there one JSON object a line?");
        let mut rows = ObjectRows::new(context);
        while let Some((line, bytes)) = items.next_item()? {
            rows.read(line, bytes, sink)?;
        }
        rows.check()
    }
}
