//! How long something took, over many times.

use std::time::{Duration, Instant};

use serde::Serialize;

/// The usual and the worst of many times, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Timings {
    /// How many times it was done.
    pub(super) times: usize,
    /// Half of them took no longer.
    pub(super) p50_us: f64,
    /// 99 of a hundred took no longer.
    pub(super) p99_us: f64,
    /// The longest.
    pub(super) max_us: f64,
}

impl Timings {
    /// Does something for each of `inputs`; what comes of it is thrown away untimed.
    pub(super) fn of<I, T>(inputs: impl IntoIterator<Item = I>, act: impl Fn(I) -> T) -> Self {
        let times = inputs.into_iter().map(|input| {
            let began = Instant::now();
            let outcome = std::hint::black_box(act(input));
            let took = began.elapsed();
            drop(outcome);
            took
        });
        Self::from_times(times.collect())
    }

    fn from_times(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        // The nearest rank: always a time that something did take.
        let reached = |per_cent: usize| {
            let rank = (times.len() * per_cent).div_ceil(100).max(1);
            times.get(rank - 1).copied().unwrap_or_default()
        };
        Self {
            times: times.len(),
            p50_us: microseconds(reached(50)),
            p99_us: microseconds(reached(99)),
            max_us: microseconds(reached(100)),
        }
    }
}

/// Returns a time in microseconds, to a tenth.
pub(super) fn microseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e7).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::none(0, [0.0, 0.0, 0.0])]
    #[case::one(1, [1.0, 1.0, 1.0])]
    #[case::two(2, [1.0, 2.0, 2.0])]
    #[case::a_hundred(100, [50.0, 99.0, 100.0])]
    #[case::a_thousand(1000, [500.0, 990.0, 1000.0])]
    fn ranks_are_those_of_real_times(#[case] count: u64, #[case] expected: [f64; 3]) {
        let times = (1..=count).rev().map(Duration::from_micros).collect();
        let timings = Timings::from_times(times);
        assert_eq!(timings.times as u64, count);
        let found = [timings.p50_us, timings.p99_us, timings.max_us];
        assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits));
    }

    #[test]
    fn each_input_is_timed_once() {
        assert_eq!(Timings::of(0..7, |n| n * 2).times, 7);
    }

    #[test]
    fn a_time_has_a_tenth_of_a_microsecond() {
        let took = microseconds(Duration::from_nanos(12_345_678));
        assert_eq!(took.to_bits(), 12_345.7_f64.to_bits());
    }
}
