//! Every size the terminal may have, while the program runs.

use termlens::{Screen, Terminal};

use super::home::{Home, press, see, until};

#[test]
fn every_size_has_its_screen_and_the_way_back_is_whole() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db", "--refresh", "off"]);
    press(&mut terminal, "j");
    see(&mut terminal, "3 Cohort sizes · Alpha");
    let whole = terminal
        .snapshot_after(|screen| screen.contains("q quit"))
        .expect("a screen that holds still");

    resized(&mut terminal, 80, 24, "one panel and tabs", |screen| {
        screen.contains("[1 Streaks] │ 2 Rewatched") && screen.contains("▶ Alpha")
    });
    resized(&mut terminal, 40, 12, "one panel", |screen| {
        screen.contains("1 Binge streaks") && !screen.contains("[1 Streaks]")
    });
    resized(&mut terminal, 20, 3, "one line", |screen| {
        screen.text().trim_end() == "238 plays · ? q"
    });
    // The emulator has two cells at least; the program is told of one.
    let pid = terminal.pid().expect("a process");
    let tty = std::fs::read_link(format!("/proc/{pid}/fd/1")).expect("a terminal");
    let stty = home
        .command("stty")
        .arg("-F")
        .arg(tty)
        .args(["columns", "1", "rows", "1"])
        .status();
    assert!(stty.expect("stty").success());
    until(&mut terminal, "one cell", |screen| {
        screen.text().trim().chars().count() == 1
    });
    press(&mut terminal, "?");
    press(&mut terminal, "?");
    resized(&mut terminal, 120, 36, "all of it as before", |screen| {
        screen.text() == whole.text()
    });
}

fn resized(
    terminal: &mut Terminal,
    columns: u16,
    rows: u16,
    fact: &str,
    holds: impl FnMut(&Screen) -> bool,
) {
    terminal.resize(columns, rows).expect("a size");
    until(terminal, fact, holds);
}
