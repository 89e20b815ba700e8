//! `bingetop formats`: what can be read, and what is to be known of it.
//!
//! | module | holds |
//! |---|---|
//! | `sheet` | what is told of one format, from its own words |
//! | `text` | sheets for a terminal |

mod sheet;
mod text;

use std::io::{IsTerminal as _, stdout};
use std::process::ExitCode;

use self::sheet::Sheet;
use super::arguments::Written;
use super::config::ConfigArgument;
use super::output::{print, print_lines, say};
use crate::formats::preset::Preset;
use crate::formats::registry::{self, FORMATS};

/// How wide text is that no terminal shows.
const USUAL_WIDTH: usize = 80;

/// What `bingetop formats` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tell of this one alone, and how it is read
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Written,
    #[command(flatten)]
    config: ConfigArgument,
}

/// Prints what can be read: the formats, then the presets of the program and of the configuration.
///
/// # Errors
///
/// Fails where there is no format of the name asked for, or the configuration that was named cannot be read.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let sheets = match &arguments.name {
        Some(name) => vec![one(name, &arguments.config)?],
        None => all(&arguments.config)?,
    };
    match arguments.format {
        Written::Json => print(|out| {
            let told = serde_json::json!({ "schema": "bingetop.formats/1", "formats": sheets });
            serde_json::to_writer_pretty(&mut *out, &told)?;
            Ok(writeln!(out)?)
        })?,
        Written::Text => {
            let is_whole = arguments.name.is_some();
            print_lines(&text::of(&sheets, is_whole, width()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn one(name: &str, config: &ConfigArgument) -> anyhow::Result<Sheet> {
    match registry::named(name) {
        Some(format) => Ok(Sheet::of(format)),
        None => Ok(Sheet::of_preset(&config.preset(name)?)),
    }
}

fn all(config: &ConfigArgument) -> anyhow::Result<Vec<Sheet>> {
    let (presets, faults) = config.presets()?;
    for fault in faults
        .iter()
        .filter(|fault| fault.key.starts_with("formats"))
    {
        say(&fault.to_string());
    }
    let formats = FORMATS.iter().map(|format| Sheet::of(*format));
    let presets = presets
        .iter()
        .map(|preset: &Preset| Sheet::of_preset(preset));
    Ok(formats.chain(presets).collect())
}

/// Returns how many columns a line may have.
fn width() -> usize {
    let is_seen = stdout().is_terminal();
    let size = is_seen.then(crossterm::terminal::size).and_then(Result::ok);
    size.map_or(USUAL_WIDTH, |(columns, _)| usize::from(columns))
}
