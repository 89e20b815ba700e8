//! Reduced logs: the script, the cells that an engine writes by it, and the log that they become.
//!
//! `tests/fixtures/cells/` holds what `DuckDB` has written, by the script for `tests/fixtures/reduced.csv`. Where there is a
//! `duckdb` command, made-up logs are reduced by it, too. `tests/fixtures/earlier/` are the same plays to 2017-12-05, and
//! `tests/fixtures/later/` the days to 2017-12-11 appended to them.

#[path = "engine_cli/appended.rs"]
mod appended;
#[path = "engine_cli/broken.rs"]
mod broken;
#[path = "support/brute_force.rs"]
#[expect(dead_code, reason = "rows are made, not counted")]
mod brute_force;
#[path = "engine_cli/by_duckdb.rs"]
mod by_duckdb;
#[path = "support/item_cells.rs"]
mod counted;
#[path = "support/home.rs"]
mod home;
#[path = "support/hostile.rs"]
#[expect(dead_code, reason = "logs are asked nothing here")]
mod hostile;
#[path = "engine_cli/logs.rs"]
mod logs;
#[path = "engine_cli/not_appended.rs"]
mod not_appended;
#[cfg(unix)]
#[path = "engine_cli/reduced.rs"]
mod reduced;
#[cfg(unix)]
#[path = "engine_cli/reduced_later.rs"]
mod reduced_later;
#[path = "engine_cli/refused.rs"]
mod refused;

use home::Home;
use logs::{FIXTURE, answers, copied, import_fixture, ingest_fixture, played, same_cubes};
use rusqlite::Connection;

/// Returns the script for a dialect, of which `more` is asked.
fn script(dialect: &str, more: &str) -> String {
    let home = Home::new();
    copied("earlier", &home.path("earlier"));
    let line = format!(
        "emit-sql --dialect {dialect} --source parquet:lake/plays --map \
         viewer=user.id,title=name,show=series,kind=kind,id=title_id,start=at,seconds=played:ms,position=stopped,length=runtime,viewing=session \
         --time-zone Europe/Rome --day-starts 04:00 --to 2018-12-31 --out cells {more}"
    );
    let output = home.bingetop().args(line.split_whitespace()).output();
    let output = output.expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("a script is text")
}

/// What is asked of a script for days of its own, and of one that appends days.
const OF_ALL_DAYS: &str = "--from 2017-01-01 --min-cohort 20";
const APPENDED: &str = "--append earlier";

#[test]
fn the_script_for_duckdb() {
    insta::assert_snapshot!(script("duckdb", OF_ALL_DAYS));
}

#[test]
fn the_script_that_appends_for_duckdb() {
    insta::assert_snapshot!(script("duckdb", APPENDED));
}

#[test]
fn the_script_for_spark_has_the_same_steps() {
    same_steps(OF_ALL_DAYS);
    insta::assert_snapshot!(written(&script("spark", OF_ALL_DAYS)));
}

#[test]
fn the_script_that_appends_for_spark_has_the_same_steps() {
    same_steps(APPENDED);
    insta::assert_snapshot!(written(&script("spark", APPENDED)));
}

