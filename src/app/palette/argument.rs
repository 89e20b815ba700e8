//! What the argument of a command means, and what it could be.

use std::collections::HashSet;
use std::str::FromStr;

use strum::IntoEnumIterator as _;

use super::{Choice, Fault, Palette, like};
use crate::app::action::PanelNumber;
use crate::app::command::Argument;
use crate::app::saving::Saving;
use crate::app::sort::{REWATCHED_COLUMNS, RewatchedColumn, STREAK_COLUMNS, StreakColumn};
use crate::app::span::Span;
use crate::app::state::App;
use crate::domain::range::{PRESETS, describe};
use crate::domain::{Item, ItemId, Level, Threshold, name};
use crate::query::naming;
use crate::query::question::Compare;
use crate::query::viewer_names::{self, Viewer};

/// What an argument means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A range of days.
    Range(Span),
    /// A filter on names.
    Filter(String),
    /// What totals are compared with.
    Compare(Compare),
    /// What the focused list counts by.
    Level(Level),
    /// The streak threshold.
    Threshold(Threshold),
    /// A panel.
    Panel(PanelNumber),
    /// A column of panel 1.
    StreakColumn(StreakColumn),
    /// A column of panel 2.
    RewatchedColumn(RewatchedColumn),
    /// A title or a show.
    Item(Item),
    /// One viewer, or everyone.
    Viewer(Option<Viewer>),
    /// What of the screen to save, and in which form.
    Saving(Saving),
}

/// The largest streak threshold that can be asked for: more days than a log can hold.
pub const LONGEST_STREAK: u32 = 100_000;

/// Ranges that are proposed behind those typed before and the presets.
const RANGES: [&str; 6] = [
    "this week",
    "last week",
    "this month",
    "last month",
    "this year",
    "last year",
];

/// What stands for all viewers.
const EVERYONE: &str = "everyone";

/// The most names of a list that are proposed.
const MOST_NAMES: usize = 1_000;

impl Argument {
    /// Returns what a text means as this argument, in the state of the dashboard.
    ///
    /// # Errors
    ///
    /// Fails with what is wrong, and what is allowed; the bytes at fault are those of `text`.
    pub(in crate::app) fn told(self, text: &str, app: &App) -> Result<Told, Fault> {
        let fault = |message: String| Fault {
            at: 0..text.len(),
            message,
        };
        let one_of = |what: &str| {
            let choices = self.proposed(app).join(", ");
            fault(format!("{what} is one of {choices}"))
        };
        match self {
            Self::Range => {
                let bounds = app.bounds().ok_or_else(|| fault(no_log()))?;
                let span = Span::typed(text, bounds).map_err(|error| Fault {
                    at: error.at,
                    message: error.message,
                })?;
                Ok(Told::Range(span))
            }
            Self::Filter => Ok(Told::Filter(name::shown(text).into_owned())),
            Self::Compare => {
                let compare = Compare::from_str(text);
                compare
                    .map(Told::Compare)
                    .map_err(|_| one_of("what to compare with"))
            }
            Self::Level => {
                let level = Level::of_word(text).map(Told::Level);
                level.ok_or_else(|| one_of("a level"))
            }
            Self::Days => {
                let days = text.parse().ok().filter(|days| *days <= LONGEST_STREAK);
                let threshold = days.and_then(Threshold::new).map(Told::Threshold);
                threshold.ok_or_else(|| fault(format!("a streak is of 2 to {LONGEST_STREAK} days")))
            }
            Self::Panel => {
                let panel = PanelNumber::of_number(text).map(Told::Panel);
                panel.ok_or_else(|| one_of("a panel"))
            }
            Self::Column => {
                let column = if app.focus == PanelNumber::Two {
                    RewatchedColumn::from_str(text).map(Told::RewatchedColumn)
                } else {
                    StreakColumn::from_str(text).map(Told::StreakColumn)
                };
                column.map_err(|_| one_of("a column of this list"))
            }
            Self::Format => {
                let saving = Saving::from_str(text).map(Told::Saving);
                saving.map_err(|_| one_of("what to save as"))
            }
            Self::Viewer => viewer(text, app).map(Told::Viewer).map_err(fault),
            Self::Name => item(text, app).map(Told::Item).map_err(fault),
        }
    }

