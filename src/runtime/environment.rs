//! What the environment says of the terminal.

use std::env;

use crate::app::ThemeName;
use crate::runtime::answers::Background;
use crate::ui::Depth;

/// What the environment says of the terminal; `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NO_COLOR`; whatever it is, it asks for no colours unless it is empty.
    pub no_color: Option<String>,
    /// `COLORTERM`.
    pub colorterm: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLORFGBG`: the places of text and background among sixteen colours.
    pub colorfgbg: Option<String>,
}

/// Terminals of sixteen million colours whose `COLORTERM` does not come along through ssh.
const KNOWN: [&str; 6] = ["direct", "kitty", "alacritty", "foot", "ghostty", "wezterm"];

impl Environment {
    /// Returns what the environment of this program says.
    #[must_use]
    pub fn of_program() -> Self {
        let said = |name| env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            no_color: said("NO_COLOR"),
            colorterm: said("COLORTERM"),
            term: said("TERM"),
            colorfgbg: said("COLORFGBG"),
        }
    }

    /// Returns how many colours the terminal shows.
    #[must_use]
    pub fn depth(&self) -> Depth {
        let term = self.term.as_deref().unwrap_or_default();
        let is_true = matches!(self.colorterm.as_deref(), Some("truecolor" | "24bit"));
        if is_true || KNOWN.iter().any(|known| term.contains(known)) {
            Depth::TrueColor
        } else if term.contains("256color") {
            Depth::Indexed
        } else {
            Depth::Named
        }
    }

    /// Returns the theme for this terminal where the user names none. Its background is asked for only
    /// where that decides.
    pub fn theme(
        &self,
        configured: Option<ThemeName>,
        background: impl FnOnce() -> Option<Background>,
    ) -> ThemeName {
        let is_dumb = self.term.as_deref() == Some("dumb");
        if is_dumb
            || self
                .no_color
                .as_ref()
                .is_some_and(|value| !value.is_empty())
        {
            return ThemeName::Mono;
        }
        if self.depth() == Depth::Named {
            return ThemeName::Ansi16;
        }
        if let Some(theme) = configured {
            return theme;
        }
        match background().or(self.background()) {
            Some(Background::Light) => ThemeName::Light,
            Some(Background::Dark) | None => ThemeName::Dark,
        }
    }

    fn background(&self) -> Option<Background> {
        let place = self.colorfgbg.as_deref()?.rsplit(';').next()?;
        match place.parse().ok()? {
            0..=6 | 8 => Some(Background::Dark),
            7 | 9..=15 => Some(Background::Light),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn environment(term: &str, colorterm: &str) -> Environment {
        let said = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        Environment {
            term: said(term),
            colorterm: said(colorterm),
            ..Environment::default()
        }
    }

    #[rstest]
    #[case("xterm-256color", "truecolor", Depth::TrueColor)]
    #[case("xterm", "24bit", Depth::TrueColor)]
    #[case("xterm-direct", "", Depth::TrueColor)]
    #[case("xterm-kitty", "", Depth::TrueColor)]
    #[case("xterm-256color", "", Depth::Indexed)]
    #[case("tmux-256color", "yes", Depth::Indexed)]
    #[case("xterm", "", Depth::Named)]
    #[case("linux", "", Depth::Named)]
    #[case("vt220", "", Depth::Named)]
    #[case("", "", Depth::Named)]
    fn colours_are_as_many_as_the_terminal_says(
        #[case] term: &str,
        #[case] colorterm: &str,
        #[case] depth: Depth,
    ) {
        assert_eq!(environment(term, colorterm).depth(), depth);
    }

    #[rstest]
    #[case("dumb", None, ThemeName::Mono)]
    #[case("xterm-256color", Some("1"), ThemeName::Mono)]
    #[case("linux", None, ThemeName::Ansi16)]
    fn a_background_that_decides_nothing_is_not_asked_for(
        #[case] term: &str,
        #[case] no_color: Option<&str>,
        #[case] theme: ThemeName,
    ) {
        let mut environment = environment(term, "");
        environment.no_color = no_color.map(str::to_owned);
        let asked = || panic!("it was asked for");
        assert_eq!(environment.theme(None, asked), theme);
    }

    #[rstest]
    #[case(Some(Background::Light), "15;0", ThemeName::Light)]
    #[case(Some(Background::Dark), "0;15", ThemeName::Dark)]
    #[case(None, "0;15", ThemeName::Light)]
    #[case(None, "0;default;7", ThemeName::Light)]
    #[case(None, "15;0", ThemeName::Dark)]
    #[case(None, "7;8", ThemeName::Dark)]
    #[case(None, "0;default", ThemeName::Dark)]
    #[case(None, "", ThemeName::Dark)]
    fn the_terminal_is_believed_before_the_environment(
        #[case] answer: Option<Background>,
        #[case] colorfgbg: &str,
        #[case] theme: ThemeName,
    ) {
        let mut environment = environment("xterm-256color", "");
        environment.no_color = Some(String::new());
        environment.colorfgbg = Some(colorfgbg.to_owned());
        assert_eq!(environment.theme(None, || answer), theme);
    }

    #[test]
    fn a_configured_theme_is_not_asked_for_but_yields_to_no_colour() {
        let mut environment = environment("xterm-256color", "");
        environment.no_color = Some(String::new());
        let configured = Some(ThemeName::Light);
        let asked = || panic!("it was asked for");
        assert_eq!(environment.theme(configured, asked), ThemeName::Light);
        environment.no_color = Some("1".to_owned());
        assert_eq!(environment.theme(configured, asked), ThemeName::Mono);
    }
}
