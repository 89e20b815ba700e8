//! What is true of every sample, computed from its records by brute force.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use super::catalog::{PRINCE, works};
use super::{LAST_DAY, Plan, SAMPLE_ZONE, records};
use crate::domain::streak::runs;
use crate::domain::viewing::{Role, Row, roles};
use crate::domain::{Day, DayRule, Kind, Level, Window};
use crate::formats::record::Record;

static ROWS: LazyLock<Vec<Record<'static>>> = LazyLock::new(|| records(&Plan::default()).collect());

fn midnight() -> DayRule {
    DayRule::midnight(SAMPLE_ZONE)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn name<'r>(record: &'r Record<'_>, level: Level) -> &'r str {
    match (level, &record.show) {
        (Level::Show, Some(show)) => show,
        _ => &record.title,
    }
}

/// The role of every row, by the rule of [`crate::domain::viewing`].
fn played<'r>(rows: &'r [Record<'static>]) -> Vec<(&'r Record<'static>, Role)> {
    let mut titles: BTreeMap<(&str, &str), Vec<&Record<'static>>> = BTreeMap::new();
    for row in rows {
        let title = (&*row.viewer, &*row.title);
        titles.entry(title).or_default().push(row);
    }
    let role = |rows: Vec<&'_ Record>| {
        let plain = rows.iter().map(|row| Row {
            start: row.start,
            is_by_day: false,
            seconds: row.seconds,
            position: row.position,
        });
        let least = rows[0].kind.unwrap().minimum_seconds();
        roles(&plain.collect::<Vec<_>>(), rows[0].length, least)
    };
    let both = |rows: Vec<_>| {
        let roles = role(Vec::clone(&rows));
        rows.into_iter().zip(roles)
    };
    titles.into_values().flat_map(both).collect()
}

type Days = BTreeSet<Day>;

/// The active days of each (title or show, viewer).
fn active<'r>(
    rows: &'r [Record<'static>],
    level: Level,
    rule: DayRule,
) -> HashMap<(&'r str, &'r str), Days> {
    let mut days: HashMap<_, Days> = HashMap::new();
    for (row, role) in played(rows) {
        if role != Role::Short {
            let key = (name(row, level), &*row.viewer);
            days.entry(key).or_default().insert(rule.day_of(row.start));
        }
    }
    days
}

/// The best running cohort of each title or show: days squared times viewers, most first.
fn cohorts(level: Level) -> Vec<(u32, u32, u32, &'static str)> {
    let window = Window::ending(LAST_DAY, 30);
    let mut running: HashMap<&str, Vec<u32>> = HashMap::new();
    for ((name, _), days) in active(&ROWS, level, midnight()) {
        running
            .entry(name)
            .or_default()
            .push(runs(days, window).running);
    }
    let best = |(name, running): (&'static str, Vec<u32>)| {
        let cohort = |days| {
            let viewers = running.iter().filter(|running| **running >= days).count();
            let viewers = u32::try_from(viewers).unwrap();
            (viewers >= 10).then_some((days * days * viewers, days, viewers, name))
        };
        (2..=window.days()).filter_map(cohort).max()
    };
    let mut cohorts: Vec<_> = running.into_iter().filter_map(best).collect();
    cohorts.sort_unstable_by(|one, other| other.cmp(one));
    cohorts
}

