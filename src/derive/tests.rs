//! Cubes derived incrementally and in bulk are those of a full scan, to the byte.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rusqlite::{Connection, params};

use super::changes::{Change, Changes, PlayedRow};
use super::*;
use crate::cube::blob_store;
use crate::cube::cells::Cells;
use crate::cube::day_number;
use crate::cube::kind::CubeKind;
use crate::domain::{ActiveDay, Day};
use crate::store::memory::Memory;
use crate::store::schema;
use crate::store::settings::TitleHours;

/// Titles 1 and 2 are films, 3 to 5 belong to show 3, and 6 to show 6 until 7 joins it.
const SHOW_OF_TITLE: [u32; 7] = [1, 2, 3, 3, 3, 6, 6];

/// Where plays lie: by the day, in some logs around a gap of ten years. Only logs without one are short
/// enough to precompute cohorts.
const DAYS: i32 = 24;
const FAR: i32 = 3_650;

/// Plays by title, viewer and day, and how long each lasted, where known; with 0 plays, a play is only continued on
/// that day.
type Plays = BTreeMap<(u32, u32, i32), (u32, Option<u32>)>;

fn plays(has_gap: bool) -> impl Strategy<Value = Plays> {
    let place = (1_u32..=7, 1_u32..5, 0..DAYS, any::<bool>());
    let play = place.prop_map(move |(title, viewer, day, is_far)| {
        let later = if is_far && has_gap { FAR } else { 0 };
        (title, viewer, day + later)
    });
    let seconds = proptest::option::weighted(0.8, prop_oneof![0_u32..900, 60_000_u32..70_000]);
    let plays = proptest::collection::btree_map(play, (0_u32..4, seconds), 0..40);
    plays.prop_map(|mut plays| {
        let mut begun = BTreeSet::new();
        for ((title, viewer, _), (plays, _)) in &mut plays {
            // What is continued has begun.
            *plays = (*plays).max(u32::from(begun.insert((*title, *viewer))));
        }
        plays
    })
}

/// Returns the hour at which the plays of a day start.
fn hour_of(day: i32) -> u8 {
    u8::try_from(day * 5 % 24).unwrap()
}

/// States of a log, one after the other.
fn states() -> impl Strategy<Value = Vec<Plays>> {
    any::<bool>().prop_flat_map(|has_gap| proptest::collection::vec(plays(has_gap), 1..4))
}

fn title_hours() -> impl Strategy<Value = TitleHours> {
    prop_oneof![Just(TitleHours::Counted), Just(TitleHours::NotCounted)]
}

fn log() -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    schema::migrate(&conn).unwrap();
    conn.execute_batch("INSERT INTO sources VALUES (1, NULL, 'csv', NULL, 0, 0)")
        .unwrap();
    for viewer in 1..5 {
        let sql = "INSERT INTO viewers VALUES (?1, ?1, NULL)";
        conn.execute(sql, [viewer]).unwrap();
    }
    conn
}

/// Brings the table of plays from one state to another, and returns what changes.
fn change(conn: &Connection, before: &Plays, after: &Plays) -> ChangeSet {
    for (title, show) in (1_u32..).zip(SHOW_OF_TITLE) {
        if after
            .keys()
            .chain(before.keys())
            .any(|(of, ..)| *of == title)
        {
            let sql = "INSERT OR IGNORE INTO shows VALUES (?1, ?1, 'show', 0)";
            conn.execute(sql, [show]).unwrap();
            let sql = "INSERT OR IGNORE INTO titles VALUES (?1, ?1, ?2, 0, 'title', 0, NULL, NULL)";
            conn.execute(sql, [title, show]).unwrap();
        }
    }
    conn.execute_batch("DELETE FROM plays").unwrap();
    for ((title, viewer, day), (plays, seconds)) in after {
        for nth in 0..(*plays).max(1) {
            let role = if *plays == 0 { 2 } else { 1 };
            let sql = "INSERT INTO plays VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, 0, 1)";
            let start = i64::from(*day) * 86_400 + i64::from(hour_of(*day)) * 3_600;
            conn.execute(sql, params![title, viewer, start, nth, day, role, seconds])
                .unwrap();
        }
    }
    let mut change_set = ChangeSet::new(Memory::default());
    for (plays, sign) in [(before, -1), (after, 1)] {
        for ((_, _, day), (plays, _)) in plays {
            change_set.add_rows(Day(*day), sign * i64::from((*plays).max(1)));
        }
    }
    tell(&mut change_set, before, after);
    change_set
}