#[test]
fn a_script_for_later_days_keeps_the_rows() {
    let asked = format!("{OF_ALL_DAYS} --appendable");
    let added = |dialect| {
        let (with, without) = (script(dialect, &asked), script(dialect, OF_ALL_DAYS));
        let without: Vec<&str> = without.lines().collect();
        let added = with.lines().filter(|line| !without.contains(line));
        added.map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(format!("{}\n\n{}", added("spark"), added("duckdb")));
}

fn same_steps(more: &str) {
    let steps = |script: &str| -> Vec<String> {
        let lines = script.lines().filter(|line| {
            line.starts_with("-- ") && line.contains(": ") && !line.ends_with("it goes.")
        });
        lines.map(str::to_owned).collect()
    };
    let (spark, duckdb) = (script("spark", more), script("duckdb", more));
    assert_eq!(steps(&spark)[3..], steps(&duckdb)[3..]);
}

/// Returns the lines of a script that say where results go.
fn written(script: &str) -> String {
    let lines = script.lines().filter(|line| {
        ["SET ", "CREATE ", "INSERT ", "COPY ", ") TO "]
            .iter()
            .any(|word| line.starts_with(word))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_cells_of_an_engine_become_the_cubes_of_the_same_plays() {
    let home = Home::new();
    ingest_fixture(&home);
    import_fixture(&home);
    let local = Connection::open(home.path("local.db")).expect("a log");
    let reduced = Connection::open(home.path("reduced.db")).expect("a log");
    same_cubes(&local, &reduced);
    for range in ["all", "2017-12-01..2017-12-18", "2017-11-27..2017-12-03"] {
        for by in ["title", "show"] {
            let asked = ["--range", range, "--by", by, "--streak", "3"];
            let (local, reduced) = (
                answers(&home, "local.db", &asked),
                answers(&home, "reduced.db", &asked),
            );
            assert_eq!(local, reduced, "{range} by {by}");
        }
    }
}

#[test]
fn pages_are_those_of_the_same_plays() {
    let home = Home::new();
    ingest_fixture(&home);
    import_fixture(&home);
    for by in ["title", "show"] {
        let names = played(&home, "local.db", by);
        assert_eq!(names, played(&home, "reduced.db", by));
        for name in names {
            for range in ["all", "2017-11-27..2017-12-10"] {
                let asked = ["--title", &name, "--by", by, "--range", range];
                let of = |log| answers(&home, log, &asked);
                assert_eq!(of("local.db"), of("reduced.db"), "{name} in {range}");
            }
        }
    }
}

#[test]
fn a_page_says_its_numbers_in_words_too() {
    let home = Home::new();
    import_fixture(&home);
    let mut command = home.bingetop();
    command.args(["report", "reduced.db", "--exact", "--range", "all"]);
    let text = command.args(["--title", "A Christmas Prince"]).output();
    let text = String::from_utf8(text.expect("it runs").stdout).expect("text");
    insta::assert_snapshot!(text);
}

#[test]
fn a_reduced_log_without_the_cells_of_an_item_says_what_to_do() {
    let home = Home::new();
    import_fixture(&home);
    let conn = Connection::open(home.path("reduced.db")).expect("a log");
    conn.execute("DELETE FROM cubes WHERE id >> 40 = 33", [])
        .expect("a statement");
    drop(conn);
    let mut command = home.bingetop();
    let output = command
        .args(["report", "reduced.db", "--title", "A Christmas Prince"])
        .output();
    let output = output.expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("run `bingetop import-cubes` again"), "{said}");
}

#[test]
fn a_reduced_log_holds_nobody() {
    let home = Home::new();
    import_fixture(&home);
    let bytes = std::fs::read(home.path("reduced.db")).expect("a log");
    for viewer in ["ann@", "bob@"] {
        assert!(
            !bytes
                .windows(viewer.len())
                .any(|part| part == viewer.as_bytes()),
            "{viewer}"
        );
    }
    let conn = Connection::open(home.path("reduced.db")).expect("a log");
    for table in [
        "viewers",
        "plays",
        "sources",
        "viewer_days",
        "viewer_titles",
    ] {
        let rows: i64 = conn
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get(0)
            })
            .expect("a count");
        assert_eq!(rows, 0, "{table}");
    }
}

#[test]
fn a_reduced_log_says_what_it_is() {
    let home = Home::new();
    import_fixture(&home);
    let text = home
        .bingetop()
        .args(["report", "reduced.db"])
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("pseudonymous, not anonymous"), "{text}");
    assert!(!text.contains("Most"), "{text}");
    let json = answers(&home, "reduced.db", &["--range", "all"]);
    assert!(json.contains("\"most_by_one\":null"), "{json}");
    let verified = home
        .bingetop()
        .args(["verify", "reduced.db"])
        .output()
        .expect("it runs");
    assert!(verified.status.success());
    assert!(String::from_utf8_lossy(&verified.stdout).contains("no plays to hold them against"));
    let bench = home
        .bingetop()
        .args(["bench", "reduced.db", "--windows", "3"])
        .output();
    assert!(bench.expect("it runs").status.success());
}

#[test]
fn the_fixture_is_what_the_script_of_today_reads() {
    let settings = std::fs::read(format!("{FIXTURE}/settings.parquet")).expect("a table");
    let format = bingetop::engine::script::FORMAT.as_bytes();
    assert!(settings.windows(format.len()).any(|part| part == format));
}
