//! Plays and viewers of each day.

use super::Guard;
use super::shown::Shown;
use super::suppression;
use crate::domain::{Day, Hours, Window};
use crate::snapshot::everything::DayCount;

/// The plays of a day as they may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownDay {
    /// The day.
    pub day: Day,
    /// Plays dated on it; hidden with its viewers.
    pub plays: Shown,
    /// Viewers active on it.
    pub viewers: Shown,
    /// The length of the rows that start on it; `None` where it is hidden or was not asked for.
    pub hours: Option<Hours>,
}

/// Returns the days of a calendar as they may be shown beside the sums of the window and of the log. `days` are in
/// order.
#[must_use]
pub fn calendar(days: &[DayCount], window: Window, guard: Guard) -> Vec<ShownDay> {
    let start = days.partition_point(|day| day.day < window.from());
    let end = days.partition_point(|day| day.day <= window.to());
    let inside = shown(guard, &days[start..end], &[]);
    // Both sums being known, that of the days outside is, too.
    let outside = [&days[..start], &days[end..]].concat();
    let mut before = shown(guard, &outside, &[]);
    let after = before.split_off(start);
    [before, inside, after].concat()
}

/// Returns days as they may be shown beside the sum of their plays. `hours` holds those of each day, or nothing.
pub(super) fn shown(guard: Guard, days: &[DayCount], hours: &[Hours]) -> Vec<ShownDay> {
    // Where nothing is left to hide behind, all are hidden, and the sum is by whoever shows it.
    let parts = days.iter().map(|day| (day.viewers, day.plays.into()));
    let hidden = suppression::hidden_of(guard, parts);
    let shown = days.iter().zip(hidden).enumerate();
    let shown = shown.map(|(place, (day, is_hidden))| ShownDay {
        day: day.day,
        plays: if is_hidden {
            Shown::Hidden
        } else {
            Shown::Exact(day.plays.into())
        },
        viewers: if is_hidden && !guard.hides(day.viewers) {
            Shown::Hidden
        } else {
            guard.viewers(day.viewers)
        },
        hours: hours.get(place).copied().filter(|_| !is_hidden),
    });
    shown.collect()
}

impl ShownDay {
    /// Hides all of it.
    pub(super) fn hide(&mut self) {
        self.plays = Shown::Hidden;
        self.viewers = Shown::Hidden;
        self.hours = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plays told of days on each of which so many viewers played once.
    fn told(viewers: &[u32], window: (i32, i32)) -> Vec<Option<u64>> {
        let day = |(day, viewers): (i32, &u32)| DayCount {
            day: Day(day),
            plays: *viewers,
            viewers: *viewers,
        };
        let days: Vec<DayCount> = (0..).zip(viewers).map(day).collect();
        let window = Window::new(Day(window.0), Day(window.1)).unwrap();
        let shown = calendar(&days, window, Guard::analyst(10));
        assert!(
            shown
                .iter()
                .map(|day| day.day.0)
                .eq((0..).take(shown.len()))
        );
        shown.iter().map(|day| day.plays.exact()).collect()
    }

    #[test]
    fn a_day_of_few_takes_another_of_the_window_and_one_outside_it_with_it() {
        let days = [50, 3, 40, 30, 20, 4, 60];
        let shown = [Some(50), None, Some(40), None, None, None, Some(60)];
        assert_eq!(told(&days, (1, 3)), shown);
        // In the whole log, the two hide each other.
        let shown = [Some(50), None, Some(40), Some(30), Some(20), None, Some(60)];
        assert_eq!(told(&days, (0, 6)), shown);
    }

    #[test]
    fn of_two_days_one_of_which_is_small_none_is_told() {
        let shown = [Some(50), None, None, Some(30)];
        assert_eq!(told(&[50, 3, 40, 30], (1, 2)), shown);
    }

    #[test]
    fn a_window_may_lie_beside_the_log() {
        assert_eq!(told(&[50, 40], (-9, -3)), [Some(50), Some(40)]);
        assert_eq!(told(&[50, 40], (5, 9)), [Some(50), Some(40)]);
        assert_eq!(told(&[50, 40], (-1, 0)), [Some(50), Some(40)]);
        assert_eq!(told(&[], (0, 0)), []);
    }
}
