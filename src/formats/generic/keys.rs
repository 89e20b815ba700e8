//! The keys looked for in a JSON object, and what it has of them.
//!
//! A key may be a way: `track.name` is the `name` in the object `track`, `artists.0.name` that of the first element of the
//! array `artists`. A key that is itself called `track.name` comes before the way.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use strum::{EnumCount as _, IntoEnumIterator as _};

use super::columns::{Units, names};
use crate::formats::length_unit::LengthUnit;
use crate::formats::mapping::{Field, Mapping};

/// The keys to look for.
pub(super) struct Keys {
    all: Vec<Key>,
    /// The whole ways to them.
    ways: Vec<Way>,
    /// Whether any of them has steps; for most files none has, and keys are compared alone.
    has_steps: bool,
}

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
    /// How good the key is that each was found by, the best first: its rank, and how many steps it took.
    ranks: [(usize, usize); Field::COUNT],
}

impl<'de> Object<'de> {
    /// Takes the value of a key that was found after so many `steps`; the better key's counts, else the later one.
    fn take(&mut self, key: &Key, steps: usize, value: Option<Cow<'de, str>>) {
        let place = key.field as usize;
        let rank = (key.rank, steps);
        if !self.has[place] || rank <= self.ranks[place] {
            self.values[place] = value;
            self.ranks[place] = rank;
            self.units[place] = key.unit;
        }
        self.has[place] = true;
    }
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
        let keys: Vec<Key> = all.collect();
        let ways = keys.iter().enumerate();
        let ways = ways.map(|(key, Key { name, .. })| Way::left(key, name, 0));
        let ways: Vec<Way> = ways.collect();
        Self {
            has_steps: ways.iter().any(|way| way.has_steps),
            ways,
            all: keys,
        }
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
        let mut object = Object::default();
        let visitor = Within {
            looked_for: LookedFor {
                keys: &self.all,
                ways: if self.has_steps { &self.ways } else { &[] },
                is_top: true,
            },
            steps: 0,
            object: &mut object,
        };
        json.deserialize_map(visitor)?;
        json.end()?;
        Ok(object)
    }
}

/// What is left of the way to a key.
#[derive(Clone, Copy)]
struct Way {
    /// The place of the key.
    key: usize,
    /// Where in its name the rest begins.
    from: usize,
    /// Whether there is more than one step left, if it is none.
    has_steps: bool,
}

impl Way {
    fn left(key: usize, name: &str, from: usize) -> Self {
        Self {
            key,
            from,
            has_steps: name[from..].contains('.'),
        }
    }

    /// Returns what is left of it behind `key`, if it leads through that, as the `name` of its own key says.
    fn behind(self, key: &str, name: &str) -> Option<Self> {
        if !self.has_steps {
            return None;
        }
        let (step, rest) = name[self.from..].split_at_checked(key.len())?;
        let is_through = rest.starts_with('.') && step.eq_ignore_ascii_case(key);
        is_through.then(|| Self::left(self.key, name, self.from + key.len() + 1))
    }
}

/// The ways to look for at some place in an object, and the keys they lead to.
#[derive(Clone, Copy)]
struct LookedFor<'k> {
    keys: &'k [Key],
    /// At the top, where keys are compared whole, none unless some have steps.
    ways: &'k [Way],
    is_top: bool,
}

/// Reads an object or an array that ways lead to.
struct Within<'k, 'o, 'de> {
    looked_for: LookedFor<'k>,
    /// How many objects and arrays it lies in.
    steps: usize,
    object: &'o mut Object<'de>,
}

/// The ways that lead on from a key.
struct Onward<'k> {
    keys: &'k [Key],
    /// The one that ends there.
    end: Option<&'k Key>,
    through: Vec<Way>,
}

impl<'k> Onward<'k> {
    fn from(looked_for: LookedFor<'k>, key: &str) -> Self {
        let LookedFor { keys, ways, is_top } = looked_for;
        let name = |way: &Way| &*keys[way.key].name;
        let end = if is_top {
            keys.iter().find(|it| it.name.eq_ignore_ascii_case(key))
        } else {
            let mut ends = ways.iter();
            let end = ends.find(|way| name(way)[way.from..].eq_ignore_ascii_case(key));
            end.map(|way| &keys[way.key])
        };
        let through = ways.iter().filter_map(|way| way.behind(key, name(way)));
        Self {
            keys,
            end,
            through: through.collect(),
        }
    }

    fn is_nowhere(&self) -> bool {
        self.end.is_none() && self.through.is_empty()
    }
}

impl<'de> Visitor<'de> for Within<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(onward) = map.next_key_seed(KeySeed(self.looked_for))? {
            if onward.is_nowhere() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = ValueSeed {
                onward: &onward,
                steps: self.steps,
                object: &mut *self.object,
            };
            map.next_value_seed(value)
                .map_err(|error| named(&onward, error))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        for index in 0_usize.. {
            let onward = Onward::from(self.looked_for, &index.to_string());
            let value = ValueSeed {
                onward: &onward,
                steps: self.steps,
                object: &mut *self.object,
            };
            let read = array.next_element_seed(value);
            if read.map_err(|error| named(&onward, error))?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// Says of which key a value cannot be read.
fn named<E: Error>(onward: &Onward<'_>, error: E) -> E {
    match onward.end {
        Some(Key { name, .. }) => E::custom(format_args!("`{name}`: {error}")),
        None => error,
    }
}

/// Finds a key among those looked for.
struct KeySeed<'k>(LookedFor<'k>);

impl<'k, 'de> DeserializeSeed<'de> for KeySeed<'k> {
    type Value = Onward<'k>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_str(self)
    }
}

impl<'k> Visitor<'_> for KeySeed<'k> {
    type Value = Onward<'k>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Onward::from(self.0, key.trim()))
    }
}

/// Reads a text, a number or `null`, where a key ends; whatever is there, where one leads through.
struct ValueSeed<'k, 'o, 'de> {
    onward: &'k Onward<'k>,
    steps: usize,
    object: &'o mut Object<'de>,
}

impl<'de> ValueSeed<'_, '_, 'de> {
    fn take(self, value: Option<Cow<'de, str>>) {
        if let Some(key) = self.onward.end {
            self.object.take(key, self.steps, value);
        }
    }

    /// Returns what reads an object or an array here.
    fn within<E: Error>(&mut self, what: &str) -> Result<Within<'_, '_, 'de>, E> {
        if self.onward.through.is_empty() && self.onward.end.is_some() {
            return Err(E::custom(format_args!(
                "invalid type: {what}, expected text or a number"
            )));
        }
        Ok(Within {
            looked_for: LookedFor {
                keys: self.onward.keys,
                ways: &self.onward.through,
                is_top: false,
            },
            steps: self.steps + 1,
            object: &mut *self.object,
        })
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        if self.onward.is_nowhere() {
            return input.deserialize_ignored_any(IgnoredAny).map(|_| ());
        }
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a number")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.take(Some(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.take(Some(Cow::Owned(text.to_owned())));
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.take(Some(Cow::Owned(number.to_string())));
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.take(Some(Cow::Owned(number.to_string())));
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.take(Some(Cow::Owned(number.to_string())));
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        match self.onward.end {
            Some(_) => Err(E::invalid_type(serde::de::Unexpected::Bool(value), &self)),
            None => Ok(()),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.take(None);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        self.within("map")?.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, array: A) -> Result<(), A::Error> {
        self.within("sequence")?.visit_seq(array)
    }
}
