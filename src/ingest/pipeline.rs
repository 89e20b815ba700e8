//! The whole way from files to a log, in one transaction.

use std::path::Path;

use super::commit::commit;
use super::error::IngestError;
use super::left_out::LeftOut;
use super::log_path::folder_of;
use super::log_settings::{agreed, kept_settings};
use super::options::Options;
use super::progress::Progress;
use super::reading::InputReader;
use super::refused_file::RefusedFile;
use super::summary::Summary;
use crate::formats::input::Source;
use crate::formats::record::Record;
use crate::store::refused_notes::RefusedNotes;

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
    let file = refused.as_deref().map(|file| file.path().to_owned());
    let note = || {
        let file = file.as_deref();
        file.map_or(Ok(()), |file| note_refused(path, file, options))
    };
    note()?;
    let summary = into_log(path, options, progress, |reader| {
        reader.read_all(sources, refused)
    })?;
    // A new log is one only now.
    note()?;
    Ok(summary)
}

/// Notes that `file` keeps refused rows of the log at `path`, where there is such a log: forgetting a viewer then finds it.
///
/// # Errors
///
/// Fails where the log cannot be read or the note not be kept.
pub(super) fn note_refused(path: &Path, file: &Path, options: &Options) -> Result<(), IngestError> {
    let (Some(state), Some(settings)) = (&options.state, kept_settings(path)?) else {
        return Ok(());
    };
    let notes = RefusedNotes::new(state, &options.key, settings.salt.as_ref());
    notes.add(file).map_err(|source| IngestError::RefusedNote {
        path: notes.path().to_owned(),
        source,
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
    let left_out = LeftOut::load(options, &settings)?;
    let mut reader = InputReader::new(folder_of(path), &settings, options, progress, left_out);
    read(&mut reader)?;
    reader.check()?;
    commit(path, reader.finish()?, options, progress)
}
