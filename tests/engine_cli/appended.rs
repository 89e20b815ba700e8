//! Days that are appended to an earlier reduction, by `DuckDB` where its command is there: the log is that of all days at once.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bingetop::domain::Day;
use proptest::prelude::*;
use rstest::rstest;
use rusqlite::Connection;

use crate::brute_force::{Row, day_of};
use crate::by_duckdb::{has_duckdb, run, run_duckdb};
use crate::home::Home;
use crate::hostile::{HostileLog, logs};

const COLUMNS: [&str; 10] = [
    "viewer", "id", "title", "show", "kind", "start", "seconds", "position", "length", "viewing",
];

/// Which column holds what; known by day only, or by the second.
fn map(by_day: bool) -> String {
    let map = COLUMNS.map(|column| format!("{column}={column}")).join(",");
    if by_day {
        map.replace("start=start", "start=start:day")
    } else {
        map
    }
}

/// Reduces the days to `to` of the plays of a home into a folder of cells, as is asked besides.
fn reduce(home: &Home, rules: &[&str], to: Day, (out, more): (&str, &[&str])) {
    let to = to.to_string();
    let emit = ["emit-sql", "--dialect", "duckdb", "--source", "plays"];
    let folder = ["--to", &to, "--out", out];
    let script = run(home, &[&emit[..], &folder, rules, more].concat());
    let source = "CREATE VIEW plays AS SELECT c.* FROM READ_CSV('plays.csv', header = true, all_varchar = true) c;";
    run_duckdb(home, &format!("{source}\n{script}"));
}

/// Returns all that a log holds, as text.
fn content(home: &Home, log: &str) -> Vec<String> {
    let conn = Connection::open(home.path(log)).expect("a log");
    let sql = "SELECT format('%s=%s', name, value) FROM settings
               UNION ALL SELECT format('title %d %s %d %d %s %d %s %s', id, key, show_id, is_own_show, name, named_at, kind, length_seconds)
               FROM titles
               UNION ALL SELECT format('show %d %s %s %d', id, key, name, named_at) FROM shows
               UNION ALL SELECT format('cube %d ', id) || hex(body) FROM cubes ORDER BY 1";
    let mut statement = conn.prepare(sql).expect("tables");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("text")).collect()
}

