//! The figures: totals of the range, or of an open item, and how they changed, in one line.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::role::Role;
use super::text::number;
use crate::domain::format::{change_in_short, points_in_short, share, short};
use crate::domain::{Day, Hours};
use crate::guard::totals::ShownTotals;
use crate::guard::{Shown, ShownFrame};
use crate::query::question::Compare;

/// A line of figures, the most important first.
pub(super) struct Figures {
    /// What all of them are of, where that is not the range.
    pub of: Option<String>,
    pub all: Vec<Figure>,
    /// Why nothing is said of how they changed, if so.
    pub note: Option<&'static str>,
    /// Whether values are written in few cells, however much room there is.
    pub is_rounded: bool,
}

/// One figure: what it counts, its value, and its change.
pub(super) struct Figure {
    pub word: String,
    pub value: String,
    /// The value in few cells.
    pub short: String,
    /// How it changed, and which way.
    pub change: Option<(String, Ordering)>,
}

impl Figure {
    /// Returns a figure of which no change is told.
    pub fn new(word: &str, value: String, short: String) -> Self {
        Self {
            word: word.to_owned(),
            value,
            short,
            change: None,
        }
    }
}

/// How a line of figures is written, the roomiest way first.
const WAYS: [Way; 4] = [
    Way {
        gap: "   │  ",
        is_short: false,
        has_note: true,
    },
    Way {
        gap: " │ ",
        is_short: false,
        has_note: true,
    },
    Way {
        gap: " │ ",
        is_short: false,
        has_note: false,
    },
    Way {
        gap: " │ ",
        is_short: true,
        has_note: false,
    },
];

struct Way {
    /// What stands between two figures.
    gap: &'static str,
    is_short: bool,
    has_note: bool,
}

impl Widget for &Figures {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width.saturating_sub(1));
        let lines = WAYS.iter().map(|way| self.line(way, self.all.len()));
        // Where nothing else helps, the last figures are left out: no number is cut.
        let least = &WAYS[WAYS.len() - 1];
        let fewer = (1..self.all.len())
            .rev()
            .map(|count| self.line(least, count));
        let fitting = lines.chain(fewer).find(|line| line.width() <= cells);
        if let Some(line) = fitting {
            buf.set_line(area.x, area.y, &line, area.width);
        }
    }
}

impl Figures {
    fn line(&self, way: &Way, count: usize) -> Line<'static> {
        let mut line = Line::from("  ");
        if let Some(of) = &self.of {
            line.push_span(Span::styled(format!("{of}  "), Role::Faint));
        }
        for (place, figure) in self.all.iter().take(count).enumerate() {
            if place > 0 {
                line.push_span(Span::styled(way.gap, Role::Faint));
            }
            let value = if way.is_short || self.is_rounded {
                &figure.short
            } else {
                &figure.value
            };
            line.push_span(Span::styled(format!("{} ", figure.word), Role::Text));
            line.push_span(Span::styled(value.clone(), Role::Strong));
            if let Some((change, ordering)) = &figure.change {
                line.push_span(Span::styled(format!(" {change}"), role_of(*ordering)));
            }
        }
        if let Some(note) = self.note.filter(|_| way.has_note) {
            line.push_span(Span::styled(format!("{}{note}", way.gap), Role::Faint));
        }
        line
    }
}

/// The totals of a range, compared as the user chose.
pub(super) struct Totals<'a> {
    pub frame: &'a ShownFrame,
    pub compare: Compare,
}

/// Why nothing is said of how a figure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Silence {
    Unasked,
    /// The log does not hold the days to compare with.
    NoDays,
    Hidden,
}

impl Silence {
    fn words(self) -> Option<&'static str> {
        match self {
            Self::Unasked => None,
            Self::NoDays => Some("– days before are not in the log"),
            Self::Hidden => Some("– small cohort"),
        }
    }
}

/// How a figure changed, or why that is not said.
type Change = Result<(String, Ordering), Silence>;

/// The sums of the days the figures are of, and those they are compared with.
struct Sums<'a> {
    now: &'a ShownTotals,
    before: Result<&'a ShownTotals, Silence>,
}

