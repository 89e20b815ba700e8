//! Tautulli's database, `tautulli.db`.
//!
//! It grew over the years: columns that an old one lacks are unknown. Sittings have their position and the length of
//! what was played, so that a film resumed the next evening is one play.

use super::media::Item;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::database::{Cells, Database as Sqlite};
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::{DropReason, Entry, Record};
use crate::formats::sink::Sink;
use crate::formats::time::Clock;
use crate::formats::unclear::{Measure, Unclear, Unknowns, counted};

/// The database of a Tautulli, which may be running, for all users of its server.
///
/// A user is known by the friendly name where there is one, and no other user has it.
pub struct Database;

/// The columns of the query, in their order.
#[derive(Clone, Copy)]
enum Column {
    Started,
    Stopped,
    PausedCounter,
    ViewOffset,
    MediaType,
    RatingKey,
    User,
    Title,
    FullTitle,
    GrandparentTitle,
    OriginalTitle,
    Live,
    Duration,
}

/// Returns the query for all sittings, in the order in which they ended.
fn query(database: &Sqlite) -> Result<String, ReadError> {
    let history = database.needed("session_history")?;
    let metadata = database.needed("session_history_metadata")?;
    let users = database.table("users")?;
    let h = |column| history.value("h", column);
    let m = |column| metadata.value("m", column);
    let columns = [
        h("started"),
        h("stopped"),
        h("paused_counter"),
        h("view_offset"),
        h("media_type"),
        h("rating_key"),
        format!("coalesce(u.name, {}, {})", h("user"), h("user_id")),
        m("title"),
        m("full_title"),
        m("grandparent_title"),
        m("original_title"),
        m("live"),
        m("duration"),
    ];
    let names = if users.has("user_id") {
        let (friendly, user) = (
            users.value("users", "friendly_name"),
            users.value("users", "username"),
        );
        format!(
            "SELECT user_id,
                    iif(count(*) OVER (PARTITION BY trim({friendly})) = 1, nullif(trim({friendly}), ''), NULL) AS friendly,
                    nullif(trim({user}), '') AS username
             FROM users GROUP BY user_id"
        )
    } else {
        "SELECT NULL AS user_id, NULL AS friendly, NULL AS username".to_owned()
    };
    Ok(format!(
        "WITH u AS MATERIALIZED (SELECT user_id, coalesce(friendly, username) AS name FROM ({names}))
         SELECT {} FROM session_history AS h
         LEFT JOIN session_history_metadata AS m ON {} = {id}
         LEFT JOIN u ON u.user_id = {}
         ORDER BY {id}",
        columns.join(", "),
        m("id"),
        h("user_id"),
        id = h("id"),
    ))
}

fn entry<'r>(cells: &Cells<'r>, clock: Clock) -> Result<Entry<'r>, String> {
    let text = |column: Column| cells.text(column as usize);
    let live = text(Column::Live).is_some_and(|live| live == "1");
    let media = Item {
        media_type: text(Column::MediaType),
        title: text(Column::Title),
        full_title: text(Column::FullTitle),
        grandparent_title: text(Column::GrandparentTitle),
        original_title: text(Column::OriginalTitle),
        rating_key: text(Column::RatingKey),
        live,
    };
    let Some(record) = media.record()? else {
        return Ok(Entry::Dropped(DropReason::Extra));
    };
    let started = text(Column::Started).ok_or("states no start")?;
    let start = clock
        .moment(&started)
        .map_err(|error| format!("started `{started}` {error}"))?;
    let mut unknown = Unknowns::default();
    let seconds = seconds(cells, start).transpose();
    let seconds = seconds.and_then(|seconds| unknown.known(Measure::Seconds, seconds));
    let mut of_title = |measure, column: Column| {
        let number = cells.number(column as usize).transpose()?;
        let length = number.and_then(|number| counted(number, LengthUnit::Milliseconds));
        // Nobody stops where it begins: players that say so do not know.
        unknown.known(measure, length).filter(|length| *length > 0)
    };
    let length = of_title(Measure::Length, Column::Duration);
    let position = of_title(Measure::Position, Column::ViewOffset);
    Ok(Entry::Row(Record {
        viewer: text(Column::User).ok_or("names no user")?,
        start,
        seconds,
        // That of live television is one in what was recorded so far.
        position: position.filter(|_| !live),
        length: length.filter(|_| !live),
        unknown,
        ..record
    }))
}

/// Returns how long a sitting lasted, pauses left out; `None` where it has no end yet.
fn seconds(cells: &Cells<'_>, start: i64) -> Result<Option<u32>, Unclear> {
    let Some(stopped) = cells
        .number(Column::Stopped as usize)?
        .filter(|end| *end > 0)
    else {
        return Ok(None);
    };
    let paused = cells.number(Column::PausedCounter as usize)?.unwrap_or(0);
    let played = stopped.saturating_sub(start).saturating_sub(paused);
    counted(played, LengthUnit::Seconds).map(Some)
}

impl Format for Database {
    fn name(&self) -> &'static str {
        "tautulli"
    }

    fn about(&self) -> About {
        About {
            what: "Tautulli's database, also while it runs",
            files: "tautulli.db, with -wal and -shm beside it",
            get: "Tautulli's folder, or Settings, Import & Backups",
            lacks: "",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Milliseconds,
            // Of music; of films and episodes 120.
            minimum_seconds: 15,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, _: &Context) -> Option<Recognised> {
        let history = ["id", "started", "stopped", "user", "rating_key"];
        let is_mine = probe.has_table("session_history", &history)
            && probe.has_table("session_history_metadata", &["id", "title"]);
        is_mine.then(|| {
            Recognised::because("it has the tables session_history and session_history_metadata")
        })
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
mod tests;
