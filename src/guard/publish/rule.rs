//! What makes a viewer one of a published crowd.

use std::fmt;

use crate::domain::Window;
use crate::domain::cohort::{PLAY_LADDER, STREAK_LADDER};

/// The version of the rules, as a card names it: a change of what they count makes another one.
pub const VERSION: u32 = 2;

/// What a viewer has done within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Was active on so many days without a gap.
    Streak(u32),
    /// Was active on so many days.
    Active(u32),
    /// Played so many times.
    Plays(u32),
    /// Was active on the one day of the window.
    Played,
}

impl Rule {
    /// Parses `streak=18`, `active=18`, `plays=3` or `played`.
    ///
    /// # Errors
    ///
    /// Fails with what may be written instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "played" {
            return Ok(Self::Played);
        }
        let parts = text.split_once('=');
        let (word, number) = parts.ok_or_else(|| no_rule(text))?;
        let number: Option<u32> = number.parse().ok();
        let step = |ladder: &[u32]| {
            let step = number.filter(|number| ladder.contains(number));
            step.ok_or_else(|| no_step(text, word, ladder))
        };
        match word {
            "streak" => step(&STREAK_LADDER).map(Self::Streak),
            "active" => step(&STREAK_LADDER).map(Self::Active),
            "plays" => step(&PLAY_LADDER).map(Self::Plays),
            _ => Err(no_rule(text)),
        }
    }

    /// Returns the word of the rule.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Streak(_) => "streak",
            Self::Active(_) => "active",
            Self::Plays(_) => "plays",
            Self::Played => "played",
        }
    }

    /// Returns how many days, or plays, it takes.
    #[must_use]
    pub fn at_least(self) -> u32 {
        match self {
            Self::Streak(n) | Self::Active(n) | Self::Plays(n) => n,
            Self::Played => 1,
        }
    }

    /// Makes sure that somebody could have done so within `window`.
    ///
    /// # Errors
    ///
    /// Fails with what is wrong with the days.
    pub(super) fn fits(self, window: Window) -> Result<(), String> {
        let days = window.days();
        match self {
            Self::Played if days > 1 => Err(format!(
                "`played` is about one day, and {window} has {days}; name one, or ask for `plays=1`"
            )),
            Self::Streak(n) | Self::Active(n) if n > days => Err(format!(
                "`{self}` needs {n} days, and {window} has {days}; name more days, or a smaller number"
            )),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Streak(n) | Self::Active(n) | Self::Plays(n) => write!(f, "{}={n}", self.word()),
            Self::Played => f.write_str(self.word()),
        }
    }
}

fn no_rule(text: &str) -> String {
    format!(
        "`{text}` is no rule; write streak=K or active=K (days), plays=N, or played (on one day)"
    )
}

fn no_step(text: &str, word: &str, ladder: &[u32]) -> String {
    let steps: Vec<String> = ladder.iter().map(u32::to_string).collect();
    let steps = steps.join(" ");
    format!("`{text}` is not on the ladder; of `{word}`, {steps} can be published")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use rstest::rstest;

    #[rstest]
    #[case("streak=18", Rule::Streak(18))]
    #[case("active=2", Rule::Active(2))]
    #[case("plays=100", Rule::Plays(100))]
    #[case("played", Rule::Played)]
    fn a_rule_is_read_as_it_is_written(#[case] text: &str, #[case] rule: Rule) {
        assert_eq!(Rule::parse(text), Ok(rule));
        assert_eq!(rule.to_string(), text);
    }

    #[rstest]
    #[case("streak=4", "2 3 5 7 10 14 18 21 30 60 90")]
    #[case("active=1", "2 3 5 7 10 14 18 21 30 60 90")]
    #[case("plays=4", "1 2 3 5 10 20 50 100")]
    #[case("plays=", "1 2 3 5 10 20 50 100")]
    #[case("hours=3", "write streak=K")]
    #[case("most", "write streak=K")]
    fn what_is_not_on_a_ladder_is_refused_with_the_ladder(#[case] text: &str, #[case] words: &str) {
        let refused = Rule::parse(text).unwrap_err();
        assert!(refused.contains(words), "{refused}");
    }

    #[test]
    fn a_window_that_nobody_can_fill_is_refused() {
        let days = |n| Window::ending(Day(17_510), n);
        assert_eq!(Rule::Streak(18).fits(days(18)), Ok(()));
        assert!(Rule::Streak(18).fits(days(17)).is_err());
        assert!(Rule::Active(3).fits(days(2)).is_err());
        assert_eq!(Rule::Plays(100).fits(days(1)), Ok(()));
        assert_eq!(Rule::Played.fits(days(1)), Ok(()));
        assert!(Rule::Played.fits(days(2)).is_err());
    }
}
