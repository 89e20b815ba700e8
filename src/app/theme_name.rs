//! The themes that can be chosen, by name.

use clap::ValueEnum;
use strum::{Display, EnumIter};

/// A theme that can be chosen; what it looks like is the drawing's business.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Display, EnumIter, ValueEnum,
)]
#[strum(serialize_all = "lowercase")]
pub enum ThemeName {
    /// For dark backgrounds.
    #[default]
    Dark,
    /// For light backgrounds.
    Light,
    /// Strong contrasts on a black of its own, for a beamer.
    Projector,
    /// No colours: bold, dim and underlined.
    Mono,
    /// The terminal's own sixteen colours.
    Ansi16,
}

impl ThemeName {
    /// Returns the theme that the key for the next one goes to, around the end.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Projector,
            Self::Projector => Self::Mono,
            Self::Mono => Self::Ansi16,
            Self::Ansi16 => Self::Dark,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use strum::IntoEnumIterator as _;

    #[test]
    fn the_next_theme_comes_by_all_of_them() {
        let mut theme = ThemeName::default();
        let seen: BTreeSet<ThemeName> = ThemeName::iter()
            .map(|_| {
                theme = theme.next();
                theme
            })
            .collect();
        assert!(ThemeName::iter().all(|name| seen.contains(&name)));
        assert_eq!(theme, ThemeName::default());
    }

    #[test]
    fn a_theme_is_chosen_by_the_name_that_is_shown() {
        for theme in ThemeName::iter() {
            assert_eq!(ThemeName::from_str(&theme.to_string(), false), Ok(theme));
        }
    }
}
