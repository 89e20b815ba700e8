//! Windows: inclusive ranges of days.

use std::fmt;

use super::Day;

/// An inclusive range of days; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    from: Day,
    to: Day,
}

impl Window {
    /// Returns the window `[from, to]`, or `None` where `to` is before `from`.
    #[must_use]
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Returns the `days` days that end with `to`; at least one day.
    #[must_use]
    pub fn ending(to: Day, days: u32) -> Self {
        let back = i32::try_from(days.max(1) - 1).unwrap_or(i32::MAX);
        Self {
            from: to.plus(-back).max(Day::MIN).min(to),
            to,
        }
    }

    /// Returns the first day.
    #[must_use]
    pub fn from(self) -> Day {
        self.from
    }

    /// Returns the last day.
    #[must_use]
    pub fn to(self) -> Day {
        self.to
    }

    /// Returns the number of days, at least 1.
    #[must_use]
    pub fn days(self) -> u32 {
        self.to.since(self.from).unsigned_abs() + 1
    }

    /// Returns whether the window holds `day`.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Returns the window moved by `days` (earlier where negative), stopped at the calendar's bounds.
    #[must_use]
    pub fn shifted(self, days: i32) -> Self {
        // A log's outermost days may lie a day beyond the bounds, by its time zone.
        let (back, forward) = (Day::MIN.since(self.from), Day::MAX.since(self.to));
        let days = days.clamp(back.min(0), forward.max(0));
        Self {
            from: self.from.plus(days),
            to: self.to.plus(days),
        }
    }

    /// Returns the window of equal length that ends the day before this one.
    #[must_use]
    pub fn previous(self) -> Self {
        let days = i32::try_from(self.days()).unwrap_or(i32::MAX);
        Self {
            from: self.from.plus(-days),
            to: self.to.plus(-days),
        }
    }

    /// Returns the same days of last year, aligned by weekday: 364 days earlier.
    #[must_use]
    pub fn last_year(self) -> Self {
        Self {
            from: self.from.plus(-364),
            to: self.to.plus(-364),
        }
    }

    /// Returns the days both windows hold, or `None` where there are none.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// Returns the smallest window that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            from: self.from.min(other.from),
            to: self.to.max(other.to),
        }
    }

    /// Returns every day, in order.
    #[must_use = "iterators are lazy"]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Day> + ExactSizeIterator {
        let Self { from, .. } = self;
        (0..self.days() as usize).map(move |n| from.plus(i32::try_from(n).unwrap_or(i32::MAX)))
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: &str, to: &str) -> Window {
        Window::new(Day::parse(from).unwrap(), Day::parse(to).unwrap()).unwrap()
    }

    #[test]
    fn the_tweets_window_has_eighteen_days() {
        let tweet = window("2017-11-23", "2017-12-10");
        assert_eq!(tweet.days(), 18);
        assert_eq!(Window::ending(tweet.to(), 18), tweet);
        assert_eq!(tweet.iter().count(), 18);
        assert_eq!(tweet.iter().last(), Some(tweet.to()));
    }

    #[test]
    fn the_previous_window_touches_this_one_and_is_as_long() {
        let tweet = window("2017-11-23", "2017-12-10");
        assert_eq!(tweet.previous(), window("2017-11-05", "2017-11-22"));
        assert_eq!(tweet.last_year(), window("2016-11-24", "2016-12-11"));
        assert_eq!(
            tweet.last_year().from().weekday(),
            tweet.from().weekday(),
            "the same weekdays are compared"
        );
    }

    #[test]
    fn shifting_stops_at_the_bounds_of_the_calendar() {
        let all = Window::new(Day::MIN, Day::MAX).unwrap();
        assert_eq!(all.shifted(5), all);
        let week = Window::ending(Day::MAX, 7);
        assert_eq!(week.shifted(9), week);
        assert_eq!(week.shifted(-7).to(), Day::MAX.plus(-7));
    }

    #[test]
    fn days_that_two_windows_share_lie_in_both() {
        let (november, winter) = (
            window("2017-11-01", "2017-11-30"),
            window("2017-11-23", "2017-12-10"),
        );
        let shared = window("2017-11-23", "2017-11-30");
        assert_eq!(november.intersection(winter), Some(shared));
        assert_eq!(winter.intersection(november), Some(shared));
        let last = window("2017-11-30", "2017-12-01");
        assert_eq!(november.intersection(last).map(Window::days), Some(1));
        let later = window("2017-12-01", "2017-12-10");
        assert_eq!(november.intersection(later), None);
    }

    #[test]
    fn a_window_is_never_empty() {
        assert_eq!(Window::new(Day(1), Day(0)), None);
        assert_eq!(Window::ending(Day(5), 0).days(), 1);
    }
}
