//! Reading the inputs of an import, before the log is touched.

use std::path::Path;
use std::sync::atomic::Ordering;

use chrono_tz::Tz;

use super::batch::Batch;
use super::error::IngestError;
use super::left_out::LeftOut;
use super::options::Options;
use super::progress::Progress;
use super::refused_file::RefusedFile;
use super::staged::Staged;
use super::staging::Staging;
use super::staging_thread::StagingThread;
use super::summary::{ReadPart, Summary};
use crate::formats::context::Context;
use crate::formats::identity::Identity;
use crate::formats::input::{Found, Part, Source, Wanted, Watch, each_part};
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::{Entry, Record};
use crate::store::Settings;
use crate::store::external_sort::Sorter;

/// Reads inputs: hands their rows to the staging thread, and counts the others.
pub(super) struct InputReader<'a> {
    /// Numbers and sorts the rows; their sources are numbered from 0 in the order of `summary.parts`.
    staging: StagingThread,
    /// Rows on their way there.
    batch: Batch,
    /// Whether the staging thread has failed: reading on is of no use.
    has_staging_failed: bool,
    summary: Summary,
    identities: Vec<Identity>,
    zone: Option<Tz>,
    /// Whose rows are not to be in the log.
    left_out: LeftOut,
    options: &'a Options,
    progress: &'a Progress,
}

/// Everything an import has read.
pub(super) struct StagedInput {
    pub staged: Staged,
    pub summary: Summary,
    /// How the rows of each part are told apart.
    pub identities: Vec<Identity>,
}

impl<'a> InputReader<'a> {
    /// Returns a reader that has read nothing, for a log with these settings in `folder`.
    pub fn new(
        folder: &Path,
        settings: &Settings,
        options: &'a Options,
        progress: &'a Progress,
        left_out: LeftOut,
    ) -> Self {
        Self {
            staging: StagingThread::start(Staging::new(Sorter::new(
                options.memory.bytes(),
                folder,
            ))),
            batch: Batch::default(),
            has_staging_failed: false,
            identities: Vec::new(),
            summary: Summary::new(settings.rule.zone, settings.rule.starts()),
            // The machine's zone is right for days, and a guess for times that nobody has said anything of: every
            // import asks for those, not the first one alone.
            zone: bool::then_some(settings.is_zone_stated, settings.rule.zone),
            left_out,
            options,
            progress,
        }
    }

    /// Reads files, in order.
    pub fn read_all(
        &mut self,
        sources: &[Source],
        mut refused: Option<&mut RefusedFile>,
    ) -> Result<(), IngestError> {
        let context = Context {
            times_in: self.options.times_in,
            zone: self.zone,
            now: Some(self.options.now),
            dates: self.options.dates,
            mapping: self.options.mapping.clone(),
        };
        let wanted = Wanted::new(self.options.format, &context);
        let progress = self.progress;
        let watch = Watch {
            bytes_read: &progress.bytes_read,
            cancelled: &progress.cancelled,
        };
        for source in sources {
            let read = each_part(source, wanted, watch, &mut |found| match found {
                Found::Log(part) => self.read_part(part, &context, &mut refused),
                Found::Other(name) => {
                    self.summary.passed_over.push(name);
                    Ok(())
                }
            });
            // Once told to stop, that is why reading ended, whatever error it gives.
            read.map_err(|error| match error {
                _ if progress.is_cancelled() => IngestError::Cancelled,
                error => error,
            })?;
        }
        Ok(())
    }

    fn read_part(
        &mut self,
        part: Part<'_>,
        context: &Context,
        refused: &mut Option<&mut RefusedFile>,
    ) -> Result<(), IngestError> {
        let Part {
            name,
            format,
            recognised,
            input,
        } = part;
        let identity = format.facts().identity;
        let read = ReadPart {
            name: name.clone(),
            format: format.name(),
            recognised,
        };
        let source = self.add_source(read, identity);
        let mut failed = None;
        let outcome = format.read(input, context, &mut |entry| {
            let entry = self.left_out.without(entry);
            if let Entry::Refused(refusal) = &entry
                && let Some(file) = refused
            {
                failed = file.keep(&name, refusal).err();
            }
            self.take(entry, &name, source, identity);
            failed.is_none() && !self.has_staging_failed && !self.progress.is_cancelled()
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        match outcome {
            // `finish` returns the staging thread's error.
            Err(ReadError::Stopped) if self.has_staging_failed => Ok(()),
            Err(ReadError::Stopped) => Err(IngestError::Cancelled),
            outcome => outcome.map_err(|source| IngestError::Read { part: name, source }),
        }
    }

    /// Ends the reading.
    pub fn finish(mut self) -> Result<StagedInput, IngestError> {
        self.send();
        let staged = self.staging.finish().map_err(IngestError::Spill)?;
        Ok(StagedInput {
            staged,
            summary: self.summary,
            identities: self.identities,
        })
    }

    /// Fails where every row was refused: a log of nothing helps nobody.
    pub fn check(&self) -> Result<(), IngestError> {
        let summary = &self.summary;
        match summary.refusals.first() {
            Some((part, refusal)) if summary.refused == summary.read => {
                Err(IngestError::NothingReadable {
                    part: part.clone(),
                    line: refusal.line,
                    reason: refusal.reason.clone(),
                    rows: summary.refused,
                })
            }
            _ => Ok(()),
        }
    }

    /// Takes records that come from no file.
    pub fn take_records<'r>(
        &mut self,
        name: &str,
        records: impl Iterator<Item = Record<'r>>,
    ) -> Result<(), IngestError> {
        let made_up = ReadPart {
            name: name.to_owned(),
            format: "sample",
            recognised: Recognised::because("it is made up"),
        };
        let source = self.add_source(made_up, Identity::WholeRow);
        for record in records {
            let entry = self.left_out.without(Entry::Row(record));
            self.take(entry, name, source, Identity::WholeRow);
            if self.progress.is_cancelled() {
                return Err(IngestError::Cancelled);
            }
        }
        Ok(())
    }

    fn take(&mut self, entry: Entry<'_>, part: &str, source: u32, identity: Identity) {
        self.summary.read += 1;
        match entry {
            Entry::Row(record) => {
                self.summary.note_unknown(&record);
                self.batch.push(&record, source, identity);
            }
            Entry::Dropped(reason) => self.summary.drop_rows(reason, 1),
            Entry::Refused(refusal) => self.summary.refuse(part, refusal),
        }
        if self.batch.is_full() {
            self.send();
        }
    }

    /// Sends the rows read since last time to be numbered and sorted.
    fn send(&mut self) {
        let read = &self.progress.rows_read;
        read.store(self.summary.read, Ordering::Relaxed);
        if !self.batch.is_empty() {
            let batch = std::mem::take(&mut self.batch);
            match self.staging.push(batch) {
                Some(empty) => self.batch = empty,
                None => self.has_staging_failed = true,
            }
        }
    }

    fn add_source(&mut self, part: ReadPart, identity: Identity) -> u32 {
        let number = self.summary.parts.len();
        self.summary.parts.push(part);
        self.identities.push(identity);
        u32::try_from(number).expect("an import has not four thousand million files")
    }
}
