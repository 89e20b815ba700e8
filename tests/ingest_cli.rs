//! `bingetop ingest` as people run it: every option, every kind of input, every way to fail.

#[path = "support/dump.rs"]
mod dump;
#[path = "support/home.rs"]
mod home;
#[cfg(unix)]
#[path = "support/permissions.rs"]
mod permissions;
#[path = "support/reasons.rs"]
mod reasons;
#[path = "support/viewers.rs"]
mod viewers;
#[path = "support/zipped.rs"]
mod zipped;

#[path = "ingest_cli/advice.rs"]
mod advice;
#[path = "ingest_cli/by_day.rs"]
mod by_day;
#[path = "ingest_cli/exports.rs"]
mod exports;
#[path = "ingest_cli/formats.rs"]
mod formats;
#[path = "ingest_cli/grown.rs"]
mod grown;
#[path = "ingest_cli/inputs.rs"]
mod inputs;
#[path = "ingest_cli/jellystat.rs"]
mod jellystat;
#[path = "ingest_cli/json.rs"]
mod json;
#[path = "ingest_cli/letterboxd.rs"]
mod letterboxd;
#[path = "ingest_cli/logs.rs"]
mod logs;
#[cfg(unix)]
#[path = "ingest_cli/modes.rs"]
mod modes;
#[path = "ingest_cli/netflix_history.rs"]
mod netflix_history;
#[path = "ingest_cli/no_hours.rs"]
mod no_hours;
#[path = "ingest_cli/parquet.rs"]
mod parquet_files;
#[path = "ingest_cli/playback_reporting.rs"]
mod playback_reporting;
#[path = "ingest_cli/presets.rs"]
mod presets;
#[path = "ingest_cli/privacy.rs"]
mod privacy;
#[path = "ingest_cli/refused.rs"]
mod refused;
#[path = "ingest_cli/repeats.rs"]
mod repeats;
#[path = "ingest_cli/retold.rs"]
mod retold;
#[path = "ingest_cli/reused_ids.rs"]
mod reused_ids;
#[path = "ingest_cli/scrobbles.rs"]
mod scrobbles;
#[path = "ingest_cli/settings.rs"]
mod settings;
#[cfg(unix)]
#[path = "ingest_cli/stopped.rs"]
mod stopped;
#[path = "ingest_cli/targets.rs"]
mod targets;
#[path = "ingest_cli/tautulli.rs"]
mod tautulli;
#[path = "ingest_cli/youtube.rs"]
mod youtube;
