//! Streaks of a window, held against those of each viewer.

use super::*;
use std::collections::BTreeMap;

use crate::cube::runs;
use proptest::prelude::*;

/// The streaks of a viewer in a window: the longest, and that which reaches its last day.
fn streaks(days: &[u16], span: Span) -> (u32, u32) {
    let within = days
        .iter()
        .filter(|day| (span.from..=span.to).contains(day));
    let within: Vec<u16> = within.copied().collect();
    let length = |run: &[u16]| u32::try_from(run.len()).unwrap();
    let mut found = (0, 0);
    for run in within.chunk_by(|a, b| a + 1 == *b) {
        found.0 = found.0.max(length(run));
        if run.last() == Some(&span.to) {
            found.1 = length(run);
        }
    }
    found
}

/// The days in a window of the streak that is active on its first day and on the day before.
fn begun_before(days: &[u16], span: Span) -> u32 {
    if !days.contains(&(span.from - 1)) {
        return 0;
    }
    let goes_on = (span.from..=span.to).take_while(|day| days.contains(day));
    u32::try_from(goes_on.count()).unwrap()
}

/// A viewer's days: runs of up to so many days, and as many without any.
fn days(first: u16, lengths: &[(u16, u16)]) -> Vec<u16> {
    let mut day = first;
    let mut days = Vec::new();
    for (active, pause) in lengths {
        days.extend(day..day + active);
        day += active + pause;
    }
    days
}

fn sums_of(viewers: &[(u16, Vec<u16>)]) -> StreakSums {
    let mut builder = StreakSumsBuilder::default();
    let (mut of_runs, mut of_pairs) = (Vec::new(), Vec::new());
    for (item, days) in viewers {
        of_runs.extend(runs::runs(days).map(|run| ([run.end, run.start, *item], 1)));
        runs::pairs(days, |pair| {
            of_pairs.push(([pair.start, *item, pair.end, pair.low, pair.high], 1));
        });
    }
    builder.add_runs(0, &of_runs.into_iter().collect(), |_| true);
    builder.add_pairs(0, &of_pairs.into_iter().collect(), |_| true);
    builder.build()
}

proptest! {
    #[test]
    fn streaks_of_a_window_are_those_of_each_viewer(
        viewers in proptest::collection::vec(
            (0_u16..3, 5_u16..200, proptest::collection::vec((1_u16..22, 1_u16..9), 0..14)), 0..40),
        windows in proptest::collection::vec((1_u16..520, 0_u16..520, 2_u32..24), 1..8),
    ) {
        let viewers: Vec<(u16, Vec<u16>)> = viewers
            .into_iter()
            .map(|(item, first, lengths)| (item, days(first, &lengths)))
            .collect();
        let sums = sums_of(&viewers);
        for (from, length, at_least) in windows.into_iter().chain([(1, 600, 3)]) {
            let span = Span { from, to: from + length };
            let mut expected = [StreakCounts::default(); 3];
            let mut expected_running = [Running::default(); 3];
            let mut of_viewers = [const { Vec::new() }; 3];
            for (item, days) in &viewers {
                let (longest, running) = streaks(days, span);
                if longest >= 2 {
                    let counts = &mut expected[usize::from(*item)];
                    let is_cut = begun_before(days, span) == longest;
                    (counts.longest, counts.is_cut) =
                        (counts.longest, counts.is_cut).max((longest, is_cut));
                    of_viewers[usize::from(*item)].push(longest);
                    counts.viewers += u32::from(longest >= at_least);
                    counts.running += u32::from(running >= at_least);
                }
                if running >= 2 {
                    let of_item = &mut expected_running[usize::from(*item)];
                    of_item.viewers += 1;
                    of_item.longest = of_item.longest.max(running);
                }
            }
            let threshold = Threshold::new(at_least).unwrap();
            let mut running = [Running::default(); 3];
            sums.measure_running(&mut running, span);
            // A day by itself is no streak, whatever its counts say.
            for of_item in running.iter_mut().filter(|of_item| of_item.longest < 2) {
                *of_item = Running::default();
            }
            for least in [1, 2, 3, 9] {
                for (counts, longest) in expected.iter_mut().zip(&mut of_viewers) {
                    longest.sort_unstable();
                    let place = longest.len().checked_sub(least);
                    let of_crowd = place.map(|place| longest[place]);
                    counts.longest_of_crowd = of_crowd.filter(|days| *days >= at_least).unwrap_or(0);
                }
                let mut found = [StreakCounts::default(); 3];
                sums.count(&mut found, span, (threshold, u32::try_from(least).unwrap()));
                prop_assert_eq!(&found, &expected, "{:?} of {} days or more, {}", span, at_least, least);
            }
            prop_assert_eq!(running, expected_running);
            let mut found = [0; 3];
            sums.count_running(&mut found, span, threshold);
            prop_assert_eq!(found, expected.map(|counts| counts.running));
            let found = sums.running_since(&[0, 1, 2], span);
            for (item, found) in (0..3).zip(found) {
                let mut expected = BTreeMap::new();
                for (_, days) in viewers.iter().filter(|(of, _)| *of == item) {
                    let running = u16::try_from(streaks(days, span).1).unwrap();
                    if running >= 2 {
                        *expected.entry(span.to + 1 - running).or_insert(0) += 1;
                    }
                }
                let mut since = BTreeMap::new();
                for (start, viewers) in found {
                    *since.entry(start).or_insert(0) += viewers;
                }
                prop_assert_eq!(since, expected);
            }
        }
    }
}

