//! Rows that cannot be read.

use std::fmt::Write as _;

use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;

use super::logs::PLAYS;
use crate::home::Home;
use crate::zipped::zipped;

const BROKEN: &str = include_str!("../fixtures/broken.csv");

/// The first lines of `--refused FILE`, cell by cell.
fn cells(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .map(|line| line.split('\t').collect())
        .collect()
}

#[test]
fn refused_rows_are_kept_with_file_line_and_reason() {
    let home = Home::new();
    home.write("broken.csv", BROKEN);
    home.write(
        "broken.zip",
        zipped(&[("a/broken.jsonl", include_bytes!("../fixtures/broken.jsonl"))]),
    );
    home.ingest(&["broken.csv", "broken.zip", "--refused", "refused.tsv"])
        .success()
        .stdout(
            contains("17 refused:\n    broken.csv:6: has 3 fields instead of 5\n")
                .and(contains("    … and 7 more\n"))
                .and(contains("--refused FILE").not()),
        );
    let kept = std::fs::read_to_string(home.path("refused.tsv")).unwrap();
    let kept = cells(&kept);
    assert!(kept.iter().all(|cells| cells.len() == 4), "{kept:#?}");
    let places: Vec<String> = kept
        .iter()
        .map(|row| format!("{}:{}", row[0], row[1]))
        .collect();
    let csv = (6..=7)
        .chain(8..=10)
        .chain(13..=16)
        .map(|line| format!("broken.csv:{line}"));
    let jsonl = [1, 4, 5, 6, 7, 8, 9, 11];
    let jsonl = jsonl.map(|line| format!("broken.zip: a/broken.jsonl:{line}"));
    assert_eq!(places, csv.chain(jsonl).collect::<Vec<_>>());
    assert_eq!(
        kept[0][2..],
        ["has 3 fields instead of 5", "ann,Short,film"]
    );
    assert!(kept[5][2].starts_with("`soon`"), "{:?}", kept[5]);
}

#[test]
fn times_that_nobody_can_have_played_at_are_refused() {
    let home = Home::new();
    home.write(
        "plays.csv",
        "title,start\nX,2024-01-05T21:03:11Z\nX,2071-01-05T21:03:11Z\nX,45413.89583\nX,1970-01-01T23:00:00Z\nX,-1\nX,123456\n",
    );
    home.ingest(&["plays.csv"]).success().stdout(contains(
        "6 rows read, 1 added to log.db\n  5 refused:\n    \
         plays.csv:3: `2071-01-05T21:03:11Z` lies in the future\n    \
         plays.csv:4: `45413.89583` is a spreadsheet's day number; have it written as 2024-01-05 21:03:11\n    \
         plays.csv:5: `1970-01-01T23:00:00Z` stands for an unknown time (1970-01-01)\n    \
         plays.csv:6: `-1` stands for an unknown time (1970-01-01)\n    \
         plays.csv:7: `123456` is no Unix time of 1990 or later\n",
    ));
}

#[test]
fn rows_count_without_lengths_that_are_not_believed() {
    let home = Home::new();
    let mut table = "title,start,seconds,length\n".to_owned();
    let seconds = ["600", "-120", "\"480,5\"", "N/A", "8:00", "400000"];
    for (day, seconds) in (1..).zip(seconds) {
        writeln!(table, "X,2024-01-0{day}T21:00:00Z,{seconds},?").expect("memory takes it");
    }
    home.write("plays.csv", table);
    home.ingest(&["plays.csv", "--map", "length=length"])
        .success()
        .stdout(
            contains(
                "6 rows read, 6 added to log.db\n  \
                 4 kept with their seconds unknown: 2 not readable, 1 over 24 hours, 1 negative\n  \
                 6 kept with their length unknown: 6 not readable\n",
            )
            .and(contains("refused").not()),
        );
}

#[test]
fn a_column_that_looks_like_milliseconds_is_not_read_as_seconds() {
    let home = Home::new();
    let row = |at| format!("{{\"title\":\"X\",\"start\":{at},\"played\":201000}}\n");
    home.write(
        "plays.jsonl",
        (1..=3).map(|n| row(1_704_488_591 + n)).collect::<String>(),
    );
    let map = |column| {
        [
            "plays.jsonl".to_owned(),
            "--map".to_owned(),
            format!("seconds={column}"),
        ]
    };
    let refused = map("played");
    home.ingest(&refused.each_ref().map(String::as_str))
        .code(2)
        .stderr(contains(
            "plays.jsonl: column `played`: 3 of 3 values are over 24 hours; these look like \
             milliseconds; say seconds=played:ms in --map",
        ));
    assert!(!home.log().exists());
    let read = map("played:ms");
    home.ingest(&read.each_ref().map(String::as_str))
        .success()
        .stdout(contains("3 rows read, 3 added"));
}

