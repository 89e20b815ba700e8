//! Folders of cells that are not whole, or not what a script of this program writes.

use std::fs;
use std::path::Path;

use rstest::rstest;

use crate::home::Home;
use crate::logs::copied;

/// Returns what is said where the import is refused, which leaves no log.
fn refusal(home: &Home, more: &[&str]) -> String {
    let mut command = home.bingetop();
    command
        .args(["import-cubes", "cells", "--into", "reduced.db"])
        .args(more);
    let output = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(!home.path("reduced.db").exists(), "{said}");
    let left = fs::read_dir(home.path("")).expect("the home").count();
    assert_eq!(left, 1, "nothing but the cells is left");
    said
}

fn remove(path: &Path) {
    fs::remove_file(path).expect("a table");
}

fn cut(path: &Path) {
    let bytes = fs::read(path).expect("a table");
    fs::write(path, &bytes[..bytes.len() / 2]).expect("a file");
}

fn put_titles(path: &Path) {
    let titles = path.parent().expect("a folder").join("titles.parquet");
    fs::copy(titles, path).expect("a copy");
}

/// Puts a table once more beside itself, as the part of another run would lie.
fn double(path: &Path) {
    let bytes = fs::read(path).expect("a table");
    remove(path);
    let folder = path.with_extension("");
    fs::create_dir(&folder).expect("a folder");
    for part in ["part-0.parquet", "part-1.parquet"] {
        fs::write(folder.join(part), &bytes).expect("a part");
    }
}

#[rstest]
#[case::gone(
    "pairs",
    remove,
    "cells: has neither `pairs.parquet` nor a folder `pairs` with Parquet in it"
)]
#[case::no_settings("settings", remove, "has neither `settings.parquet`")]
#[case::cut("runs", cut, "runs.parquet: breaks off")]
#[case::another_table("clock", put_titles, "clock.parquet: has no column `day_no`")]
#[case::twice("repeats", double, "`repeats` has ")]
#[case::no_lags_of_items("item_lags", remove, "has neither `item_lags.parquet`")]
#[case::returns_of_items_twice("item_returns", double, "`item_returns` has ")]
#[case::active_days_of_items_twice("item_active", double, "`item_active` has ")]
#[case::no_days_of_coming_back("item_came_back", put_titles, "has no column `lvl`")]
#[case::titles_twice("titles", double, "titles")]
fn a_folder_that_is_not_whole_is_refused(
    #[case] table: &str,
    #[case] fault: fn(&Path),
    #[case] expected: &str,
) {
    let home = Home::new();
    copied("cells", &home.path("cells"));
    fault(&home.path("cells").join(format!("{table}.parquet")));
    let said = refusal(&home, &[]);
    assert!(said.contains(expected), "{said}");
}

#[test]
fn more_cells_than_are_allowed_are_refused_with_figures() {
    let home = Home::new();
    copied("cells", &home.path("cells"));
    let said = refusal(&home, &["--most-cells", "3"]);
    assert!(
        said.contains("which is more than the 3 that --most-cells allows"),
        "{said}"
    );
    assert!(said.contains("--from"), "{said}");
}

#[test]
fn a_folder_of_parts_is_a_table_and_marks_beside_them_are_not() {
    let home = Home::new();
    copied("cells", &home.path("cells"));
    let table = home.path("cells").join("clock.parquet");
    let folder = home.path("cells").join("clock");
    fs::create_dir(&folder).expect("a folder");
    fs::rename(table, folder.join("part-00000-c000.snappy.parquet")).expect("a part");
    fs::write(folder.join("_SUCCESS"), "").expect("a mark");
    fs::write(folder.join("._SUCCESS.crc"), "").expect("a checksum");
    let line = ["import-cubes", "cells", "--into", "reduced.db"];
    home.bingetop().args(line).assert().success();
    let again = home.bingetop().args(line).output().expect("it runs");
    assert!(String::from_utf8_lossy(&again.stderr).contains("exists already"));
}
