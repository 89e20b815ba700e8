//! The part of a configuration that has presets: names, and how to read the files of each.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Reading, read};
use crate::formats::mapping::Mapping;
use crate::formats::preset::Preset;
use crate::formats::registry::{self, GENERIC};

/// What a preset may say.
const KEYS: [&str; 5] = ["about", "map", "times-in", "dates", "format"];

/// The presets that the program brings along, as a configuration.
const BUILT_IN: &str = include_str!("presets.toml");

/// Returns the presets that the program brings along, in the order of their names.
#[must_use]
pub fn built_in() -> Vec<Preset> {
    read(BUILT_IN, "presets.toml").0.formats
}

impl Reading<'_> {
    /// Reads the table of presets; one with a fault is as if it were not there.
    pub(super) fn formats(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            let message = "a table for each format of yours, like [formats.my-tv]";
            return self.fault(value.span(), "formats", message);
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let place = format!("formats.{name}");
            let read = match value.get_ref().as_table() {
                _ if !is_name(name) => Err("a name has letters, digits, - and _".to_owned()),
                _ if self.is_taken(name) => {
                    Err("the program has a format of this name; take another".to_owned())
                }
                None => Err(format!("a table with some of {}", KEYS.join(", "))),
                Some(table) => Ok(self.preset(name, table, &key.span())),
            };
            match read {
                Ok(preset) => self.config.formats.extend(preset),
                Err(message) => self.fault(key.span(), &place, &message),
            }
        }
        self.config
            .formats
            .sort_by(|one, other| one.name.cmp(&other.name));
    }

    /// Returns whether the program has a format or a preset of this name.
    fn is_taken(&self, name: &str) -> bool {
        let is_own = || built_in().iter().any(|preset| preset.name == name);
        registry::named(name).is_some() || self.text != BUILT_IN && is_own()
    }

    fn preset(&mut self, name: &str, table: &DeTable<'_>, at: &Range<usize>) -> Option<Preset> {
        let mut preset = Preset {
            name: name.to_owned(),
            ..Preset::default()
        };
        let before = self.faults.len();
        for (key, value) in table {
            let word = key.get_ref().as_ref();
            let read = match value.get_ref().as_str() {
                _ if !KEYS.contains(&word) => {
                    Err(format!("no such key; there are {}", KEYS.join(", ")))
                }
                None => Err("a text between quotes".to_owned()),
                Some(text) => preset.set(word, text),
            };
            if let Err(message) = read {
                self.fault(value.span(), &format!("formats.{name}.{word}"), &message);
            }
        }
        if self.faults.len() > before {
            return None;
        }
        match preset.missing() {
            None => Some(preset),
            Some(message) => {
                self.fault(at.clone(), &format!("formats.{name}"), message);
                None
            }
        }
    }
}

impl Preset {
    /// Takes the value of one of [`KEYS`].
    fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        match key {
            "about" => text.clone_into(&mut self.about),
            "map" => {
                let mapping = text.parse::<Mapping>();
                self.mapping = mapping.map_err(|error| error.to_string())?;
                text.clone_into(&mut self.map);
            }
            "times-in" => {
                let zone = text.parse();
                self.times_in = Some(zone.map_err(|_| {
                    "no such time zone; write it like Europe/Rome or UTC".to_owned()
                })?);
            }
            "dates" => {
                let order = text.parse();
                self.dates = Some(order.map_err(|_| "write day-first or month-first".to_owned())?);
            }
            _ => {
                let format = registry::named(text);
                self.format = Some(format.ok_or_else(|| {
                    format!("no format is called `{text}`; bingetop formats lists them")
                })?);
            }
        }
        Ok(())
    }

    /// Returns what it lacks, or has too much of.
    fn missing(&self) -> Option<&'static str> {
        let is_generic = |name: &str| GENERIC.iter().any(|format| format.name() == name);
        match self.format {
            None if self.map.is_empty() => {
                Some("say which column holds what with map, or the format")
            }
            Some(format) if !self.map.is_empty() && !is_generic(format.name()) => {
                Some("a map is for the formats csv, json, jsonl and parquet alone")
            }
            _ => None,
        }
    }
}

