//! The database of Playback Reporting, `playback_reporting.db`.

use super::FACTS;
use super::play::Play;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::database::{Cells, Database as Sqlite};
use crate::formats::facts::{About, Facts, Zone};
use crate::formats::format::Format;
use crate::formats::probe::Probe;
use crate::formats::read_error::{At, ReadError};
use crate::formats::recognised::Recognised;
use crate::formats::record::Entry;
use crate::formats::sink::Sink;
use crate::formats::time::Clock;

/// The plugin's database, of Jellyfin or Emby, for all users of the server.
///
/// Rows of users whom the plugin leaves out of its own reports are private.
pub struct Database;

/// The table of plays, and what tells it from others of its name.
const TABLE: &str = "PlaybackActivity";
const COLUMNS: [&str; 6] = [
    "DateCreated",
    "UserId",
    "ItemId",
    "ItemType",
    "ItemName",
    "PlayDuration",
];

/// Returns the query for all plays, in the order in which they were written down.
fn query(database: &Sqlite) -> Result<String, ReadError> {
    let plays = database.needed(TABLE)?;
    let hidden = if database.table("UserList")?.has("UserId") {
        "p.UserId IN (SELECT UserId FROM UserList)"
    } else {
        "0"
    };
    let columns = COLUMNS.map(|column| plays.value("p", column));
    Ok(format!(
        "SELECT {}, {}, {hidden} FROM PlaybackActivity AS p ORDER BY p.rowid",
        columns.join(", "),
        plays.value("p", "PauseDuration"),
    ))
}

fn entry<'r>(cells: &Cells<'r>, clock: Clock) -> Result<Entry<'r>, String> {
    let play = Play {
        date_created: cells.text(0),
        user_id: cells.text(1),
        item_id: cells.text(2),
        item_type: cells.text(3),
        item_name: cells.text(4),
        lasted: cells.text(5),
        paused: cells.text(6),
    };
    let mut entry = play.entry(clock)?;
    if let Entry::Row(record) = &mut entry {
        record.private = cells.text(7).as_deref() == Some("1");
    }
    Ok(entry)
}

/// Returns a time of the table, if it has any.
fn any_time(database: &Sqlite) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT CAST(DateCreated AS TEXT) FROM PlaybackActivity LIMIT 1";
    let mut statement = database.prepare(sql)?;
    let mut times = statement.query_map([], |row| row.get::<_, Option<String>>(0))?;
    Ok(times.next().transpose()?.flatten())
}

impl Format for Database {
    fn name(&self) -> &'static str {
        "playback-reporting"
    }

    fn about(&self) -> About {
        About {
            what: "Playback Reporting of Jellyfin or Emby, its database",
            files: "playback_reporting.db",
            get: "the data folder of the server",
            lacks: "names of users, the zone, positions",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn recognises(&self, probe: &Probe<'_>, _: &Context) -> Option<Recognised> {
        probe
            .has_table(TABLE, &COLUMNS)
            .then(|| Recognised::because("it has the table PlaybackActivity"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let database = input.database()?;
        let query = query(&database)?;
        let version: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let mut clock = FACTS.clock(context);
        if version >= 1 {
            // From then on times are UTC.
            clock.zone = Zone::Utc.in_force(context);
        }
        if clock.zone.is_none()
            && let Some(value) = any_time(&database)?
        {
            return Err(ReadError::NoZone {
                at: At::Row(1),
                value,
            });
        }
        database.send_each(&query, sink, |cells| entry(cells, clock))
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Rome;

    use super::*;
    use crate::formats::said::{database, is_recognised, said};

    const FIXTURE: &str = include_str!("../../../tests/fixtures/playback-reporting.sql");

    fn rome() -> Context {
        Context {
            times_in: Some(Rome),
            ..Context::default()
        }
    }

    #[test]
    fn a_play_started_before_it_was_written_down() {
        assert_eq!(
            said(&Database, &database(FIXTURE), &rome()).unwrap(),
            [
                "a1: Low Water [jellyfin:f1] film 1704488591 3000",
                "b2: Harbour / The Pier [jellyfin:e4] episode 1704579000 2400",
                "b2: The Piers / Low Tide [jellyfin:t3] track 1704582000 0",
                "- trailers, recaps and other extras",
                "5! names no title",
                "6! DateCreated `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds",
                "7! names no user",
                "c3: Low Water [jellyfin:f1] film 1704585600 ? (seconds not readable)",
            ]
        );
    }

    #[test]
    fn a_zone_is_asked_for_unless_the_times_are_utc() {
        let error = said(&Database, &database(FIXTURE), &Context::default()).unwrap_err();
        assert!(error.to_string().contains("--times-in"), "{error}");
        let utc = format!("{FIXTURE} PRAGMA user_version = 1;");
        let said_of =
            |sql: &str, context: &Context| said(&Database, &database(sql), context).unwrap();
        let first = &said_of(&utc, &Context::default())[0];
        assert_eq!(first, "a1: Low Water [jellyfin:f1] film 1704492191 3000");
        assert_eq!(said_of(&utc, &rome()), said_of(FIXTURE, &rome()));
        let empty = format!("{FIXTURE} DELETE FROM PlaybackActivity;");
        assert!(said_of(&empty, &Context::default()).is_empty());
    }

    #[test]
    fn emby_counts_pauses_and_names_items_by_numbers() {
        let emby = format!(
            "{FIXTURE} ALTER TABLE PlaybackActivity ADD COLUMN PauseDuration INT;
             UPDATE PlaybackActivity SET PauseDuration = 600, ItemId = 501 WHERE rowid = 1;"
        );
        let said = said(&Database, &database(&emby), &rome()).unwrap();
        assert_eq!(said[0], "a1: Low Water [jellyfin:501] film 1704488591 2400");
        assert!(said[1].ends_with("1704579000 2400"));
    }

    #[test]
    fn users_whom_its_reports_leave_out_are_private() {
        let hidden = format!("{FIXTURE} INSERT INTO UserList VALUES ('b2');");
        let hidden = database(&hidden);
        let mut private = Vec::new();
        let read = Database.read(Content::of_bytes(&hidden), &rome(), &mut |entry| {
            if let Entry::Row(row) = entry {
                private.push(row.private);
            }
            true
        });
        read.unwrap();
        assert_eq!(private, [false, true, true, false]);
    }

    #[test]
    fn only_its_own_tables_are_recognised() {
        let is = |sql: &str| is_recognised(&Database, &database(sql), &Context::default());
        assert!(is(FIXTURE));
        assert!(!is(
            "CREATE TABLE PlaybackActivity (Id, UserId, UserName, ItemId, ItemName, PlayDuration, Client)"
        ));
    }
}
