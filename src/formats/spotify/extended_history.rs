//! Spotify's extended streaming history: `Streaming_History_Audio_2019-2021_3.json`, and the same of video.
//!
//! It has everything that was ever played, with Spotify's own ids, and repeats some rows. `ts` is an
//! end, in UTC. What Spotify knows of the listener, the address and the device is never read.

use std::borrow::Cow;

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
use crate::formats::json_rows::{named, with_keys};
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::Record;
use crate::formats::sink::Sink;
use crate::formats::time::Clock;
use crate::formats::unclear::Unknowns;

/// The extended streaming history of one listener, read as [`ME`]'s; plays of private sessions are marked.
pub struct ExtendedHistory;

/// A row, as far as it is of use.
#[derive(Deserialize)]
struct Row {
    ts: String,
    ms_played: Option<i64>,
    master_metadata_track_name: Option<String>,
    master_metadata_album_artist_name: Option<String>,
    spotify_track_uri: Option<String>,
    episode_name: Option<String>,
    episode_show_name: Option<String>,
    spotify_episode_uri: Option<String>,
    audiobook_title: Option<String>,
    audiobook_chapter_uri: Option<String>,
    audiobook_chapter_title: Option<String>,
    incognito_mode: Option<bool>,
}

/// What was played.
struct Played {
    /// Spotify's id.
    uri: String,
    title: Option<String>,
    show: Option<String>,
    kind: Kind,
}

impl Row {
    /// Returns what was played: the thing whose id is there.
    fn played(&mut self) -> Option<Played> {
        let (uri, title, show, kind) = if let Some(uri) = named(&mut self.spotify_track_uri) {
            let artist = &mut self.master_metadata_album_artist_name;
            (
                uri,
                &mut self.master_metadata_track_name,
                artist,
                Kind::Track,
            )
        } else if let Some(uri) = named(&mut self.spotify_episode_uri) {
            (
                uri,
                &mut self.episode_name,
                &mut self.episode_show_name,
                Kind::Podcast,
            )
        } else {
            let uri = named(&mut self.audiobook_chapter_uri)?;
            let (title, book) = (&mut self.audiobook_chapter_title, &mut self.audiobook_title);
            (uri, title, book, Kind::Audiobook)
        };
        Some(Played {
            uri,
            title: named(title),
            show: named(show),
            kind,
        })
    }
}

impl Play for Row {
    fn is_whole(&mut self) -> bool {
        self.ms_played.is_some() && self.played().is_some()
    }

    fn record(mut self, clock: Clock) -> Result<Record<'static>, String> {
        let played = self.played();
        let played = played.ok_or("has no id of a track, an episode or a chapter")?;
        let end = self.ts;
        let mut unknown = Unknowns::default();
        let (start, seconds) = started(&end, self.ms_played, clock, &mut unknown)
            .map_err(|error| format!("ts `{end}` {error}"))?;
        Ok(Record {
            viewer: ME.into(),
            // What has been withdrawn keeps its id, and loses its name.
            title: played.title.unwrap_or_else(|| played.uri.clone()).into(),
            show: played.show.map(Into::into),
            kind: Some(played.kind),
            id: Some(played.uri.into()),
            start,
            seconds,
            private: self.incognito_mode == Some(true),
            unknown,
            ..Record::default()
        })
    }

    fn kept(bytes: &[u8]) -> Cow<'_, [u8]> {
        with_keys(bytes, &KEPT)
    }
}

/// The keys of a row that a refused one is kept with; the others tell of the listener, the address and the
/// device.
const KEPT: [&str; 12] = [
    "ts",
    "ms_played",
    "master_metadata_track_name",
    "master_metadata_album_artist_name",
    "spotify_track_uri",
    "episode_name",
    "episode_show_name",
    "spotify_episode_uri",
    "audiobook_title",
    "audiobook_chapter_uri",
    "audiobook_chapter_title",
    "incognito_mode",
];

