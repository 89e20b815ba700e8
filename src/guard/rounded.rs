//! Numbers as they are said in a room: three digits, the rest is zeros.

use super::days::ShownDay;
use super::frame::ShownFrame;
use super::shown::Shown;
use crate::domain::Hours;

/// Returns a number rounded to three digits, halves up; below a thousand it stays as it is.
#[must_use]
pub fn three_digits(n: u64) -> u64 {
    let digits = n.checked_ilog10().unwrap_or(0) + 1;
    let unit = 10_u64.pow(digits.saturating_sub(3));
    let rounded = n / unit + u64::from(n % unit * 2 >= unit && unit > 1);
    rounded.saturating_mul(unit)
}

impl Shown {
    /// Returns it rounded to three digits.
    #[must_use]
    pub fn rounded(self) -> Self {
        match self {
            Self::Exact(n) => Self::Exact(three_digits(n)),
            Self::AtLeast(n) => Self::AtLeast(three_digits(n)),
            small => small,
        }
    }
}

/// Returns hours rounded to three digits where there are a thousand or more.
fn hours_rounded(hours: Hours) -> Hours {
    const HOUR: u64 = 3_600;
    let whole = hours.seconds / HOUR;
    if whole < 1_000 {
        return hours;
    }
    Hours {
        seconds: three_digits(whole).saturating_mul(HOUR),
        ..hours
    }
}

fn viewers_rounded(viewers: u32) -> u32 {
    u32::try_from(three_digits(viewers.into())).unwrap_or(u32::MAX)
}

impl ShownDay {
    /// Returns the day with its numbers rounded to three digits.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self {
            plays: self.plays.rounded(),
            viewers: self.viewers.rounded(),
            hours: self.hours.map(hours_rounded),
            ..self
        }
    }
}

impl ShownFrame {
    /// Returns the frame as people in a room see it: without the items whose numbers are hidden, and with the numbers of its
    /// lists, days, hours and sentences rounded to three digits.
    ///
    /// Totals and cohorts stay as they are: shares and changes are worked out of them, and are rounded themselves.
    #[must_use]
    pub fn presented(mut self) -> Self {
        self.streaks.retain(|row| row.numbers.is_some());
        self.rewatched.retain(|row| row.numbers.is_some());
        self.is_for_room = true;
        for numbers in self
            .streaks
            .iter_mut()
            .filter_map(|row| row.numbers.as_mut())
        {
            numbers.viewers = numbers.viewers.rounded();
            numbers.running = numbers.running.rounded();
        }
        for numbers in self
            .rewatched
            .iter_mut()
            .filter_map(|row| row.numbers.as_mut())
        {
            numbers.plays = three_digits(numbers.plays);
            numbers.viewers = viewers_rounded(numbers.viewers);
            numbers.rewatches = three_digits(numbers.rewatches);
            numbers.rewatchers = numbers.rewatchers.rounded();
            numbers.hours = numbers.hours.map(hours_rounded);
        }
        for day in &mut self.timeline {
            *day = day.rounded();
        }
        for hour in &mut self.clock {
            hour.plays = hour.plays.rounded();
        }
        for callout in &mut self.callouts {
            callout.viewers = viewers_rounded(callout.viewers);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, 0)]
    #[case(7, 7)]
    #[case(999, 999)]
    #[case(1_000, 1_000)]
    #[case(1_004, 1_000)]
    #[case(1_005, 1_010)]
    #[case(9_994, 9_990)]
    #[case(9_995, 10_000)]
    #[case(21_693, 21_700)]
    #[case(103_968, 104_000)]
    #[case(999_500, 1_000_000)]
    fn three_digits_are_told(#[case] n: u64, #[case] told: u64) {
        assert_eq!(three_digits(n), told);
    }

    #[test]
    fn the_greatest_number_does_not_overflow() {
        assert!(three_digits(u64::MAX) >= u64::MAX / 100 * 99);
    }

    #[test]
    fn hours_are_told_in_three_digits_from_a_thousand_on() {
        let of = |seconds| {
            hours_rounded(Hours {
                seconds,
                unknown: 0,
            })
            .to_string()
        };
        assert_eq!(of(3_600 * 999 + 1_800), "999.5");
        assert_eq!(of(3_600 * 12_948 + 1_080), "12,900.0");
    }

    #[test]
    fn what_is_hidden_stays_hidden() {
        assert_eq!(Shown::Below(10).rounded(), Shown::Below(10));
        assert_eq!(Shown::Hidden.rounded(), Shown::Hidden);
    }
}
