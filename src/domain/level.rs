//! Titles and shows: the two levels that lists count by, and the numbers of their items.

/// Whether a panel counts by title or by show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Level {
    /// The most specific thing played: a film, an episode, a track, a video.
    #[default]
    Title,
    /// What titles belong to: a series, an artist, a channel. A film is its own show.
    Show,
}

impl Level {
    /// Returns the other level.
    #[must_use]
    pub fn toggled(self) -> Self {
        match self {
            Self::Title => Self::Show,
            Self::Show => Self::Title,
        }
    }

    /// Returns the word used in reports: `title` or `show`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Show => "show",
        }
    }
}

/// One title or show, by its number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);
