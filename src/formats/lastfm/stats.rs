//! What lastfmstats.com writes as JSON: an account, and its scrobbles with Unix milliseconds.

use serde::Deserialize;

use super::scrobble::Scrobble;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::json_array::ArrayItems;
use crate::formats::json_rows::{Items, whole};
use crate::formats::json_scalar::Scalar;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::Entry;
use crate::formats::sink::Sink;
use crate::formats::time::Clock;

/// The scrobbles of one account, read as [`ME`](crate::formats::generic::ME)'s.
pub struct Stats;

/// The key under which the scrobbles are.
const SCROBBLES: &str = "scrobbles";

/// A scrobble, as far as it is of use.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    artist: Scalar,
    track: Scalar,
    date: Scalar,
}

impl Row {
    fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| format!("is no scrobble: {error}"))
    }

    fn entry(self, clock: Clock) -> Result<Entry<'static>, String> {
        let [artist, track, time] =
            [self.artist, self.track, self.date].map(|it| it.0.unwrap_or_default());
        let scrobble = Scrobble {
            artist,
            track,
            time: time.into(),
        };
        scrobble
            .entry(0, clock)
            .map_err(|error| error.to_string())?
    }
}

impl Format for Stats {
    fn name(&self) -> &'static str {
        "lastfmstats"
    }

    fn about(&self) -> About {
        About {
            what: "Last.fm, fetched by lastfmstats.com, as JSON",
            files: "a JSON with scrobbles in it",
            get: "lastfmstats.com: export as JSON",
            lacks: "how long a track was heard",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::AsTimed,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let text = probe.text().filter(|_| context.mapping.is_empty())?;
        let is_row = |bytes: &[u8]| {
            Row::parse(bytes).is_ok_and(|row| {
                let all = [&row.artist, &row.track, &row.date];
                all.iter().all(|value| value.0.is_some())
            })
        };
        let is_mine =
            text.trim_start().starts_with('{') && ArrayItems::any_under(text, SCROBBLES, is_row);
        is_mine.then(|| Recognised::because("it has scrobbles with artist, track and date"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = self.facts().clock(context);
        let items = ArrayItems::under(input.stream()?, SCROBBLES);
        Items::Array(items).send_each(sink, whole, |bytes| Row::parse(bytes)?.entry(clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::{is_recognised, said};

    const EXPORT: &str = r#"{"username":"ann","scrobbles":[
{"track":"Low Tide","artist":"The Piers","album":"Ebb","albumId":"x","date":1704488591000},
{"track":"Fog","artist":"","album":"","albumId":"","date":1704488792000},
{"track":"Fog","artist":"The Piers","date":null},
{"track":"Fog","artist":"The Piers","date":0},
{"artist":"The Piers","date":1704488792000},
{"track":"Fog","artist":"The Piers","date":"2024-01-05 21:03:11"},
7]}"#;

    #[test]
    fn a_scrobble_is_a_play() {
        let said = said(&Stats, EXPORT.as_bytes(), &Context::default()).unwrap();
        assert_eq!(
            said[..5],
            [
                "me: The Piers / Low Tide track 1704488591 ?",
                "me: Fog track 1704488792 ?",
                "- plays without a date, or of 1970",
                "- plays without a date, or of 1970",
                "6! names no track",
            ]
        );
        assert_eq!(said[5], "me: The Piers / Fog track 1704488591 ?");
        assert!(said[6].starts_with("8! is no scrobble: "), "{said:?}");
    }

    #[test]
    fn only_its_own_shape_is_recognised() {
        let is = |text: &str| is_recognised(&Stats, text.as_bytes(), &Context::default());
        assert!(is(EXPORT));
        assert!(is(&EXPORT[..200]), "the head may be cut");
        assert!(!is(&EXPORT.replace("scrobbles", "plays")));
        assert!(!is(&EXPORT.replace("track", "song")));
        assert!(!is(&format!("[{EXPORT}]")));
    }

    #[test]
    fn an_export_that_breaks_off_is_an_error() {
        let cut = &EXPORT.as_bytes()[..200];
        assert!(said(&Stats, cut, &Context::default()).is_err());
    }
}
