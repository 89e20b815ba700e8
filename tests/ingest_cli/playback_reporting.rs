//! Playback Reporting's database and backup, and Plex's own.

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use rusqlite::Connection;

use crate::home::Home;

const HISTORY: &str = include_str!("../fixtures/playback-reporting.sql");
const BACKUP: &str = include_str!("../fixtures/playback-reporting.tsv");

impl Home {
    /// Makes a database.
    pub fn write_database(&self, name: &str, sql: &str) {
        let conn = Connection::open(self.path(name)).expect("a database can be made");
        conn.execute_batch(sql).expect("it is SQL");
    }
}

#[test]
fn the_zone_of_the_server_is_asked_for() {
    let home = Home::new();
    home.write_database("playback_reporting.db", HISTORY);
    home.write("backup.tsv", BACKUP);
    for name in ["playback_reporting.db", "backup.tsv"] {
        home.refuses(
            &[name],
            name,
            "states no time zone; name it with --times-in",
        );
    }
    let zone = ["--times-in", "Europe/Rome"];
    home.ingest(&["playback_reporting.db", zone[0], zone[1]])
        .success()
        .stdout(
            starts_with("playback_reporting.db: read as playback-reporting\n8 rows read, 4 added")
                .and(contains("1 left out: trailers, recaps and other extras")),
        );
    let before = home.dump();
    home.ingest(&["backup.tsv", zone[0], zone[1]])
        .success()
        .stdout(starts_with(
            "backup.tsv: read as playback-reporting-backup\n4 rows read, 0 added",
        ));
    assert_eq!(home.dump(), before);
}

#[test]
fn the_database_of_plex_is_read_by_its_accounts() {
    let home = Home::new();
    home.write_database("library.db", include_str!("../fixtures/plex.sql"));
    home.ingest(&["library.db", "--times-in", "UTC"])
        .success()
        .stdout(
            starts_with(
                "library.db: read as plex\n  Plex's own database does not say for how long",
            )
            .and(contains("\n10 rows read, 6 added")),
        );
    let before = home.dump();
    home.ingest(&["library.db", "--times-in", "UTC"])
        .success()
        .stdout(contains("10 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}
