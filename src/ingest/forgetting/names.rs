//! Titles, shows and sources that are known by nobody but viewers who go.
//!
//! A title or a show of others keeps its name, kind and length: the log does not know whose row has told them, and they are of
//! the title, not of a viewer. When its spelling was played is set back where only those who go can have played it then; the
//! next import that has the title spells it.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::departing::Departing;
use crate::ingest::left_out::is_word_in;
use crate::ingest::sql::{all, json};

/// Returns the accounts that the sources of those who go were imported with, where they are kept.
pub(super) fn accounts(
    conn: &Connection,
    departing: &Departing,
) -> rusqlite::Result<BTreeSet<String>> {
    let sources = departing.by_source.keys().copied().collect();
    let sql = "SELECT DISTINCT account FROM sources
               WHERE id IN (SELECT value FROM json_each(?1)) AND account IS NOT NULL";
    let accounts = all(conn, sql, [json(&sources)], |row| row.get(0))?;
    Ok(accounts.into_iter().collect())
}

/// Has titles that go count as no others any more, nor others as them.
pub(super) fn delete_aliases(conn: &Connection, titles: &BTreeSet<u32>) -> rusqlite::Result<()> {
    let sql = "DELETE FROM title_aliases
               WHERE alias_id IN (SELECT value FROM json_each(?1))
                  OR counts_as IN (SELECT value FROM json_each(?1))";
    conn.execute(sql, [json(titles)]).map(|_| ())
}

/// Sets back when the spellings of titles and shows that stay were played, where nobody else has a row as late: else that
/// would tell when somebody who went played them.
pub(super) fn set_back_spellings(conn: &Connection, departing: &Departing) -> rusqlite::Result<()> {
    let titles = json(&departing.titles);
    conn.execute(include_str!("set_back_titles.sql"), [&titles])?;
    conn.execute(include_str!("set_back_shows.sql"), [&titles])
        .map(|_| ())
}

/// Takes away names and accounts of sources that name somebody who goes: files are called after people.
pub(super) fn hide_sources(conn: &Connection, names: &[&String]) -> rusqlite::Result<()> {
    let sql = "SELECT id, name, account FROM sources WHERE name IS NOT NULL OR account IS NOT NULL";
    let sources = all(conn, sql, [], |row| {
        Ok((row.get(0)?, [row.get(1)?, row.get::<_, Option<String>>(2)?]))
    })?;
    let mut hide = conn.prepare("UPDATE sources SET name = ?2, account = ?3 WHERE id = ?1")?;
    for (source, texts) in sources {
        let source: u32 = source;
        let kept = texts.clone().map(|text: Option<String>| {
            text.filter(|text| !names.iter().any(|name| is_word_in(name, text)))
        });
        if kept != texts {
            let [name, account] = kept;
            hide.execute((source, name, account))?;
        }
    }
    Ok(())
}