/// Tells of all pairs of titles and viewers, whether they have changed or not.
fn tell(changes: &mut dyn Changes, before: &Plays, after: &Plays) {
    let days = |plays: &Plays, title, viewer| -> Vec<ActiveDay> {
        let of_pair = plays.range((title, viewer, i32::MIN)..=(title, viewer, i32::MAX));
        let days = of_pair.map(|((_, _, day), (plays, _))| (Day(*day), *plays));
        days.map(|(day, plays)| ActiveDay { day, plays }).collect()
    };
    for title in 1..=7 {
        tell_rows(changes, before, title, true);
        tell_rows(changes, after, title, false);
        for viewer in 1..5 {
            let (before, after) = (days(before, title, viewer), days(after, title, viewer));
            changes.change(Change {
                title,
                viewer,
                before: &before,
                after: &after,
            });
        }
    }
}

/// Tells of all rows of a title.
fn tell_rows(changes: &mut dyn Changes, plays: &Plays, title: u32, is_removed: bool) {
    for ((of_title, _, day), (plays, seconds)) in plays {
        for _ in 0..(*plays).max(1) {
            let row = PlayedRow {
                title,
                day: Day(*day),
                seconds: *seconds,
                hour: (*plays > 0).then(|| hour_of(*day)),
            };
            if *of_title == title {
                changes.row(row, is_removed);
            }
        }
    }
}