    /// Returns what this argument could be, in the state of the dashboard.
    #[must_use]
    pub fn proposed(self, app: &App) -> Vec<String> {
        let words = |all: &[&'static str]| all.iter().map(|word| (*word).to_owned()).collect();
        match self {
            Self::Range => {
                let typed = app.history.ranges.iter().rev().map(String::as_str);
                let mut proposed: Vec<String> = Vec::new();
                for range in typed.chain(PRESETS).chain(RANGES) {
                    if !proposed.iter().any(|other| other == range) {
                        proposed.push(range.to_owned());
                    }
                }
                proposed
            }
            Self::Filter | Self::Days => Vec::new(),
            Self::Compare => words(&Compare::iter().map(Into::into).collect::<Vec<_>>()),
            Self::Level => words(&[Level::Title.word(), Level::Show.word()]),
            Self::Panel => words(&["1", "2", "3", "4"]),
            Self::Column if app.focus == PanelNumber::Two => {
                words(&REWATCHED_COLUMNS.map(Into::into))
            }
            Self::Column => words(&STREAK_COLUMNS.map(Into::into)),
            Self::Format => Saving::ALL.map(|saving| saving.to_string()).to_vec(),
            Self::Name => names(app),
            Self::Viewer => {
                let viewers = app.known().and_then(|known| known.viewers.as_ref().ok());
                let names = viewers.into_iter().flat_map(|viewers| viewers.iter());
                let names = names.map(|viewer| viewer.name.to_string());
                names.chain([EVERYONE.to_owned()]).collect()
            }
        }
    }

    /// Returns what a text means, in words, where that is not plain: the days of a range.
    #[must_use]
    pub fn meaning(self, text: &str, app: &App) -> Option<String> {
        let bounds = app.bounds()?;
        match self.told(text, app) {
            Ok(Told::Range(span)) => Some(describe(span.window(bounds), bounds)),
            _ => None,
        }
    }
}

impl App {
    /// Returns what could be chosen below the line of the palette: commands, or arguments of the one that is named.
    #[must_use]
    pub fn choices(&self, palette: &Palette) -> Vec<Choice> {
        let typed = palette.typed();
        let (Some(command), Some(text)) = (typed.command, typed.argument) else {
            return palette.commands(&self.setup.bindings);
        };
        let proposed = command.argument.map(|argument| argument.proposed(self));
        let choice = |label: String| Choice {
            line: format!("{} {label}", command.name),
            label,
            words: String::new(),
            keys: String::new(),
        };
        let like = like(text, proposed.unwrap_or_default());
        like.into_iter().map(choice).collect()
    }
}

/// Returns the viewer of a name, or everyone.
fn viewer(text: &str, app: &App) -> Result<Option<Viewer>, String> {
    if text == EVERYONE {
        return Ok(None);
    }
    let viewers = app.known().ok_or_else(no_log)?.viewers.as_ref();
    let viewers = viewers.map_err(ToString::to_string)?;
    let viewer = viewer_names::named(viewers, text).cloned();
    viewer.map(Some).map_err(|error| error.to_string())
}

/// Returns the title or show of a name.
fn item(text: &str, app: &App) -> Result<Item, String> {
    let answer = app.answer().ok_or_else(no_log)?;
    naming::named(answer.frame.streak_items.catalog(), None, text)
}

fn no_log() -> String {
    "the log is not read yet".to_owned()
}

/// Returns the names of the rows of both lists, those of the focused one first; each once.
fn names(app: &App) -> Vec<String> {
    let Some(view) = app.view() else {
        return Vec::new();
    };
    let frame = &view.frame;
    let streaks = frame.streaks.iter().map(|row| row.item);
    let rewatched = frame.rewatched.iter().map(|row| row.item);
    let in_full = |(level, item): (Level, ItemId)| {
        let answer = app.answer()?;
        let catalog = answer.frame.streak_items.catalog();
        Some(catalog.name(level, item).in_full())
    };
    let streaks = streaks.map(|item| (frame.levels.streaks, item));
    let rewatched = rewatched.map(|item| (frame.levels.rewatched, item));
    let rows = streaks.take(MOST_NAMES).chain(rewatched.take(MOST_NAMES));
    let mut seen = HashSet::new();
    let names = rows.filter_map(in_full);
    names.filter(|name| seen.insert(name.clone())).collect()
}
