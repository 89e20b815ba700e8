//! The settings that all imports of a log share: zone, start of days, minimum lengths, key, salt.

use std::path::Path;

use rusqlite::Connection;

use super::error::IngestError;
use super::log_path::has_bytes;
use super::options::Options;
use crate::domain::DayRule;
use crate::store::open::check_place_of_new;
use crate::store::settings::MINIMUM_COHORT;
use crate::store::{OpenError, Settings, open_write, reduced, schema};

/// Returns the settings of the log at `path`; `None` where there is no log yet.
///
/// # Errors
///
/// Fails where the file is no log that can be written.
pub(super) fn kept_settings(path: &Path) -> Result<Option<Settings>, IngestError> {
    if !has_bytes(path) {
        check_place_of_new(path)?;
        return Ok(None);
    }
    let conn = open_write(path)?;
    match schema::version(&conn) {
        Ok(0) => Ok(None),
        Ok(_) => load_settings(&conn, path),
        Err(source) => Err(OpenError::of_sqlite(path, source).into()),
    }
}

/// Returns the settings in a log; `None` where it has none yet.
///
/// # Errors
///
/// Fails where they cannot be read, and where the log is a reduced one, which no import changes.
pub(super) fn load_settings(
    conn: &Connection,
    path: &Path,
) -> Result<Option<Settings>, IngestError> {
    let what = "adding rows, taking viewers out or counting one as another";
    reduced::refuse(conn, what).map_err(|source| IngestError::Reduced {
        path: path.to_owned(),
        source,
    })?;
    Settings::load(conn).map_err(|source| IngestError::Settings {
        path: path.to_owned(),
        source,
    })
}

/// Returns the settings of the log: those it has `kept` since its first import, else those that this
/// first import states. A zone that is stated later, and is the one kept, is stated from then on.
///
/// # Errors
///
/// Fails where this import states others than those kept.
pub(super) fn agreed(
    kept: Option<Settings>,
    path: &Path,
    options: &Options,
) -> Result<Settings, IngestError> {
    let Some(mut kept) = kept else {
        return Ok(Settings {
            rule: DayRule {
                zone: options.time_zone.unwrap_or(options.machine_zone),
                starts_minutes: options.day_starts.unwrap_or(0),
            },
            is_zone_stated: options.time_zone.is_some(),
            minimum_seconds: options.minimum_seconds,
            minimum_cohort: MINIMUM_COHORT,
            title_hours: options.title_hours.unwrap_or_default(),
            key_fingerprint: options.key.fingerprint(),
            salt: Some(options.salt),
            is_synthetic: options.is_synthetic,
        });
    };
    let agree = |setting: &'static str, kept: String, said: Option<String>| match said {
        Some(said) if said != kept => Err(IngestError::Disagrees {
            path: path.to_owned(),
            setting,
            kept,
            said,
        }),
        _ => Ok(()),
    };
    let zone = options.time_zone.map(|zone| zone.name().to_owned());
    agree("the time zone", kept.rule.zone.name().to_owned(), zone)?;
    let starts = options.day_starts.map(|starts_minutes| {
        DayRule {
            starts_minutes,
            ..kept.rule
        }
        .starts()
    });
    agree("days that start at", kept.rule.starts(), starts)?;
    let minimum = kept
        .minimum_seconds
        .map_or("120 s for video, 30 s for music".to_owned(), |s| {
            format!("{s} s")
        });
    let said = options.minimum_seconds.map(|s| format!("{s} s"));
    agree("a minimum length of", minimum, said)?;
    if options
        .title_hours
        .is_some_and(|hours| hours != kept.title_hours)
    {
        return Err(IngestError::CountsHours(path.to_owned()));
    }
    if kept.key_fingerprint != options.key.fingerprint() {
        return Err(IngestError::OtherKey(path.to_owned()));
    }
    kept.is_zone_stated |= options.time_zone.is_some();
    Ok(kept)
}
