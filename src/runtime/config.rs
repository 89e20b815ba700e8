//! The user's configuration: a TOML file.
//!
//! What is wrong with a setting is said with file, line and key; the setting is then as if it were not there.
//!
//! | module | holds |
//! |---|---|
//! | [`formats`] | the part that has presets of formats, and those that the program brings along |
//! | `keys` | the part that binds keys |
//! | [`printed`] | the defaults as a file with comments |

pub mod formats;
mod keys;
pub mod printed;

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use clap::ValueEnum as _;
use strum::IntoEnumIterator as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::refresh;
use crate::app::ThemeName;
use crate::app::bindings::Bindings;
use crate::app::span::Span;
use crate::formats::preset::Preset;

/// The user's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The theme; `None` is what suits the terminal.
    pub theme: Option<ThemeName>,
    /// Whether the dashboard takes the mouse.
    pub mouse: bool,
    /// How often to look for new plays; `None` never.
    pub refresh: Option<Duration>,
    /// The range that the dashboard opens with.
    pub range: Span,
    /// Cohorts of fewer viewers are hidden, also where the log itself would show them.
    pub minimum_cohort: u32,
    /// The keys in effect.
    pub bindings: Bindings,
    /// How to read files of the user's own formats, in the order of their names.
    pub formats: Vec<Preset>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: None,
            mouse: true,
            refresh: refresh::DEFAULT,
            range: Span::default(),
            minimum_cohort: 1,
            bindings: Bindings::default(),
            formats: Vec::new(),
        }
    }
}

/// What a theme is called that is chosen by the terminal.
pub const AUTO: &str = "auto";

/// What is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    /// The file, as it is shown.
    pub file: String,
    /// The line, from 1 on.
    pub line: usize,
    /// The key of the setting; empty where the file cannot be read there.
    pub key: String,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)?;
        if !self.key.is_empty() {
            write!(f, ", `{}`", self.key)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The largest minimum cohort.
const LARGEST_COHORT: u32 = 1_000_000;

/// The settings of a file.
const SETTINGS: [&str; 7] = [
    "theme",
    "mouse",
    "refresh",
    "range",
    "minimum_cohort",
    "keys",
    "formats",
];

/// Reads the text of a file that is shown as `file`; returns the settings, and what is wrong with it.
#[must_use]
pub fn read(text: &str, file: &str) -> (Config, Vec<ConfigFault>) {
    let mut reading = Reading {
        text,
        file,
        config: Config::default(),
        faults: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        reading.fault(error.span().unwrap_or(0..0), "", error.message());
    }
    for (key, value) in table.get_ref() {
        reading.setting(key, value);
    }
    reading.faults.sort_by_key(|fault| fault.line);
    (reading.config, reading.faults)
}

struct Reading<'a> {
    text: &'a str,
    file: &'a str,
    config: Config,
    faults: Vec<ConfigFault>,
}

