//! The hour of the week that is picked in panel 4.

/// The hours of a day.
const HOURS: i32 = 24;

/// The days of a week.
const DAYS: i32 = 7;

/// An hour of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourOfWeek {
    /// Days after Monday, 0 to 6.
    pub weekday: usize,
    /// 0 to 23.
    pub hour: usize,
}

impl HourOfWeek {
    /// The first hour of Monday.
    pub const FIRST: Self = Self {
        weekday: 0,
        hour: 0,
    };

    /// The last hour of Sunday.
    pub const LAST: Self = Self {
        weekday: 6,
        hour: 23,
    };

    /// Returns the hour so many days and hours away; a day has no hour beyond its last, a week no day beyond
    /// Sunday.
    #[must_use]
    pub fn moved(self, days: i32, hours: i32) -> Self {
        let within = |at: usize, by: i32, all: i32| {
            let at = i32::try_from(at).unwrap_or(0).saturating_add(by);
            usize::try_from(at.clamp(0, all - 1)).unwrap_or(0)
        };
        Self {
            weekday: within(self.weekday, days, DAYS),
            hour: within(self.hour, hours, HOURS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stops_at_the_edges_of_the_week() {
        assert_eq!(HourOfWeek::FIRST.moved(-1, -1), HourOfWeek::FIRST);
        assert_eq!(HourOfWeek::LAST.moved(1, 1), HourOfWeek::LAST);
        assert_eq!(HourOfWeek::FIRST.moved(100, 100), HourOfWeek::LAST);
        let tuesday = HourOfWeek {
            weekday: 1,
            hour: 2,
        };
        assert_eq!(HourOfWeek::FIRST.moved(1, 2), tuesday);
    }
}
