//! Tests of what every stream holds.

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;

use super::plan::StreamPlan;
use super::write_csv;
use crate::domain::streak::runs;
use crate::domain::{Day, Window};
use crate::sample::plan::{FAITHFUL, LAST_DAY};

fn lines(plays: u64, seed: u64) -> Vec<String> {
    let mut out = Vec::new();
    let bytes = write_csv(&StreamPlan { plays, seed }, &mut out).unwrap();
    assert_eq!(bytes, out.len() as u64);
    let text = String::from_utf8(out).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// The viewer, title, show, kind, moment and seconds of a line.
fn cells(line: &str) -> [&str; 6] {
    line.split(',').collect::<Vec<_>>().try_into().unwrap()
}

fn day_of(line: &str) -> Day {
    Day::parse(&cells(line)[4][..10]).unwrap()
}

/// The days on which each viewer plays a title.
fn days_of(lines: &[String], title: &str) -> BTreeMap<String, BTreeSet<Day>> {
    let mut days: BTreeMap<String, BTreeSet<Day>> = BTreeMap::new();
    for line in &lines[1..] {
        let cells = cells(line);
        if cells[1] == title {
            days.entry(cells[0].to_owned())
                .or_default()
                .insert(day_of(line));
        }
    }
    days
}

#[rstest]
#[case::the_fewest(10_000, 1)]
#[case::another_seed(10_000, 99)]
#[case::any_number(123_457, 7)]
fn what_is_promised_is_there(#[case] plays: u64, #[case] seed: u64) {
    let lines = lines(plays, seed);
    assert_eq!(lines[0], "viewer,title,show,kind,started_at,seconds");
    assert_eq!(lines.len() as u64, plays + 1);
    assert!(lines[1..].is_sorted_by_key(|line| cells(line)[4].to_owned()));
    let days: BTreeSet<Day> = lines[1..].iter().map(|line| day_of(line)).collect();
    let last = LAST_DAY;
    assert_eq!((days.len(), days.last()), (365, Some(&last)));
    let window = Window::ending(last, 18);
    let mut faithful = 0;
    for days in days_of(&lines, "A Christmas Prince").values() {
        let longest = runs(days.iter().copied(), Window::ending(last, 365)).longest;
        if runs(days.iter().copied(), window).longest == 18 {
            faithful += 1;
            assert_eq!(longest, 18, "and not on the day before");
        } else {
            assert!(longest <= 5);
        }
    }
    assert_eq!(faithful, FAITHFUL);
}

#[test]
fn a_seed_makes_one_stream_and_another_seed_another() {
    assert!(lines(10_000, 1) == lines(10_000, 1));
    assert!(lines(10_000, 1) != lines(10_000, 2));
}

#[test]
fn what_is_played_is_like_life() {
    let plays = 200_000;
    let lines = lines(plays, 1);
    let rows: Vec<[&str; 6]> = lines[1..].iter().map(|line| cells(line)).collect();
    let viewers: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    let titles: BTreeSet<&str> = rows.iter().map(|row| row[1]).collect();
    assert!(
        (4_900..=5_000).contains(&viewers.len()),
        "{}",
        viewers.len()
    );
    assert!((3_800..=4_000).contains(&titles.len()), "{}", titles.len());
    let films = rows.iter().filter(|row| row[3] == "film").count();
    assert!(
        rows.iter()
            .all(|row| (row[3] == "film") == row[2].is_empty())
    );
    assert!((60_000..100_000).contains(&films), "{films}");
    let lasted: Vec<u32> = rows.iter().map(|row| row[5].parse().unwrap()).collect();
    let short = lasted.iter().filter(|seconds| **seconds < 120).count();
    assert!((4_000..8_000).contains(&short), "{short}");
    assert!(
        lasted
            .iter()
            .all(|s| (5..120).contains(s) || (1_200..=7_200).contains(s))
    );
    let pairs: BTreeSet<(&str, &str)> = rows.iter().map(|row| (row[0], row[1])).collect();
    let again = plays - pairs.len() as u64;
    assert!((30_000..80_000).contains(&again), "{again}");
}

#[test]
fn viewers_come_back_to_what_they_like() {
    let lines = lines(100_000, 1);
    let mut days: BTreeMap<(&str, &str), BTreeSet<Day>> = BTreeMap::new();
    for line in &lines[1..] {
        let [viewer, title, ..] = cells(line);
        days.entry((viewer, title))
            .or_default()
            .insert(day_of(line));
    }
    let window = Window::ending(LAST_DAY, 365);
    let streaks: Vec<u32> = days
        .values()
        .map(|days| runs(days.iter().copied(), window).longest)
        .collect();
    let of = |least: u32| streaks.iter().filter(|days| **days >= least).count();
    assert!((1_000..4_000).contains(&of(3)), "{}", of(3));
    assert!((100..1_000).contains(&of(7)), "{}", of(7));
}
