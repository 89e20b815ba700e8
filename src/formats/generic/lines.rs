//! JSON Lines: one object a line.

use std::{
    borrow::Cow,
    fmt,
    io::{BufRead, Read},
};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use strum::{EnumCount, IntoEnumIterator};

use super::{Cells, Fault, check_columns, names, record};
use crate::formats::csv_rows::{Header, LONGEST_ROW, refusal};
use crate::formats::mapping::{Field, Mapping};
use crate::formats::reader::{Context, Identity, ReadError, Reader, Sink};
use crate::formats::record::{Entry, Record};

/// One JSON object a line; values are texts or numbers, and `null` is none.
pub struct JsonLines;

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn recognises(&self, head: &str, context: &Context) -> bool {
        let keys = Keys::of(&context.mapping);
        let mut lines = head
            .lines()
            .filter(|line| !line.trim().is_empty())
            .peekable();
        let begins = lines
            .peek()
            .is_some_and(|line| line.trim_start().starts_with('{'));
        let is_row = |line: &str| {
            keys.parse(line).is_ok_and(|object| {
                let has = |field| object.has[field as usize];
                has(Field::Title) && (has(Field::Start) || has(Field::End))
            })
        };
        // A bad row or two at the top is for the report of the import, not for this question.
        begins && lines.take(20).any(is_row)
    }

    fn identity(&self) -> Identity {
        Identity::WholeRow
    }

    fn read(
        &self,
        input: &mut dyn BufRead,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let mut lines = Lines::new(&context.mapping);
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            let mut limited = (&mut *input).take(LONGEST_ROW as u64 + 1);
            if limited.read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            if bytes.len() > LONGEST_ROW {
                let problem = "longer than 1 MiB; is there one JSON object a line?".to_owned();
                return Err(ReadError::Malformed { line, problem });
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let object = lines.object(line, &bytes);
            let record = match &object {
                Ok(object) => lines.record(object, context),
                Err(reason) => Err(Fault::Refused(reason.clone())),
            };
            let entry = match record {
                Ok(record) => Entry::Row(record),
                Err(Fault::Refused(reason)) => refusal(line, &reason, &bytes),
                Err(Fault::NoZone(value)) => return Err(ReadError::NoZone { line, value }),
            };
            if !sink(entry) {
                return Err(ReadError::Stopped);
            }
        }
        lines.check(&context.mapping)
    }
}

/// What is known of the lines read so far.
pub(super) struct Lines {
    keys: Keys,
    /// Which fields any of them had.
    has: [bool; Field::COUNT],
    /// The keys of the first object.
    header: Option<Header>,
}

impl Lines {
    /// Returns what is known before the first line.
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

    pub fn record<'o>(
        &self,
        object: &'o Object<'_>,
        context: &Context,
    ) -> Result<Record<'o>, Fault> {
        let cells = object.values.each_ref().map(Option::as_deref);
        // A row that lacks the key is nobody's once another row has had it.
        let names_viewers = self.has[Field::Viewer as usize] || context.mapping.viewer.is_some();
        record(&Cells(cells), names_viewers, context.zone)
    }

    /// Checks at the end that the columns the rows needed were in some of them.
    fn check(&self, mapping: &Mapping) -> Result<(), ReadError> {
        let Some(header) = &self.header else {
            return Ok(());
        };
        check_columns(mapping, header, |field| self.has[field as usize])
    }
}

fn all_keys(object: &str) -> Vec<String> {
    let parsed: Result<serde_json::Map<_, _>, _> = serde_json::from_str(object);
    parsed.map_or_else(|_| Vec::new(), |object| object.keys().cloned().collect())
}

fn reason(error: &serde_json::Error) -> String {
    let text = error
        .to_string()
        .replace(" at line 1 column ", " at column ");
    format!("is no JSON object with texts and numbers: {text}")
}

/// The keys to look for, with their field and, among the names of one field, their rank.
struct Keys(Vec<(String, Field, usize)>);

/// What was found of them in one object.
#[derive(Default)]
pub(super) struct Object<'de> {
    values: [Option<Cow<'de, str>>; Field::COUNT],
    /// Which keys are there, be it with `null`.
    has: [bool; Field::COUNT],
    ranks: [usize; Field::COUNT],
}

impl Keys {
    fn of(mapping: &Mapping) -> Self {
        let all = Field::iter().flat_map(|field| {
            let ranked = names(field, mapping).enumerate();
            ranked.map(move |(rank, name)| (name.to_owned(), field, rank))
        });
        Self(all.collect())
    }

    fn parse<'de>(&self, line: &'de str) -> serde_json::Result<Object<'de>> {
        let mut json = serde_json::Deserializer::from_str(line);
        let object = json.deserialize_map(ObjectVisitor(self))?;
        json.end()?;
        Ok(object)
    }
}

struct ObjectVisitor<'k>(&'k Keys);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut object = Object::default();
        while let Some(key) = map.next_key_seed(KeySeed(self.0))? {
            let Some((name, field, rank)) = key else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map
                .next_value_seed(ValueSeed)
                .map_err(|error| A::Error::custom(format_args!("`{name}`: {error}")))?;
            let place = *field as usize;
            if !object.has[place] || *rank <= object.ranks[place] {
                object.values[place] = value;
                object.ranks[place] = *rank;
            }
            object.has[place] = true;
        }
        Ok(object)
    }
}

/// Finds a key among those looked for.
struct KeySeed<'k>(&'k Keys);

impl<'k, 'de> DeserializeSeed<'de> for KeySeed<'k> {
    type Value = Option<&'k (String, Field, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_str(self)
    }
}

impl<'k> Visitor<'_> for KeySeed<'k> {
    type Value = Option<&'k (String, Field, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        let key = key.trim();
        Ok(self
            .0
            .0
            .iter()
            .find(|(name, ..)| name.eq_ignore_ascii_case(key)))
    }
}

/// Reads a text, a number or `null`.
struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a number")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
