//! What a card is made of, and what it says.

use std::path::Path;

use clap::ValueEnum;
use ratatui::style::Color;
use strum::{EnumIter, IntoEnumIterator as _};

use crate::domain::{Day, Kind};
use crate::export::picture::color::rgb;
use crate::export::picture::{Palette, Rgb};
use crate::guard::publish::Published;
use crate::guard::publish::rule::Rule;
use crate::guard::words::{Fact, Subject, Words};

/// What a card is made of.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// The number, the rule, the name and the days.
    pub published: &'a Published,
    /// The kind of what it is about, where that is known.
    pub kind: Option<Kind>,
    /// The words of the sentence.
    pub words: &'a Words,
    /// Its colours.
    pub inks: Inks,
    /// Its shape.
    pub shape: Shape,
}

/// The colours of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inks {
    /// Those of text and of what is behind it.
    pub palette: Palette,
    /// The number in the sentence, the name, and the crowd.
    pub story: Rgb,
    /// What is read last.
    pub faint: Rgb,
}

/// How large a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, EnumIter)]
pub enum Shape {
    /// 1600 by 900 pixels
    Wide,
    /// 1080 by 1080 pixels
    Square,
}

/// What kind of file a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, EnumIter)]
pub enum Format {
    /// Sharp at any size; letters are text
    Svg,
    /// Pixels
    Png,
}

impl Inks {
    /// Returns colours of a terminal's theme over those of its own.
    #[must_use]
    pub fn of(palette: Palette, story: Color, faint: Color) -> Self {
        let ink = |color| rgb(color, palette.foreground);
        Self {
            palette,
            story: ink(story),
            faint: ink(faint),
        }
    }
}

impl Format {
    /// Returns the format that the name of a file asks for; `None` where it ends in no known way.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let end = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::iter().find(|format| format.extension() == end)
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

impl Shape {
    /// Returns its width and height in units, two pixels each.
    pub(super) fn size(self) -> (u16, u16) {
        match self {
            Self::Wide => (800, 450),
            Self::Square => (540, 540),
        }
    }
}

impl Card<'_> {
    /// Returns the sentence of the card.
    #[must_use]
    pub fn sentence(&self) -> String {
        self.words
            .sentence(self.published.people(), &subject(self.published, self.kind))
    }
}

/// Returns what the sentence on a published number is about. It names its days: a card is read for longer than a day.
#[must_use]
pub fn subject(published: &Published, kind: Option<Kind>) -> Subject<'_> {
    let window = published.window();
    let fact = match published.rule() {
        Rule::Streak(days) if days == window.days() => Fact::EveryDay {
            days,
            to: window.to(),
        },
        Rule::Streak(days) => Fact::Streak(days),
        Rule::Active(days) => Fact::Days(days),
        Rule::Plays(plays) => Fact::Plays(plays),
        Rule::Played => Fact::On(window.to()),
    };
    Subject {
        fact,
        name: published.called(),
        kind,
        window,
        yesterday: None::<Day>,
    }
}
