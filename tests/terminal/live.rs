//! A log that changes, goes and comes back while it is shown.

use std::time::Duration;

use super::home::{Home, marked, press, see, seen, until};

const SOON: [&str; 3] = ["log.db", "--refresh", "100ms"];

#[test]
fn plays_that_another_process_adds_appear_by_themselves() {
    let home = Home::with_log();
    let mut terminal = home.open(&SOON);
    see(&mut terminal, "log.db · 238 plays · 15 viewers");
    press(&mut terminal, "jj");
    see(&mut terminal, "3 Cohort sizes · Beta");
    home.ingest("more.csv", &seen("Beta", 20..=49, 6..=10), "log.db");
    see(&mut terminal, "log.db · 388 plays · 45 viewers");
    until(&mut terminal, "Beta is first, and selected", |screen| {
        let row = |name: &str| screen.find(name).map(|(row, _)| row);
        marked(screen).as_deref() == Some("Beta")
            && row("▶ Beta") < row("  Alpha  ")
            && screen.contains("3 Cohort sizes · Beta")
    });
}

#[test]
fn a_log_put_in_the_place_of_another_appears_by_itself() {
    let home = Home::with_log();
    home.ingest("other.csv", &seen("Alpha", 1..=20, 9..=12), "other.db");
    let mut terminal = home.open(&SOON);
    see(&mut terminal, "238 plays");
    std::fs::rename(home.path("other.db"), home.path("log.db")).expect("a move");
    see(&mut terminal, "80 plays · 20 viewers");
    see(&mut terminal, "2017-11-13 → 12-12");
}

#[test]
fn a_log_that_goes_is_missed_until_it_comes_back() {
    let home = Home::with_log();
    let (log, away) = (home.path("log.db"), home.path("away.db"));
    let mut terminal = home.open(&SOON);
    for _ in 0..2 {
        std::fs::rename(&log, &away).expect("a move");
        see(&mut terminal, "log.db: no such file");
        see(&mut terminal, "(showing what was read before)");
        see(&mut terminal, "238 plays");
        // The very file comes back: nothing about it has changed.
        std::fs::rename(&away, &log).expect("a move");
        until(&mut terminal, "the trouble is over", |screen| {
            screen.contains("● 100ms") && screen.contains("q quit")
        });
    }
    std::fs::remove_file(&log).expect("a removal");
    see(&mut terminal, "log.db: no such file");
    home.ingest("new.csv", &seen("Delta", 1..=11, 5..=9), "log.db");
    see(&mut terminal, "55 plays");
    see(&mut terminal, "q quit");
}

#[test]
fn a_log_without_plays_fills_by_itself() {
    let home = Home::new();
    home.ingest("none.csv", "", "log.db");
    let mut terminal = home.start(&SOON);
    see(&mut terminal, "This log holds no plays yet.");
    home.ingest("some.csv", &seen("Alpha", 1..=12, 1..=4), "log.db");
    see(&mut terminal, "48 plays");
}

#[test]
fn nothing_is_written_while_nothing_changes() {
    let home = Home::with_log();
    let mut terminal = home.open(&SOON);
    // Ten looks in a second of silence; had one of them drawn, there would be none.
    let quiet = Duration::from_secs(1);
    terminal.wait_idle(quiet).expect("silence");
    let frames = terminal.screen().repaints();
    press(&mut terminal, "r");
    see(&mut terminal, "looking for new plays");
    terminal.wait_idle(quiet).expect("silence after a look");
    assert_eq!(terminal.screen().repaints(), frames + 1, "one for the key");
    std::fs::remove_file(home.path("log.db")).expect("a removal");
    see(&mut terminal, "log.db: no such file");
    terminal.wait_idle(quiet).expect("silence about a log gone");
    assert_eq!(terminal.screen().repaints(), frames + 2, "said once");
}
