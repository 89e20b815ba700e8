//! The tables of a log, as numbered migrations over `user_version`.

use rusqlite::Connection;

/// Marks a SQLite file as a play log of this program (`bnge`).
pub const APPLICATION_ID: i32 = 0x626e_6765;

/// Every migration, in order; one that has been released is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/001_log.sql"),
    include_str!("schema/002_cubes.sql"),
    include_str!("schema/003_salt.sql"),
    include_str!("schema/004_aliases.sql"),
    include_str!("schema/005_viewer_titles.sql"),
    include_str!("schema/006_ledger.sql"),
    include_str!("schema/007_hidden_rows.sql"),
];

/// The schema version this program writes.
pub const VERSION: i32 = 7;

/// The first schema version in which a log has cubes.
pub const CUBED: i32 = 2;

/// The first schema version in which a log says what its viewers' hashes are salted with.
pub const SALTED: i32 = 3;

/// The first schema version in which a viewer or a title may count as another.
pub const ALIASED: i32 = 4;

/// The first schema version in which a log keeps what was published of it.
pub const LEDGERED: i32 = 6;

/// Returns the schema version of a database; 0 where it has no tables of a log yet.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn version(conn: &Connection) -> rusqlite::Result<i32> {
    conn.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings a database to [`VERSION`], within the caller's transaction.
///
/// # Errors
///
/// Fails where the database cannot be written.
pub fn migrate(conn: &Connection) -> rusqlite::Result<()> {
    let done = usize::try_from(version(conn)?).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        conn.execute_batch(migration)?;
    }
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::viewing::FIRST_NAMED;

    #[test]
    fn the_version_counts_the_migrations() {
        assert_eq!(usize::try_from(VERSION), Ok(MIGRATIONS.len()));
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let conn = Connection::open_in_memory().unwrap();
        migrate(&conn).unwrap();
        migrate(&conn).unwrap();
        assert_eq!(version(&conn).unwrap(), VERSION);
    }

    #[test]
    fn views_read_as_their_names_say() {
        let conn = Connection::open_in_memory().unwrap();
        migrate(&conn).unwrap();
        for view in [
            "play_log",
            "streaks",
            "rewatched",
            "cohorts",
            "timeline",
            "totals",
        ] {
            let sql = format!("SELECT count(*) FROM {view}");
            let rows: i64 = conn.query_row(&sql, [], |row| row.get(0)).unwrap();
            let expected = i64::from(view == "totals") + if view == "cohorts" { 11 } else { 0 };
            assert_eq!(rows, expected, "{view}");
        }
    }

    #[test]
    fn the_number_of_a_viewing_is_shown_as_no_position() {
        let conn = Connection::open_in_memory().unwrap();
        migrate(&conn).unwrap();
        let numbered = FIRST_NAMED;
        let rows = format!(
            "INSERT INTO viewers (id, hash) VALUES (1, x'01');
             INSERT INTO shows VALUES (1, 'film', 'Film', 0);
             INSERT INTO titles VALUES (1, 'film', 1, 1, 'Film', 0, NULL, NULL);
             INSERT INTO sources (id, format, imported_at, rows) VALUES (1, 'csv', 0, 2);
             INSERT INTO plays VALUES (1, 1, 0, 0, 0, 1, 600, {}, 0, 1), (1, 1, 9, 0, 0, 1, 600, {numbered}, 0, 1);",
            numbered - 1
        );
        conn.execute_batch(&rows).unwrap();
        let sql = "SELECT position FROM play_log ORDER BY started_at_utc";
        let mut statement = conn.prepare(sql).unwrap();
        let told = statement.query_map([], |row| row.get(0)).unwrap();
        let told: Vec<Option<u32>> = told.map(Result::unwrap).collect();
        assert_eq!(told, [Some(numbered - 1), None]);
    }
}
