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

    /// Returns the level of the word used in reports.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Title, Self::Show]
            .into_iter()
            .find(|level| level.word() == word)
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

/// Whether each of the two lists counts by title or by show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Levels {
    /// The level of the list of streaks.
    pub streaks: Level,
    /// The level of the list of what is rewatched.
    pub rewatched: Level,
}

impl Default for Levels {
    /// Streaks by show, for a series seen episode by episode is a streak of the series; rewatches by title,
    /// for eight episodes seen once are none.
    fn default() -> Self {
        Self {
            streaks: Level::Show,
            rewatched: Level::Title,
        }
    }
}

impl Levels {
    /// Returns one level for both lists.
    #[must_use]
    pub fn both(level: Level) -> Self {
        Self {
            streaks: level,
            rewatched: level,
        }
    }

    /// Returns whether any list counts by show.
    #[must_use]
    pub fn any_by_show(self) -> bool {
        self.streaks == Level::Show || self.rewatched == Level::Show
    }
}

/// One title or show, by its number in the database; titles and shows are numbered apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// One title or show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Item {
    /// Which of the two it is.
    pub level: Level,
    /// Its number among all of its level.
    pub id: ItemId,
}

impl Item {
    /// Returns the title of this number.
    #[must_use]
    pub fn title(id: ItemId) -> Self {
        let level = Level::Title;
        Self { level, id }
    }

    /// Returns the show of this number.
    #[must_use]
    pub fn show(id: ItemId) -> Self {
        let level = Level::Show;
        Self { level, id }
    }
}
