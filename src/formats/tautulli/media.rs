//! What was played, as Tautulli says it.

use std::borrow::Cow;

use crate::domain::Kind;
use crate::formats::record::Record;

/// What was played, as the columns or keys of the same names say it; blanks are `None`.
#[derive(Default)]
pub(super) struct Item<'a> {
    pub media_type: Option<Cow<'a, str>>,
    pub title: Option<Cow<'a, str>>,
    pub full_title: Option<Cow<'a, str>>,
    pub grandparent_title: Option<Cow<'a, str>>,
    pub original_title: Option<Cow<'a, str>>,
    pub rating_key: Option<Cow<'a, str>>,
    /// Whether it is live television.
    pub live: bool,
}

impl<'a> Item<'a> {
    /// Returns a record that says what was played, and nothing else yet; `None` for a trailer or a photo.
    ///
    /// Plex's number of the item is its id. Live television is known by its names: the numbers of its programmes
    /// last no longer than they do.
    ///
    /// # Errors
    ///
    /// Fails where there is no title.
    pub fn record(self) -> Result<Option<Record<'a>>, String> {
        let kind = match self.media_type.as_deref() {
            Some("movie") => Kind::Film,
            Some("episode") => Kind::Episode,
            Some("track") => Kind::Track,
            Some("photo") => return Ok(None),
            Some("clip") if !self.live => return Ok(None),
            _ => Kind::Video,
        };
        let show = match kind {
            Kind::Film => None,
            Kind::Track => self.grandparent_title.or(self.original_title),
            _ => self.grandparent_title,
        };
        let title = self.title.or(self.full_title);
        let title = title.or_else(|| show.clone()).ok_or("names no title")?;
        let rating_key = self.rating_key.filter(|key| key != "0" && !self.live);
        Ok(Some(Record {
            title,
            show,
            kind: Some(kind),
            id: rating_key.map(|key| format!("plex:{key}").into()),
            ..Record::default()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn media(media_type: &'static str, live: bool) -> Item<'static> {
        Item {
            media_type: Some(media_type.into()),
            title: Some("Fog".into()),
            grandparent_title: Some("Harbour".into()),
            rating_key: Some("7".into()),
            live,
            ..Item::default()
        }
    }

    #[rstest]
    #[case("movie", false, Some((Kind::Film, None, Some("plex:7"))))]
    #[case("episode", false, Some((Kind::Episode, Some("Harbour"), Some("plex:7"))))]
    #[case("track", false, Some((Kind::Track, Some("Harbour"), Some("plex:7"))))]
    #[case("episode", true, Some((Kind::Episode, Some("Harbour"), None)))]
    #[case("clip", true, Some((Kind::Video, Some("Harbour"), None)))]
    #[case("clip", false, None)]
    #[case("photo", false, None)]
    fn the_media_type_says_what_it_is(
        #[case] media_type: &'static str,
        #[case] live: bool,
        #[case] expected: Option<(Kind, Option<&str>, Option<&str>)>,
    ) {
        let record = media(media_type, live).record().unwrap();
        let said = record.as_ref().map(|record| {
            assert_eq!(record.title, "Fog");
            (
                record.kind.unwrap(),
                record.show.as_deref(),
                record.id.as_deref(),
            )
        });
        assert_eq!(said, expected);
    }

    #[test]
    fn what_has_no_title_of_its_own_is_called_by_the_next_best() {
        let named = |media: Item<'static>| media.record().map(|record| record.unwrap().title);
        let full = Item {
            title: None,
            full_title: Some("Harbour - Fog".into()),
            ..media("episode", false)
        };
        assert_eq!(named(full).unwrap(), "Harbour - Fog");
        let show = Item {
            title: None,
            ..media("episode", true)
        };
        assert_eq!(named(show).unwrap(), "Harbour");
        assert_eq!(named(Item::default()).unwrap_err(), "names no title");
    }

    #[test]
    fn a_track_without_an_artist_of_its_album_is_of_its_own() {
        let track = Item {
            grandparent_title: None,
            original_title: Some("The Piers".into()),
            rating_key: Some("0".into()),
            ..media("track", false)
        };
        let record = track.record().unwrap().unwrap();
        assert_eq!(record.show.as_deref(), Some("The Piers"));
        assert_eq!(record.id, None);
    }
}
