//! Letterboxd's export.

use predicates::prelude::*;
use predicates::str::{contains, starts_with};

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

const DIARY: &str = "\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-05-02,Pier,2001,https://example.invalid/a,4,,,2024-05-01
2024-05-03,Pier,2001,https://example.invalid/b,4,Yes,,2024-05-02
2024-05-03,Pier,2001,https://example.invalid/c,4,Yes,,2024-05-02
";

const WATCHED: &str = "\
Date,Name,Year,Letterboxd URI
2024-05-02,Pier,2001,https://example.invalid/p
";

#[test]
fn the_diary_counts_by_the_day_of_watching() {
    let home = Home::new();
    home.write("diary.csv", DIARY);
    home.ingest(&["diary.csv"])
        .success()
        .stdout(starts_with("diary.csv: read as letterboxd\n3 rows read, 3 added").and(contains(
            "known by day only: 3 rows\nThe log holds: 3 rows, 3 plays, 1 viewer, 2024-05-01..2024-05-02",
        )));
    let sql = "SELECT concat_ws('|', title, longest, day) FROM streaks, play_log USING (title)";
    assert_eq!(query(&home.log(), sql)[0], "Pier (2001)|2|2024-05-01");
}

#[test]
fn of_the_zip_only_the_diary_is_read() {
    let home = Home::new();
    let members = [
        ("diary.csv", DIARY.as_bytes()),
        ("watched.csv", WATCHED.as_bytes()),
        ("watchlist.csv", WATCHED.as_bytes()),
    ];
    home.write("letterboxd.zip", zipped(&members));
    home.ingest(&["letterboxd.zip"])
        .success()
        .stdout(starts_with(
            "letterboxd.zip: diary.csv: read as letterboxd\n3 rows read, 3 added",
        ));
}

#[test]
fn a_table_without_days_of_watching_is_refused_in_words() {
    let home = Home::new();
    home.write("watched.csv", WATCHED);
    home.refuses(
        &["watched.csv"],
        "watched.csv",
        "is no diary: it does not say when films were watched, or has only some of them; import diary.csv",
    );
    home.refuses(
        &["watched.csv", "--format", "letterboxd"],
        "watched.csv",
        "no column named `Watched Date`; import diary.csv of Letterboxd's export",
    );
}