fn assert_the_tweet_holds(rows: &[Record<'static>], rule: DayRule) {
    let eve = day("2017-11-22");
    let tweet = Window::new(day("2017-11-23"), LAST_DAY).unwrap();
    let always = Window::new(Day::MIN, Day::MAX).unwrap();
    let mut faithful = 0;
    for ((name, viewer), days) in active(rows, Level::Title, rule) {
        if name != PRINCE {
            continue;
        }
        assert!(days.first().unwrap() >= &day("2017-11-17"), "{viewer}");
        let longest = runs(days.iter().copied(), always).longest;
        if tweet.iter().all(|day| days.contains(&day)) {
            faithful += 1;
            assert_eq!(longest, 18, "{viewer}");
            assert!(!days.contains(&eve), "{viewer}");
        } else {
            assert!(longest < 18, "{viewer} has {longest}");
        }
    }
    assert_eq!(faithful, 53);
}

#[test]
fn fifty_three_people_have_watched_a_christmas_prince_every_day_for_the_past_eighteen_days() {
    assert_the_tweet_holds(&ROWS, midnight());
    let mut four = midnight();
    four.starts_minutes = 240;
    assert_the_tweet_holds(&ROWS, four);
    let films = played(&ROWS)
        .into_iter()
        .filter(|(row, _)| row.title == PRINCE);
    let plays = films.filter(|(row, role)| {
        assert_eq!((row.length, &row.show), (Some(92 * 60), &None));
        *role == Role::Play
    });
    assert!(plays.count() > 53 * 18);
}

#[test]
fn another_seed_or_size_makes_other_people_and_the_same_fifty_three() {
    let plan = |seed, viewers, days| Plan {
        seed,
        viewers,
        days,
    };
    for plan in [
        plan(1, 9_120, 344),
        plan(2, 60, 18),
        plan(3, 400, 60),
        plan(4, 900, 1_500),
        plan(5, 0, 0),
    ] {
        let rows: Vec<_> = records(&plan).collect();
        assert_the_tweet_holds(&rows, midnight());
        assert_ne!(rows, *ROWS);
        let first = rows.iter().map(|row| midnight().day_of(row.start)).min();
        assert!(first.unwrap() > LAST_DAY.plus(-i32::try_from(plan.days.max(18)).unwrap()));
    }
}

#[test]
fn the_prince_outshines_every_other_title_and_show() {
    for level in [Level::Title, Level::Show] {
        let cohorts = cohorts(level);
        assert_eq!(cohorts[0], (17_172, 18, 53, PRINCE));
        assert!(cohorts[1].0 * 2 < cohorts[0].0, "{:?}", cohorts[1]);
        let interesting = cohorts.iter().filter(|cohort| cohort.0 >= 400).count();
        assert!(interesting >= 7, "{interesting}");
    }
    let tram = cohorts(Level::Title)
        .into_iter()
        .find(|cohort| cohort.3 == "Last Tram Before Christmas");
    let (_, days, viewers, _) = tram.unwrap();
    assert!((8..=14).contains(&days) && (15..=40).contains(&viewers));
}

#[test]
fn the_same_plan_makes_the_same_rows() {
    assert!(records(&Plan::default()).eq(ROWS.iter().cloned()));
}

/// The one test that notices a machine with other random numbers. Whoever changes the sample on
/// purpose puts the new hash here.
#[test]
fn the_rows_are_the_same_on_every_machine() {
    let mut hash = blake3::Hasher::new();
    for row in records(&Plan {
        seed: 1,
        viewers: 200,
        days: 100,
    }) {
        hash.update(format!("{row:?}").as_bytes());
    }
    assert_eq!(&hash.finalize().to_hex()[..16], "5c39f7311cbb2353");
}

#[test]
fn who_plays_the_film_plays_other_titles_of_the_season() {
    let from = LAST_DAY.plus(-29);
    let mut viewers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (row, role) in played(&ROWS) {
        if role == Role::Play && midnight().day_of(row.start) >= from {
            viewers.entry(&row.title).or_default().insert(&row.viewer);
        }
    }
    let everybody: BTreeSet<_> = viewers.values().flatten().collect();
    let of_film = &viewers[PRINCE];
    // More of them than of everybody, and enough to be told.
    let is_told = |others: &BTreeSet<&str>| {
        let both = of_film.intersection(others).count();
        both >= 20 && both * everybody.len() > of_film.len() * others.len()
    };
    let others = viewers.iter().filter(|(title, _)| **title != PRINCE);
    let told = others.filter(|(_, others)| is_told(others)).count();
    assert!(told >= 6, "{told}");
}

#[test]
fn the_log_is_of_the_size_that_is_promised() {
    let viewers: BTreeSet<_> = ROWS.iter().map(|row| &row.viewer).collect();
    let days = || ROWS.iter().map(|row| midnight().day_of(row.start));
    assert!((105_000..=115_000).contains(&ROWS.len()), "{}", ROWS.len());
    assert!(
        (9_000..=9_120).contains(&viewers.len()),
        "{}",
        viewers.len()
    );
    assert_eq!(days().min(), Some(day("2017-01-01")));
    assert_eq!(days().max(), Some(LAST_DAY));
}

#[test]
fn no_viewer_does_two_things_at_once() {
    for pair in ROWS
        .windows(2)
        .filter(|pair| pair[0].viewer == pair[1].viewer)
    {
        let ends = pair[0].start + i64::from(pair[0].seconds.unwrap_or(1));
        assert!(pair[1].start > ends, "{pair:?}");
    }
}

#[test]
fn nothing_is_played_before_it_is_out_or_beyond_its_end() {
    let works = works();
    let parts = works.iter().flat_map(|work| &work.parts);
    let out: HashMap<_, _> = parts
        .map(|part| (part.title.as_str(), part.released))
        .collect();
    for row in ROWS.iter() {
        assert!(midnight().day_of(row.start) >= out[&*row.title], "{row:?}");
        assert!(
            row.seconds <= row.length && row.position <= row.length,
            "{row:?}"
        );
        assert_ne!(row.seconds, Some(0));
    }
    let unknown = ROWS.iter().filter(|row| row.seconds.is_none()).count();
    assert!((1..ROWS.len() / 50).contains(&unknown));
}

#[test]
fn a_few_play_a_lot_and_most_a_little() {
    let mut plays: BTreeMap<&str, usize> = BTreeMap::new();
    for row in ROWS.iter() {
        *plays.entry(&row.viewer).or_default() += 1;
    }
    let mut plays: Vec<_> = plays.into_values().collect();
    plays.sort_unstable();
    assert!((4..=7).contains(&plays[plays.len() / 2]));
    assert!((300..=1_000).contains(plays.last().unwrap()));
}

#[test]
fn weekends_and_december_are_busy_and_summer_is_not() {
    let plays_a_day = |wanted: &dyn Fn(Day) -> bool| {
        let window = Window::ending(LAST_DAY, Plan::default().days);
        let days = window.iter().filter(|day| wanted(*day)).count();
        let rows = ROWS
            .iter()
            .filter(|row| wanted(midnight().day_of(row.start)));
        rows.count() / days
    };
    let month = |from, to| plays_a_day(&move |d| (day(from)..=day(to)).contains(&d));
    let weekend = plays_a_day(&|day| day.since(day.monday()) >= 4);
    assert!(weekend * 10 > 13 * plays_a_day(&|day| day.since(day.monday()) < 4));
    let (spring, summer) = (
        month("2017-04-01", "2017-05-31"),
        month("2017-08-01", "2017-08-31"),
    );
    let (autumn, december) = (
        month("2017-10-01", "2017-11-15"),
        month("2017-12-01", "2017-12-10"),
    );
    assert!(summer < spring && spring < autumn && autumn < december);
}

#[test]
fn streaks_have_all_lengths_up_to_three_weeks() {
    let always = Window::new(Day::MIN, Day::MAX).unwrap();
    for level in [Level::Title, Level::Show] {
        let active = active(&ROWS, level, midnight());
        let lengths: BTreeSet<_> = active
            .into_values()
            .map(|days| runs(days, always).longest)
            .collect();
        assert!(
            (1..=21).all(|length| lengths.contains(&length)),
            "{lengths:?}"
        );
        assert!(lengths.last().unwrap() > &60);
    }
}

#[test]
fn films_are_resumed_the_next_evening_and_some_rows_are_no_play() {
    let mut counts = [0; 2];
    for (row, role) in played(&ROWS) {
        let resumed = role == Role::Continuation && row.kind == Some(Kind::Film);
        counts[0] += usize::from(resumed);
        counts[1] += usize::from(role == Role::Short);
    }
    assert!(counts[0] > 300 && counts[1] > 1_000, "{counts:?}");
}

#[test]
fn series_are_watched_in_order() {
    let works = works();
    let parts = works
        .iter()
        .flat_map(|work| work.parts.iter().enumerate())
        .map(|(place, part)| (part.title.as_str(), place));
    let places: HashMap<_, _> = parts.collect();
    let mut last: HashMap<_, usize> = HashMap::new();
    let (mut next, mut any) = (0, 0);
    for row in ROWS.iter().filter(|row| row.kind == Some(Kind::Episode)) {
        let place = places[&*row.title];
        if let Some(before) = last.insert((&row.viewer, &row.show), place) {
            any += 1;
            next += usize::from(place == before + 1);
        }
    }
    assert!(next * 100 > any * 90, "{next} of {any}");
}

#[test]
fn series_are_binged() {
    let mut binges = 0;
    let mut titles = BTreeSet::new();
    for pair in ROWS.windows(2) {
        let [one, next] = pair else {
            unreachable!("windows of two are two")
        };
        let ends = one.start + i64::from(one.seconds.unwrap_or(0));
        let goes_on =
            one.viewer == next.viewer && one.show == next.show && next.start - ends <= 1800;
        titles.insert(&one.title);
        if !goes_on {
            binges += usize::from(one.kind == Some(Kind::Episode) && titles.len() >= 3);
            titles.clear();
        }
    }
    assert!(binges > 3_000, "{binges}");
}
