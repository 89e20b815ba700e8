//! Netflix's short history.

use predicates::prelude::*;
use predicates::str::{contains, starts_with};

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

const HISTORY: &str = "Title,Date\r\n\
    \"Harbour: Season 2: Fog\",\"1/21/24\"\r\n\
    \"Harbour: Season 2: The Pier\",\"1/20/24\"\r\n\
    \"A Winter Prince\",\"1/5/24\"\r\n";

const CAVEAT: &str = "Netflix's short history cannot show rewatches; the full export can";

#[test]
fn the_short_history_is_read_by_day_and_says_what_it_lacks() {
    let home = Home::new();
    home.write("NetflixViewingHistory.csv", HISTORY);
    home.ingest(&["NetflixViewingHistory.csv", "--time-zone", "Asia/Tokyo"])
        .success()
        .stderr("")
        .stdout(starts_with(format!(
            "NetflixViewingHistory.csv: read as netflix-history\n  {CAVEAT}\n\
             3 rows read, 3 added to log.db\n  known by day only: 3 rows\n\
             The log holds: 3 rows, 3 plays, 1 viewer, 2024-01-05..2024-01-21 "
        )));
    let shows = "SELECT concat_ws('|', title, show, kind, day) FROM play_log ORDER BY day";
    let expected = [
        "A Winter Prince|film|2024-01-05",
        "Harbour: Season 2: The Pier|Harbour|episode|2024-01-20",
        "Harbour: Season 2: Fog|Harbour|episode|2024-01-21",
    ];
    assert_eq!(query(&home.log(), shows), expected);
    let before = home.dump();
    home.ingest_piped(HISTORY.as_bytes(), &[])
        .success()
        .stdout(contains("3 rows read, 0 added"));
    home.write("mine.zip", zipped(&[("x/History.csv", HISTORY.as_bytes())]));
    home.ingest(&["mine.zip"])
        .success()
        .stdout(contains("3 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}

#[test]
fn a_file_whose_dates_a_spreadsheet_has_rewritten_is_refused_as_a_whole() {
    let home = Home::new();
    let rewritten = format!("{HISTORY}\"The Gale\",\"03/01/2024\"\r\n");
    home.write("history.csv", rewritten);
    home.refuses(
        &["history.csv"],
        "history.csv",
        "line 5: `03/01/2024` is written otherwise than `1/21/24` on line 2; has a spreadsheet",
    );
}

#[test]
fn the_order_of_day_and_month_is_asked_for_where_both_fit() {
    let home = Home::new();
    home.write("history.csv", "Title,Date\nFog,3/2/24\n");
    home.refuses(
        &["history.csv"],
        "history.csv",
        "line 2: `3/2/24` may be two days; say --dates day-first or --dates month-first",
    );
    home.ingest(&["history.csv", "--dates", "month-first", "--dry-run"])
        .success()
        .stdout(contains("2024-03-02..2024-03-02"));
    home.ingest(&["history.csv", "--dates", "day-first"])
        .success()
        .stdout(contains("2024-02-03..2024-02-03").and(contains(CAVEAT)));
    home.ingest(&["history.csv", "--dates", "year-first"])
        .code(2)
        .stderr(contains("write day-first or month-first"));
}
