//! How to import, as the arguments, the machine and the viewer key say.

use anyhow::Context as _;
use chrono_tz::Tz;

use super::arguments::Arguments;
use crate::commands::new_file::check_folder;
use crate::formats::preset::Preset;
use crate::formats::registry;
use crate::ingest::options::Options;
use crate::store::key::ViewerKey;
use crate::store::salt::Salt;
use crate::store::settings::TitleHours;

/// Returns how to import.
///
/// # Errors
///
/// Fails where the key that hides viewers cannot be read, or lies beside the log.
pub(super) fn options(arguments: &Arguments) -> anyhow::Result<Options> {
    let preset = preset(arguments)?;
    let map = arguments.map.clone();
    Ok(Options {
        format: preset.format,
        time_zone: arguments.new_log.time_zone,
        times_in: arguments.times_in.or(preset.times_in),
        dates: arguments.dates.or(preset.dates),
        machine_zone: machine_zone(),
        day_starts: arguments.new_log.day_starts,
        minimum_seconds: arguments.new_log.minimum_seconds,
        title_hours: arguments.new_log.no_hours.then_some(TitleHours::NotCounted),
        account: arguments.account.clone(),
        keep_names: arguments.keep_names,
        mapping: map.unwrap_or(preset.mapping),
        memory: arguments.memory,
        dry_run: arguments.dry_run,
        now: chrono::Utc::now().timestamp(),
        key: key(arguments)?,
        state: Some(ViewerKey::directory()?),
        salt: Salt::random().context("a salt for a new log")?,
        is_synthetic: false,
    })
}

/// Returns the format that is named, as a preset that says no more where it is one of the program's own; options on the
/// command line come before what a preset says.
///
/// # Errors
///
/// Fails where none has that name, or the preset has a fault.
fn preset(arguments: &Arguments) -> anyhow::Result<Preset> {
    let Some(name) = &arguments.format else {
        return Ok(Preset::default());
    };
    if let Some(format) = registry::named(name) {
        return Ok(Preset {
            format: Some(format),
            ..Preset::default()
        });
    }
    arguments.config.preset(name)
}

/// Returns the key that hides viewers. A dry run makes no key where there is none.
fn key(arguments: &Arguments) -> anyhow::Result<ViewerKey> {
    check_folder(&arguments.into)?;
    let directory = ViewerKey::directory()?;
    Ok(if arguments.dry_run {
        ViewerKey::load_or_invent_in(&directory)?
    } else {
        ViewerKey::load_or_create_in(&directory)?
    })
}

/// Returns the machine's time zone; UTC where it names none.
fn machine_zone() -> Tz {
    let name = iana_time_zone::get_timezone().unwrap_or_default();
    match name.parse() {
        // Machines write Etc/UTC, people write UTC: the log is to have the same zone either way.
        Ok(Tz::Etc__UTC) | Err(_) => Tz::UTC,
        Ok(zone) => zone,
    }
}
