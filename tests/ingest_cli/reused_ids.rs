//! Ids that a source gives to titles of unlike names.

use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;

use super::logs::query;
use crate::home::Home;

const MAP: [&str; 2] = ["--map", "id=id"];

/// A table of one viewer; a row is a title, its show, the day in May on which it starts, and its id.
fn table(rows: &[(&str, &str, u32, &str)]) -> String {
    let row = |(title, show, day, id): &(&str, &str, u32, &str)| {
        format!("ann,{title},{show},2024-05-{day:02}T20:00:10Z,{id}\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("viewer,title,show,started_at,id\n{rows}")
}

const BOTH_NAMES: &str = "\
  1 id has rows of unlike names and shows, which count as one title:
    77: `Low Tide` of `Harbour` and `Signal` of `Lighthouse`
";

const TITLES: &str = "SELECT concat_ws(' ', name, (SELECT count(*) FROM plays)) FROM titles";

#[test]
fn an_id_under_unlike_names_is_named_with_both_and_stays_one_title() {
    let low_tide = ("Low Tide", "Harbour", 2, "77");
    let signals = [
        ("Signal", "Lighthouse", 3, "77"),
        ("signal", "Lighthouse", 1, "77"),
    ];
    for rows in [
        [low_tide, signals[0], signals[1]],
        [signals[1], signals[0], low_tide],
    ] {
        let home = Home::new();
        home.write("plays.csv", table(&rows));
        let dry = home.ingest(&[&["plays.csv", "--dry-run"], &MAP[..]].concat());
        dry.success().stdout(contains(BOTH_NAMES));
        let import = home.ingest(&[&["plays.csv"], &MAP[..]].concat());
        import.success().stdout(contains(BOTH_NAMES));
        assert_eq!(query(&home.log(), TITLES), ["Signal 3"]);
    }
}

#[test]
fn the_names_that_the_log_has_are_looked_at_too() {
    let home = Home::new();
    home.write("may.csv", table(&[("Low Tide", "Harbour", 1, "77")]));
    home.write("june.csv", table(&[("Signal", "Lighthouse", 9, "77")]));
    home.write("july.csv", table(&[("Signal", "Lighthouse", 10, "77")]));
    let ingest = |file| home.ingest(&[&[file], &MAP[..]].concat()).success();
    ingest("may.csv").stdout(contains("unlike").not());
    ingest("june.csv").stdout(contains(BOTH_NAMES));
    ingest("july.csv").stdout(contains("unlike").not());
    assert_eq!(query(&home.log(), TITLES), ["Signal 3"]);
}

#[rstest]
#[case::an_episode_that_got_a_name(("Ep 1", "Harbour"), ("Pilot", "Harbour"))]
#[case::a_show_that_was_renamed(("Pilot", "Harbour"), ("Pilot", "Harbour Lights"))]
#[case::another_spelling(("PILOT", "HARBOUR"), ("Pilot", "Harbour"))]
#[case::other_ids(("Low Tide", "Harbour"), ("Signal", "Lighthouse"))]
fn a_title_that_is_renamed_is_no_other_title(
    #[case] before: (&str, &str),
    #[case] after: (&str, &str),
) {
    let home = Home::new();
    let id = if before.0 == "Low Tide" { "78" } else { "77" };
    let rows = [(before.0, before.1, 1, "77"), (after.0, after.1, 2, id)];
    home.write("plays.csv", table(&rows));
    for _ in 0..2 {
        let import = home.ingest(&[&["plays.csv"], &MAP[..]].concat());
        import.success().stdout(contains("unlike").not());
    }
}

#[test]
fn the_first_of_many_ids_are_named() {
    let home = Home::new();
    let ids: Vec<String> = (10..17).map(|id| id.to_string()).collect();
    let of_id = |id: &String| {
        table(&[("A", "B", 1, id), ("C", "", 2, id)])
            .split_once('\n')
            .map(|(_, rows)| rows.to_owned())
    };
    let rows: String = ids.iter().filter_map(of_id).collect();
    home.write("plays.csv", table(&[]) + &rows);
    let import = home.ingest(&[&["plays.csv"], &MAP[..]].concat());
    import.success().stdout(
        contains("  7 ids have rows of unlike names")
            .and(contains("    14: `A` of `B` and `C`\n    … and 2 more\n")),
    );
}
