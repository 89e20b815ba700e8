//! A row of Jellystat's table of plays.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::FACTS;
use crate::domain::Kind;
use crate::formats::json_rows::with_keys;
use crate::formats::json_scalar::Scalar;
use crate::formats::playback_reporting::{Item, STARTED_BEFORE};
use crate::formats::record::{Entry, Record};
use crate::formats::time::Clock;
use crate::formats::unclear::{Measure, Unknowns, counted};

/// A row, as far as it is of use.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Play {
    id: Scalar,
    user_name: Scalar,
    user_id: Scalar,
    now_playing_item_id: Scalar,
    now_playing_item_name: Scalar,
    series_name: Scalar,
    episode_id: Scalar,
    playback_duration: Scalar,
    activity_date_inserted: Scalar,
    /// The streams of what was played, as a list of objects.
    media_streams: Value,
    #[serde(rename = "imported")]
    imported: Scalar,
}

/// The keys of a row that a refused one is kept with; the others tell of addresses and devices.
const KEPT: [&str; 10] = [
    "Id",
    "UserName",
    "UserId",
    "NowPlayingItemId",
    "NowPlayingItemName",
    "SeriesName",
    "EpisodeId",
    "PlaybackDuration",
    "ActivityDateInserted",
    "imported",
];

/// Returns a row as it may be kept where it is refused.
pub(super) fn kept(bytes: &[u8]) -> Cow<'_, [u8]> {
    with_keys(bytes, &KEPT)
}

/// Returns whether what has these streams is heard and not seen; a cover is no picture that moves.
fn is_audio(streams: &Value) -> bool {
    let has = |wanted: &str| {
        let mut streams = streams.as_array().into_iter().flatten();
        streams.any(|stream| stream["Type"] == wanted)
    };
    has("Audio") && !has("Video")
}

impl Play {
    /// Reads a row.
    ///
    /// # Errors
    ///
    /// Fails where it is no object.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes)
            .map_err(|error| format!("is no row as Jellystat writes it: {error}"))
    }

    /// Returns what the row says.
    ///
    /// # Errors
    ///
    /// Fails where it has no id, names nobody or nothing, or states no time.
    pub fn entry(self, clock: Clock) -> Result<Entry<'static>, String> {
        let row_id = self.id.0.ok_or("has no Id")?;
        let mut unknown = Unknowns::default();
        let seconds = self.playback_duration.number().transpose();
        let seconds = seconds.and_then(|number| {
            let seconds = number.and_then(|number| counted(number, FACTS.unit));
            unknown.known(Measure::Seconds, seconds)
        });
        let is_imported = self.imported.is_true();
        let time = self.activity_date_inserted.text().ok_or("states no time")?;
        let moment = clock.moment(time).and_then(|moment| {
            // Rows of Playback Reporting are dated as there.
            let before = match seconds {
                _ if is_imported => STARTED_BEFORE,
                seconds => i64::from(seconds.unwrap_or(0)),
            };
            clock.checked(moment - before)
        });
        let name = self.now_playing_item_name.0.ok_or("names no title")?;
        let (title, show, kind) = match self.series_name.0 {
            _ if is_imported => {
                let item = Item::of(&name, None);
                let show = item.show.map(str::to_owned);
                (item.title.to_owned(), show, item.kind)
            }
            Some(series) => (name, Some(series), Some(Kind::Episode)),
            None => (
                name,
                None,
                is_audio(&self.media_streams).then_some(Kind::Track),
            ),
        };
        // Of an episode the item is its series; of a row taken over it is what was played.
        let id = match self.episode_id.0 {
            Some(episode) if !is_imported => Some(episode),
            _ => self.now_playing_item_id.0,
        };
        let user = self.user_name.0.or(self.user_id.0);
        Ok(Entry::Row(Record {
            viewer: user.ok_or("names no user")?.into(),
            title: title.into(),
            show: show.map(Into::into),
            kind,
            id: id.map(|id| format!("jellyfin:{id}").into()),
            row_id: Some(row_id.into()),
            start: moment.map_err(|error| format!("ActivityDateInserted `{time}` {error}"))?,
            seconds,
            unknown,
            ..Record::default()
        }))
    }
}
