//! Made-up logs, reduced by `DuckDB` where its command is there, against the cubes of the same plays.

use std::fmt::Write as _;
use std::process::{Command, Stdio};

use bingetop::domain::name::{SEPARATOR, folded, show_key, title_key};
use chrono::DateTime;
use proptest::prelude::*;
use rusqlite::Connection;

use crate::brute_force::Row;
use crate::home::Home;
use crate::hostile::{HostileLog, logs};
use crate::logs::{answered, played, same_cubes};

/// Returns whether there is a `duckdb` command.
pub fn has_duckdb() -> bool {
    let version = Command::new("duckdb")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Returns the form in which the script compares a name.
fn compared(name: &str) -> String {
    name.replace('\u{a0}', " ")
        .replace('\u{2019}', "'")
        .trim()
        .to_lowercase()
}

/// Returns the rows whose names every engine compares as this program does.
fn plain(rows: &[Row]) -> impl Iterator<Item = &Row> {
    let is_plain = |name: &str| folded(name) == compared(name);
    rows.iter()
        .filter(move |row| is_plain(&row.title) && row.show.as_deref().is_none_or(is_plain))
}

/// Returns the plain rows as a table, in the order in which the script numbers titles.
///
/// Ids are left out, since titles with ids are numbered in another order.
fn table(rows: &[Row]) -> String {
    let key = |row: &&Row| {
        let title = title_key(None, row.show.as_deref(), &row.title);
        (show_key(row.show.as_deref(), &title), title)
    };
    let mut rows: Vec<&Row> = plain(rows).collect();
    rows.sort_by_key(key);
    let mut table =
        "viewer,title,show,kind,started_at,seconds,position,length,viewing\n".to_owned();
    let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    for row in rows {
        let start = DateTime::from_timestamp(row.start, 0).expect("a moment");
        let _ = writeln!(
            table,
            "{},{},{},{},{},{},{},{},{}",
            row.viewer,
            row.title,
            row.show.as_deref().unwrap_or_default(),
            row.kind.map_or_else(String::new, |kind| kind.to_string()),
            start.format("%Y-%m-%dT%H:%M:%SZ"),
            number(row.seconds),
            number(row.position),
            number(row.length),
            // What hostile logs call titles by does for viewings.
            row.id.as_deref().unwrap_or_default(),
        );
    }
    assert!(!table.contains(SEPARATOR));
    table
}

/// Runs the program.
pub fn run(home: &Home, line: &[&str]) -> String {
    let output = home.bingetop().args(line).output().expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

/// Has `DuckDB` run a script.
pub fn run_duckdb(home: &Home, script: &str) {
    std::fs::write(home.path("reduce.sql"), script).expect("a file");
    let script = std::fs::File::open(home.path("reduce.sql")).expect("a file");
    let output = Command::new("duckdb")
        .current_dir(home.path(""))
        .stdin(script)
        .output();
    let output = output.expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn holds(log: &HostileLog, minimum: Option<u32>) {
    let home = Home::new();
    std::fs::write(home.path("plays.csv"), table(&log.rows)).expect("a file");
    let starts = log.rules.starts_minutes;
    let starts = format!("{:02}:{:02}", starts / 60, starts % 60);
    let minimum = minimum.map(|seconds| seconds.to_string());
    let mut rules = vec![
        "--time-zone",
        log.rules.zone.name(),
        "--day-starts",
        &starts,
    ];
    if let Some(minimum) = &minimum {
        rules.extend(["--minimum-seconds", minimum]);
    }
    let map = "viewer=viewer,title=title,show=show,kind=kind,start=started_at,seconds=seconds,position=position,length=length,viewing=viewing";
    let ingest = ["ingest", "plays.csv", "--into", "local.db", "--map", map];
    run(&home, &[&ingest[..], &rules].concat());
    let emit = [
        "emit-sql",
        "--dialect",
        "duckdb",
        "--source",
        "plays",
        "--map",
        map,
        "--out",
        "cells",
    ];
    let script = run(&home, &[&emit[..], &rules].concat());
    let source = "CREATE VIEW plays AS SELECT c.* FROM READ_CSV('plays.csv', header = true, all_varchar = true) c;";
    run_duckdb(&home, &format!("{source}\n{script}"));
    run(&home, &["import-cubes", "cells", "--into", "reduced.db"]);
    let open = |name| Connection::open(home.path(name)).expect("a log");
    same_cubes(&open("local.db"), &open("reduced.db"));
    for by in ["title", "show"] {
        let Some(name) = played(&home, "local.db", by).into_iter().next() else {
            continue;
        };
        let asked = ["--range", "all", "--by", by, "--title", &name];
        let of = |log| answered(&home, log, &asked);
        assert_eq!(of("local.db"), of("reduced.db"), "{name}");
    }
}

proptest! {
    // A case runs four programs. Of nineteen faults planted into steps, each was found by one of seven logs of this kind.
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn cells_are_the_cubes_of_the_same_plays(
        log in logs(),
        minimum in prop_oneof![3 => Just(None), 1 => prop::sample::select(&[0_u32, 60, 1800][..]).prop_map(Some)],
    ) {
        prop_assume!(plain(&log.rows).any(|row| !row.title.is_empty()));
        if has_duckdb() {
            holds(&log, minimum);
        }
    }
}
