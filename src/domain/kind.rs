//! The kinds of titles.

use strum::{Display, EnumString, IntoStaticStr};

/// The kind of a title; decides how long a play must last.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Kind {
    /// A film.
    #[strum(to_string = "film", serialize = "movie")]
    Film,
    /// An episode of a series.
    #[strum(
        to_string = "episode",
        serialize = "series",
        serialize = "show",
        serialize = "tv"
    )]
    Episode,
    /// Any other video.
    Video,
    /// A piece of music.
    #[strum(
        to_string = "track",
        serialize = "song",
        serialize = "music",
        serialize = "audio"
    )]
    Track,
    /// An episode of a podcast.
    Podcast,
    /// A chapter of an audiobook.
    Audiobook,
}

/// Seconds a viewing of what is watched must last to be a play, unless the log says otherwise.
pub const MINIMUM_WATCHED_SECONDS: u32 = 120;

/// Seconds a viewing of what is listened to must last to be a play, unless the log says otherwise.
pub const MINIMUM_LISTENED_SECONDS: u32 = 30;

impl Kind {
    /// Returns the seconds a viewing must last to be a play.
    #[must_use]
    pub fn minimum_seconds(self) -> u32 {
        match self {
            Self::Film | Self::Episode | Self::Video => MINIMUM_WATCHED_SECONDS,
            Self::Track | Self::Podcast | Self::Audiobook => MINIMUM_LISTENED_SECONDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_for_a_kind_are_understood() {
        assert_eq!("Movie".parse(), Ok(Kind::Film));
        assert_eq!("song".parse(), Ok(Kind::Track));
        assert_eq!(Kind::Film.to_string(), "film");
        assert_eq!("film".parse(), Ok(Kind::Film));
        assert!("smell".parse::<Kind>().is_err());
    }
}
