//! Spotify's account data: `StreamingHistory_music_0.json` and its like for podcasts and audiobooks.
//!
//! It has the last year, without ids: what was played is known by its name and that of the artist, podcast or
//! book. `endTime` is an end, in UTC, to the minute.

use serde::Deserialize;

use super::ended::started;
use super::plays::{Play, is_array_of, read};
use crate::domain::Kind;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::generic::ME;
use crate::formats::identity::Identity;
use crate::formats::json_rows::named;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::Record;
use crate::formats::sink::Sink;
use crate::formats::time::Clock;
use crate::formats::unclear::Unknowns;

/// The streaming history of Spotify's account data, read as [`ME`]'s.
pub struct AccountData;

/// A row, as far as it is of use.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    end_time: String,
    ms_played: Option<i64>,
    artist_name: Option<String>,
    track_name: Option<String>,
    podcast_name: Option<String>,
    episode_name: Option<String>,
    audiobook_name: Option<String>,
    chapter_name: Option<String>,
}

impl Row {
    /// Returns what was played, what it belongs to, and what sort of thing it is.
    fn played(&mut self) -> Option<(String, Option<String>, Kind)> {
        let names = [
            (&mut self.track_name, &mut self.artist_name, Kind::Track),
            (
                &mut self.episode_name,
                &mut self.podcast_name,
                Kind::Podcast,
            ),
            (
                &mut self.chapter_name,
                &mut self.audiobook_name,
                Kind::Audiobook,
            ),
        ];
        names
            .into_iter()
            .find_map(|(title, show, kind)| Some((named(title)?, named(show), kind)))
    }
}

impl Play for Row {
    fn is_whole(&mut self) -> bool {
        self.ms_played.is_some() && self.played().is_some()
    }

    fn record(mut self, clock: Clock) -> Result<Record<'static>, String> {
        let (title, show, kind) = self.played().ok_or("names no track, episode or chapter")?;
        let end = self.end_time;
        let mut unknown = Unknowns::default();
        let (start, seconds) = started(&end, self.ms_played, clock, &mut unknown)
            .map_err(|error| format!("endTime `{end}` {error}"))?;
        Ok(Record {
            viewer: ME.into(),
            title: title.into(),
            show: show.map(Into::into),
            kind: Some(kind),
            start,
            seconds,
            unknown,
            ..Record::default()
        })
    }
}

impl Format for AccountData {
    fn name(&self) -> &'static str {
        "spotify-account"
    }

    fn about(&self) -> About {
        About {
            what: "Spotify, account data: the last year",
            files: "StreamingHistory_music_0.json and its like, or the ZIP",
            get: "spotify.com/account/privacy: ask for your account data; it takes some days",
            lacks: "what came before the last year, ids, seconds",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            // Times have no seconds: two plays alike are two plays.
            identity: Identity::WholeRow,
            times: Times::End,
            zone: Zone::Utc,
            unit: LengthUnit::Milliseconds,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        is_array_of::<Row>(probe, context)?
            .then(|| Recognised::because("it is an array of objects with endTime and msPlayed"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        read::<Row>(input, self.facts().clock(context), sink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::record::Entry;

    const MUSIC: &str = r#"[
  {"endTime": "2024-05-01 21:03", "artistName": "The Piers", "trackName": "Low Tide", "msPlayed": 201500},
  {"endTime": "2024-05-01 21:03", "podcastName": "Ebb", "episodeName": "One", "msPlayed": 60000},
  {"endTime": "2024-05-01 21:03", "audiobookName": "Gulls", "chapterName": "2", "authorName": "X", "msPlayed": 0},
  {"endTime": "2024-05-01 21:03", "artistName": "The Piers", "trackName": "Low Tide", "msPlayed": 90000000},
  {"endTime": "2024-05-01 21:03", "artistName": "The Piers", "trackName": null, "msPlayed": 1},
  {"endTime": "soon", "artistName": "The Piers", "trackName": "Low Tide", "msPlayed": 1},
  {"artistName": "The Piers"}
]"#;

    fn said(text: &str) -> Vec<String> {
        let mut said = Vec::new();
        let input = Content::of_bytes(text.as_bytes());
        let read = AccountData.read(input, &Context::default(), &mut |entry| {
            said.push(match entry {
                Entry::Row(row) => format!(
                    "{:?} {:?}: {} {} {}",
                    row.kind.unwrap(),
                    row.seconds,
                    row.start,
                    row.show.unwrap(),
                    row.title
                ),
                Entry::Refused(refusal) => format!("{}! {}", refusal.line, refusal.reason),
                Entry::Dropped(reason) => panic!("{reason}"),
            });
            true
        });
        read.unwrap();
        said
    }

    #[test]
    fn a_play_starts_its_length_before_its_end() {
        let end = 1_714_597_380;
        let said = said(MUSIC);
        assert_eq!(
            said[..6],
            [
                format!("Track Some(201): {} The Piers Low Tide", end - 201),
                format!("Podcast Some(60): {} Ebb One", end - 60),
                format!("Audiobook Some(0): {end} Gulls 2"),
                format!("Track None: {end} The Piers Low Tide"),
                "6! names no track, episode or chapter".to_owned(),
                "7! endTime `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix \
                 seconds"
                    .to_owned(),
            ]
        );
        assert!(said[6].starts_with("8! is no play as Spotify writes it: missing field `endTime`"));
    }

    #[test]
    fn only_its_own_arrays_are_recognised() {
        let is = |text: &str, context: &Context| {
            let probe = Probe::of_text(text);
            AccountData.recognises(&probe, context).is_some()
        };
        let context = Context::default();
        assert!(is(MUSIC, &context));
        assert!(is(&MUSIC[..150], &context), "the head may be cut");
        assert!(!is("[]", &context));
        assert!(!is(
            r#"[{"ts":"2024-05-01T21:03:00Z","ms_played":1}]"#,
            &context
        ));
        assert!(!is(r#"{"endTime":"2024-05-01 21:03"}"#, &context));
        let mapped = Context {
            mapping: "title=trackName,end=endTime".parse().unwrap(),
            ..Context::default()
        };
        assert!(!is(MUSIC, &mapped));
    }
}
