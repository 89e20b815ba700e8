//! The ranges that keys step through, and those that a screen on a wall keeps to.

use super::bounds::Bounds;
use super::calendar::{Unit, around};
use super::parse;
use crate::domain::Window;

/// The ranges that keys step through; [`presets`] has them in order.
pub const PRESETS: [&str; 6] = ["7d", "18d", "30d", "90d", "1y", "all"];

/// The calendar's own ranges.
const UNITS: [Unit; 4] = [Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

/// A preset, and how it compares with the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its place among [`PRESETS`].
    pub number: usize,
    /// Its text.
    pub text: &'static str,
    /// The days it means.
    pub days: u32,
    /// Whether these are more than the log has.
    pub is_longer_than_log: bool,
}

/// Returns the presets ordered by length; those longer than the log come last, behind `all`.
#[must_use]
pub fn presets(bounds: Bounds) -> Vec<Preset> {
    let log = Window::new(bounds.first, bounds.newest).map_or(0, Window::days);
    let meant = PRESETS.iter().enumerate().filter_map(|(number, text)| {
        let days = parse(text, bounds).ok()?.days();
        Some(Preset {
            number,
            text,
            days,
            is_longer_than_log: days > log,
        })
    });
    let mut presets: Vec<Preset> = meant.collect();
    presets.sort_by_key(|preset| preset.days);
    presets
}

/// Returns the shortest window that holds all days of `window` and is a preset or a whole week, month, quarter or year;
/// days after the newest are left out. Where none holds them, it is that of all days.
///
/// There are few such windows, so that hardly two of them differ by a day or two. One that is such a window stays as it is.
#[must_use]
pub fn widened(window: Window, bounds: Bounds) -> Window {
    let Bounds { first, newest } = bounds;
    let until_newest = |window: Window| Window::new(window.from(), window.to().min(newest));
    let wanted = until_newest(window).unwrap_or_else(|| Window::ending(newest, 1));
    let presets = PRESETS.iter().filter_map(|text| parse(text, bounds).ok());
    let periods = UNITS
        .into_iter()
        .filter_map(|unit| until_newest(around(wanted.from(), unit)?));
    let holding = presets
        .chain(periods)
        .filter(|candidate| candidate.intersection(wanted) == Some(wanted));
    let all = || Window::new(first.min(newest), newest);
    let widened = holding
        .min_by_key(|candidate| candidate.days())
        .or_else(all);
    widened.unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::domain::Day;

    fn bounds() -> Bounds {
        Bounds {
            first: Day::parse("2017-01-01").unwrap(),
            newest: Day::parse("2017-12-10").unwrap(),
        }
    }

    #[test]
    fn presets_are_ordered_by_length_and_those_longer_than_the_log_come_last() {
        let of = |first: &str| {
            let first = Day::parse(first).unwrap();
            let presets = presets(Bounds { first, ..bounds() });
            let texts = presets.iter().map(|preset| {
                let mark = if preset.is_longer_than_log { "*" } else { "" };
                format!("{}{mark}", preset.text)
            });
            texts.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of("2015-01-01"), "7d 18d 30d 90d 1y all");
        assert_eq!(of("2016-12-11"), "7d 18d 30d 90d 1y all");
        assert_eq!(of("2016-12-12"), "7d 18d 30d 90d all 1y*");
        assert_eq!(of("2017-12-01"), "7d all 18d* 30d* 90d* 1y*");
        assert_eq!(of("2017-12-10"), "all 7d* 18d* 30d* 90d* 1y*");
    }

    #[rstest]
    #[case::a_preset("30d", "2017-11-11..2017-12-10")]
    #[case::its_days("2017-11-11..2017-12-10", "2017-11-11..2017-12-10")]
    #[case::a_day_less("2017-11-12..2017-12-10", "2017-11-11..2017-12-10")]
    #[case::a_day("2017-11-23", "2017-11-20..2017-11-26")]
    #[case::a_weekend("2017-11-25..2017-11-26", "2017-11-20..2017-11-26")]
    #[case::two_weeks_of_a_month("2017-10-02..2017-10-14", "2017-10-01..2017-10-31")]
    #[case::over_the_end_of_a_month("2017-08-20..2017-09-10", "2017-07-01..2017-09-30")]
    #[case::the_month_under_way("2017-12", "2017-12-01..2017-12-10")]
    #[case::days_to_come("2018-03", "2017-12-04..2017-12-10")]
    #[case::before_the_log("2015-03-02", "2015-03-02..2015-03-08")]
    #[case::over_the_beginning("2016-06..2017-06", "2017-01-01..2017-12-10")]
    fn a_window_is_widened_to_one_of_few(#[case] typed: &str, #[case] expected: &str) {
        let window = parse(typed, bounds()).unwrap();
        assert_eq!(widened(window, bounds()).to_string(), expected);
    }

    proptest! {
        #[test]
        fn what_is_widened_stays_so_and_ends_by_the_newest_day(
            (first, length, from, days) in (16_000_i32..18_000, 0_i32..1_500, 15_000_i32..20_000, 1_u32..900),
        ) {
            let bounds = Bounds { first: Day(first), newest: Day(first + length) };
            let to = Day(from).plus(i32::try_from(days).unwrap());
            let window = Window::ending(to, days);
            let once = widened(window, bounds);
            prop_assert_eq!(widened(once, bounds), once);
            prop_assert!(once.to() <= bounds.newest);
        }
    }
}