impl Reading<'_> {
    fn setting(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        let name = key.get_ref().as_ref();
        let read = match name {
            "theme" => self.theme(value),
            "mouse" => self.mouse(value),
            "refresh" => self.refresh(value),
            "range" => self.range(value),
            "minimum_cohort" => self.minimum_cohort(value),
            "keys" => {
                self.keys(value);
                Ok(())
            }
            "formats" => {
                self.formats(value);
                Ok(())
            }
            _ => {
                let allowed = SETTINGS.join(", ");
                self.fault(
                    key.span(),
                    name,
                    &format!("no such setting; there are {allowed}"),
                );
                Ok(())
            }
        };
        if let Err(message) = read {
            self.fault(value.span(), name, &message);
        }
    }

    fn theme(&mut self, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
        let name = value.get_ref().as_str().unwrap_or_default();
        self.config.theme = match ThemeName::from_str(name, false) {
            _ if name == AUTO => None,
            Ok(theme) => Some(theme),
            Err(_) => {
                let names: Vec<String> = ThemeName::iter().map(|name| name.to_string()).collect();
                return Err(format!("a theme is one of {AUTO}, {}", names.join(", ")));
            }
        };
        Ok(())
    }

    fn mouse(&mut self, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
        let is_taken = value.get_ref().as_bool();
        self.config.mouse =
            is_taken.ok_or("true takes the mouse, false leaves it to the terminal")?;
        Ok(())
    }

    fn refresh(&mut self, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
        let text = value.get_ref().as_str().unwrap_or_default();
        self.config.refresh = refresh::parse(text)?;
        Ok(())
    }

    fn range(&mut self, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
        let text = value.get_ref().as_str();
        let text = text.ok_or("a range is a text, like \"30d\" or \"last month\"")?;
        let span = Span::of_any_log(text).map_err(|error| error.message)?;
        self.config.range = span;
        Ok(())
    }

    fn minimum_cohort(&mut self, value: &Spanned<DeValue<'_>>) -> Result<(), String> {
        let number = value.get_ref().as_integer();
        let number = number.and_then(|number| number.as_str().parse::<u32>().ok());
        let number = number.filter(|number| (1..=LARGEST_COHORT).contains(number));
        self.config.minimum_cohort = number.ok_or_else(|| {
            format!(
                "a number of viewers from 1 to {LARGEST_COHORT}; it raises the log's own and never lowers it"
            )
        })?;
        Ok(())
    }

    fn fault(&mut self, at: Range<usize>, key: &str, message: &str) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        self.faults.push(ConfigFault {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            key: key.to_owned(),
            message: message.replace('\n', " "),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Key;
    use crate::app::keymap::command;
    use rstest::rstest;

    fn faults(text: &str) -> Vec<String> {
        let faults = read(text, "config.toml").1.into_iter();
        faults.map(|fault| fault.to_string()).collect()
    }

    #[test]
    fn every_setting_is_read() {
        let text = "theme = \"mono\"\nmouse = false\nrefresh = \"2m\"\nrange = \"last week\"\nminimum_cohort = 25\n\
                    [keys]\ncompare = [\"W\", \"ctrl-k\"]\npause = \"f5\"\nreveal = []\n";
        let (config, faults) = read(text, "config.toml");
        assert_eq!(faults, []);
        assert_eq!(config.theme, Some(ThemeName::Mono));
        assert!(!config.mouse);
        assert_eq!(config.refresh, Some(Duration::from_mins(2)));
        assert_eq!(config.range.text(), "last week");
        assert_eq!(config.minimum_cohort, 25);
        let keys = |name| {
            let keys = config.bindings.keys_of(command(name).expect("a command"));
            keys.iter().map(|key| key.spelled()).collect::<Vec<_>>()
        };
        assert_eq!(keys("compare"), ["W", "Ctrl-K"]);
        assert_eq!(keys("pause"), ["F5"]);
        assert_eq!(keys("reveal"), [] as [&str; 0]);
        assert_eq!(keys("quit"), ["q", "Ctrl-C"]);
    }

    #[test]
    fn nothing_means_the_defaults() {
        assert_eq!(read("", "config.toml"), (Config::default(), vec![]));
    }

    #[rstest]
    #[case(
        "\ntheme = \"pink\"",
        "line 2, `theme`: a theme is one of auto, dark, light, projector, mono, ansi16"
    )]
    #[case(
        "mouse = \"off\"",
        "line 1, `mouse`: true takes the mouse, false leaves"
    )]
    #[case("theme = 3", "line 1, `theme`: a theme is one of auto, dark")]
    #[case("refresh = \"soon\"", "line 1, `refresh`: write it like 5s")]
    #[case("refresh = 5", "line 1, `refresh`: write it like 5s")]
    #[case("range = \"30 dais\"", "line 1, `range`: ")]
    #[case(
        "minimum_cohort = 0",
        "line 1, `minimum_cohort`: a number of viewers from 1 to"
    )]
    #[case(
        "minimum_cohort = \"9\"",
        "line 1, `minimum_cohort`: a number of viewers from 1 to"
    )]
    #[case(
        "colour = 3",
        "line 1, `colour`: no such setting; there are theme, mouse, refresh"
    )]
    #[case("keys = 3", "line 1, `keys`: a table of names and keys")]
    #[case(
        "[keys]\nquitt = \"Q\"",
        "line 2, `keys.quitt`: no command has this name; did you mean `quit`?"
    )]
    #[case(
        "[keys]\nqzqzqz = \"Q\"",
        "line 2, `keys.qzqzqz`: no command has this name; bingetop --print-keys lists them"
    )]
    #[case(
        "[keys]\npause = \"hyper-p\"",
        "line 2, `keys.pause`: `hyper-p` is no key: write a character"
    )]
    #[case("[keys]\npause = [1]", "line 2, `keys.pause`: write keys as")]
    #[case(
        "[keys]\nquit = []",
        "line 2, `keys.quit`: at least one key has to do this"
    )]
    #[case(
        "[keys]\naccept = \"a\"",
        "line 2, `keys.accept`: `a` types a character while a line is typed"
    )]
    #[case(
        "[keys]\nsuspend = \"Z\"",
        "line 2, `keys.suspend`: `Z` types a character while a line is typed"
    )]
    #[case(
        "[keys]\nstreak = \"K\"",
        "line 2, `keys.streak`: wants a word behind its name, and so has no key"
    )]
    #[case(
        "[keys]\ncompare = \"p\"",
        "line 2, `keys.compare`: `p` would do both `compare` and `pause`"
    )]
    #[case("theme = ", "line 1: ")]
    fn a_fault_is_said_with_line_and_key_and_what_is_allowed(
        #[case] text: &str,
        #[case] words: &str,
    ) {
        let said = faults(text);
        let first = said.first().expect("a fault");
        assert!(
            first.starts_with(&format!("config.toml, {words}")),
            "{first}"
        );
        let (config, _) = read(text, "config.toml");
        assert_eq!(
            config,
            Config::default(),
            "the setting is as if it were not there"
        );
    }

    #[test]
    fn a_fault_leaves_the_other_settings() {
        let text =
            "theme = \"pink\"\nminimum_cohort = 12\n[keys]\ncompare = \"p\"\nreveal = \"X\"\n";
        let (config, faults) = read(text, "config.toml");
        assert_eq!(faults.len(), 2);
        assert_eq!(config.minimum_cohort, 12);
        assert_eq!(config.bindings.spelled(command("reveal").expect("it")), "X");
        assert_eq!(
            config.bindings.spelled(command("compare").expect("it")),
            "c"
        );
    }

    #[test]
    fn keys_may_change_places() {
        let (config, faults) = read("[keys]\ncompare = \"p\"\npause = \"c\"\n", "config.toml");
        assert_eq!(faults, []);
        let pause = config.bindings.keys_of(command("pause").expect("it"));
        assert_eq!(pause, [Key::parse("c").expect("a key")]);
    }
}
