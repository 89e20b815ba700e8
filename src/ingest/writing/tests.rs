//! The changes that are told, held against what the log says before and after.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::cube::day_hours::HoursDifference;
use crate::derive::changes::{Change, PlayedRow};
use crate::domain::{ActiveDay, Day, DayRule, Kind};
use crate::formats::identity::Identity;
use crate::formats::record::Record;
use crate::ingest::batch::Batch;
use crate::ingest::staging::Staging;
use crate::store::external_sort::Sorter;
use crate::store::key::ViewerKey;
use crate::store::nth::is_by_day;
use crate::store::settings::TitleHours;
use crate::store::{Settings, schema};

type Days = BTreeMap<(u32, u32), Vec<ActiveDay>>;

/// Records what it is told; `days` is what the log should hold by that.
#[derive(Default)]
struct RecordedChanges {
    days: Days,
    hours: BTreeMap<(u32, Day), HoursDifference>,
    clock: BTreeMap<(Day, u8), i64>,
    titles: Vec<u32>,
    pairs: Vec<(u32, u32)>,
}

impl Changes for RecordedChanges {
    fn change(&mut self, change: Change<'_>) {
        let pair = (change.title, change.viewer);
        assert_ne!(change.before, change.after);
        let before = self.days.remove(&pair).unwrap_or_default();
        assert_eq!(change.before, before);
        if !change.after.is_empty() {
            self.days.insert(pair, change.after.to_vec());
        }
        if self.titles.last() != Some(&change.title) {
            assert!(
                !self.titles.contains(&change.title),
                "titles come one by one"
            );
            self.titles.push(change.title);
        }
        assert!(!self.pairs.contains(&pair), "pairs come once");
        self.pairs.push(pair);
    }

    fn row(&mut self, row: PlayedRow, is_removed: bool) {
        let hours = self.hours.entry((row.title, row.day)).or_default();
        let sign = if is_removed { -1 } else { 1 };
        hours.add_row(row.seconds, sign);
        if let Some(hour) = row.hour {
            *self.clock.entry((row.day, hour)).or_default() += sign;
        }
    }

    fn moved(&mut self) {}
}

fn active_days(conn: &Connection) -> Days {
    let mut statement = conn
        .prepare(
            "SELECT title_id, viewer_id, day, sum(role = 1) FROM plays
             WHERE role > 0 GROUP BY title_id, viewer_id, day ORDER BY title_id, viewer_id, day",
        )
        .unwrap();
    let rows = statement.query_map([], |row| {
        let (day, plays) = (Day(row.get(2)?), row.get(3)?);
        Ok(((row.get(0)?, row.get(1)?), ActiveDay { day, plays }))
    });
    let mut days = Days::new();
    for row in rows.unwrap() {
        let (pair, day) = row.unwrap();
        days.entry(pair).or_default().push(day);
    }
    days
}

/// Returns the hours of each title and day; days of plays of no length are left out.
fn hours(conn: &Connection) -> BTreeMap<(u32, Day), HoursDifference> {
    let mut statement = conn
        .prepare(
            "SELECT title_id, day, coalesce(sum(seconds), 0), sum(seconds IS NULL) FROM plays
             WHERE role > 0 GROUP BY title_id, day",
        )
        .unwrap();
    let rows = statement.query_map([], |row| {
        let (seconds, unknown) = (row.get(2)?, row.get(3)?);
        let key = (row.get(0)?, Day(row.get(1)?));
        Ok((key, HoursDifference { seconds, unknown }))
    });
    let hours = rows.unwrap().map(Result::unwrap);
    hours.filter(|(_, hours)| !hours.is_none()).collect()
}

/// Returns the plays of each day and hour in Rome.
fn clock(conn: &Connection) -> BTreeMap<(Day, u8), i64> {
    let mut statement = conn
        .prepare("SELECT day, started_at FROM plays WHERE role = 1")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((Day(row.get(0)?), row.get(1)?)));
    let rule = DayRule::midnight(chrono_tz::Europe::Rome);
    let mut clock = BTreeMap::new();
    for row in rows.unwrap() {
        let (day, start) = row.unwrap();
        *clock.entry((day, rule.hour_of(start))).or_default() += 1;
    }
    clock
}

