//! What the values of a column are.

use std::collections::BTreeSet;

use crate::domain::Kind;
use crate::formats::dates::DateOrder;
use crate::formats::length_unit::LengthUnit;
use crate::formats::time::{Clock, MomentError, parse_duration, parse_duration_in};
use crate::formats::unclear::LONGEST;

/// What is known of the first values of a column; empty ones are none.
#[derive(Debug)]
pub(super) struct Values {
    count: usize,
    /// How many differ from each other.
    pub distinct: usize,
    numbers: usize,
    lengths: usize,
    kinds: usize,
    read_as_times: usize,
    /// Whether most are bare numbers of more seconds than a day has.
    pub are_over_a_day: bool,
    /// What its times lack, where they are times.
    pub times: TimesSeen,
}

/// What times lack that the user has to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TimesSeen {
    /// The order of day and month, where they need one.
    pub order: Option<DateOrder>,
    /// Whether any states no zone.
    pub lack_zone: bool,
}

impl TimesSeen {
    /// Returns what either lacks.
    pub fn and(self, other: Self) -> Self {
        Self {
            order: self.order.or(other.order),
            lack_zone: self.lack_zone || other.lack_zone,
        }
    }
}

impl Values {
    /// Looks at values.
    pub fn of(values: &[String]) -> Self {
        let values: Vec<&str> = values.iter().map(|value| value.trim()).collect();
        let values: Vec<&str> = values
            .into_iter()
            .filter(|value| !value.is_empty())
            .collect();
        let count = |is: &dyn Fn(&str) -> bool| values.iter().filter(|value| is(value)).count();
        let (read_as_times, times) = times(&values);
        let long = |value: &str| {
            is_number(value)
                && parse_duration_in(value, LengthUnit::Seconds).map_or(true, |it| it > LONGEST)
        };
        Self {
            count: values.len(),
            distinct: values.iter().collect::<BTreeSet<_>>().len(),
            numbers: count(&is_number),
            lengths: count(&|value| parse_duration(value).is_ok()),
            kinds: count(&|value| value.parse::<Kind>().is_ok()),
            read_as_times,
            are_over_a_day: 2 * count(&long) > values.len(),
            times,
        }
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns whether they are times, but for a few; where there are none, they may be.
    pub fn are_times(&self) -> bool {
        self.are_mostly(self.read_as_times)
    }

    /// Returns whether they are lengths of time, or may be.
    pub fn are_lengths(&self) -> bool {
        self.are_mostly(self.lengths)
    }

    /// Returns whether they are kinds of titles, all of them.
    pub fn are_kinds(&self) -> bool {
        self.count > 0 && self.kinds == self.count
    }

    /// Returns whether they are bare numbers, but for a few.
    pub fn are_numbers(&self) -> bool {
        self.count > 0 && self.are_mostly(self.numbers)
    }

    /// Returns whether they are neither times nor numbers, or may be.
    pub fn are_texts(&self) -> bool {
        self.is_empty() || !self.are_times() && !self.are_numbers()
    }

    fn are_mostly(&self, some: usize) -> bool {
        4 * some >= 3 * self.count
    }
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// Returns how many of `values` are times, and what these lack.
fn times(values: &[&str]) -> (usize, TimesSeen) {
    let read = |value: &str, dates| {
        let clock = Clock {
            dates,
            ..Clock::default()
        };
        clock.when(value)
    };
    let are_read = |dates| {
        let are = |value: &&&str| matches!(read(value, dates), Ok(_) | Err(MomentError::NoZone));
        values.iter().filter(are).count()
    };
    let lack_zone = values
        .iter()
        .any(|value| read(value, None) == Err(MomentError::NoZone));
    let unordered = are_read(None);
    let ordered =
        [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| (are_read(Some(order)), order));
    // Of two that read as many the day is first, as in most of the world.
    let (most, order) = ordered
        .into_iter()
        .fold((unordered, None), |best, (read, order)| {
            if read > best.0 {
                (read, Some(order))
            } else {
                best
            }
        });
    (most, TimesSeen { order, lack_zone })
}
