//! An answer that is all of one state of the log.

use anyhow::Context as _;
use rusqlite::Connection;

use crate::derive::Repaired;
use crate::query::{Log, ScopeError, SelectError};
use crate::runtime::source::Opened;
use crate::snapshot::CubeError;

/// Why there is no answer.
pub(in crate::commands) enum Unanswered {
    /// The log has to be read again: for this reason.
    Unread(SelectError),
    /// There is none.
    For(anyhow::Error),
}

impl From<SelectError> for Unanswered {
    fn from(error: SelectError) -> Self {
        Self::Unread(error)
    }
}

impl From<ScopeError> for Unanswered {
    fn from(error: ScopeError) -> Self {
        match error {
            ScopeError::Select(error) => Self::Unread(error),
            error => Self::For(error.into()),
        }
    }
}

impl From<anyhow::Error> for Unanswered {
    fn from(error: anyhow::Error) -> Self {
        Self::For(error)
    }
}

/// Returns what `ask` answers of a log that was read by a connection; `say` is told what had to be repaired, and errors of
/// reading name the log `source`.
///
/// Where the log has changed since it was read, it is read again, and asked again: its newest day and the numbers of its
/// titles may be others now.
///
/// # Errors
///
/// Fails where the log cannot be read, or `ask` does.
pub(in crate::commands) fn answered<T>(
    (opened, log): (&mut Opened, Log),
    source: &str,
    say: &dyn Fn(&Repaired),
    mut ask: impl FnMut(&Connection, &Log) -> Result<T, Unanswered>,
) -> anyhow::Result<T> {
    let mut log = log;
    let named = || source.to_owned();
    loop {
        match ask(opened.conn(), &log) {
            Ok(answer) => return Ok(answer),
            Err(Unanswered::For(error)) => return Err(error),
            Err(Unanswered::Unread(SelectError::Changed)) => {}
            Err(Unanswered::Unread(SelectError::Cubes(
                error @ (CubeError::Sqlite(_) | CubeError::Reduced),
            ))) => {
                return Err(error).with_context(named);
            }
            Err(Unanswered::Unread(SelectError::Cubes(reason))) => {
                say(&opened.repair(reason).with_context(named)?);
            }
        }
        let (read, repaired) = opened.load(log.levels_read()).with_context(named)?;
        repaired.iter().for_each(say);
        log = read;
    }
}
