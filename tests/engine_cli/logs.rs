//! The same plays as a log of their own, and as what an engine has made of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bingetop::cube::blob_store;
use bingetop::cube::item_cells::{self, ItemCells};
use bingetop::derive::{Limits, rebuild};
use bingetop::domain::Level;
use rusqlite::Connection;
use serde_json::Value;

use crate::counted::item_cells as counted;
use crate::home::Home;

/// The cells that an engine has written.
pub const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/cells");

/// The plays that they are made of.
pub const PLAYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/reduced.csv");

/// The days of the fixture.
const DAYS: [&str; 4] = ["--time-zone", "Europe/Rome", "--day-starts", "04:00"];

/// The first bits of a row of cubes are its kind.
const KIND_SHIFT: u32 = 40;

/// Cubes that a reduced log has not: the inventory lists others, histories and the mark of viewers' titles; and those that it
/// has in their place.
const OF_PLAYS_ALONE: [i64; 4] = [0, 30, 31, 41];
const OF_ITEMS: [i64; 2] = [33, 34];

/// Returns the path of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fixtures.join(name)
}

/// Copies a folder of cells of the fixtures.
pub fn copied(name: &str, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(fixture(name)).expect("the fixture") {
        let path = entry.expect("a file").path();
        let end = path.file_name().expect("a name");
        if path.is_dir() {
            copied(&format!("{name}/{}", end.display()), &to.join(end));
        } else {
            fs::copy(&path, to.join(end)).expect("a copy");
        }
    }
}

/// Imports the plays.
pub fn ingest_fixture(home: &Home) {
    let mut command = home.bingetop();
    command
        .args(["ingest", PLAYS, "--into", "local.db"])
        .args(DAYS);
    command.args(["--map", "position=position,length=length"]);
    command.assert().success();
}

/// Imports the cells.
pub fn import_fixture(home: &Home) {
    let mut command = home.bingetop();
    command.args(["import-cubes", FIXTURE, "--into", "reduced.db"]);
    command.assert().success();
}

fn cubes(conn: &Connection) -> BTreeMap<i64, Vec<u8>> {
    let mut statement = conn.prepare("SELECT id, body FROM cubes").expect("a table");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let cubes = rows.expect("rows").map(|row| row.expect("a row"));
    cubes
        .filter(|(id, _): &(i64, _)| !OF_PLAYS_ALONE.contains(&(id >> KIND_SHIFT)))
        .filter(|(id, _)| !OF_ITEMS.contains(&(id >> KIND_SHIFT)))
        .collect()
}

fn names(conn: &Connection) -> Vec<String> {
    let sql = "SELECT format('%d %s %d %d %s %d %s %s', id, key, show_id, is_own_show, name, named_at, kind, length_seconds)
               FROM titles
               UNION ALL SELECT format('%d %s %s %d', id, key, name, named_at) FROM shows";
    let mut statement = conn.prepare(sql).expect("tables");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a name")).collect()
}

/// Makes sure that two reduced logs are alike, byte for byte.
pub fn same_cells(one: &Connection, other: &Connection) {
    assert_eq!(names(one), names(other));
    assert_eq!(cubes(one), cubes(other));
}

/// Makes sure that a reduced log has the cells of each item that the plays of a local one make, byte for byte.
pub fn same_item_cells(local: &Connection, reduced: &Connection) {
    let stored = |kind| {
        let mut cubes = BTreeMap::new();
        let read = blob_store::each(reduced, kind, |item, bytes| -> rusqlite::Result<()> {
            cubes.insert(item, bytes.to_vec());
            Ok(())
        });
        read.expect("cubes are read");
        cubes
    };
    let mut found = [Level::Title, Level::Show].map(|level| stored(item_cells::kind(level)));
    for ((is_show, item), (_, cells)) in counted(local) {
        let bytes = found[usize::from(is_show)].remove(&item);
        let bytes = bytes.unwrap_or_else(|| panic!("no cells of {item}, {is_show}"));
        assert_eq!(ItemCells::decode(&bytes).as_ref(), Ok(&cells));
        assert_eq!(bytes, cells.encode());
    }
    assert_eq!(
        found,
        [BTreeMap::new(), BTreeMap::new()],
        "cells of nothing"
    );
}

/// Makes sure that a reduced log has the cubes of a local one, byte for byte, and its names.
pub fn same_cubes(local: &Connection, reduced: &Connection) {
    // A small log counts cohorts from its viewers, and a reduced one never can.
    let limits = Limits {
        precompute_from: 0,
        ..Limits::default()
    };
    rebuild(local, limits).expect("cubes are derived");
    assert_eq!(names(local), names(reduced));
    same_item_cells(local, reduced);
    let (local, reduced) = (cubes(local), cubes(reduced));
    let kinds = |cubes: &BTreeMap<i64, Vec<u8>>| -> Vec<(i64, i64)> {
        cubes
            .keys()
            .map(|id| (id >> KIND_SHIFT, id & 0xffff_ffff))
            .collect()
    };
    assert_eq!(kinds(&local), kinds(&reduced));
    for (id, bytes) in &local {
        assert_eq!(Some(bytes), reduced.get(id), "kind {}", id >> KIND_SHIFT);
    }
}

/// Returns the titles or the shows with a play, by the name that tells each from the others.
pub fn played(home: &Home, log: &str, by: &str) -> Vec<String> {
    let answers: Value =
        serde_json::from_str(&answers(home, log, &["--range", "all", "--by", by])).expect("JSON");
    let rows = answers["rewatched"].as_array().expect("a list").iter();
    let name = |row: &Value| {
        let name = row["name"].as_str().expect("a name");
        let show = row["show"].as_str().map(|show| format!("{show}: "));
        format!("{}{name}", show.unwrap_or_default())
    };
    rows.map(name).collect()
}

/// Returns all answers to a question, without what takes histories.
pub fn answers(home: &Home, log: &str, asked: &[&str]) -> String {
    answered(home, log, asked).unwrap_or_else(|said| panic!("{asked:?}: {said}"))
}

/// As [`answers`]; the error is what is said where there are none: of a name that is not one item's.
pub fn answered(home: &Home, log: &str, asked: &[&str]) -> Result<String, String> {
    let mut command = home.bingetop();
    command
        .args(["report", log, "--format", "json", "--exact", "--top", "0"])
        .args(asked);
    let output = command.output().expect("it runs");
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let mut answers: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let rows = answers["rewatched"].as_array_mut().expect("a list");
    for row in rows {
        row["most_by_one"] = Value::Null;
    }
    Ok(answers.to_string())
}
