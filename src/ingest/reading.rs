//! Reading the inputs of an import, before the log is touched.

use std::io::Write;
use std::sync::atomic::Ordering;

use chrono_tz::Tz;

use super::input::{self, Part, Source};
use super::pipeline::{IngestError, Options, Progress};
use super::reader::{Context, Identity, ReadError};
use super::record::{Entry, Record, Refusal};
use super::staging::Staging;
use super::summary::Summary;
use crate::store::Settings;

/// What an import has read: rows, and what became of the others.
pub(super) struct Reading<'a> {
    /// The rows; their sources are numbered from 0 in the order of `summary.parts`.
    pub staging: Staging,
    pub summary: Summary,
    zone: Option<Tz>,
    options: &'a Options,
    progress: &'a Progress,
}

impl<'a> Reading<'a> {
    /// Returns a reading that has read nothing, for a log with these settings.
    pub fn new(
        settings: &Settings,
        is_zone_stated: bool,
        options: &'a Options,
        progress: &'a Progress,
    ) -> Self {
        Self {
            staging: Staging::new(
                options.key.clone(),
                options.account.clone(),
                options.keep_names,
            ),
            summary: Summary::new(settings.rule.zone, settings.rule.starts()),
            zone: is_zone_stated.then_some(settings.rule.zone),
            options,
            progress,
        }
    }

    /// Reads files, in order.
    pub fn read_all(
        &mut self,
        sources: &[Source],
        mut refused: Option<&mut dyn Write>,
    ) -> Result<(), IngestError> {
        let context = Context {
            zone: self.zone,
            mapping: self.options.mapping.clone(),
        };
        let progress = self.progress;
        for source in sources {
            let read = input::each_part(
                source,
                self.options.format,
                &context,
                &progress.bytes_read,
                &progress.cancelled,
                &mut |part| self.read_part(part, &context, &mut refused),
            );
            // Whatever a reading says that was told to stop, that is why it ended.
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
        refused: &mut Option<&mut dyn Write>,
    ) -> Result<(), IngestError> {
        let source = self.add_source(&part.name, part.reader.name());
        let identity = part.reader.identity();
        let mut failed = None;
        let outcome = part.reader.read(part.input, context, &mut |entry| {
            if let Entry::Refused(refusal) = &entry
                && let Some(file) = refused
            {
                failed = write_refusal(*file, &part.name, refusal).err();
            }
            self.take(entry, &part.name, source, identity);
            failed.is_none() && !self.progress.is_cancelled()
        });
        if let Some(error) = failed {
            return Err(IngestError::Refusals(error));
        }
        match outcome {
            Err(ReadError::Stopped) => Err(IngestError::Cancelled),
            outcome => outcome.map_err(|source| IngestError::Read {
                part: part.name,
                source,
            }),
        }
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
    pub fn take_records(
        &mut self,
        name: &str,
        records: impl Iterator<Item = Record>,
    ) -> Result<(), IngestError> {
        let source = self.add_source(name, "sample");
        for record in records {
            self.take(Entry::Row(record), name, source, Identity::WholeRow);
            if self.progress.is_cancelled() {
                return Err(IngestError::Cancelled);
            }
        }
        Ok(())
    }

    fn take(&mut self, entry: Entry, part: &str, source: u32, identity: Identity) {
        self.summary.read += 1;
        self.progress.rows_read.fetch_add(1, Ordering::Relaxed);
        match entry {
            Entry::Row(record) => self.staging.push(&record, source, identity),
            Entry::Dropped(reason) => self.summary.drop_rows(reason, 1),
            Entry::Refused(refusal) => self.summary.refuse(part, refusal),
        }
    }

    fn add_source(&mut self, part: &str, format: &'static str) -> u32 {
        let number = self.summary.parts.len();
        self.summary.parts.push((part.to_owned(), format));
        u32::try_from(number).expect("an import has not four thousand million files")
    }
}

/// Writes a refused row of `part` as one line of a table.
pub(super) fn write_refusal(
    file: &mut dyn Write,
    part: &str,
    refusal: &Refusal,
) -> std::io::Result<()> {
    let Refusal { line, reason, text } = refusal;
    let text = text.replace(['\n', '\r', '\t'], " ");
    writeln!(file, "{part}\t{line}\t{reason}\t{text}")
}
