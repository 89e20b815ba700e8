//! What the imports of one log agree on: its zone, its days, its minimum lengths, its key.

use std::path::Path;

use rusqlite::Connection;

use super::pipeline::{IngestError, Options, write_error};
use crate::domain::DayRule;
use crate::store::Settings;
use crate::store::settings::MINIMUM_COHORT;

/// Returns the settings of the log, made by its first import and kept by every later one.
pub(super) fn agreed_settings(
    conn: &Connection,
    path: &Path,
    options: &Options,
) -> Result<Settings, IngestError> {
    let kept = Settings::load(conn).map_err(|source| IngestError::Settings {
        path: path.to_owned(),
        source,
    })?;
    let Some(kept) = kept else {
        let settings = Settings {
            rule: DayRule {
                zone: options.time_zone.unwrap_or(options.machine_zone),
                starts_minutes: options.day_starts.unwrap_or(0),
            },
            minimum_seconds: options.minimum_seconds,
            minimum_cohort: MINIMUM_COHORT,
            key_fingerprint: options.key.fingerprint(),
            is_synthetic: options.is_synthetic,
        };
        settings
            .save(conn)
            .map_err(|source| write_error(path, source))?;
        return Ok(settings);
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
    if kept.key_fingerprint != options.key.fingerprint() {
        return Err(IngestError::OtherKey(path.to_owned()));
    }
    Ok(kept)
}
