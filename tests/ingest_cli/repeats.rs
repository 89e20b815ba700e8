//! The same rows again, in any order, and imports that only try.

use std::fmt::Write as _;

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use rstest::rstest;

use super::logs::{NETFLIX, PLAYS};
use crate::home::Home;

/// Returns a table of the rows numbered so; some of them equal each other.
fn table(rows: std::ops::Range<u32>) -> String {
    let mut table = "viewer,title,show,kind,started_at,seconds\n".to_owned();
    for n in rows {
        let n = n / 2 + n % 2 * (n % 3);
        let (viewer, title, day) = (n % 7, n % 11, n % 28 + 1);
        let spelled = if n % 5 == 0 { "EPISODE" } else { "Episode" };
        writeln!(
            table,
            "v{viewer},{spelled} {title},Show {},episode,2024-02-{day:02}T20:00:{:02}Z,{}",
            title / 4,
            n % 60,
            60 + n * 37 % 900,
        )
        .expect("memory takes it");
    }
    table
}

#[rstest]
#[case::table(PLAYS)]
#[case::netflix(NETFLIX)]
#[case::equal_rows(&table(0..300))]
fn a_file_that_comes_again_adds_nothing(#[case] content: &str) {
    let home = Home::new();
    home.write("one.csv", content);
    home.write("copy.csv", content);
    home.ingest(&["one.csv"]).success();
    let (dump, answers) = (home.dump(), home.answers());
    home.ingest(&["one.csv"])
        .success()
        .stdout(contains("rows read, 0 added"));
    home.ingest(&["copy.csv", "one.csv", "copy.csv"])
        .success()
        .stdout(contains("rows read, 0 added"));
    assert_eq!(home.dump(), dump);
    assert_eq!(home.answers(), answers);

    let both = Home::new();
    both.write("one.csv", content);
    std::fs::create_dir(both.path("bingetop")).unwrap();
    std::fs::copy(
        home.path("bingetop/viewer.key"),
        both.path("bingetop/viewer.key"),
    )
    .unwrap();
    both.ingest(&["one.csv", "one.csv"]).success();
    assert_eq!(both.answers(), answers);
}

#[test]
fn what_is_already_in_the_log_is_counted() {
    let home = Home::with_log();
    home.write(
        "more.csv",
        format!("{PLAYS}cy,The Pier,Harbour,episode,2024-01-07T21:00:00Z,600\n"),
    );
    home.ingest(&["more.csv"]).success().stdout(
        "more.csv: read as csv\n\
         4 rows read, 1 added to log.db\n  \
         3 left out: already in the log\n\
         The log holds: 4 rows, 4 plays, 3 viewers, 2024-01-05..2024-01-07 \
         (days start at 00:00 in Europe/Rome)\n",
    );
}

#[test]
fn neither_order_nor_overlap_of_files_counts() {
    let files = [
        ("a.csv", table(0..200)),
        ("b.csv", table(120..320)),
        ("c.csv", NETFLIX.to_owned()),
        ("all.csv", table(0..320)),
    ];
    let home = Home::new();
    for (name, content) in &files {
        home.write(name, content);
    }
    let mut outcomes = Vec::new();
    for imports in [
        &[&["all.csv", "c.csv"][..]][..],
        &[&["a.csv", "b.csv", "c.csv"]],
        &[&["c.csv"], &["b.csv"], &["a.csv"]],
        &[
            &["b.csv", "c.csv"],
            &["all.csv"],
            &["a.csv"],
            &["c.csv", "b.csv"],
        ],
    ] {
        for import in imports {
            home.ingest(import).success();
        }
        outcomes.push((home.answers(), format!("{imports:?}")));
        std::fs::remove_file(home.log()).unwrap();
    }
    for (answers, imports) in &outcomes[1..] {
        assert_eq!(*answers, outcomes[0].0, "{imports}");
    }
}

#[test]
fn a_trial_says_what_would_be_and_changes_nothing() {
    let home = Home::new();
    home.write("plays.csv", PLAYS);
    home.write("activity.csv", NETFLIX);
    let said = "plays.csv: read as csv\n\
                3 rows read, 3 would be added to log.db\n\
                The log would hold: 3 rows, 3 plays, 2 viewers, 2024-01-05..2024-01-06 \
                (days start at 00:00 in Europe/Rome)\n";
    let files = home.files();
    let flags = ["plays.csv", "--time-zone", "Europe/Rome", "--dry-run"];
    home.ingest(&flags).success().stdout(said);
    assert_eq!(home.files(), files);
    assert!(!home.path("bingetop").exists(), "no key is made");

    home.ingest(&["plays.csv", "--time-zone", "Europe/Rome"])
        .success();
    let files = home.files();
    home.ingest(&["activity.csv", "--dry-run"])
        .success()
        .stdout(contains("26 rows read, 19 would be added").and(contains("would hold: 22 rows")));
    home.ingest(&["plays.csv", "--dry-run"])
        .success()
        .stdout(contains("3 rows read, 0 would be added"));
    assert!(home.files() == files);
    // Then it is as was said.
    home.ingest(&["activity.csv"]).success().stdout(starts_with(
        "activity.csv: read as netflix\n26 rows read, 19 added",
    ));
}