#[test]
fn without_a_file_for_them_the_first_refused_rows_are_told() {
    let home = Home::new();
    let mut table = "title,start\n".to_owned();
    for n in 1..=1_234 {
        writeln!(table, "X,tomorrow{n}").expect("memory takes it");
    }
    table.push_str("X,2024-01-05T21:03:11Z\n");
    home.write("plays.csv", table);
    let reason = "is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds";
    home.ingest(&["plays.csv"]).success().stdout(
        contains(format!("  1,234 refused:\n    plays.csv:2: `tomorrow1` {reason}\n"))
            .and(contains(format!("plays.csv:11: `tomorrow10` {reason}\n    … and 1,224 more; --refused FILE keeps them all\n")))
            .and(contains("\nThe log holds: 1 row, 1 play, 1 viewer, 2024-01-05..2024-01-05 (days start")),
    );
}

#[test]
fn a_file_of_which_not_one_row_can_be_read_makes_no_log() {
    let home = Home::new();
    home.write("plays.csv", "title,start\nX,tomorrow\nX,the day after\n");
    home.ingest(&["plays.csv"]).code(2).stderr(contains(
        "bingetop: plays.csv: not one of 2 rows could be read; the first, line 2: `tomorrow` is no time",
    ));
    assert!(!home.log().exists());
}

