//! What an import changes, for those who keep account of it.

use rusqlite::Connection;

use crate::domain::ActiveDay;

/// What one viewer did with one title, before and after the import: the active days in order, each
/// with its plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change<'a> {
    /// The title's number in the log.
    pub title: u32,
    /// The viewer's.
    pub viewer: u32,
    /// The active days before; none where the pair is new.
    pub before: &'a [ActiveDay],
    /// The active days after.
    pub after: &'a [ActiveDay],
}

/// Told of each viewer and title whose active days an import changes, once, titles one after the
/// other.
///
/// It is called by the thread that derives plays, while another one writes them: it has no
/// connection to the log, and costs no time as long as it takes no longer than writing does.
pub(crate) trait Changes: Send {
    /// Takes note that viewers, shows and titles are written, by the thread that writes them.
    fn names_written(&mut self, _conn: &Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    /// Takes note of a change.
    fn change(&mut self, change: Change<'_>);

    /// Takes note that a title has moved to another show.
    fn moved(&mut self);
}
