//! A number that was published once is the same for ever, whatever happens to the log or the clock.

use std::path::Path;

use bingetop::domain::Day;
use bingetop::formats::record::Record;
use bingetop::guard::publish::{Place, Signed, publish};
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest_records;
use bingetop::ingest::progress::Progress;
use predicates::str::contains;
use tempfile::TempDir;

use crate::home::Home;
use crate::house::{TWEET, film};

const DAY: i64 = 24 * 60 * 60;

/// A day of December 2017, at eight in the evening.
fn december(day: i64) -> i64 {
    i64::from(Day(17_500).0) * DAY + day * DAY + 20 * 60 * 60
}

/// Imports plays of Dracula on these days of December, at the moment `now`.
fn import(
    log: &Path,
    viewers: std::ops::Range<u32>,
    days: std::ops::RangeInclusive<i64>,
    now: i64,
) {
    let rows = viewers.flat_map(|viewer| {
        days.clone().map(move |day| Record {
            viewer: format!("viewer {viewer}").into(),
            title: "Dracula".into(),
            start: december(day),
            seconds: Some(600),
            ..Record::default()
        })
    });
    let rows: Vec<Record<'static>> = rows.collect();
    let options = Options::plain(chrono_tz::UTC, now);
    ingest_records(
        log,
        "rows",
        rows.into_iter(),
        &options,
        &Progress::default(),
    )
    .expect("the rows are taken");
}

#[test]
fn a_question_that_is_asked_ten_thousand_times_has_one_answer() {
    let folder = TempDir::new().expect("a folder");
    let log = folder.path().join("log.db");
    import(&log, 0..53, 1..=2, december(60));
    let place = Place {
        log: &log,
        state: folder.path(),
    };
    let ask = |now| {
        let signed = Signed { now, by: "Ann" };
        publish(place, "active=2 2017-12 Dracula", signed).expect("it may be said")
    };
    let first = ask(december(60));
    // The clock goes forth and back.
    for time in 0..10_000 {
        let again = ask(december(time % 977 - 300));
        assert!(again.published == first.published && again.entry == first.entry);
    }
    assert_eq!(first.entry.seq, 1);
}

#[test]
fn a_clock_that_is_set_opens_no_day_and_closes_none() {
    let folder = TempDir::new().expect("a folder");
    let log = folder.path().join("log.db");
    import(&log, 0..60, 1..=10, december(10));
    let place = Place {
        log: &log,
        state: folder.path(),
    };
    let ask = |day: i64, now: i64| {
        let signed = Signed { now, by: "" };
        let question = format!("played 2017-12-{day:02} Dracula");
        publish(place, &question, signed).map_err(|error| error.to_string())
    };
    // Whatever the clock says, the newest day has no later one.
    for now in [december(-9_000), december(12), december(9_000)] {
        assert!(ask(10, now).is_err(), "{now}");
    }
    // Those before it have one, and are over for two days, or not.
    assert!(ask(9, december(-9_000)).is_err());
    assert!(ask(7, december(-9_000)).is_ok());
    assert!(ask(9, december(12)).is_ok());
    // What was said stays said, were the clock set back to before.
    assert!(ask(9, december(-9_000)).is_ok());
    // An import of later closes the newest day: what was not in it will not come.
    import(&log, 900..901, 1..=1, december(14));
    assert!(ask(10, december(-9_000)).is_ok());
}

/// Rows that come late, or on a day that is open, change what is counted and nothing that was said.
#[test]
fn rows_that_come_later_change_no_answer() {
    let home = Home::of_the_tweet();
    let said = home.said(TWEET);
    home.ingest("log.db", &film(100..200, "A Christmas Prince", 0, 18));
    assert_eq!(home.said(TWEET), said);
    let today = chrono::Utc::now().date_naive();
    home.ingest(
        "log.db",
        &format!("v1,A Christmas Prince,,film,{today}T00:00:00Z,5400\n"),
    );
    assert_eq!(home.said(TWEET), said);
    home.change("DELETE FROM plays WHERE viewer_id < 20");
    home.run(&["rebuild", "log.db"]).success();
    assert_eq!(home.said(TWEET), said);
    assert_eq!(home.rows(), 1);
}