fn rows_per_day(conn: &Connection) -> BTreeMap<Day, i64> {
    let mut statement = conn
        .prepare("SELECT day, count(*) FROM plays GROUP BY day")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((Day(row.get(0)?), row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn import(
    conn: &Connection,
    rows: &[Record<'_>],
    identity: Identity,
    recorded: &mut RecordedChanges,
) -> Written {
    let format = match identity {
        Identity::WholeRow | Identity::Content => "spotify-account",
        Identity::AsTimed | Identity::AsTimedLive => "csv",
        Identity::Start => "netflix",
        Identity::Id => "jellystat",
    };
    conn.execute(
        "INSERT INTO sources (format, imported_at, rows) VALUES (?1, 0, 0)",
        [format],
    )
    .unwrap();
    let source = u32::try_from(conn.last_insert_rowid()).unwrap();
    let mut staging = Staging::new(Sorter::new(1 << 10, Path::new(".")));
    let mut batch = Batch::default();
    for row in rows {
        batch.push(row, 0, identity);
    }
    staging.push(&batch).unwrap();
    let settings = Settings {
        rule: DayRule {
            zone: chrono_tz::Europe::Rome,
            starts_minutes: 180,
        },
        is_zone_stated: true,
        minimum_seconds: None,
        minimum_cohort: 10,
        title_hours: TitleHours::Counted,
        key_fingerprint: String::new(),
        salt: None,
        is_synthetic: false,
    };
    let options = WriteOptions {
        settings: &settings,
        hashing: ViewerHashing {
            key: &ViewerKey::of_samples(),
            salt: None,
            account: "",
            keep_names: false,
        },
        sources: &[(source, identity)],
        counts_only: false,
    };
    let staged = staging.finish().unwrap();
    write(conn, staged, options, recorded, &mut |_| true).unwrap()
}

/// A few viewers and titles around the night in which Rome's clocks go back; some rows are alike in all of that.
fn rows() -> impl Strategy<Value = Vec<Record<'static>>> {
    let row = (
        proptest::sample::select(vec!["Ann", "Bob", "Cleo"]),
        proptest::sample::select(vec!["Harbour", "Lighthouse"]),
        prop_oneof![
            1_509_100_000..1_509_400_000_i64,
            1_509_239_400..1_509_240_600_i64
        ],
        any::<bool>(),
        proptest::option::of(0..400_u32),
        proptest::option::weighted(0.3, 0..6_000_u32),
        proptest::option::weighted(0.05, 3_000..6_000_u32),
        proptest::option::weighted(0.2, proptest::sample::select(vec!["1", "2"])),
    );
    let row = row.prop_map(
        |(viewer, title, start, has_seconds, seconds, position, length, viewing)| Record {
            viewer: viewer.into(),
            title: title.into(),
            start: start / 600 * 600,
            has_seconds,
            seconds,
            position: position.filter(|_| viewing.is_none()),
            viewing: viewing.map(Into::into),
            length,
            ..Record::default()
        },
    );
    proptest::collection::vec(row, 0..12)
}

/// How the sources of files tell rows apart.
fn identities() -> impl Strategy<Value = Identity> {
    proptest::sample::select(vec![
        Identity::WholeRow,
        Identity::Start,
        Identity::AsTimed,
        Identity::AsTimedLive,
    ])
}

proptest! {
    #[test]
    fn changes_add_up_to_what_the_log_says(
        files in proptest::collection::vec((rows(), identities()), 1..5),
    ) {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        let mut recorded = RecordedChanges::default();
        let mut per_day = BTreeMap::new();
        for (rows, identity) in &files {
            recorded.titles.clear();
            recorded.pairs.clear();
            let written = import(&conn, rows, *identity, &mut recorded);
            for (day, rows) in written.rows_per_day {
                *per_day.entry(day).or_insert(0) += rows;
            }
            per_day.retain(|_, rows| *rows != 0);
            prop_assert_eq!(&recorded.days, &active_days(&conn));
            recorded.hours.retain(|_, hours| !hours.is_none());
            prop_assert_eq!(&recorded.hours, &hours(&conn));
            recorded.clock.retain(|_, plays| *plays != 0);
            prop_assert_eq!(&recorded.clock, &clock(&conn));
            prop_assert_eq!(&per_day, &rows_per_day(&conn));
        }
    }
}

const HOUR: i64 = 60 * 60;

/// A row that starts so many hours after the first of all.
fn row(viewer: &'static str, hours: i64, seconds: u32, position: Option<u32>) -> Record<'static> {
    Record {
        viewer: viewer.into(),
        title: "Film".into(),
        start: 1_509_100_000 + hours * HOUR,
        seconds: Some(seconds),
        position,
        ..Record::default()
    }
}

/// A row as its source tells it.
#[derive(Debug, Clone, Copy)]
struct Told {
    viewer: &'static str,
    start: i64,
    has_seconds: bool,
    is_by_day: bool,
    lasted: u32,
}

/// What tells rows apart first, and how long each of those alike in it lasted.
type Lengths = BTreeMap<(Vec<u8>, i64, bool), Vec<u32>>;

fn told() -> impl Strategy<Value = Vec<Told>> {
    let row = (
        proptest::sample::select(vec!["Ann", "Bob"]),
        proptest::sample::select(vec![0, 17, 60]),
        any::<bool>(),
        proptest::bool::weighted(0.1),
        0..4_u32,
    );
    let row = row.prop_map(|(viewer, after, has_seconds, is_by_day, lasted)| Told {
        viewer,
        start: 1_509_100_020 + after,
        has_seconds: has_seconds && !is_by_day,
        is_by_day,
        lasted: lasted * 100,
    });
    proptest::collection::vec(row, 0..8)
}

/// What a log of these files holds, by the rule that FORMATS.md states.
fn lengths_by_rule(files: &[&Vec<Told>]) -> Lengths {
    let mut lengths = Lengths::new();
    let rows = || files.iter().copied().flatten();
    for one in rows() {
        let is_alike = |other: &&Told| {
            (other.viewer, other.start, other.is_by_day) == (one.viewer, one.start, one.is_by_day)
        };
        let mut expected = Vec::new();
        if rows().filter(is_alike).any(|other| other.has_seconds) {
            expected.extend(rows().filter(is_alike).map(|other| other.lasted).max());
        } else {
            for lasted in 0..=300 {
                let is_equal = |other: &&Told| is_alike(other) && other.lasted == lasted;
                let times = files
                    .iter()
                    .map(|file| file.iter().filter(is_equal).count());
                expected.extend(std::iter::repeat_n(lasted, times.max().unwrap_or(0)));
            }
        }
        let hash = ViewerKey::of_samples().hash(None, "", one.viewer);
        lengths.insert((hash.to_vec(), one.start, one.is_by_day), expected);
    }
    lengths
}

/// What a log holds after an import of each of these files.
fn lengths_imported(files: &[&Vec<Told>]) -> Lengths {
    let conn = Connection::open_in_memory().unwrap();
    schema::migrate(&conn).unwrap();
    let (mut recorded, mut rows_there) = (RecordedChanges::default(), 0);
    for file in files {
        recorded.titles.clear();
        recorded.pairs.clear();
        let record = |told: &Told| Record {
            start: told.start,
            has_seconds: told.has_seconds,
            is_by_day: told.is_by_day,
            ..row(told.viewer, 0, told.lasted, None)
        };
        let rows: Vec<_> = file.iter().map(record).collect();
        let counts = import(&conn, &rows, Identity::AsTimed, &mut recorded).merge_counts;
        let all = counts.added + counts.repeats + counts.known + counts.updated;
        assert_eq!(all, rows.len() as u64);
        rows_there = rows_there + counts.added - counts.joined;
    }
    let sql = "SELECT v.hash, p.started_at, p.nth, p.seconds
               FROM plays p JOIN viewers v ON v.id = p.viewer_id
               ORDER BY v.hash, p.started_at, p.nth, p.seconds";
    let mut statement = conn.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut lengths = Lengths::new();
    while let Some(row) = rows.next().unwrap() {
        let key = (
            row.get(0).unwrap(),
            row.get(1).unwrap(),
            is_by_day(row.get(2).unwrap()),
        );
        lengths.entry(key).or_default().push(row.get(3).unwrap());
    }
    let rows: usize = lengths.values().map(Vec::len).sum();
    assert_eq!(rows as u64, rows_there);
    lengths
}

proptest! {
    #[test]
    fn a_second_has_the_longest_of_its_rows_and_a_minute_those_of_the_fullest_file(
        one in told(),
        other in told(),
    ) {
        let expected = lengths_by_rule(&[&one, &other]);
        prop_assert_eq!(lengths_imported(&[&one, &other]), expected.clone());
        prop_assert_eq!(lengths_imported(&[&other, &one]), expected.clone());
        prop_assert_eq!(lengths_imported(&[&one, &other, &one]), expected);
    }
}

/// The rows of a log by viewer and start, with what they count as.
fn rows_and_roles(conn: &Connection) -> Vec<(Vec<u8>, i64, Option<u32>, u8)> {
    let mut statement = conn
        .prepare(
            "SELECT v.hash, p.started_at, p.position, p.role
             FROM plays p JOIN viewers v ON v.id = p.viewer_id
             ORDER BY v.hash, p.started_at, p.nth",
        )
        .unwrap();
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// The length of a title that states none is the furthest position of any of its rows, whoever's they are and
/// whichever import brought them: rows that continue others are the same in the end.
#[rstest]
#[case::a_row_that_does_not_reach_the_furthest_is_measured_by_it(
    &[row("Ann", 0, 6_000, Some(6_000))],
    &[row("Bob", 0, 5_000, Some(5_000)), row("Bob", 24, 200, Some(5_200))],
    1,
)]
#[case::rows_without_positions_are_measured_by_it(
    &[row("Ann", 0, 6_000, Some(6_000))],
    &[row("Bob", 0, 3_500, None), row("Bob", 1, 2_000, None)],
    1,
)]
#[case::a_row_that_goes_further_measures_those_the_log_holds(
    &[row("Ann", 0, 5_000, Some(5_000)), row("Ann", 24, 200, Some(5_200))],
    &[row("Bob", 0, 6_000, Some(6_000))],
    1,
)]
#[case::a_first_position_measures_rows_without_any(
    &[row("Ann", 0, 3_500, None), row("Ann", 1, 2_000, None)],
    &[row("Bob", 0, 6_000, Some(6_000))],
    1,
)]
#[case::a_longer_row_in_the_place_of_the_furthest_takes_its_measure_away(
    &[
        row("Ann", 0, 60, Some(6_000)),
        row("Bob", 0, 5_000, Some(5_000)),
        row("Bob", 24, 200, Some(5_200)),
    ],
    &[row("Ann", 0, 90, Some(100))],
    0,
)]
#[case::a_longer_row_in_the_place_of_the_furthest_leaves_that_of_another_viewer(
    &[
        row("Ann", 0, 60, Some(6_000)),
        row("Bob", 0, 5_000, Some(5_000)),
        row("Bob", 24, 200, Some(5_200)),
        row("Cleo", 0, 60, Some(6_000)),
    ],
    &[row("Ann", 0, 90, Some(100))],
    1,
)]
fn a_title_is_as_long_as_its_furthest_row_whichever_import_brought_it(
    #[case] one: &[Record<'static>],
    #[case] other: &[Record<'static>],
    #[case] continuations: usize,
) {
    let log_of = |imports: &[&[Record<'static>]]| {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        let mut recorded = RecordedChanges::default();
        for rows in imports {
            recorded.titles.clear();
            recorded.pairs.clear();
            import(&conn, rows, Identity::Start, &mut recorded);
            assert_eq!(recorded.days, active_days(&conn));
        }
        rows_and_roles(&conn)
    };
    let together = log_of(&[&[one, other].concat()]);
    let continuing = together.iter().filter(|(.., role)| *role == 2);
    assert_eq!(continuing.count(), continuations);
    assert_eq!(log_of(&[one, other]), together);
    assert_eq!(log_of(&[other, one]), together);
    assert_eq!(log_of(&[one, other, one]), together);
}

#[rstest]
#[case::of_a_film(Some(Kind::Film), 120)]
#[case::of_a_song(Some(Kind::Track), 30)]
#[case::of_an_unknown_kind(None, 120)]
fn a_row_a_second_shorter_than_the_least_is_no_play(
    #[case] kind: Option<Kind>,
    #[case] least: u32,
) {
    let conn = Connection::open_in_memory().unwrap();
    schema::migrate(&conn).unwrap();
    let rows = [("Ann", least - 1), ("Bob", least)].map(|(viewer, seconds)| Record {
        kind,
        ..row(viewer, 0, seconds, None)
    });
    import(
        &conn,
        &rows,
        Identity::WholeRow,
        &mut RecordedChanges::default(),
    );
    let plays: Vec<(u32, u8)> = conn
        .prepare("SELECT seconds, role FROM plays ORDER BY seconds")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(plays, [(least - 1, 0), (least, 1)]);
}
