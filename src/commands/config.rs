//! The user's configuration, as commands read it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use etcetera::BaseStrategy as _;

use super::output::say;
use crate::domain::name;
use crate::runtime::config::{Config, read};

/// Which configuration is read.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgument {
    /// The configuration [default: bingetop/config.toml in `$XDG_CONFIG_HOME` or ~/.config]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl ConfigArgument {
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
