//! Rows of an import, or of the log, that another source of the log tells of, too, and better: they count once.

use std::collections::{BTreeMap, BTreeSet};

use super::error::IngestError;
use super::forgetting::delete_titles_without_rows;
use super::log_transaction::{LogTransaction, update_cubes, write_error};
use super::writing::{self, Retold};
use crate::derive::ChangeSet;
use crate::formats::registry::RETELLINGS;
use crate::store::Settings;

/// Takes such rows out of the log, and returns how many each source had.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn leave_out_retold(
    log: LogTransaction<'_>,
    settings: &Settings,
) -> Result<BTreeMap<u32, u64>, IngestError> {
    let mut by_source = BTreeMap::new();
    for retelling in &RETELLINGS {
        let retold = log.checked(Retold::find(log.conn, retelling))?;
        if retold.left.is_empty() {
            continue;
        }
        let titles: BTreeSet<u32> = retold.left.keys().copied().collect();
        let mut changes = ChangeSet::new(log.options.memory);
        let written = writing::write_left(log.conn, settings, retold.left, &mut changes);
        let written = written.map_err(|error| write_error(error, log.path, log.failure))?;
        update_cubes(log.conn, log.path, changes, &written, log.limits())?;
        log.checked(delete_titles_without_rows(log.conn, &titles))?;
        for (source, rows) in retold.by_source {
            *by_source.entry(source).or_default() += rows;
        }
    }
    Ok(by_source)
}