#[test]
fn whole_blocks_are_added_up_where_there_are_many_runs() {
    let viewers: Vec<(u16, Vec<u16>)> = (0..60)
        .map(|n| (n % 2, days(5 + n, &[(3, 2); 40])))
        .collect();
    let sums = sums_of(&viewers);
    let all = sums.blocks.whole_blocks(Span { from: 1, to: 400 });
    assert!(all.is_some_and(|days| days.len() >= 200));
    assert_eq!(sums.blocks.whole_blocks(Span { from: 50, to: 70 }), None);
    // Ten items with longer runs have more numbers than there are runs of theirs.
    let few: Vec<_> = (0..10).map(|item| (item, days(5, &[(16, 200)]))).collect();
    let whole = Span { from: 1, to: 400 };
    assert_eq!(sums_of(&few).blocks.whole_blocks(whole), None);
}

/// Runs of each length that end on each day are many enough for the smallest blocks, wherever a
/// window begins and ends.
#[test]
fn a_block_of_streaks_begins_and_ends_with_the_days_that_lie_in_the_window_whole() {
    let runs: Vec<(u16, u16)> = (30..=150_u16)
        .flat_map(|end| [2, 15, 16].map(|days| (end + 1 - days, end)))
        .collect();
    let cells = runs.iter().map(|(start, end)| ([*end, *start, 0], 1));
    let mut builder = StreakSumsBuilder::default();
    builder.add_runs(0, &cells.collect(), |_| true);
    let sums = builder.build();
    for from in 10..=52 {
        for to in (from + 60..=152).step_by(3) {
            let span = Span { from, to };
            assert!(sums.blocks.whole_blocks(span).is_some(), "{span:?}");
            for at_least in [2, 15, 16] {
                let days = |(start, end): &(u16, u16)| {
                    u32::from((*end.min(&to) + 1).saturating_sub(*start.max(&from)))
                };
                let long = || runs.iter().filter(|run| days(run) >= at_least);
                let running = long().filter(|(_, end)| *end >= to);
                let expected = StreakCounts {
                    longest: 16,
                    is_cut: false,
                    longest_of_crowd: 16,
                    viewers: u32::try_from(long().count()).unwrap(),
                    running: u32::try_from(running.count()).unwrap(),
                };
                let mut found = [StreakCounts::default()];
                sums.count(&mut found, span, (Threshold::new(at_least).unwrap(), 1));
                assert_eq!(found, [expected], "{span:?} of {at_least} days or more");
            }
        }
    }
}
