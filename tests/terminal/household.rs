//! A household at its own log.

use super::home::{Home, press, see, until};

const PLAYS: &str = "viewer,title,show,start,seconds
Anna,Pilot,Harbour,2017-11-28 20:00:00,3600
Anna,Low Tide,Harbour,2017-12-02 20:00:00,3600
Ben,Heat,,2017-11-05 20:00:00,9000
Ben,Heat,,2017-11-06 20:00:00,9000
Ben,Heat,,2017-11-07 20:00:00,9000
";

fn home() -> Home {
    let home = Home::new();
    std::fs::write(home.path("plays.csv"), PLAYS).expect("a file");
    let mut ingest = home.command(super::home::BINGETOP);
    ingest.args(["ingest", "plays.csv", "--into", "log.db", "--keep-names"]);
    assert!(
        ingest
            .args(["--time-zone", "UTC"])
            .output()
            .expect("an import")
            .status
            .success()
    );
    home
}

#[test]
fn who_binged_most_last_month() {
    let home = home();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "dlast month\r");
    see(&mut terminal, "2017-11-01 → 11-30 · 30 days");
    press(&mut terminal, "V");
    until(&mut terminal, "Ben comes first", |screen| {
        let text = screen.text();
        let place = |name: &str| text.find(&format!(" {name} "));
        place("Ben")
            .zip(place("Anna"))
            .is_some_and(|(ben, anna)| ben < anna)
    });
    see(&mut terminal, "3 days");
    press(&mut terminal, "\r");
    see(&mut terminal, "Ben alone · log.db · 3 plays");
    see(&mut terminal, "Heat");
    press(&mut terminal, "v");
    see(&mut terminal, "5 plays · 2 viewers");
}

#[test]
fn a_live_log_goes_on_under_the_view_of_a_viewer() {
    let home = home();
    let mut terminal = home.open(&["log.db", "--viewer", "anna", "--refresh", "100ms"]);
    see(&mut terminal, "Anna alone · log.db · 2 plays");
    let more = "viewer,title,show,start,seconds\nAnna,Heat,,2017-12-03 20:00:00,9000\n";
    std::fs::write(home.path("more.csv"), more).expect("a file");
    let mut ingest = home.command(super::home::BINGETOP);
    ingest.args(["ingest", "more.csv", "--into", "log.db", "--keep-names"]);
    assert!(ingest.output().expect("an import").status.success());
    see(&mut terminal, "Anna alone · log.db · 3 plays");
}

#[test]
fn who_was_looked_at_is_not_remembered() {
    let home = home();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "v");
    see(&mut terminal, "Anna alone · log.db");
    press(&mut terminal, ":viewer ben\r");
    see(&mut terminal, "Ben alone · log.db");
    press(&mut terminal, "q");
    super::home::code(&mut terminal);
    let state = std::fs::read_to_string(home.path("bingetop/state.toml")).expect("a state");
    assert!(!state.to_lowercase().contains("ben"), "{state}");
    let mut terminal = home.open(&["log.db"]);
    see(&mut terminal, "5 plays · 2 viewers");
}
