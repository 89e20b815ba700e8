//! The keys looked for in a JSON object, and what it has of them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use strum::{EnumCount as _, IntoEnumIterator as _};

use super::columns::{Units, names};
use crate::formats::length_unit::LengthUnit;
use crate::formats::mapping::{Field, Mapping};

/// The keys to look for.
pub(super) struct Keys(Vec<Key>);

/// A key to look for.
struct Key {
    name: String,
    field: Field,
    /// Its rank among the names of its field.
    rank: usize,
    /// The unit that the user has stated with it.
    unit: Option<LengthUnit>,
}

/// What was found of them in one object.
#[derive(Default)]
pub(super) struct Object<'de> {
    /// Their values.
    pub values: [Option<Cow<'de, str>>; Field::COUNT],
    /// Which keys are there, be it with `null`.
    pub has: [bool; Field::COUNT],
    /// The units stated for them.
    pub units: Units,
    ranks: [usize; Field::COUNT],
}

impl Keys {
    /// Returns the names of all fields.
    pub fn of(mapping: &Mapping) -> Self {
        let all = Field::iter().flat_map(|field| {
            let ranked = names(field, mapping).enumerate();
            ranked.map(move |(rank, (name, unit))| Key {
                name: name.to_owned(),
                field,
                rank,
                unit,
            })
        });
        Self(all.collect())
    }

    /// Returns whether `text` is an object with a title and a start or an end.
    pub fn fit(&self, text: &str) -> bool {
        self.parse(text).is_ok_and(|object| {
            let has = |field| object.has[field as usize];
            has(Field::Title) && (has(Field::Start) || has(Field::End))
        })
    }

    /// Reads an object, and what it has of them.
    pub fn parse<'de>(&self, line: &'de str) -> serde_json::Result<Object<'de>> {
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
            let Some(Key {
                name,
                field,
                rank,
                unit,
            }) = key
            else {
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
                object.units[place] = *unit;
            }
            object.has[place] = true;
        }
        Ok(object)
    }
}

/// Finds a key among those looked for.
struct KeySeed<'k>(&'k Keys);

impl<'k, 'de> DeserializeSeed<'de> for KeySeed<'k> {
    type Value = Option<&'k Key>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_str(self)
    }
}

impl<'k> Visitor<'_> for KeySeed<'k> {
    type Value = Option<&'k Key>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        let key = key.trim();
        Ok(self
            .0
            .0
            .iter()
            .find(|Key { name, .. }| name.eq_ignore_ascii_case(key)))
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
