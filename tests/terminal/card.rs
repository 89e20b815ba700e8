//! A card of a story, made on the dashboard.

use std::fmt::Write as _;

use bingetop::domain::Day;

use super::home::{Home, press, see, seen};

/// Returns a home whose log has eighty viewers who saw Alpha on each of the first ten days of December 2017.
fn with_a_crowd() -> Home {
    let home = Home::new();
    home.ingest("crowd.csv", &seen("Alpha", 1..=80, 1..=10), "log.db");
    home
}

fn ledger(home: &Home) -> serde_json::Value {
    let mut command = home.command(env!("CARGO_BIN_EXE_bingetop"));
    let printed = command
        .args(["ledger", "log.db", "--format", "json"])
        .output();
    let ledger: serde_json::Value =
        serde_json::from_slice(&printed.expect("it runs").stdout).expect("it is JSON");
    assert_eq!(ledger["verified"], true);
    ledger
}

fn rows(home: &Home) -> usize {
    ledger(home)["entries"].as_array().expect("a list").len()
}

#[test]
fn a_card_is_made_once_yes_is_typed_and_its_number_is_the_ledgers() {
    let home = with_a_crowd();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "C");
    see(&mut terminal, "1. 80 people");
    press(&mut terminal, "e");
    see(
        &mut terminal,
        "would cost 3,250; 125 where the crowd is large",
    );
    see(
        &mut terminal,
        "left of 2017: 10,000 of 10,000 for the show, 50,000 of 50,000 over all",
    );
    press(&mut terminal, "ja\r");
    see(&mut terminal, "nothing is published: it takes a typed yes");
    assert_eq!(rows(&home), 0, "nothing is drawn, and nothing written");
    press(&mut terminal, "e");
    see(&mut terminal, "would cost");
    press(&mut terminal, "yes\r");
    see(&mut terminal, "card-2017-12-01..2017-12-10.png is saved");
    see(&mut terminal, "#1, about ");
    let file = home.path("card-2017-12-01..2017-12-10.png");
    let made = std::fs::read(file).expect("a card");
    assert!(made.starts_with(b"\x89PNG"));

    // The command makes the same of it, by the same row.
    let ledger = ledger(&home);
    let [entry] = ledger["entries"].as_array().expect("a list").as_slice() else {
        panic!("{ledger}");
    };
    assert_eq!(entry["chosen_by"], serde_json::Value::Null, "by hand");
    let mut command = home.command(env!("CARGO_BIN_EXE_bingetop"));
    let card = ["card", "log.db", "--seq", "1", "--out", "by-hand.png"];
    assert!(command.args(card).status().expect("it runs").success());
    assert!(made == std::fs::read(home.path("by-hand.png")).expect("a card"));

    // Once said, it costs nothing more.
    press(&mut terminal, "e");
    see(&mut terminal, "was asked already: #1, at no further cost");
    press(&mut terminal, "yes\r");
    see(&mut terminal, "card-2017-12-01..2017-12-10-2.png is saved");
    assert_eq!(rows(&home), 1);
}

/// Opens a log, asks for a card of its first story, and waits until it is said why there is none.
fn no_card(home: &Home, args: &[&str], why: &str) {
    let mut terminal = home.open(args);
    press(&mut terminal, "C");
    see(&mut terminal, "1. ");
    press(&mut terminal, "e");
    see(&mut terminal, why);
}

#[test]
fn where_nothing_may_be_published_there_is_no_card_and_one_sentence() {
    let home = with_a_crowd();
    no_card(&home, &[], "no card: the built-in sample keeps no account");
    let change = |sql: &str| {
        let conn = rusqlite::Connection::open(home.path("log.db")).expect("it is ours");
        conn.execute_batch(sql).expect("it is ours");
    };
    change("INSERT INTO settings VALUES ('publish_allowance', '3000')");
    no_card(
        &home,
        &["log.db"],
        "no card: of the allowance of 2017, 0 of 3,000 are spent",
    );
    change("DELETE FROM settings WHERE name = 'publish_allowance'");
    std::fs::rename(home.path("bingetop/viewer.key"), home.path("key")).expect("it is ours");
    no_card(
        &home,
        &["log.db"],
        "no card: its viewers are hidden with another key",
    );
    std::fs::rename(home.path("key"), home.path("bingetop/viewer.key")).expect("it is ours");
    assert_eq!(rows(&home), 0);
}

#[test]
fn days_that_are_open_make_no_card() {
    let home = Home::new();
    let today = Day::of_utc(chrono::Utc::now().timestamp());
    let mut rows = String::new();
    for (viewer, back) in (0..80).flat_map(|viewer| (0..10).map(move |back| (viewer, back))) {
        let day = today.plus(-back);
        writeln!(rows, "v{viewer},Alpha,{day} 00:00:00,5400").expect("memory");
    }
    home.ingest("now.csv", &rows, "log.db");
    no_card(&home, &["log.db"], "is still open: late rows may come");
}

#[test]
fn a_crowd_that_is_too_small_makes_no_card() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "C");
    see(&mut terminal, "1. ");
    press(&mut terminal, "e");
    see(&mut terminal, "would cost");
    press(&mut terminal, "yes\r");
    see(&mut terminal, "no card: #1 is too few to say");
    // It is known by now, and said at once.
    press(&mut terminal, "y");
    see(&mut terminal, "sentence sent to the terminal's clipboard");
    press(&mut terminal, "e");
    see(&mut terminal, "no card: #1 is too few to say");
    assert_eq!(rows(&home), 1);
}

#[cfg(unix)]
#[test]
fn a_log_that_cannot_be_written_makes_no_card() {
    let home = with_a_crowd();
    let mut terminal = home.open(&["log.db"]);
    // Nobody can write what another one holds, were it the owner of all.
    let conn = rusqlite::Connection::open(home.path("log.db")).expect("it is ours");
    conn.execute_batch("BEGIN IMMEDIATE").expect("it is ours");
    press(&mut terminal, "C");
    see(&mut terminal, "1. ");
    press(&mut terminal, "e");
    see(&mut terminal, "would cost");
    press(&mut terminal, "yes\r");
    see(&mut terminal, "no card: log.db");
    conn.execute_batch("ROLLBACK").expect("it is ours");
    assert_eq!(rows(&home), 0);
}
