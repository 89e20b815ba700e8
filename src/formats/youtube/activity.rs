//! One thing that somebody did on YouTube, and whether it is a play.

use super::address::{is_of_youtube, video_id};
use super::words::{Said, Words};
use crate::domain::Kind;
use crate::formats::generic::ME;
use crate::formats::record::{DropReason, Entry, Record};

/// One thing that somebody did.
#[derive(Debug, Default)]
pub(super) struct Activity {
    /// The product it was done with, `YouTube` or `YouTube Music`; empty where it is not said.
    pub product: String,
    /// What was done, in a sentence.
    pub sentence: String,
    /// Where the sentence leads.
    pub url: Option<String>,
    /// The channel.
    pub channel: Option<String>,
    /// Whether Google showed it as an advertisement.
    pub is_ad: bool,
}

impl Activity {
    /// Returns whether it was done on YouTube.
    pub fn is_of_youtube(&self) -> bool {
        if self.product.is_empty() {
            return self.url.as_deref().is_some_and(is_of_youtube);
        }
        // Chrome and Google's search lead to videos as well.
        self.product.starts_with("YouTube")
    }

    /// Returns the id of the video it is about, if any.
    pub fn video_id(&self) -> Option<&str> {
        self.url.as_deref().and_then(video_id)
    }

    /// Returns the entry it makes, where a play starts `when` says.
    ///
    /// # Errors
    ///
    /// Fails with why a play cannot be read.
    pub fn entry(
        self,
        words: Words,
        when: impl FnOnce() -> Result<i64, String>,
    ) -> Result<Entry<'static>, String> {
        if !self.is_of_youtube() {
            return Ok(Entry::Dropped(DropReason::OtherActivity));
        }
        if self.is_ad {
            return Ok(Entry::Dropped(DropReason::Ad));
        }
        let said = words.say(&self.sentence);
        let Some(id) = self.video_id() else {
            let is_watched = self.url.is_none() && matches!(said, Said::Watched(_));
            return Ok(Entry::Dropped(if is_watched {
                DropReason::Unnamed
            } else {
                DropReason::OtherActivity
            }));
        };
        let title = match said {
            Said::Watched(title) => title.to_owned(),
            Said::Other => return Ok(Entry::Dropped(DropReason::OtherActivity)),
            Said::Unclear => {
                return Err(
                    "is in a language in which watching and liking are not told apart here; have Google \
                     write it in English"
                        .to_owned(),
                );
            }
        };
        // What has been removed keeps its address, and loses its name.
        let is_named = video_id(&title) != Some(id);
        let id = format!("youtube:{id}");
        let title = if is_named { title } else { id.clone() };
        let is_music = self.product == "YouTube Music";
        Ok(Entry::Row(Record {
            viewer: ME.into(),
            title: title.into(),
            start: when()?,
            kind: Some(if is_music { Kind::Track } else { Kind::Video }),
            show: self.channel.map(Into::into),
            id: Some(id.into()),
            ..Record::default()
        }))
    }
}
