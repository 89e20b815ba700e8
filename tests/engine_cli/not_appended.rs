//! Days that cannot be appended, and logs that stay as they are.

use std::fs;

use rstest::rstest;
use rusqlite::Connection;

use crate::home::Home;
use crate::logs::{FIXTURE, copied, import_fixture, ingest_fixture, same_cells};

/// A home with an earlier reduction, the later one, and the log of the earlier one.
fn home() -> Home {
    let home = Home::new();
    for name in ["earlier", "later"] {
        copied(name, &home.path(name));
    }
    let import = ["import-cubes", "earlier", "--into", "reduced.db"];
    home.bingetop().args(import).assert().success();
    home
}

/// Returns what is said where a line is refused, in one line.
fn refusal(home: &Home, line: &str) -> String {
    let output = home.bingetop().args(line.split_whitespace()).output();
    let output = output.expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{line}: {said}");
    assert!(output.stdout.is_empty(), "{line}");
    said
}

const ASKED: &str = "emit-sql --dialect duckdb --source plays --map viewer=v,title=t,start=s";
const DAYS: &str = "--time-zone Europe/Rome --day-starts 04:00";

#[rstest]
#[case::by_another_zone(
    "--time-zone UTC --day-starts 04:00 --to 2017-12-11 --append earlier --out new",
    "earlier: it is by --time-zone Europe/Rome, and the new days are by --time-zone UTC; say the same"
)]
#[case::by_another_start(
    "--time-zone Europe/Rome --to 2017-12-11 --append earlier --out new",
    "it is by --day-starts 04:00, and the new days are by --day-starts 00:00"
)]
#[case::by_another_minimum(
    "DAYS --minimum-seconds 60 --to 2017-12-11 --append earlier --out new",
    "it is by no --minimum-seconds, and the new days are by --minimum-seconds 60"
)]
#[case::by_another_cohort(
    "DAYS --min-cohort 5 --to 2017-12-11 --append earlier --out new",
    "it is by --min-cohort 10, and the new days are by --min-cohort 5"
)]
#[case::from_a_later_day(
    "DAYS --from 2017-12-07 --to 2017-12-11 --append earlier --out new",
    "earlier: it has the days to 2017-12-05, and --from is 2017-12-07; leave --from out"
)]
#[case::no_new_days(
    "DAYS --to 2017-12-05 --append earlier --out new",
    "earlier: it has all days to 2017-12-05 already"
)]
#[case::without_rows(
    "DAYS --to 2017-12-11 --append cells --out new",
    "cells: has no rows in `state/` to append days to; reduce its days once more with --appendable"
)]
#[case::without_days(
    "DAYS --to 2017-12-11 --append of-before --out new",
    "of-before: it does not say of which days it is; reduce all days anew"
)]
#[case::over_itself(
    "DAYS --to 2017-12-11 --append earlier --out earlier/",
    "earlier: the earlier cells stay as they are; name another folder with --out"
)]
#[case::over_itself_by_another_path(
    "DAYS --to 2017-12-11 --append earlier --out later/../earlier",
    "earlier: the earlier cells stay as they are; name another folder with --out"
)]
#[case::nothing_there(
    "DAYS --to 2017-12-11 --append nowhere --out new",
    "nowhere: has neither `settings.parquet` nor a folder"
)]
#[case::elsewhere(
    "DAYS --to 2017-12-11 --append s3://lake/earlier --out new",
    "s3://lake/earlier: its settings are read as a file; say with --append-cells"
)]
#[case::to_no_day("DAYS --append earlier --out new", "--to <DATE>")]
#[case::appendable_to_no_day("DAYS --appendable --out new", "--to <DATE>")]
fn a_script_cannot_append(#[case] asked: &str, #[case] expected: &str) {
    let home = home();
    copied("cells", &home.path("cells"));
    copied("cells", &home.path("of-before"));
    copied("earlier/state", &home.path("of-before/state"));
    let line = format!("{ASKED} {}", asked.replace("DAYS", DAYS));
    let said = refusal(&home, &line);
    assert!(said.contains(expected), "{said}");
    assert!(!home.path("new").exists(), "{said}");
}

#[rstest]
fn a_script_does_not_append_to_what_is_not_whole(
    #[values("state/played", "state/spelled", "plays", "runs", "item_lags")] table: &str,
) {
    let home = home();
    let file = |folder| home.path(&format!("{folder}/{table}.parquet"));
    fs::copy(file("later"), file("earlier")).expect("a table of other cells");
    let line = format!("{ASKED} {DAYS} --to 2017-12-11 --append earlier --out new");
    let said = refusal(&home, &line);
    let expected = format!("earlier: `{table}` has ");
    assert!(said.contains(&expected), "{said}");
    assert!(!home.path("new").exists(), "{said}");
}

