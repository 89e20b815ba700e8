//! Plex's own database, `com.plexapp.plugins.library.db`, for servers without a Tautulli.
//!
//! It has the moment at which something had been played, and not for how long. It lists what was played nearly to its
//! end, and what somebody has marked as played.

use super::content::Content;
use super::context::Context;
use super::database::{Cells, Database};
use super::facts::{About, Facts, LengthUnit, Times, Zone};
use super::format::Format;
use super::identity::Identity;
use super::probe::Probe;
use super::read_error::ReadError;
use super::recognised::Recognised;
use super::record::{DropReason, Entry, Record};
use super::sink::Sink;
use super::time::Clock;
use crate::domain::Kind;

/// The database of a Plex server, for all its accounts.
///
/// An account is known by its name where there is one, and no other account has it. A play starts when it had ended,
/// for all that is known.
pub struct Library;

/// The table of plays, and what tells it from others of its name.
const TABLE: &str = "metadata_item_views";
const COLUMNS: [&str; 6] = [
    "viewed_at",
    "metadata_type",
    "guid",
    "title",
    "grandparent_title",
    "account_id",
];

/// Returns the query for all plays, in the order in which they were written down.
fn query(database: &Database) -> Result<String, ReadError> {
    let accounts = database.table("accounts")?;
    let accounts = if accounts.has("id") && accounts.has("name") {
        "SELECT id, iif(count(*) OVER (PARTITION BY trim(name)) = 1, nullif(trim(name), ''), NULL) AS name
         FROM accounts"
    } else {
        "SELECT NULL AS id, NULL AS name"
    };
    let views = database.needed(TABLE)?;
    let columns = COLUMNS.map(|column| views.value("v", column));
    Ok(format!(
        "WITH a AS MATERIALIZED ({accounts})
         SELECT {}, a.name FROM {TABLE} AS v
         LEFT JOIN a ON a.id = {}
         ORDER BY v.rowid",
        columns.join(", "),
        views.value("v", "account_id"),
    ))
}

fn entry<'r>(cells: &Cells<'r>, clock: Clock) -> Result<Entry<'r>, String> {
    let metadata_type = cells.text(1).unwrap_or_default();
    let kind = match &*metadata_type {
        "1" => Kind::Film,
        "4" => Kind::Episode,
        "10" => Kind::Track,
        "12" | "13" => return Ok(Entry::Dropped(DropReason::Extra)),
        other => {
            return Err(format!(
                "is no film, episode or track, but of type `{other}`"
            ));
        }
    };
    let account = cells
        .text(5)
        .map(|account| format!("account {account}").into());
    let viewed_at = cells.text(0).ok_or("states no time")?;
    let viewed = clock.moment(&viewed_at);
    Ok(Entry::Row(Record {
        viewer: cells.text(6).or(account).ok_or("names no account")?,
        title: cells.text(3).ok_or("names no title")?,
        show: cells.text(4).filter(|_| kind != Kind::Film),
        kind: Some(kind),
        id: cells.text(2),
        start: viewed.map_err(|error| format!("viewed_at `{viewed_at}` {error}"))?,
        ..Record::default()
    }))
}

impl Format for Library {
    fn name(&self) -> &'static str {
        "plex"
    }

    fn about(&self) -> About {
        About {
            what: "Plex's own database, also while it runs",
            files: "com.plexapp.plugins.library.db, with -wal beside it",
            get: "Plug-in Support/Databases of the server",
            lacks: "when a play began, and how long it lasted; what was only marked as played",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::End,
            zone: Zone::Asked,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn caveat(&self) -> Option<&'static str> {
        Some(
            "Plex's own database does not say for how long something was played, and lists what was only marked as \
             played too; tautulli.db tells",
        )
    }

    fn recognises(&self, probe: &Probe<'_>, _: &Context) -> Option<Recognised> {
        probe
            .has_table(TABLE, &COLUMNS)
            .then(|| Recognised::because("it has the table metadata_item_views"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = self.facts().clock(context);
        let database = input.database()?;
        let query = query(&database)?;
        database.send_each(&query, sink, |cells| entry(cells, clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::{database, is_recognised, said};

    const FIXTURE: &str = include_str!("../../tests/fixtures/plex.sql");

    #[test]
    fn a_view_is_a_play_of_its_account() {
        assert_eq!(
            said(&Library, &database(FIXTURE), &Context::default()).unwrap(),
            [
                "Ann: Low Water [plex://movie/1] film 1704491591 ?",
                "Bob: Harbour / The Pier [plex://episode/4] episode 1704581400 ?",
                "account 3: The Piers / Low Tide [plex://track/3] track 1704582200 ?",
                "account 4: Low Water [plex://movie/1] film 1704582300 ?",
                "account 9: Low Water film 1704582400 ?",
                "- trailers, recaps and other extras",
                "7! is no film, episode or track, but of type `3`",
                "8! names no title",
                "9! viewed_at `2016-01-05 21:03:11` states no time zone",
                "10! states no time",
            ]
        );
        let nobody = database(&format!("{FIXTURE} DROP TABLE accounts;"));
        let said = said(&Library, &nobody, &Context::default()).unwrap();
        assert!(said[0].starts_with("account 1: Low Water"), "{said:?}");
    }

    #[test]
    fn only_its_own_databases_are_recognised() {
        let is = |sql: &str| is_recognised(&Library, &database(sql), &Context::default());
        assert!(is(FIXTURE));
        assert!(!is(
            "CREATE TABLE metadata_item_views (id, viewed_at, guid, title)"
        ));
    }
}
