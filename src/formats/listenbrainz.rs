//! ListenBrainz: `listens/2024/1.jsonl` and its like in the ZIP of its export, or one array of listens.
//!
//! A listen says when a track was begun, in Unix seconds, and not for how long it was heard. The ids of a
//! recording are not taken: they come to a listen later, and would make another title of it.

use serde::Deserialize;

use super::content::Content;
use super::context::Context;
use super::facts::{About, Facts, LengthUnit, Times, Zone};
use super::format::Format;
use super::generic::ME;
use super::identity::Identity;
use super::json_rows::{Items, any_of, is_array, named, parse, whole};
use super::probe::Probe;
use super::read_error::ReadError;
use super::recognised::Recognised;
use super::record::{DropReason, Entry, Record};
use super::sink::Sink;
use super::time::{Clock, MomentError};
use crate::domain::Kind;

/// The listens of one account, read as [`ME`]'s.
pub struct Listens;

/// A listen, as far as it is of use.
#[derive(Deserialize)]
struct Listen {
    /// Unix seconds; nothing where the track is still playing.
    listened_at: Option<i64>,
    track_metadata: Track,
}

#[derive(Deserialize)]
struct Track {
    artist_name: Option<String>,
    track_name: Option<String>,
}

impl Listen {
    fn read(bytes: &[u8]) -> Result<Self, String> {
        parse(bytes, "ListenBrainz")
    }

    fn entry(self, clock: Clock) -> Result<Entry<'static>, String> {
        let mut track = self.track_metadata;
        let title = named(&mut track.track_name).ok_or("names no track")?;
        let time = self.listened_at.unwrap_or_default().to_string();
        let start = match clock.moment(&time) {
            Ok(start) => start,
            Err(MomentError::Placeholder) => return Ok(Entry::Dropped(DropReason::Undated)),
            Err(error) => return Err(format!("listened_at `{time}` {error}")),
        };
        Ok(Entry::Row(Record {
            viewer: ME.into(),
            title: title.into(),
            show: named(&mut track.artist_name).map(Into::into),
            kind: Some(Kind::Track),
            start,
            ..Record::default()
        }))
    }
}

impl Format for Listens {
    fn name(&self) -> &'static str {
        "listenbrainz"
    }

    fn about(&self) -> About {
        About {
            what: "ListenBrainz's export",
            files: "the ZIP, or its listens/2024/1.jsonl",
            get: "listenbrainz.org/settings/export",
            lacks: "how long a track was heard",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let is_listen = |bytes: &[u8]| {
            Listen::read(bytes).is_ok_and(|listen| {
                listen.listened_at.is_some() && listen.track_metadata.track_name.is_some()
            })
        };
        let is_mine = context.mapping.is_empty() && any_of(probe.text()?, is_listen);
        is_mine.then(|| {
            Recognised::because("its objects have listened_at, and a track_name in track_metadata")
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = self.facts().clock(context);
        let is_array = input.probe().text().is_some_and(is_array);
        Items::new(input.stream()?, is_array)
            .send_each(sink, whole, |bytes| Listen::read(bytes)?.entry(clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::said_by;

    const LISTENS: &str = r#"{"inserted_at":1704488600.5,"listened_at":1704488591,"track_metadata":{"artist_name":"The Piers","track_name":"Low Tide","release_name":"Ebb","additional_info":{"duration_ms":201000},"mbid_mapping":{"recording_mbid":"x"}}}
{"listened_at":null,"track_metadata":{"artist_name":"The Piers","track_name":"Fog"}}
{"listened_at":0,"track_metadata":{"artist_name":"The Piers","track_name":"Fog"}}

{"listened_at":1704488591,"track_metadata":{"artist_name":"The Piers","track_name":" "}}
{"listened_at":"soon","track_metadata":{"track_name":"Fog"}}
{"listened_at":60000000,"track_metadata":{"track_name":"Fog"}}
{"listened_at":1704488591,"track_metadata":{"track_name":"Fog"}}
"#;

    fn said(text: &str) -> Result<Vec<String>, String> {
        let (said, read) = said_by(&Listens, text.as_bytes(), &Context::default(), |row| {
            assert_eq!((row.seconds, row.length, row.id), (None, None, None));
            format!(
                "{} {}: {}",
                row.start,
                row.show.unwrap_or_default(),
                row.title
            )
        });
        read.map(|()| said).map_err(|error| error.to_string())
    }

    #[test]
    fn a_listen_starts_at_its_second() {
        let said = said(LISTENS).unwrap();
        let undated = "- plays without a date, or of 1970";
        assert_eq!(
            said[..4],
            [
                "1704488591 The Piers: Low Tide",
                undated,
                undated,
                "5! names no track"
            ]
        );
        assert!(said[4].starts_with("6! is no play as ListenBrainz writes it: invalid type"));
        assert_eq!(
            said[5],
            "7! listened_at `60000000` is no Unix time of 1990 or later"
        );
        assert_eq!(said[6], "1704488591 : Fog");
    }

    #[test]
    fn an_array_of_them_is_read_as_well_and_one_that_breaks_off_is_not() {
        let array = format!("[{}]", LISTENS.trim().replace("}}\n", "}},\n"));
        assert_eq!(said(&array).unwrap().len(), 7);
        let error = said(&array[..array.len() - 1]).unwrap_err();
        assert!(error.ends_with("the array breaks off; is the file whole?"));
        let context = Context::default();
        let is = |text: &str| {
            let probe = Probe::of_text(text);
            Listens.recognises(&probe, &context).is_some()
        };
        assert!(is(LISTENS) && is(&array) && is(&LISTENS[..300]));
        assert!(!is(
            r#"{"recording_mbid":"x","score":1,"created":1704488591}"#
        ));
        assert!(!is(r#"{"listened_at":1704488591}"#));
        assert!(!is("{}") && !is("[]") && !is(""));
    }
}
