//! Reduced logs: cubes that an engine has counted, without a viewer and without a row.

use rusqlite::{Connection, OptionalExtension as _};

use crate::domain::{Day, Window};

/// The setting of a reduced log; its value says what the cells were called that it is made of.
const REDUCED: &str = "reduced";

/// What a reduced log is called, wherever it says what it is.
pub const PSEUDONYMOUS: &str = "reduced from a data lake: no viewers and no rows, but many of its counts are of one person; \
     pseudonymous, not anonymous";

/// What was to be done needs rows or viewers, which a reduced log has not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a reduced log has cubes alone, no rows and no viewers: {what} is not possible; do it where its rows lie, then reduce these again"
)]
pub struct NeedsRows {
    /// What was to be done: "forgetting a viewer".
    pub what: &'static str,
}

/// The settings of a reduced log that say of which days it is, a row or not.
const DAYS: [&str; 2] = ["reduced_from", "reduced_to"];

/// Marks a log as reduced: what the cells are called that it is made of, and rows of which days are in them, where they say so.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn mark(conn: &Connection, format: &str, days: Option<Window>) -> rusqlite::Result<()> {
    let days = days.map(|days| [days.from(), days.to()].map(|day| day.to_string()));
    let days = days.iter().flat_map(|days| DAYS.into_iter().zip(days));
    let days = days.map(|(name, day)| (name, day.as_str()));
    for (name, value) in days.chain([(REDUCED, format)]) {
        conn.execute(
            "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value],
        )?;
    }
    Ok(())
}

/// Returns rows of which days are in a reduced log; `None` where it does not say so.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn days(conn: &Connection) -> rusqlite::Result<Option<Window>> {
    let [from, to] = DAYS.map(|name| -> rusqlite::Result<Option<Day>> {
        let mut statement = conn.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
        let value: Option<String> = statement.query_row([name], |row| row.get(0)).optional()?;
        Ok(value.as_deref().and_then(Day::parse))
    });
    Ok(from?.zip(to?).and_then(|(from, to)| Window::new(from, to)))
}

/// Returns whether a log is a reduced one; `false` where it has no settings yet.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn is_reduced(conn: &Connection) -> rusqlite::Result<bool> {
    let has_settings = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'settings'";
    if !conn.prepare_cached(has_settings)?.exists([])? {
        return Ok(false);
    }
    let mut statement = conn.prepare_cached("SELECT 1 FROM settings WHERE name = ?1")?;
    let found: Option<i64> = statement
        .query_row([REDUCED], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// Refuses to do `what` to a reduced log.
///
/// # Errors
///
/// Fails with [`NeedsRows`] where the log is reduced; one that cannot be read is left to whatever reads it next.
pub fn refuse(conn: &Connection, what: &'static str) -> Result<(), NeedsRows> {
    match is_reduced(conn) {
        Ok(true) => Err(NeedsRows { what }),
        _ => Ok(()),
    }
}
