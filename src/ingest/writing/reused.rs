//! Finding the ids of an import that stand for titles of unlike names.

use rusqlite::{Connection, OptionalExtension, named_params};

use crate::ingest::reused_ids::{ReusedIds, TitleName};
use crate::ingest::staged::{StagedShow, StagedTitle};

/// Returns the ids under which rows, or rows and the log, have names that are unlike.
///
/// It is to be called before the titles are written: the log then calls them what they are called now.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn reused_ids(
    conn: &Connection,
    titles: &[StagedTitle],
    shows: &[StagedShow],
) -> rusqlite::Result<ReusedIds> {
    let mut called = conn.prepare(
        "SELECT t.name, iif(t.is_own_show, NULL, s.name)
         FROM titles t JOIN shows s ON s.id = t.show_id
         WHERE t.key = :key",
    )?;
    let mut reused = ReusedIds::default();
    for staged in titles {
        let Some(id) = staged.id() else {
            continue;
        };
        let last = staged.called(shows);
        let key = named_params! { ":key": staged.key };
        let stored = called.query_row(key, |row| {
            Ok(TitleName {
                title: row.get(0)?,
                show: row.get(1)?,
            })
        });
        // Rows that call a title by its id call it nothing else.
        let is_unlike =
            |stored: &TitleName| stored.title != id && last.title != id && stored.is_unlike(&last);
        let stored = stored.optional()?.filter(is_unlike);
        let earlier = staged.unlike.as_ref().map(|(_, name)| name.clone());
        if let Some(other) = earlier.or(stored) {
            reused.add(id.to_owned(), [other, last]);
        }
    }
    Ok(reused)
}