#[test]
fn a_quote_left_open_takes_no_rows_with_it() {
    let home = Home::with_log();
    let before = home.dump();
    let rows = "Ebb,2024-03-01T20:00:00Z,900\nFog,2024-03-02T20:00:00Z,900\n";
    home.write(
        "open.csv",
        format!("title,start,seconds\n{rows}\"Reef,2024-03-03T20:00:00Z,900\n{rows}{rows}"),
    );
    home.refuses(
        &["open.csv"],
        "open.csv",
        "line 4: a quote is left open; lines 4 to 8 would be lost; close the quote or take it out",
    );
    assert_eq!(home.dump(), before);
    home.write(
        "closed.csv",
        format!("title,start,seconds\n{rows}\"Reef,\nthe long cut\",2024-03-03T20:00:00Z,900\n"),
    );
    home.ingest(&["closed.csv"])
        .success()
        .stdout(contains("3 rows read, 3 added"));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_lines() {
    let home = Home::new();
    home.write(
        "plays.csv",
        b"title,start\nX,2024-01-05T21:03:11Z\nPi\0er,2024-01-06T21:03:11Z\nCaf\xe9,2024-01-07T21:03:11Z\n",
    );
    home.ingest(&["plays.csv"]).success().stdout(contains(
        "2 refused:\n    plays.csv:3: holds a NUL byte; is the file damaged?\n    plays.csv:4: is not UTF-8 text\n",
    ));
}

#[test]
fn reasons_are_one_line_without_control_characters() {
    let home = Home::new();
    home.write(
        "plays.csv",
        "title,start\nX,\"\u{1b}[31msoon\n\tor\u{202e}later\"\nX,2024-01-05T21:03:11Z\n",
    );
    let reason = "` [31msoon  orlater` is no time; ";
    home.ingest(&["plays.csv", "--refused", "refused.tsv"])
        .success()
        .stdout(contains(format!("    plays.csv:2: {reason}")).and(contains('\u{1b}').not()));
    let kept = std::fs::read_to_string(home.path("refused.tsv")).unwrap();
    assert_eq!(kept.matches('\n').count(), 1, "{kept}");
    let kept = cells(&kept);
    assert_eq!(kept[0].len(), 4);
    assert!(kept[0][2].starts_with(reason), "{kept:?}");
}

#[test]
fn columns_that_are_missing_are_told_without_control_characters() {
    let home = Home::new();
    home.write(
        "plays.csv",
        "title,start,\u{1b}[31mwho\nX,2024-01-05T21:03:11Z,me\n",
    );
    home.refuses(
        &["plays.csv", "--map", "viewer=user"],
        "plays.csv",
        " [31mwho",
    );
}

/// Makes everything that refused rows might be kept in by mistake.
fn all_sorts_of_files(home: &Home) {
    home.write("more.csv", PLAYS);
    home.write("other.db", "");
    home.write("notes.tsv", "a\t1\tb\tc\nsomething else\n");
    home.write("cells.tsv", "a\tb\tc\td\n");
    home.write("end.tsv", "a\t1");
    home.write("key-like", "0123456789abcdef\n");
    home.write("empty-wal", "");
    home.write("other.db-wal", "");
    std::fs::create_dir(home.path("folder")).expect("a folder can be made");
}

#[rstest]
#[case::log("log.db", "it is the log")]
#[case::log_by_another_way("./bingetop/../log.db", "it is the log")]
#[case::beside_the_log("log.db-wal", "it belongs to the log")]
#[case::beside_the_log_too("log.db-shm", "it belongs to the log")]
#[case::beside_another("other.db-wal", "it belongs to the database beside it")]
#[case::not_there_yet("other.db-journal", "it belongs to the database beside it")]
#[case::input("plays.csv", "it is an input")]
#[case::second_input("more.csv", "it is an input")]
#[case::key("bingetop/viewer.key", "the key that hides viewers has that folder")]
#[case::beside_the_key("bingetop/new", "the key that hides viewers has that folder")]
#[case::folder("folder", "it is a folder")]
#[case::text("notes.tsv", "it holds something else than refused rows")]
#[case::no_number("cells.tsv", "it holds something else than refused rows")]
#[case::no_whole_row("end.tsv", "it holds something else than refused rows")]
#[case::one_line("key-like", "it holds something else than refused rows")]
fn refused_rows_never_replace_another_file(#[case] path: &str, #[case] words: &str) {
    let home = Home::with_log();
    all_sorts_of_files(&home);
    let key = home.key();
    home.refuses(&["plays.csv", "more.csv", "--refused", path], path, words);
    assert_eq!(home.key(), key);
    home.ingest(&["plays.csv"]).success();
}

#[cfg(unix)]
#[rstest]
#[case::log("log.db", "it is the log")]
#[case::beside_the_log("log.db-wal", "it belongs to the log")]
#[case::input("plays.csv", "it is an input")]
#[case::key("bingetop/viewer.key", "the key that hides viewers")]
#[case::text("notes.tsv", "it holds something else than refused rows")]
fn refused_rows_never_replace_a_file_by_another_name(#[case] path: &str, #[case] words: &str) {
    let home = Home::with_log();
    all_sorts_of_files(&home);
    home.write("log.db-wal", "");
    let key = home.key();
    let link = home.path("link");
    std::fs::hard_link(home.path(path), &link).expect("a link can be made");
    home.refuses(&["plays.csv", "--refused", "link"], "link", words);
    std::fs::remove_file(&link).expect("it is there");
    std::os::unix::fs::symlink(home.path(path), &link).expect("a link can be made");
    home.refuses(&["plays.csv", "--refused", "link"], "link", words);
    assert_eq!(home.key(), key);
}

#[cfg(unix)]
#[test]
fn refused_rows_are_kept_in_files_alone() {
    let home = Home::with_log();
    let made = std::process::Command::new("mkfifo")
        .arg(home.path("pipe"))
        .status();
    assert!(made.expect("it runs").success());
    std::os::unix::fs::symlink("none", home.path("link")).expect("a link can be made");
    let refused = |path, words| home.refuses(&["plays.csv", "--refused", path], path, words);
    refused("pipe", "it is no file");
    refused("/dev/null", "it is no file");
    refused("link", "it is a link to nothing");
}

#[test]
fn refused_rows_are_added_to_those_of_earlier_imports() {
    let home = Home::new();
    home.write("broken.csv", BROKEN);
    home.write("refused.tsv", "");
    let mut lines = Vec::new();
    for _ in 0..2 {
        home.ingest(&["broken.csv", "--refused", "refused.tsv"])
            .success();
        let kept = std::fs::read_to_string(home.path("refused.tsv")).unwrap();
        lines.push(kept.lines().count());
        assert!(cells(&kept).iter().all(|cells| cells.len() == 4), "{kept}");
    }
    assert_eq!(lines, [9, 18]);
}

#[rstest]
#[case::file("file", "file\t0\t\t")]
#[case::before_the_line("file\t", "file\t0\t\t")]
#[case::line("file\t1", "file\t1\t\t")]
#[case::reason("file\t12\tis", "file\t12\tis\t")]
#[case::row("file\t12\tis\tro", "file\t12\tis\tro")]
fn a_row_that_breaks_off_is_ended_before_others_are_added(#[case] torn: &str, #[case] ended: &str) {
    let home = Home::new();
    home.write("broken.csv", BROKEN);
    home.write("refused.tsv", format!("file\t9\tis\trow\n{torn}"));
    home.ingest(&["broken.csv", "--refused", "refused.tsv"])
        .success();
    let kept = std::fs::read_to_string(home.path("refused.tsv")).unwrap();
    let lines: Vec<&str> = kept.lines().collect();
    assert_eq!(lines[..2], ["file\t9\tis\trow", ended]);
    assert_eq!(lines.len(), 2 + 9);
    home.ingest(&["broken.csv", "--refused", "refused.tsv"])
        .success();
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_refused_rows() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    home.write("broken.csv", BROKEN);
    home.ingest(&["broken.csv", "--refused", "refused.tsv"])
        .success();
    let file = std::fs::metadata(home.path("refused.tsv")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600, "it holds names");
}

#[test]
fn a_file_for_refused_rows_that_cannot_be_made_is_named() {
    let home = Home::with_log();
    home.refuses(
        &["plays.csv", "--refused", "no/such/folder"],
        "no/such/folder",
        "No such file",
    );
}

#[test]
fn a_column_of_times_in_three_shapes_is_refused_with_a_line_of_each() {
    let home = Home::new();
    home.write(
        "shapes.csv",
        "title,started_at\n\
         Pier,2024-05-01 08:00:00 UTC\n\
         Ebb,\"May 1, 2024, 8:00:00 AM UTC\"\n\
         Fog,1 mai 2024 08:00\n",
    );
    home.refuses(
        &["shapes.csv"],
        "shapes.csv",
        "`2024-05-01 08:00:00 UTC` on line 2, `May 1, 2024, 8:00:00 AM UTC` on line 3, \
         `1 mai 2024 08:00` on line 4; have all of them written as",
    );
}
