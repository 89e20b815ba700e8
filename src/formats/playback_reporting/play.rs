//! A play, as the database and the backup of Playback Reporting say it.

use std::borrow::Cow;

use super::FACTS;
use super::item::Item;
use crate::formats::record::{DropReason, Entry, Record};
use crate::formats::time::Clock;
use crate::formats::unclear::{Measure, Unclear, Unknowns, counted, whole_number};

/// How many seconds before it is written down a play has started.
pub(in crate::formats) const STARTED_BEFORE: i64 = 20;

/// A play, in texts that are not blank.
#[derive(Default)]
pub(super) struct Play<'a> {
    pub date_created: Option<Cow<'a, str>>,
    pub user_id: Option<Cow<'a, str>>,
    pub item_id: Option<Cow<'a, str>>,
    pub item_type: Option<Cow<'a, str>>,
    pub item_name: Option<Cow<'a, str>>,
    pub lasted: Option<Cow<'a, str>>,
    /// How long it stood still, where that is counted with the rest, as on Emby.
    pub paused: Option<Cow<'a, str>>,
}

impl<'a> Play<'a> {
    /// Returns what is to be said of it.
    ///
    /// # Errors
    ///
    /// Fails where it names nobody or nothing, or states no time.
    pub fn entry(self, clock: Clock) -> Result<Entry<'a>, String> {
        if self.item_type.as_deref() == Some("Trailer") {
            return Ok(Entry::Dropped(DropReason::Extra));
        }
        let mut unknown = Unknowns::default();
        let seconds = self.seconds().transpose();
        let seconds = seconds.and_then(|seconds| unknown.known(Measure::Seconds, seconds));
        let created = self.date_created.ok_or("states no time")?;
        let start = clock.moment(&created);
        let start = start.and_then(|moment| clock.checked(moment - STARTED_BEFORE));
        let name = self.item_name.ok_or("names no title")?;
        let item = Item::of(&name, self.item_type.as_deref());
        Ok(Entry::Row(Record {
            viewer: self.user_id.ok_or("names no user")?,
            title: item.title.to_owned().into(),
            show: item.show.map(|show| show.to_owned().into()),
            kind: item.kind,
            id: self.item_id.map(|id| format!("jellyfin:{id}").into()),
            start: start.map_err(|error| format!("DateCreated `{created}` {error}"))?,
            seconds,
            unknown,
            ..Record::default()
        }))
    }

    fn seconds(&self) -> Result<Option<u32>, Unclear> {
        let Some(lasted) = &self.lasted else {
            return Ok(None);
        };
        let paused = self.paused.as_deref().map_or(Ok(0), whole_number)?;
        let played = whole_number(lasted)?.saturating_sub(paused);
        counted(played, FACTS.unit).map(Some)
    }
}
