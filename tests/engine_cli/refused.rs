//! What cannot be done with a reduced log, and says so.

use rstest::rstest;

use crate::home::Home;
use crate::logs::{PLAYS, import_fixture};

#[rstest]
#[case::more_rows(&["ingest", PLAYS, "--into", "reduced.db"])]
#[case::another_start_of_days(&["ingest", PLAYS, "--into", "reduced.db", "--day-starts", "00:00"])]
#[case::cubes_anew(&["rebuild", "reduced.db"])]
#[case::who_is(&["whois", "reduced.db", "ann@example.org"])]
#[case::forgetting(&["forget", "reduced.db", "ann@example.org"])]
#[case::opting_out(&["optout", "reduced.db", "--remove", "ann@example.org"])]
#[case::two_viewers_as_one(&["viewers", "merge", "reduced.db", "ann@example.org", "bob@example.org"])]
#[case::two_titles_as_one(&["titles", "merge", "reduced.db", "Night Train", "Salt"])]
#[case::publishing(&["publish", "reduced.db", "--suggest", "3"])]
#[case::one_viewer(&["report", "reduced.db", "--viewer", "ann@example.org"])]
#[case::stories(&["callouts", "reduced.db"])]
fn it_takes_rows_or_viewers(#[case] line: &[&str]) {
    let home = Home::new();
    import_fixture(&home);
    let before = std::fs::read(home.path("reduced.db")).expect("a log");
    let output = home.bingetop().args(line).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{line:?}: {said}");
    assert!(said.contains("a reduced log "), "{line:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(
        std::fs::read(home.path("reduced.db")).expect("a log"),
        before,
        "{line:?}"
    );
}

#[test]
fn damaged_cubes_are_not_derived_of_nothing() {
    let home = Home::new();
    import_fixture(&home);
    let conn = rusqlite::Connection::open(home.path("reduced.db")).expect("a log");
    conn.execute("DELETE FROM cubes WHERE id >> 40 = 23", [])
        .expect("a statement");
    drop(conn);
    let before = std::fs::read(home.path("reduced.db")).expect("a log");
    let output = home
        .bingetop()
        .args(["report", "reduced.db"])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("run `bingetop import-cubes` again"), "{said}");
    assert_eq!(
        std::fs::read(home.path("reduced.db")).expect("a log"),
        before
    );
}
