//! What a length without a unit counts.

use strum::{Display, EnumIter, EnumString};

/// What a length without a unit counts.
///
/// Parsed from the words that `--map` puts behind a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumIter, EnumString)]
pub enum LengthUnit {
    /// Seconds.
    #[strum(serialize = "s")]
    Seconds,
    /// Milliseconds.
    #[strum(serialize = "ms")]
    Milliseconds,
    /// Minutes.
    #[strum(serialize = "min")]
    Minutes,
}

impl LengthUnit {
    /// Returns it in whole words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
            Self::Minutes => "minutes",
        }
    }
}