/// Everything derived.
fn derived(conn: &Connection) -> Vec<(i64, Vec<u8>)> {
    let sql = "SELECT id, body FROM cubes
               UNION ALL SELECT -viewer_id, days FROM viewer_days
               UNION ALL SELECT -1000 - viewer_id, titles FROM viewer_titles
               ORDER BY 1";
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

proptest! {
    #[test]
    fn an_incremental_update_is_what_a_full_scan_derives(
        states in states(),
        is_growing in any::<bool>(),
        precompute_from in prop_oneof![Just(0), Just(20), Just(u64::MAX)],
        title_hours in title_hours(),
    ) {
        let limits = Limits { precompute_from, ..Limits::default() };
        let conn = log();
        title_hours.save(&conn).unwrap();
        rebuild(&conn, limits).unwrap();
        let mut before = Plays::new();
        for mut after in states {
            if is_growing {
                after.extend(before.clone());
            }
            let change_set = change(&conn, &before, &after);
            let is_done = match incremental::apply(&conn, &change_set, limits) {
                // A show that shrinks to one title is derived anew.
                Err(DeriveError::Mismatch(_)) => {
                    prop_assert!(!is_growing, "plays that are added are no reason");
                    false
                }
                done => done.unwrap(),
            };
            if !is_done {
                rebuild(&conn, limits).unwrap();
            }
            let found = derived(&conn);
            rebuild(&conn, limits).unwrap();
            prop_assert_eq!(&found, &derived(&conn), "incrementally: {}", is_done);
            before = after;
        }
    }
}

proptest! {
    #[test]
    fn what_a_new_log_derives_in_bulk_is_what_a_full_scan_derives(
        plays in any::<bool>().prop_flat_map(plays),
        precompute_from in prop_oneof![Just(0), Just(u64::MAX)],
        title_hours in title_hours(),
    ) {
        let limits = Limits { precompute_from, ..Limits::default() };
        let conn = log();
        title_hours.save(&conn).unwrap();
        change(&conn, &Plays::new(), &plays);
        let (mut deriver, cubes) = BulkDeriver::new(&conn, limits).unwrap();
        deriver.names_written(&conn).unwrap();
        tell(&mut deriver, &Plays::new(), &plays);
        cubes.store(&conn).unwrap();
        let mut rows: BTreeMap<Day, i64> = BTreeMap::new();
        for ((_, _, day), (plays, _)) in &plays {
            *rows.entry(Day(*day)).or_default() += i64::from((*plays).max(1));
        }
        deriver.finish(&conn, &cubes, rows).unwrap();
        let found = derived(&conn);
        rebuild(&conn, limits).unwrap();
        prop_assert_eq!(found, derived(&conn));
    }
}

#[test]
fn without_hours_of_titles_all_else_is_derived_as_with_them() {
    let conn = log();
    let plays = Plays::from([((1, 1, 0), (1, Some(9))), ((3, 2, 40), (2, None))]);
    change(&conn, &Plays::new(), &plays);
    rebuild(&conn, Limits::default()).unwrap();
    let with = derived(&conn);
    TitleHours::NotCounted.save(&conn).unwrap();
    rebuild(&conn, Limits::default()).unwrap();
    let is_kept = |(id, _): &&(i64, Vec<u8>)| {
        // The inventory says what is there.
        let others = [CubeKind::TitleHours, CubeKind::Inventory];
        !others.iter().any(|kind| id >> 40 == *kind as i64)
    };
    let without = derived(&conn);
    let others: Vec<_> = with.iter().filter(is_kept).collect();
    assert_eq!(others, without.iter().filter(is_kept).collect::<Vec<_>>());
    assert_eq!(
        without.len(),
        with.len() - 2,
        "a cube in each of two blocks of days"
    );
}

#[test]
fn the_lone_title_of_a_show_may_go_while_others_come() {
    let conn = log();
    let before = Plays::from([((4, 1, 0), (1, None))]);
    let after = Plays::from([((3, 1, 0), (0, Some(9))), ((5, 1, 0), (0, None))]);
    rebuild(&conn, Limits::default()).unwrap();
    for (before, after) in [(Plays::new(), before.clone()), (before, after)] {
        let change_set = change(&conn, &before, &after);
        assert!(incremental::apply(&conn, &change_set, Limits::default()).unwrap());
        let found = derived(&conn);
        rebuild(&conn, Limits::default()).unwrap();
        assert_eq!(found, derived(&conn));
    }
}

#[test]
fn cubes_of_other_plays_are_noticed_and_derived_anew() {
    let conn = log();
    let before = Plays::from([((1, 1, 3), (1, Some(60))), ((3, 2, 4), (2, None))]);
    change(&conn, &Plays::new(), &before);
    // Derived from no plays, so that the history to be removed was never there.
    conn.execute_batch("CREATE TEMP TABLE kept AS SELECT * FROM plays; DELETE FROM plays;")
        .unwrap();
    rebuild(&conn, Limits::default()).unwrap();
    conn.execute_batch("INSERT INTO plays SELECT * FROM kept")
        .unwrap();
    let change_set = change(&conn, &before, &Plays::from([((1, 1, 3), (1, Some(60)))]));
    update(&conn, &change_set, Limits::default()).unwrap();
    let found = derived(&conn);
    rebuild(&conn, Limits::default()).unwrap();
    assert_eq!(found, derived(&conn));
}

#[test]
fn more_changes_than_memory_holds_are_not_applied() {
    let conn = log();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    change(&conn, &Plays::new(), &Plays::from([((1, 1, 0), (1, None))]));
    rebuild(&conn, Limits::default()).unwrap();
    // Beside so many plays, any of these changes are few.
    let many: Cells<1> = [([day_number::of(Day(0))], 100_000_000)]
        .into_iter()
        .collect();
    blob_store::put(&conn, CubeKind::Plays, 0, &many.encode()).unwrap();
    let day = ActiveDay {
        day: Day(3),
        plays: 1,
    };
    for (memory, is_enough) in [("16M", false), ("64M", true)] {
        let mut change_set = ChangeSet::new(memory.parse().unwrap());
        for viewer in 10..100_000 {
            change_set.change(Change {
                title: 1,
                viewer,
                before: &[],
                after: &[day],
            });
        }
        let is_done = incremental::apply_if_small(&conn, &change_set, Limits::default()).unwrap();
        assert_eq!(is_done, is_enough, "within {memory}");
    }
}

#[test]
fn more_lengths_than_memory_holds_are_not_applied() {
    for (memory, is_enough) in [("16M", false), ("64M", true)] {
        let mut change_set = ChangeSet::new(memory.parse().unwrap());
        for title in 10..150_000 {
            let row = PlayedRow {
                title,
                day: Day(3),
                seconds: Some(60),
                hour: None,
            };
            change_set.row(row, false);
        }
        assert_eq!(change_set.len().is_some(), is_enough, "within {memory}");
    }
}

#[test]
fn a_title_that_moved_to_another_show_leads_to_deriving_everything() {
    let conn = log();
    rebuild(&conn, Limits::default()).unwrap();
    let mut change_set = ChangeSet::new(Memory::default());
    assert!(incremental::apply_if_small(&conn, &change_set, Limits::default()).unwrap());
    change_set.moved();
    assert!(!incremental::apply_if_small(&conn, &change_set, Limits::default()).unwrap());
}

/// Days without a play of their own have no lags, and may have weeks all the same: those of a log that has become too
/// long for them do not stay.
#[test]
fn what_was_counted_ahead_of_days_without_plays_goes_with_them() {
    let limits = Limits {
        precompute_from: 0,
        ..Limits::default()
    };
    let conn = log();
    let day = |day| ((1, 1, day), (0, None));
    let before = Plays::from([day(3_650), day(3_651)]);
    change(&conn, &Plays::new(), &before);
    rebuild(&conn, limits).unwrap();
    let change_set = change(&conn, &before, &Plays::from([day(0), day(3_650)]));
    if !incremental::apply(&conn, &change_set, limits).unwrap() {
        rebuild(&conn, limits).unwrap();
    }
    let found = derived(&conn);
    rebuild(&conn, limits).unwrap();
    assert_eq!(found, derived(&conn));
}
