//! Titles that go, since nothing in the log is of them.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::sql::{all, json};
use crate::cube::names::{self, NamesSum, show_row, title_row};

/// Deletes those of `titles` that no row is of, as it came or as it counts, and that nothing counts as.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn delete_titles_without_rows(
    conn: &Connection,
    titles: &BTreeSet<u32>,
) -> rusqlite::Result<()> {
    let sql = "SELECT t.value
               FROM json_each(?1) t
               WHERE NOT EXISTS (SELECT 1 FROM plays WHERE title_id = t.value)
                 AND NOT EXISTS (SELECT 1 FROM alias_rows WHERE title_id = t.value)
                 AND NOT EXISTS (SELECT 1 FROM title_aliases WHERE t.value IN (alias_id, counts_as))";
    let without = all(conn, sql, [json(titles)], |row| row.get(0))?;
    delete_titles(conn, &without.into_iter().collect())
}

/// Deletes titles, and the shows that then have none.
pub(super) fn delete_titles(conn: &Connection, titles: &BTreeSet<u32>) -> rusqlite::Result<()> {
    if titles.is_empty() {
        return Ok(());
    }
    let sql = "DELETE FROM titles WHERE id IN (SELECT value FROM json_each(?1))
               RETURNING id, key, show_id, is_own_show, name, kind";
    let deleted = all(conn, sql, [json(titles)], |row| {
        let title = title_row(row)?;
        Ok((title.show, NamesSum::of_title(&title)))
    })?;
    let shows = deleted.iter().map(|(show, _)| *show).collect();
    let sql = "DELETE FROM shows
               WHERE id IN (SELECT value FROM json_each(?1))
                 AND NOT EXISTS (SELECT 1 FROM titles WHERE show_id = shows.id)
               RETURNING id, key, name";
    let of_shows = all(conn, sql, [json(&shows)], |row| {
        show_row(row).map(|show| NamesSum::of_show(&show))
    })?;
    let sums = deleted.into_iter().map(|(_, sum)| sum).chain(of_shows);
    names::update(conn, sums.fold(NamesSum::default(), NamesSum::minus))
}