fn is_name(name: &str) -> bool {
    let may_be = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !name.is_empty() && name.chars().all(may_be)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::formats::format::Format;

    const MY_TV: &str = "[formats.my-tv]\nabout = \"TV\"\nmap = \"viewer=user,title=name,start=when,seconds=len:ms\"\n\
                         times-in = \"Europe/Rome\"\ndates = \"day-first\"\nformat = \"csv\"\n";

    #[test]
    fn a_preset_says_how_files_are_read() {
        let (config, faults) = read(MY_TV, "config.toml");
        assert_eq!(faults, []);
        let [preset] = &config.formats[..] else {
            panic!("{config:?}");
        };
        assert_eq!(preset.name, "my-tv");
        assert_eq!(preset.mapping, preset.map.parse().unwrap());
        assert_eq!(preset.times_in, Some(chrono_tz::Europe::Rome));
        let keys: Vec<&str> = preset.keys().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, KEYS);
    }

    #[rstest]
    #[case("csv")]
    #[case("json")]
    #[case("jsonl")]
    #[case("parquet")]
    fn a_map_is_for_formats_whose_columns_can_be_named(#[case] format: &str) {
        let text = format!("[formats.tv]\nmap = \"title=a\"\nformat = \"{format}\"\n");
        let (config, faults) = read(&text, "config.toml");
        assert_eq!(faults, []);
        let format_of = |preset: &Preset| preset.format.map(Format::name);
        let formats: Vec<_> = config.formats.iter().map(format_of).collect();
        assert_eq!(formats, [Some(format)]);
    }

    #[test]
    fn the_presets_of_the_program_are_without_a_fault() {
        let (config, faults) = read(BUILT_IN, "presets.toml");
        assert_eq!(faults, []);
        assert!(config.formats.iter().all(|preset| !preset.about.is_empty()));
        assert!(!built_in().is_empty());
    }

    #[rstest]
    #[case("formats = 3", "line 1, `formats`: a table for each format of yours")]
    #[case(
        "[formats]\ntv = 3",
        "line 2, `formats.tv`: a table with some of about, map"
    )]
    #[case(
        "[formats.\"my tv\"]\nmap = \"title=a\"",
        "line 1, `formats.my tv`: a name has letters"
    )]
    #[case(
        "[formats.csv]\nmap = \"title=a\"",
        "line 1, `formats.csv`: the program has a format of this name"
    )]
    #[case(
        "[formats.rockbox]\nmap = \"title=a\"",
        "line 1, `formats.rockbox`: the program has a format of this name"
    )]
    #[case(
        "[formats.tv]\nabout = \"x\"",
        "line 1, `formats.tv`: say which column holds what with map, or the format"
    )]
    #[case(
        "[formats.tv]\nmaps = \"title=a\"",
        "line 2, `formats.tv.maps`: no such key; there are about, map, times-in"
    )]
    #[case(
        "[formats.tv]\nmap = 3",
        "line 2, `formats.tv.map`: a text between quotes"
    )]
    #[case(
        "[formats.tv]\n\nmap = \"name=a\"",
        "line 3, `formats.tv.map`: `name` is nothing a row has; known are viewer"
    )]
    #[case(
        "[formats.tv]\nmap = \"title=a\"\ntimes-in = \"Rome\"",
        "line 3, `formats.tv.times-in`: no such time zone"
    )]
    #[case(
        "[formats.tv]\nmap = \"title=a\"\ndates = \"us\"",
        "line 3, `formats.tv.dates`: write day-first"
    )]
    #[case(
        "[formats.tv]\nformat = \"vhs\"",
        "line 2, `formats.tv.format`: no format is called `vhs`"
    )]
    #[case(
        "[formats.tv]\nmap = \"title=a\"\nformat = \"netflix\"",
        "line 1, `formats.tv`: a map is for the formats csv"
    )]
    fn a_fault_names_line_and_key_and_leaves_the_others(#[case] text: &str, #[case] words: &str) {
        let good = "\n[formats.good]\nmap = \"title=a\"\n";
        let with_good = if text.starts_with("formats") {
            text.to_owned()
        } else {
            format!("{text}{good}")
        };
        let (config, faults) = read(&with_good, "config.toml");
        let [fault] = &faults[..] else {
            panic!("{faults:?}");
        };
        let fault = fault.to_string();
        assert!(
            fault.starts_with(&format!("config.toml, {words}")),
            "{fault}"
        );
        let names: Vec<&str> = config.formats.iter().map(|preset| &*preset.name).collect();
        let expected: &[&str] = if text.starts_with("formats") {
            &[]
        } else {
            &["good"]
        };
        assert_eq!(names, expected);
    }
}
