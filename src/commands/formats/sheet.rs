//! What is told of one format, from its own words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::formats::facts::{Facts, Times, Zone};
use crate::formats::format::Format;
use crate::formats::preset::Preset;

/// What is told of one format, or of one preset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Sheet {
    Format {
        name: &'static str,
        what: &'static str,
        files: &'static str,
        get: &'static str,
        /// `start`, `end` or `by column`.
        times: &'static str,
        /// The zone of times that state none: `UTC`, `asked`, or `none` where there are no times.
        zone: &'static str,
        /// What lengths without a unit count: `s`, `ms` or `min`.
        unit: String,
        minimum_seconds: u32,
        /// Which rows are one row, in words.
        same_row: String,
        lacks: &'static str,
        /// The same, in lines for people.
        #[serde(skip)]
        facts: Facts,
    },
    Preset {
        name: String,
        what: String,
        /// The rest of its keys, as a configuration has them.
        preset: BTreeMap<&'static str, String>,
    },
}

impl Sheet {
    /// Returns the sheet of a format.
    pub fn of(format: &dyn Format) -> Self {
        let (about, facts) = (format.about(), format.facts());
        Self::Format {
            name: format.name(),
            what: about.what,
            files: about.files,
            get: about.get,
            times: match facts.times {
                Times::Start => "start",
                Times::End => "end",
                Times::ByColumn => "by column",
            },
            zone: match facts.zone {
                Zone::Utc => "UTC",
                Zone::Asked => "asked",
                Zone::Days => "none",
            },
            unit: facts.unit.to_string(),
            minimum_seconds: facts.minimum_seconds,
            same_row: facts.identity.to_string(),
            lacks: about.lacks,
            facts,
        }
    }

    /// Returns the sheet of a preset.
    pub fn of_preset(preset: &Preset) -> Self {
        let mut keys = preset.keys();
        keys.retain(|(key, _)| *key != "about");
        Self::Preset {
            name: preset.name.clone(),
            what: preset.about.clone(),
            preset: keys.into_iter().collect(),
        }
    }

    /// Returns its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Format { name, .. } => name,
            Self::Preset { name, .. } => name,
        }
    }

    /// Returns what it is, in a few words; empty where nobody has said it.
    pub fn what(&self) -> &str {
        match self {
            Self::Format { what, .. } => what,
            Self::Preset { what, .. } => what,
        }
    }

    /// Returns what else there is to tell, each with a word before it.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let Self::Format {
            files,
            get,
            same_row,
            lacks,
            facts,
            ..
        } = self
        else {
            let Self::Preset { preset, .. } = self else {
                return Vec::new();
            };
            // It breaks between its pairs.
            let spaced = preset
                .iter()
                .map(|(key, value)| (*key, value.replace(',', ", ")));
            return spaced.collect();
        };
        let mut lines = vec![
            ("files", (*files).to_owned()),
            ("from", (*get).to_owned()),
            ("times", format!("{}, zone {}", facts.times, facts.zone)),
            ("lengths", facts.lengths()),
            ("same row", same_row.clone()),
        ];
        if !lacks.is_empty() {
            lines.push(("not told", (*lacks).to_owned()));
        }
        lines
    }
}