#[test]
fn the_earlier_cells_are_found_where_this_machine_sees_them() {
    let home = home();
    let asked = format!(
        "{ASKED} {DAYS} --to 2017-12-11 --append s3://lake/earlier --append-cells earlier --out new"
    );
    let output = home.bingetop().args(asked.split_whitespace()).output();
    let script = String::from_utf8(output.expect("it runs").stdout).expect("text");
    let reads = "READ_PARQUET('s3://lake/earlier/state/played.parquet')";
    assert!(script.contains(reads), "{script}");
}

#[test]
fn a_later_reduction_takes_the_place_of_the_log() {
    let home = home();
    let import = ["import-cubes", "later", "--into", "reduced.db", "--append"];
    home.bingetop().args(import).assert().success();
    fs::rename(home.path("reduced.db"), home.path("appended.db")).expect("a log");
    import_fixture(&home);
    let open = |name| Connection::open(home.path(name)).expect("a log");
    same_cells(&open("appended.db"), &open("reduced.db"));
}

#[cfg(unix)]
#[test]
fn a_link_and_who_may_read_the_log_stay() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = home();
    fs::create_dir(home.path("logs")).expect("a folder");
    fs::rename(home.path("reduced.db"), home.path("logs/it.db")).expect("a log");
    std::os::unix::fs::symlink("logs/it.db", home.path("reduced.db")).expect("a link");
    let readable = fs::Permissions::from_mode(0o640);
    fs::set_permissions(home.path("logs/it.db"), readable).expect("it may be read");
    let before = fs::read(home.path("logs/it.db")).expect("a log");
    let import = ["import-cubes", "later", "--into", "reduced.db", "--append"];
    home.bingetop().args(import).assert().success();
    assert!(home.path("reduced.db").is_symlink());
    assert_ne!(fs::read(home.path("logs/it.db")).expect("a log"), before);
    let file = fs::metadata(home.path("logs/it.db")).expect("a log");
    assert_eq!(file.permissions().mode() & 0o777, 0o640);
}

#[rstest]
#[case::no_log("later", "no.db", "there is no log to append to; without --append")]
#[case::the_same_days("earlier", "reduced.db", "it has all days to 2017-12-05 already")]
#[case::rows_of_its_own("later", "local.db", "is no reduced log")]
#[case::days_unknown("later", "fixture.db", "it does not say of which days it is")]
#[case::another_first_day(
    "later",
    "first.db",
    "it begins on 2017-11-01, and the new cells on 2017-11-20"
)]
#[case::by_another_zone(
    "later",
    "zone.db",
    "it is by --time-zone UTC, and the new days are by --time-zone Europe/Rome"
)]
#[case::being_written("later", "written.db", "another program is writing it")]
#[case::no_log_at_all("later", "text.db", "text.db: ")]
#[case::cells_that_are_not_whole("cut", "reduced.db", "has neither `pairs.parquet`")]
fn cells_do_not_go_on_from_a_log(#[case] cells: &str, #[case] log: &str, #[case] expected: &str) {
    let home = home();
    copied("later", &home.path("cut"));
    fs::remove_file(home.path("cut/pairs.parquet")).expect("a table");
    ingest_fixture(&home);
    let import = ["import-cubes", FIXTURE, "--into", "fixture.db"];
    home.bingetop().args(import).assert().success();
    for (name, setting, value) in [
        ("first.db", "reduced_from", "2017-11-01"),
        ("zone.db", "time_zone", "UTC"),
        ("written.db", "day_starts", "04:00"),
    ] {
        fs::copy(home.path("reduced.db"), home.path(name)).expect("a copy");
        let conn = Connection::open(home.path(name)).expect("a log");
        let set = "UPDATE settings SET value = ?2 WHERE name = ?1";
        conn.execute(set, [setting, value]).expect("a statement");
    }
    let writer = Connection::open(home.path("written.db")).expect("a log");
    let writes = "PRAGMA journal_mode = wal; UPDATE settings SET value = value";
    writer.execute_batch(writes).expect("a statement");
    fs::write(home.path("text.db"), "no log").expect("a file");
    let before = fs::read(home.path(log)).ok();
    let files = || fs::read_dir(home.path("")).expect("the home").count();
    let there = files();
    let said = refusal(
        &home,
        &format!("import-cubes {cells} --into {log} --append"),
    );
    assert!(said.contains(expected), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(fs::read(home.path(log)).ok(), before);
    assert_eq!(files(), there, "nothing is left");
    drop(writer);
}