#[test]
fn a_copy_and_a_log_made_anew_of_a_copy_say_the_same() {
    let home = Home::of_the_tweet();
    home.copy("log.db", "copy.db");
    let said = home.said(TWEET);
    // The same machine knows that something was published; the one that is given key and copy does not, and says the same.
    home.run(&["publish", "copy.db", "--question", TWEET])
        .code(2)
        .stderr(contains("put back the newer one"));
    let elsewhere = home.path("elsewhere/bingetop");
    std::fs::create_dir_all(&elsewhere).expect("a folder");
    std::fs::copy(
        home.path("bingetop/viewer.key"),
        elsewhere.join("viewer.key"),
    )
    .expect("a copy");
    let mut other = home.bingetop();
    other
        .args(["publish", "copy.db", "--by", "Ann", "--question", TWEET])
        .env("XDG_STATE_HOME", home.path("elsewhere"));
    other.assert().success().stdout(said);
}

#[test]
fn a_backup_that_is_put_back_publishes_nothing_until_the_newer_one_is_back() {
    let home = Home::of_the_tweet();
    home.said("plays=2 18d A Christmas Prince");
    home.copy("log.db", "backup.db");
    let said = home.said(TWEET);
    home.copy("log.db", "newer.db");
    home.copy("backup.db", "log.db");
    let words = "log.db: this log is older than what was published from it (#2), or not the one it was published from: \
                 put back the newer one";
    home.ask(TWEET).code(2).stdout("").stderr(contains(words));
    home.ask("plays=2 18d A Christmas Prince")
        .code(2)
        .stderr(contains(words));
    home.run(&["publish", "log.db", "--preview", "--question", TWEET])
        .code(2)
        .stderr(contains(words));
    home.run(&["publish", "log.db", "--suggest", "18"])
        .code(2)
        .stderr(contains(words));
    home.run(&["publish", "log.db", "--seq", "1", "--approve", "Bob"])
        .code(2)
        .stderr(contains(words));
    home.run(&["ledger", "log.db"])
        .code(2)
        .stderr(contains(words));
    home.copy("newer.db", "log.db");
    assert_eq!(home.said(TWEET), said);
}

/// Two copies of one log go their own ways: the one that the head does not know is refused.
#[test]
fn a_log_that_parted_from_what_was_published_is_refused() {
    let home = Home::of_the_tweet();
    home.copy("log.db", "copy.db");
    home.said(TWEET);
    let head = std::fs::read(home.head()).expect("a head");
    home.copy("log.db", "one.db");
    std::fs::remove_file(home.head()).expect("it is ours");
    home.copy("copy.db", "log.db");
    home.said("plays=2 18d A Christmas Prince");
    std::fs::write(home.head(), head).expect("it is ours");
    home.ask(TWEET)
        .code(2)
        .stderr(contains("or not the one it was published from"));
    home.copy("one.db", "log.db");
    home.said(TWEET);
}

/// Whoever was killed between the log and the head has left a log that is ahead: the next one goes on from there.
#[test]
fn a_log_that_is_ahead_of_its_head_moves_the_head_on() {
    let home = Home::of_the_tweet();
    home.said(TWEET);
    let before = std::fs::read(home.head()).expect("a head");
    let said = home.said("plays=2 18d A Christmas Prince");
    let after = std::fs::read(home.head()).expect("a head");
    assert_ne!(before, after);
    std::fs::write(home.head(), &before).expect("it is ours");
    assert_eq!(home.said("plays=2 18d A Christmas Prince"), said);
    assert_eq!(std::fs::read(home.head()).expect("a head"), after);
    std::fs::remove_file(home.head()).expect("it is ours");
    home.said(TWEET);
    assert_eq!(std::fs::read(home.head()).expect("a head"), after);
    assert_eq!(home.rows(), 2);
}

#[test]
fn what_was_said_is_said_again_of_a_log_that_cannot_be_written() {
    let home = Home::of_the_tweet();
    let said = home.said(TWEET);
    let log = home.path("log.db");
    let read_only = std::fs::metadata(&log).map(|file| {
        let mut permissions = file.permissions();
        permissions.set_readonly(true);
        permissions
    });
    std::fs::set_permissions(&log, read_only.expect("it is there")).expect("it is ours");
    let before = std::fs::read(&log).expect("a log");
    assert_eq!(home.said(TWEET), said);
    home.run(&["ledger", "log.db"]).success();
    assert_eq!(std::fs::read(&log).expect("a log"), before);
}

#[test]
fn a_log_from_before_there_was_a_ledger_gets_one_with_its_first_number() {
    let home = Home::of_the_tweet();
    home.take_ledger_away();
    home.run(&["ledger", "log.db"])
        .success()
        .stdout(contains("nothing was published"));
    home.said(TWEET);
    assert_eq!(home.rows(), 1);
    home.run(&["verify", "log.db", "--windows", "2"]).success();
}
