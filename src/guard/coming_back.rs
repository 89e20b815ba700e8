//! When an item was first and last played, and who came back to it.

use super::Guard;
use super::shown::Shown;
use crate::domain::Day;
use crate::query::coming_back::{ComingBack, End, Ends};
use crate::query::page::ItemPage;

/// When an item was first and last played, and who came back to it, as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownBack {
    /// The ends of its days in the window; `None` where it has none, or they are about too few.
    pub in_window: Option<ShownEnds>,
    /// Those of its days in the log.
    pub in_log: Option<ShownEnds>,
    /// Viewers who came back; `None` where the log does not go back far enough to know.
    pub viewers: Option<Shown>,
}

/// The first and the last day on which an item was played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownEnds {
    /// The first one.
    pub first: ShownEnd,
    /// The last one.
    pub last: ShownEnd,
}

/// The first or last day on which an item was played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownEnd {
    /// The day itself.
    Exact(Day),
    /// The day up to which, counted from this end, a crowd was active: the day itself is this, or beyond it.
    OfCrowd(Day),
}

impl ShownEnd {
    /// Returns the day as words; `beyond` is the sign of one that may be beyond it, `≤` or `≥`.
    #[must_use]
    pub fn in_words(self, beyond: &str) -> String {
        match self {
            Self::Exact(day) => day.to_string(),
            Self::OfCrowd(day) => format!("{beyond} {day}"),
        }
    }

    /// Returns the day itself, where it is told, and else that of a crowd.
    #[must_use]
    pub fn parts(self) -> (Option<Day>, Option<Day>) {
        match self {
            Self::Exact(day) => (Some(day), None),
            Self::OfCrowd(day) => (None, Some(day)),
        }
    }

    fn of(end: End, guard: Guard) -> Option<Self> {
        if !guard.hides(1) || end.of_crowd == Some(end.day) {
            return Some(Self::Exact(end.day));
        }
        end.of_crowd.map(Self::OfCrowd)
    }
}

impl ShownBack {
    /// Returns what may be told beside the page's viewers, of whom something may be told.
    ///
    /// Those who came back are some of the active: neither they nor the others may be a few. The days are ends, as
    /// the most by one viewer is: they are told as far as a crowd goes.
    pub(super) fn of(page: &ItemPage, guard: Guard) -> Self {
        let ComingBack {
            in_window,
            in_log,
            viewers,
        } = page.coming_back;
        let active = page.survival.first().copied().unwrap_or(0);
        let told = |back: u32| told(guard, [active, page.counts.viewers], back);
        let ends = |ends: Option<Ends>| {
            let Ends { first, last } = ends?;
            Some(ShownEnds {
                first: ShownEnd::of(first, guard)?,
                last: ShownEnd::of(last, guard)?,
            })
        };
        Self {
            in_window: ends(in_window),
            in_log: ends(in_log),
            viewers: viewers.map(told),
        }
    }
}

/// Returns those who came back as they may be shown beside the active, and beside those with a play.
fn told(guard: Guard, [active, with_a_play]: [u32; 2], back: u32) -> Shown {
    match guard.part(active, back) {
        Shown::Exact(1..) if guard.tells_apart(with_a_play, back) => Shown::Hidden,
        told => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_those_back_nor_the_others_are_a_few() {
        let words = |wholes, back| {
            told(Guard::analyst(10), wholes, back).in_words(|viewers| viewers.to_string())
        };
        assert_eq!(words([30, 30], 0), "0");
        assert_eq!(words([30, 30], 9), "<10");
        assert_eq!(words([30, 30], 20), "20");
        assert_eq!(words([30, 30], 21), "·");
        assert_eq!(words([30, 30], 30), "30");
        assert_eq!(
            words([30, 25], 20),
            "·",
            "five have a play and are not back"
        );
        assert_eq!(words([24, 30], 20), "·", "four are active and not back");
        assert_eq!(told(Guard::exact(), [30, 30], 29), Shown::Exact(29));
    }

    #[test]
    fn an_end_is_told_as_far_as_a_crowd_goes() {
        let end = |of_crowd: Option<i32>| End {
            day: Day(17_500),
            of_crowd: of_crowd.map(Day),
        };
        let told =
            |guard, of_crowd| ShownEnd::of(end(of_crowd), guard).map(|end| end.in_words("≤"));
        let analyst = Guard::analyst(10);
        assert_eq!(told(analyst, Some(17_500)).as_deref(), Some("2017-11-30"));
        assert_eq!(told(analyst, Some(17_502)).as_deref(), Some("≤ 2017-12-02"));
        assert_eq!(told(analyst, None), None);
        assert_eq!(told(Guard::exact(), None).as_deref(), Some("2017-11-30"));
    }
}
