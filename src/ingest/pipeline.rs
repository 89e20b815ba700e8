//! The whole way from files to a log, in one transaction.

use std::path::Path;

use super::commit::commit;
use super::error::IngestError;
use super::log_path::folder_of;
use super::log_settings::{agreed, kept_settings};
use super::options::Options;
use super::progress::Progress;
use super::reading::InputReader;
use super::refused_file::RefusedFile;
use super::summary::Summary;
use crate::formats::input::Source;
use crate::formats::record::Record;

/// Reads `sources` into the log at `path`, which is made where there is none.
///
/// Refused rows are added to `refused` as they come.
///
/// # Errors
///
/// Fails without a trace in the log: it is as before, or is not there.
pub fn ingest(
    path: &Path,
    sources: &[Source],
    options: &Options,
    progress: &Progress,
    refused: Option<&mut RefusedFile>,
) -> Result<Summary, IngestError> {
    into_log(path, options, progress, |reader| {
        reader.read_all(sources, refused)
    })
}

/// Writes `records` into a new log at `path`, as if they had been read from a file called `name`.
///
/// # Errors
///
/// Fails without a trace in the log.
pub fn ingest_records<'r>(
    path: &Path,
    name: &str,
    records: impl Iterator<Item = Record<'r>>,
    options: &Options,
    progress: &Progress,
) -> Result<Summary, IngestError> {
    into_log(path, options, progress, |reader| {
        reader.take_records(name, records)
    })
}

/// Reads everything before it writes: the log is not locked while a pipe is silent.
fn into_log(
    path: &Path,
    options: &Options,
    progress: &Progress,
    read: impl FnOnce(&mut InputReader<'_>) -> Result<(), IngestError>,
) -> Result<Summary, IngestError> {
    let settings = agreed(kept_settings(path)?, path, options)?;
    let mut reader = InputReader::new(folder_of(path), &settings, options, progress);
    read(&mut reader)?;
    reader.check()?;
    commit(path, reader.finish()?, options, progress)
}