impl Format for ExtendedHistory {
    fn name(&self) -> &'static str {
        "spotify-extended"
    }

    fn about(&self) -> About {
        About {
            what: "Spotify, the extended history: all years",
            files: "Streaming_History_Audio_*.json, Streaming_History_Video_*.json, or the ZIP",
            get: "spotify.com/account/privacy: ask for the extended streaming history; it takes some weeks",
            lacks: "",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::End,
            zone: Zone::Utc,
            unit: LengthUnit::Milliseconds,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        is_array_of::<Row>(probe, context)?.then(|| {
            Recognised::because("it is an array of objects with ts, ms_played and ids of Spotify")
        })
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

    const HISTORY: &str = r#"[
{"ts":"2024-02-14T20:11:09Z","ip_addr":"192.0.2.1","ms_played":201999,"master_metadata_track_name":"Low Tide","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A","episode_name":null,"incognito_mode":false},
{"ts":"2024-02-14T20:11:09Z","ms_played":60000,"spotify_track_uri":null,"episode_name":"One","episode_show_name":"Ebb","spotify_episode_uri":"spotify:episode:B","incognito_mode":true},
{"ts":"2024-02-14T20:11:09Z","ms_played":1000,"audiobook_title":"Gulls","audiobook_uri":"spotify:show:C","audiobook_chapter_uri":"spotify:episode:D","audiobook_chapter_title":"2"},
{"ts":"2024-02-14T20:11:09Z","ms_played":0,"master_metadata_track_name":null,"spotify_track_uri":"spotify:track:E","incognito_mode":null},
{"ts":"2024-02-14T20:11:09Z","ms_played":5,"spotify_track_uri":null,"spotify_episode_uri":null},
{"ts":"1970-01-01T00:00:00Z","ms_played":5,"spotify_track_uri":"spotify:track:E"}
]"#;

    fn read(text: &str) -> Vec<Entry<'static>> {
        let mut entries = Vec::new();
        let input = Content::of_bytes(text.as_bytes());
        let read = ExtendedHistory.read(input, &Context::default(), &mut |entry| {
            entries.push(entry.into_owned());
            true
        });
        read.unwrap();
        entries
    }

    #[test]
    fn what_was_played_is_the_thing_whose_id_is_there() {
        let said = read(HISTORY).into_iter().map(|entry| match entry {
            Entry::Row(row) => {
                let show = row.show.unwrap_or_default();
                let (id, seconds) = (row.id.unwrap(), row.seconds.unwrap());
                assert_eq!(
                    (&*row.viewer, row.start + i64::from(seconds)),
                    (ME, 1_707_941_469)
                );
                format!("{id} {show} {} {seconds} {}", row.title, row.private)
            }
            Entry::Refused(refusal) => format!("{}! {}", refusal.line, refusal.reason),
            Entry::Dropped(reason) => panic!("{reason}"),
        });
        assert_eq!(
            said.collect::<Vec<_>>(),
            [
                "spotify:track:A The Piers Low Tide 201 false",
                "spotify:episode:B Ebb One 60 true",
                "spotify:episode:D Gulls 2 1 false",
                "spotify:track:E  spotify:track:E 0 false",
                "6! has no id of a track, an episode or a chapter",
                "7! ts `1970-01-01T00:00:00Z` stands for an unknown time (1970-01-01)",
            ]
        );
    }

    #[test]
    fn a_refused_row_is_kept_without_the_address() {
        for row in [
            r#"{"ts":"soon","ip_addr":"192.0.2.1","username":"ann","ms_played":5,"spotify_track_uri":"spotify:track:E"}"#,
            r#"{"ts":7,"ip_addr":"192.0.2.1","username":"ann"}"#,
            r#"{"ts":"soon","ip_addr":"192.0.2.1","username":"ann",}"#,
        ] {
            let [Entry::Refused(refusal)] = &read(&format!("[{row}]"))[..] else {
                panic!("{row}");
            };
            assert!(!refusal.text.contains("192") && !refusal.text.contains("ann"));
            assert!(!refusal.reason.contains("192") && !refusal.reason.contains("ann"));
        }
    }

    #[test]
    fn only_its_own_arrays_are_recognised() {
        let context = Context::default();
        let is = |text: &str| {
            let probe = Probe::of_text(text);
            ExtendedHistory.recognises(&probe, &context).is_some()
        };
        assert!(is(HISTORY));
        assert!(!is(
            r#"[{"endTime":"2024-05-01 21:03","msPlayed":1,"trackName":"X"}]"#
        ));
        assert!(!is(r#"[{"ts":"2024-02-14T20:11:09Z","ms_played":1}]"#));
    }
}
