//! The user's configuration, as commands read it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use etcetera::BaseStrategy as _;

use super::output::say;
use crate::domain::name;
use crate::formats::preset::Preset;
use crate::formats::registry::FORMATS;
use crate::runtime::config::formats::built_in;
use crate::runtime::config::{Config, ConfigFault, read};

/// Which configuration is read.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgument {
    /// The configuration [default: bingetop/config.toml in `$XDG_CONFIG_HOME` or ~/.config]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl ConfigArgument {
    /// Returns the preset called `name`: the user's, or one that the program brings along.
    ///
    /// # Errors
    ///
    /// Fails where there is none, or something is wrong with it: that is said with file, line and key. What is wrong with
    /// other settings is not.
    pub(super) fn preset(&self, name: &str) -> anyhow::Result<Preset> {
        let (presets, faults) = self.presets()?;
        let own = format!("formats.{name}");
        let is_its = |fault: &&ConfigFault| {
            let rest = fault.key.strip_prefix(&own);
            fault.key.is_empty()
                || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if let Some(preset) = presets.iter().find(|preset| preset.name == name) {
            return Ok(preset.clone());
        }
        if let Some(fault) = faults.iter().find(is_its) {
            bail!("{fault}");
        }
        let own = presets.iter().map(|preset| &*preset.name);
        let known: Vec<&str> = FORMATS
            .iter()
            .map(|format| format.name())
            .chain(own)
            .collect();
        bail!(
            "no format is called `{name}`; formats known: {}",
            known.join(", ")
        )
    }

    /// Returns the presets of the program and then the user's, each in the order of their names, and what is wrong with
    /// the configuration.
    ///
    /// # Errors
    ///
    /// Fails where the file that was named cannot be read.
    pub(super) fn presets(&self) -> anyhow::Result<(Vec<Preset>, Vec<ConfigFault>)> {
        let mut presets = built_in();
        let Some(path) = self.config.clone().or_else(usual_file) else {
            return Ok((presets, Vec::new()));
        };
        let shown = shown(&path);
        let faults = match std::fs::read_to_string(&path) {
            Ok(text) => {
                let (config, faults) = read(&text, &shown);
                presets.extend(config.formats);
                faults
            }
            Err(error) if self.config.is_none() && error.kind() == ErrorKind::NotFound => {
                Vec::new()
            }
            Err(error) => return Err(error).context(shown),
        };
        Ok((presets, faults))
    }

    /// Returns the configuration and, where something is wrong with it, a line about that; all that is wrong is said on
    /// standard error.
    ///
    /// # Errors
    ///
    /// Fails where the file that was named cannot be read.
    pub(super) fn load(&self) -> anyhow::Result<(Config, Option<String>)> {
        let Some(path) = self.config.clone().or_else(usual_file) else {
            return Ok((Config::default(), None));
        };
        let shown = shown(&path);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let (config, faults) = read(&text, &shown);
                let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                for fault in &faults {
                    say(fault);
                }
                Ok((config, in_a_line(&faults)))
            }
            Err(error) if self.config.is_some() => Err(error).context(shown),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((Config::default(), None)),
            Err(error) => {
                let words = format!("{shown}: {error}; the defaults are used");
                say(&words);
                Ok((Config::default(), Some(words)))
            }
        }
    }
}

/// Returns the file that is read unless another is named; `None` where the system knows no home.
fn usual_file() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("bingetop/config.toml"))
}

/// Returns the name of a file as it is shown.
fn shown(path: &Path) -> String {
    name::shown(&path.to_string_lossy()).into_owned()
}

/// Returns the first fault, and how many more there are.
fn in_a_line(faults: &[String]) -> Option<String> {
    match faults {
        [] => None,
        [only] => Some(only.clone()),
        [first, rest @ ..] => Some(format!("{first} (and {} more)", rest.len())),
    }
}
