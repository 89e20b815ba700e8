//! Presets: how to read the files of one program, under one name.

use chrono_tz::Tz;

use super::dates::DateOrder;
use super::format::Format;
use super::mapping::Mapping;

/// How to read the files of one program, under one name, for `--format`.
///
/// Nobody's files are recognised as a preset's: it is named.
#[derive(Clone, Default)]
pub struct Preset {
    /// Its name.
    pub name: String,
    /// What it reads, in a few words; empty where nobody has said it.
    pub about: String,
    /// The format of its files; where it is left out, the shape of each file tells table, lines and array apart.
    pub format: Option<&'static dyn Format>,
    /// Which columns hold what, and the same as it was written.
    pub mapping: Mapping,
    /// The `mapping` as it was written.
    pub map: String,
    /// The zone of times that state none.
    pub times_in: Option<Tz>,
    /// Which of day and month comes first.
    pub dates: Option<DateOrder>,
}

impl Preset {
    /// Returns its keys and values, as a configuration has them.
    #[must_use]
    pub fn keys(&self) -> Vec<(&'static str, String)> {
        let about = Some(self.about.clone()).filter(|about| !about.is_empty());
        let map = Some(self.map.clone()).filter(|map| !map.is_empty());
        let all = [
            ("about", about),
            ("map", map),
            ("times-in", self.times_in.map(|zone| zone.name().to_owned())),
            ("dates", self.dates.map(|order| order.to_string())),
            ("format", self.format.map(|format| format.name().to_owned())),
        ];
        let stated = all
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        stated.collect()
    }
}

impl PartialEq for Preset {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.keys()) == (&other.name, other.keys())
    }
}

impl Eq for Preset {}

impl std::fmt::Debug for Preset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preset")
            .field("name", &self.name)
            .field("keys", &self.keys())
            .finish_non_exhaustive()
    }
}
