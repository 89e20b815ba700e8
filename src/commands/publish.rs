//! `bingetop publish`: a number about a crowd, for the world to read.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | what is asked |
//! | `text` | the answer for people |
//! | `json` | the answer for programs |

mod arguments;
mod json;
mod text;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::Utc;
use serde_json::Value;

pub use self::arguments::Arguments;
use self::arguments::Deed;
use super::arguments::Written;
use super::output::{print, print_lines};
use crate::domain::{Day, name};
use crate::guard::publish::{self, Place, Signed};
use crate::runtime::login::login_name;
use crate::store::key::ViewerKey;

/// Publishes, suggests, approves, or says what that would cost.
///
/// # Errors
///
/// Fails with nothing published where a rule of publishing forbids it, or the log cannot be read or written.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let state = ViewerKey::directory()?;
    let log = arguments.db.as_path();
    let place = Place { log, state: &state };
    let (text, json) = answer(place, arguments).with_context(|| named(log))?;
    match arguments.format {
        Written::Text => print_lines(&text)?,
        Written::Json => print(|out| {
            serde_json::to_writer_pretty(&mut *out, &json)?;
            Ok(writeln!(out)?)
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the name of a log, to stand before what is wrong with it.
pub(super) fn named(log: &Path) -> String {
    log.display().to_string()
}

fn answer(place: Place<'_>, arguments: &Arguments) -> anyhow::Result<(String, Value)> {
    let now = now(arguments.now)?;
    let by = arguments.by.clone().unwrap_or_else(login_name);
    let by = &*name::shown(by.trim());
    let signed = Signed { now, by };
    Ok(match arguments.deed()? {
        Deed::Publish(question) if arguments.preview => {
            let preview = publish::preview(place, question, now)?;
            (preview.in_words().join("\n"), json::preview(&preview))
        }
        Deed::Suggest(wish) if arguments.preview => {
            let preview = publish::preview_suggestion(place, wish, now)?;
            (preview.in_words().join("\n"), json::preview(&preview))
        }
        Deed::Publish(question) => {
            let receipt = publish::publish(place, question, signed)?;
            (text::said(&receipt), json::receipt(&receipt))
        }
        Deed::Suggest(wish) => {
            let receipt = publish::suggest(place, wish, signed)?;
            (
                text::suggested(&receipt, place.log),
                json::receipt(&receipt),
            )
        }
        Deed::Approve(which, name) => {
            let by = &*name::shown(name.trim());
            let receipt = publish::approve(place, which, Signed { now, by })?;
            (text::said(&receipt), json::receipt(&receipt))
        }
    })
}

/// Returns the moment: that of the clock, or on a day that is asked for and has come.
fn now(day: Option<Day>) -> anyhow::Result<i64> {
    let clock = Utc::now().timestamp();
    let Some(day) = day else {
        return Ok(clock);
    };
    if day > Day::of_utc(clock) {
        bail!("--now {day}: that day is still to come; name one that has been");
    }
    Ok(day.noon().min(clock))
}
