//! What Tautulli answers to `get_history`, as JSON.
//!
//! It says how much of a title was played in per cent, and not how long the title is; but which sittings are one viewing.
//! A row may stand for several of them, where Tautulli groups them; it has the day of the first alone.

use std::borrow::Cow;

use serde::Deserialize;

use super::media::Item;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::json_array::ArrayItems;
use crate::formats::json_rows::{Items, with_keys};
use crate::formats::json_scalar::Scalar;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::{DropReason, Entry, Record};
use crate::formats::sink::Sink;
use crate::formats::time::Clock;
use crate::formats::unclear::{Measure, Unknowns, counted};

/// The answer to `get_history`, whole or its rows alone, for all users that it is of.
pub struct History;

/// The key under which an answer has its rows.
const ROWS: &str = "data";

/// A row, as far as it is of use.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    started: Scalar,
    play_duration: Scalar,
    duration: Scalar,
    user: Scalar,
    user_id: Scalar,
    friendly_name: Scalar,
    media_type: Scalar,
    rating_key: Scalar,
    title: Scalar,
    full_title: Scalar,
    grandparent_title: Scalar,
    original_title: Scalar,
    live: Scalar,
    reference_id: Scalar,
    percent_complete: Scalar,
}

/// The keys of a row that a refused one is kept with; the others tell of addresses and devices.
const KEPT: [&str; 15] = [
    "started",
    "play_duration",
    "duration",
    "user",
    "user_id",
    "friendly_name",
    "media_type",
    "rating_key",
    "title",
    "full_title",
    "grandparent_title",
    "original_title",
    "live",
    "reference_id",
    "percent_complete",
];

impl Row {
    fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes)
            .map_err(|error| format!("is no row as Tautulli writes it: {error}"))
    }

    /// Returns whether it has what tells Tautulli's rows from others.
    fn is_whole(&self) -> bool {
        let needed = [&self.started, &self.media_type, &self.rating_key];
        let names = [&self.user, &self.friendly_name];
        needed.iter().all(|value| value.0.is_some()) && names.iter().any(|name| name.0.is_some())
    }

    fn entry(self, clock: Clock) -> Result<Entry<'static>, String> {
        let is_live = self.live.is_true();
        let media = Item {
            live: is_live,
            media_type: self.media_type.0.map(Cow::Owned),
            title: self.title.0.map(Cow::Owned),
            full_title: self.full_title.0.map(Cow::Owned),
            grandparent_title: self.grandparent_title.0.map(Cow::Owned),
            original_title: self.original_title.0.map(Cow::Owned),
            rating_key: self.rating_key.0.map(Cow::Owned),
        };
        let Some(record) = media.record()? else {
            return Ok(Entry::Dropped(DropReason::Extra));
        };
        let started = self.started.text().ok_or("states no start")?;
        let start = clock
            .moment(started)
            .map_err(|error| format!("started `{started}` {error}"))?;
        // It had another name before.
        let played = match self.play_duration {
            Scalar(None) => self.duration,
            played => played,
        };
        let mut unknown = Unknowns::default();
        let seconds = played.number().transpose().and_then(|number| {
            let seconds = number.and_then(|number| counted(number, LengthUnit::Seconds));
            unknown.known(Measure::Seconds, seconds)
        });
        // As in the database: players that stop where a title begins do not know where they are.
        let is_placed = !is_live && self.percent_complete.number() != Ok(Some(0));
        let user = self.friendly_name.0.or(self.user.0).or(self.user_id.0);
        Ok(Entry::Row(Record {
            viewer: user.ok_or("names no user")?.into(),
            start,
            seconds,
            viewing: self.reference_id.0.filter(|_| is_placed).map(Cow::Owned),
            unknown,
            ..record
        }))
    }
}

/// Returns a row as it may be kept where it is refused.
fn kept(bytes: &[u8]) -> Cow<'_, [u8]> {
    with_keys(bytes, &KEPT)
}

