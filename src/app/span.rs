//! The range of days as the user typed or chose it.
//!
//! The text is kept, not the days it meant: `30d` moves on with the newest day, `2017-11` stays.

use crate::domain::range::{self, Bounds, PRESETS, presets};
use crate::domain::{Day, Window};

/// The range the program starts with.
pub const DEFAULT: &str = "30d";

/// A range of days as the user typed or chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    text: String,
}

impl Default for Span {
    fn default() -> Self {
        Self {
            text: DEFAULT.to_owned(),
        }
    }
}

impl Span {
    /// Returns the span a text means, or why it means none.
    ///
    /// # Errors
    ///
    /// Fails with the word at fault.
    pub fn typed(text: &str, bounds: Bounds) -> Result<Self, range::RangeError> {
        range::parse(text, bounds)?;
        Ok(Self {
            text: text.trim().to_owned(),
        })
    }

    /// Returns the span of a text that is to be the range of a log which is not known yet. Should it have no meaning
    /// there, it is the last 30 days.
    ///
    /// # Errors
    ///
    /// Fails with the word at fault where it has none in any log.
    pub fn of_any_log(text: &str) -> Result<Self, range::RangeError> {
        let widest = Bounds {
            first: Day::MIN,
            newest: Day::MAX,
        };
        Self::typed(text, widest)
    }

    /// Returns the span of these days, which stays as it is when newer ones come.
    #[must_use]
    pub fn of_days(window: Window) -> Self {
        Self {
            text: window.to_string(),
        }
    }

    /// Returns the span whose [text](Self::text) this was.
    pub(super) fn again(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }

    /// Returns the span of a window: a preset where one means the same days.
    #[must_use]
    pub fn of_window(window: Window, bounds: Bounds) -> Self {
        let preset = PRESETS
            .iter()
            .find(|preset| window_of(preset, bounds) == Some(window));
        let text = preset.map_or_else(|| window.to_string(), |preset| (*preset).to_owned());
        Self { text }
    }

    /// Returns the days it means now.
    #[must_use]
    pub fn window(&self, bounds: Bounds) -> Window {
        // A text may lose its meaning when the log changes: `2017..` when an older log takes its
        // place.
        window_of(&self.text, bounds).unwrap_or_else(|| Window::ending(bounds.newest, 30))
    }

    /// Returns the number of the preset it is, if it is one.
    #[must_use]
    pub fn preset(&self) -> Option<usize> {
        PRESETS.iter().position(|preset| *preset == self.text)
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the next preset longer than this span, ending on the same day; itself at the end.
    #[must_use]
    pub fn longer(&self, bounds: Bounds) -> Self {
        let days = self.window(bounds).days();
        let longer = preset_days(bounds).filter(|preset| *preset > days);
        self.resized(longer.min(), bounds)
    }

    /// Returns the next preset shorter than this span, ending on the same day; itself at the end.
    #[must_use]
    pub fn shorter(&self, bounds: Bounds) -> Self {
        let days = self.window(bounds).days();
        let shorter = preset_days(bounds).filter(|preset| *preset < days);
        self.resized(shorter.max(), bounds)
    }

    fn resized(&self, days: Option<u32>, bounds: Bounds) -> Self {
        let Some(days) = days else {
            return self.clone();
        };
        let window = Window::ending(self.window(bounds).to(), days);
        Self::of_window(window, bounds)
    }
}

fn preset_days(bounds: Bounds) -> impl Iterator<Item = u32> {
    presets(bounds).into_iter().map(|preset| preset.days)
}

fn window_of(text: &str, bounds: Bounds) -> Option<Window> {
    range::parse(text, bounds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds() -> Bounds {
        Bounds {
            first: Day::parse("2017-01-01").unwrap(),
            newest: Day::parse("2017-12-10").unwrap(),
        }
    }

    #[test]
    fn a_preset_moves_on_with_the_newest_day() {
        let later = Bounds {
            newest: bounds().newest.plus(1),
            ..bounds()
        };
        let preset = Span::default();
        assert_eq!(preset.window(later), preset.window(bounds()).shifted(1));
        let typed = Span::typed("2017-11", bounds()).unwrap();
        assert_eq!(typed.window(later), typed.window(bounds()));
    }

    #[test]
    fn presets_are_climbed_one_by_one() {
        let mut span = Span::typed("7d", bounds()).unwrap();
        let mut climbed = vec![span.text().to_owned()];
        for _ in 0..6 {
            span = span.longer(bounds());
            climbed.push(span.text().to_owned());
        }
        // The log is shorter than a year: `all` comes before `1y`.
        assert_eq!(climbed, ["7d", "18d", "30d", "90d", "all", "1y", "1y"]);
        assert_eq!(Span::default().shorter(bounds()).text(), "18d");
        assert_eq!(
            Span::typed("7d", bounds())
                .unwrap()
                .shorter(bounds())
                .text(),
            "7d"
        );
    }

    #[test]
    fn a_preset_is_known_by_its_number() {
        for preset in presets(bounds()) {
            assert_eq!(PRESETS[preset.number], preset.text);
            let span = Span::typed(preset.text, bounds()).unwrap();
            assert_eq!(span.preset(), Some(preset.number));
            assert_eq!(span.window(bounds()).days(), preset.days);
        }
    }

    #[test]
    fn a_span_in_the_past_keeps_its_last_day() {
        let span = Span::typed("2017-11", bounds()).unwrap();
        assert_eq!(span.longer(bounds()).text(), "2017-09-02..2017-11-30");
    }
}