impl Totals<'_> {
    /// Returns the sums shown: where they are compared, those of the finished days, so that a figure and its
    /// change are of the same days.
    fn sums(&self) -> Sums<'_> {
        let now = &self.frame.totals;
        let compared = match (self.compare, &self.frame.comparison) {
            (Compare::Off, _) => {
                return Sums {
                    now,
                    before: Err(Silence::Unasked),
                };
            }
            (_, None) => None,
            (_, Some(both)) => both.other.as_ref().map(|other| (&both.totals, other)),
        };
        match compared {
            Some((now, before)) => Sums {
                now,
                before: Ok(before),
            },
            None => Sums {
                now,
                before: Err(Silence::NoDays),
            },
        }
    }

    /// Returns the last day of the figures, where it is not the window's last.
    fn to(&self, sums: &Sums<'_>) -> Option<Day> {
        let finished = self.frame.comparison.as_ref().map(|both| both.window);
        let to = finished.filter(|_| sums.before.is_ok())?.to();
        (to != self.frame.window.to()).then_some(to)
    }

    /// Returns the line of figures.
    pub fn figures(&self) -> Figures {
        let sums = self.sums();
        let counted = |word: &str, of: fn(&ShownTotals) -> Shown| {
            let value = of(sums.now);
            let figure = Figure::new(word, number(value), value.in_words(short));
            (figure, change_of(&sums, of))
        };
        let at_least = format!("{}+ days", self.frame.threshold);
        let all = [
            counted("Plays", |totals| totals.plays),
            hours(&sums),
            counted("Viewers", |totals| totals.viewers),
            counted(&at_least, |totals| totals.streakers),
            rewatched(&sums),
        ];
        let silences = all.iter().filter_map(|(_, change)| change.as_ref().err());
        // Why there is no change is said once.
        let note = silences.max_by_key(|silence| **silence as u8).copied();
        let figures = all.into_iter().map(|(figure, change)| Figure {
            change: change.ok(),
            ..figure
        });
        Figures {
            of: self
                .to(&sums)
                .map(|to| format!("to {}", to.date().format("%m-%d"))),
            all: figures.collect(),
            note: note.and_then(Silence::words),
            is_rounded: false,
        }
    }
}

/// Returns how a total changed.
fn change_of(sums: &Sums<'_>, of: fn(&ShownTotals) -> Shown) -> Change {
    let before = sums.before?;
    match (of(sums.now).exact(), of(before).exact()) {
        (Some(now), Some(before)) => Ok((change_in_short(now, before), now.cmp(&before))),
        _ => Err(Silence::Hidden),
    }
}

/// Returns the figure of hours. Where a length is unknown, how they changed is, too.
fn hours(sums: &Sums<'_>) -> (Figure, Change) {
    let now = sums.now.hours;
    let value = now.map_or_else(|| number(Shown::Hidden), |hours| hours.to_string());
    let in_short = |hours: Hours| {
        let mark = if hours.is_at_least() { "≥ " } else { "" };
        mark.to_owned() + &short(hours.seconds / 3_600)
    };
    let change = sums
        .before
        .and_then(|before| match (sums.now.seconds(), before.seconds()) {
            (Some(now), Some(before)) => Ok((change_in_short(now, before), now.cmp(&before))),
            _ if now.is_some() && before.hours.is_some() => Err(Silence::Unasked),
            _ => Err(Silence::Hidden),
        });
    let short = now.map_or_else(|| value.clone(), in_short);
    (Figure::new("Hours", value, short), change)
}

/// Returns the figure of the share of plays that are rewatches.
fn rewatched(sums: &Sums<'_>) -> (Figure, Change) {
    let now = sums.now.rewatched();
    let value = now.map_or_else(|| number(Shown::Hidden), |(part, whole)| share(part, whole));
    let change = sums
        .before
        .and_then(|before| match (now, before.rewatched()) {
            // There is no share where there are no plays.
            (Some((_, 0)), Some(_)) | (Some(_), Some((_, 0))) => Err(Silence::Unasked),
            (Some(now), Some(before)) => {
                let ordering = (u128::from(now.0) * u128::from(before.1))
                    .cmp(&(u128::from(before.0) * u128::from(now.1)));
                Ok((points_in_short(now, before), ordering))
            }
            _ => Err(Silence::Hidden),
        });
    (Figure::new("Rewatched", value.clone(), value), change)
}

/// Returns the role of a change that goes this way.
fn role_of(ordering: Ordering) -> Role {
    match ordering {
        Ordering::Greater => Role::Up,
        Ordering::Less => Role::Down,
        Ordering::Equal => Role::Faint,
    }
}