/// Makes sure that the days to `last` at once and one after another, each time to one of `cuts`, come to the same log.
fn holds(plays: &str, rules: &[&str], cuts: &[Day], last: Day) {
    let home = Home::new();
    std::fs::write(home.path("plays.csv"), plays).expect("a file");
    reduce(&home, rules, last, ("whole", &[]));
    run(&home, &["import-cubes", "whole", "--into", "whole.db"]);
    let mut before: Option<String> = None;
    for (number, to) in cuts.iter().chain([&last]).enumerate() {
        let out = format!("cells-{number}");
        let import = ["import-cubes", &out, "--into", "plays.db", "--append"];
        match &before {
            None => {
                reduce(&home, rules, *to, (&out, &["--appendable"]));
                run(&home, &import[..4]);
            }
            Some(before) => {
                reduce(&home, rules, *to, (&out, &["--append", before]));
                run(&home, &import);
            }
        }
        before = Some(out);
    }
    let (whole, appended) = (content(&home, "whole.db"), content(&home, "plays.db"));
    for (whole, appended) in whole.iter().zip(&appended) {
        assert_eq!(whole, appended, "cut at {cuts:?}");
    }
    assert_eq!(whole.len(), appended.len());
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Two days, of which the second is appended; a row is `viewer,id,title,show,kind,start,seconds,position,length,viewing`.
const OPEN: &str = "
ann,,Salt,,,2020-01-01 20:00:00,600,500,1000,
ann,,Salt,,,2020-01-02 20:00:00,500,900,1000,";
const NOW_A_PLAY: &str = "
ann,,Salt,,,2020-01-01 23:59:00,60,,,
ann,,Salt,,,2020-01-02 00:00:30,100,,,";
const LENGTH_KNOWN: &str = "
ann,,Salt,,,2020-01-01 20:00:00,600,,,
ann,,Salt,,,2020-01-01 20:15:00,600,,,
bob,,Salt,,,2020-01-02 20:00:00,600,,5000,";
const LENGTH_LARGER: &str = "
ann,,Salt,,,2020-01-01 20:00:00,600,860,,
ann,,Salt,,,2020-01-01 22:00:00,600,1000,,
bob,,Salt,,,2020-01-02 20:00:00,600,5000,,";
const KIND_KNOWN: &str = "
ann,,Salt,,track,2020-01-01 20:00:00,60,,,
bob,,Salt,,film,2020-01-02 20:00:00,600,,,";
const KIND_STAYS: &str = "
ann,,Salt,,track,2020-01-01 20:00:00,60,,,
bob,,Salt,,,2020-01-02 20:00:00,60,,,";
const A_SHOW_GOES_ON: &str = "
ann,,Pilot,Harbour,,2020-01-01 20:00:00,600,,,
ann,,Two,Harbour,,2020-01-01 21:00:00,600,,,
bob,,Two,Harbour,,2020-01-01 21:00:00,600,,,
ann,,Two,Harbour,,2020-01-02 21:00:00,600,,,";
const ANOTHER_NAME: &str = "
ann,a,Dracula,,,2020-01-01 20:00:00,600,,,
bob,b,Aaa,,,2020-01-01 20:00:00,600,,,
ann,a,Dracula (1931),,,2020-01-02 20:00:00,600,,,
ann,c,Aab,,,2020-01-02 20:00:00,600,,,";
const ANOTHER_SHOW: &str = "
ann,a,Pilot,Harbour,,2020-01-01 20:00:00,600,,,
bob,a,Pilot,Harbour,,2020-01-01 20:00:00,600,,,
bob,b,Two,Harbour,,2020-01-01 21:00:00,600,,,
cleo,b,Two,Harbour,,2020-01-01 21:00:00,600,,,
cleo,c,Three,Lighthouse,,2020-01-01 21:00:00,600,,,
dan,a,Pilot,Lighthouse,,2020-01-02 20:00:00,600,,,";
const NO_SHOW_ANY_MORE: &str = "
ann,a,Pilot,Harbour,,2020-01-01 20:00:00,600,,,
bob,b,Two,Harbour,,2020-01-01 20:00:00,600,,,
cleo,a,Pilot,Lighthouse,,2020-01-02 20:00:00,600,,,
cleo,b,Two,Lighthouse,,2020-01-02 21:00:00,600,,,";
const A_SECOND_TITLE: &str = "
ann,,Pilot,Harbour,,2020-01-01 20:00:00,600,,,
bob,,Pilot,Harbour,,2020-01-01 20:00:00,600,,,
bob,,Two,Harbour,,2020-01-01 20:00:00,1,,,
cleo,,Two,Harbour,,2020-01-02 20:00:00,600,,,";
const THE_SAME_SECOND: &str = "
ann,,Salt,,,2020-01-01 23:59:59,600,,,
ann,,Salt,,,2020-01-01 23:59:59,700,,,
ann,,Salt,,,2020-01-02 00:00:00,600,,,
ann,,Salt,,,2020-01-02 00:00:00,5,,,";
const NO_ROWS: &str = "
ann,,Salt,,,2020-01-01 20:00:00,600,,,
bob,,Salt,,,2019-12-31 20:00:00,600,,,";

#[rstest]
#[case::a_viewing_goes_on(OPEN)]
#[case::a_row_of_before_becomes_a_play(NOW_A_PLAY)]
#[case::a_length_becomes_known(LENGTH_KNOWN)]
#[case::a_length_becomes_larger(LENGTH_LARGER)]
#[case::a_kind_becomes_another(KIND_KNOWN)]
#[case::a_kind_stays(KIND_STAYS)]
#[case::a_show_goes_on(A_SHOW_GOES_ON)]
#[case::a_title_has_another_name(ANOTHER_NAME)]
#[case::a_title_has_another_show(ANOTHER_SHOW)]
#[case::a_show_is_no_more(NO_SHOW_ANY_MORE)]
#[case::a_show_has_a_second_title(A_SECOND_TITLE)]
#[case::rows_of_one_second(THE_SAME_SECOND)]
#[case::days_without_rows(NO_ROWS)]
fn a_day_that_is_appended_is_as_all_days_at_once(#[case] rows: &str) {
    if has_duckdb() {
        let plays = format!("{}{rows}\n", COLUMNS.join(","));
        let map = map(false);
        let rules = ["--time-zone", "UTC", "--map", &map];
        holds(&plays, &rules, &[day("2020-01-01")], day("2020-01-02"));
        let cuts = ["2019-12-30", "2019-12-31", "2020-01-01"].map(day);
        holds(&plays, &rules, &cuts, day("2020-01-03"));
    }
}

/// Returns the rows of a hostile log, with ids.
fn table(rows: &[Row], by_day: bool) -> String {
    let mut table = format!("{}\n", COLUMNS.join(","));
    let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    for row in rows {
        let start = chrono::DateTime::from_timestamp(row.start, 0).expect("a moment");
        let start = start.format(if by_day {
            "%Y-%m-%d"
        } else {
            "%Y-%m-%dT%H:%M:%SZ"
        });
        let _ = writeln!(
            table,
            "{},{},{},{},{},{start},{},{},{},{}",
            row.viewer,
            row.id.as_deref().unwrap_or_default(),
            row.title,
            row.show.as_deref().unwrap_or_default(),
            row.kind.map_or_else(String::new, |kind| kind.to_string()),
            number(row.seconds),
            number(row.position),
            number(row.length),
            row.viewing.unwrap_or_default(),
        );
    }
    table
}

/// Makes sure of the same of a hostile log, cut after the days of some of its rows.
fn holds_of(log: &HostileLog, by_day: bool, cuts: &[usize]) {
    let starts = log.rules.starts_minutes;
    let starts = format!("{:02}:{:02}", starts / 60, starts % 60);
    let (zone, map) = (log.rules.zone.name(), map(by_day));
    let rules = ["--time-zone", zone, "--day-starts", &starts, "--map", &map];
    let last = day("2037-12-31");
    let days = cuts.iter().map(|row| {
        let start = log.rows[row % log.rows.len()].start;
        day_of(log.rules, start)
    });
    let days: BTreeSet<Day> = days.filter(|day| *day < last).collect();
    let days: Vec<Day> = days.into_iter().collect();
    holds(&table(&log.rows, by_day), &rules, &days, last);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn days_that_are_appended_are_as_all_days_at_once(
        log in logs(),
        by_day in prop::bool::weighted(0.15),
        cuts in prop::collection::vec(any::<usize>(), 1..4),
    ) {
        prop_assume!(!log.rows.is_empty());
        if has_duckdb() {
            holds_of(&log, by_day, &cuts);
        }
    }
}