impl Format for History {
    fn name(&self) -> &'static str {
        "tautulli-history"
    }

    fn about(&self) -> About {
        About {
            what: "Tautulli's history as its API answers it",
            files: "the JSON of get_history",
            get: "Tautulli's API: cmd=get_history, with length=100000 and grouping=0; the database is better",
            lacks: "where a sitting stopped, users of one name",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            // Of music; of films and episodes 120.
            minimum_seconds: 15,
        }
    }

    fn caveat(&self) -> Option<&'static str> {
        Some(
            "get_history without grouping=0 has what went on the next evening on its first day alone; \
             tautulli.db tells more",
        )
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let text = probe.text()?;
        let fits = |bytes: &[u8]| Row::parse(bytes).is_ok_and(|row| row.is_whole());
        let is_mine = context.mapping.is_empty()
            && (ArrayItems::any_of(text, fits) || ArrayItems::any_under(text, ROWS, fits));
        is_mine.then(|| {
            Recognised::because("its rows have started, media_type, rating_key and a user")
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = self.facts().clock(context);
        let is_bare = input.probe().bytes().trim_ascii_start().starts_with(b"[");
        let input = input.stream()?;
        let rows = if is_bare {
            ArrayItems::new(input)
        } else {
            ArrayItems::under(input, ROWS)
        };
        Items::Array(rows).send_each(sink, kept, |bytes| Row::parse(bytes)?.entry(clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::{is_recognised, said};

    const HISTORY: &str = include_str!("../../../tests/fixtures/tautulli-history.json");

    #[test]
    fn a_row_is_a_play_of_its_user() {
        let said_of = |text: &str| said(&History, text.as_bytes(), &Context::default());
        let expected = [
            "Ann: Low Water [plex:501] film 1704574991 3000 of viewing 1",
            "Ann: Low Water [plex:501] film 1704488591 3000 of viewing 1",
            "bob: Harbour / The Pier [plex:602] episode 1704579000 2400 of viewing 4",
            "bob: The Piers / Low Tide [plex:703] track 1704582000 200",
            "cy.one: The News / News at Ten episode 1704585600 1800",
            "dee: Harbour / The Pier [plex:602] episode 1704675600 ? (seconds negative)",
            "- trailers, recaps and other extras",
            "20! names no title",
            "21! states no start",
            "22! names no user",
            "23! is no row as Tautulli writes it: expected value at line 1 column 13",
        ];
        assert_eq!(said_of(HISTORY).unwrap(), expected);
        let bare = &HISTORY[HISTORY.find("[\n").unwrap()..=HISTORY.rfind(']').unwrap()];
        let said = said_of(bare).unwrap();
        assert_eq!(said[..7], expected[..7]);
        let broken = said_of(&HISTORY[..HISTORY.len() - 4]).unwrap_err();
        assert!(
            broken.to_string().contains("the file breaks off"),
            "{broken}"
        );
        let empty = said_of(r#"{"response":{"data":{"data":[],"recordsTotal":0}}}"#);
        assert!(empty.unwrap().is_empty());
    }

    #[test]
    fn only_its_own_answers_are_recognised() {
        let is = |text: &str| is_recognised(&History, text.as_bytes(), &Context::default());
        assert!(is(HISTORY));
        assert!(is(&HISTORY[..900]), "the head may be cut");
        assert!(is(&HISTORY[HISTORY.find("[\n").unwrap()..]));
        assert!(!is(r#"{"response":{"data":{"data":[],"recordsTotal":0}}}"#));
        assert!(!is(r#"{"data":[{"title":"Fog","started":1704574991}]}"#));
        assert!(!is("title,start\n"));
        let mapped = Context {
            mapping: "title=title,start=started".parse().unwrap(),
            ..Context::default()
        };
        assert!(!is_recognised(&History, HISTORY.as_bytes(), &mapped));
    }
}
