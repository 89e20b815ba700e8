//! How a log was looked at is remembered, and opens so again.

use super::home::{Home, code, eventually, press, see, until};

/// Looks at the log in a way of its own, and quits.
fn look(home: &Home) {
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "d7d\r");
    see(&mut terminal, "2017-12-04 → 12-10 · 7 days");
    press(&mut terminal, "b>c:sort longest\r2");
    until(&mut terminal, "what was chosen", |screen| {
        screen.contains("5+ days") && screen.contains("Longest▼") && screen.contains("by title")
    });
    press(&mut terminal, "q");
    assert_eq!(code(&mut terminal), 0);
}

#[test]
fn it_opens_as_it_was_closed() {
    let home = Home::with_log();
    look(&home);
    let mut terminal = home.open(&["log.db"]);
    see(&mut terminal, "2017-12-04 → 12-10 · 7 days");
    see(&mut terminal, "┏ 2 Top rewatched");
    until(&mut terminal, "what was chosen", |screen| {
        screen.contains("5+ days")
            && screen.contains("Longest▼")
            && screen.contains("Binge streaks · by title")
    });
    press(&mut terminal, "d");
    see(&mut terminal, "Days");
    press(&mut terminal, "\u{1b}[A");
    see(&mut terminal, "d 7d");
}

#[test]
fn fresh_and_options_come_first() {
    let home = Home::with_log();
    look(&home);
    let mut terminal = home.open(&["log.db", "--range", "3d", "--streak", "2", "--panel", "1"]);
    see(&mut terminal, "2017-12-08 → 12-10 · 3 days");
    see(&mut terminal, "┏ 1 Binge streaks · by title");
    see(&mut terminal, "2+ days");
    drop(terminal);
    let mut terminal = home.open(&["log.db", "--fresh"]);
    see(&mut terminal, "2017-11-11 → 12-10 · 30 days");
    see(&mut terminal, "┏ 1 Binge streaks · by show");
}

#[test]
fn another_log_and_the_sample_are_not_touched_by_it() {
    let home = Home::with_log();
    look(&home);
    std::fs::copy(home.path("log.db"), home.path("other.db")).expect("a copy");
    let mut terminal = home.open(&["other.db"]);
    see(&mut terminal, "2017-11-11 → 12-10 · 30 days");
    drop(terminal);
    let before = std::fs::read(home.path("bingetop/state.toml")).expect("remembered");
    let mut terminal = home.open(&[]);
    press(&mut terminal, "d7d\rq");
    assert_eq!(code(&mut terminal), 0);
    let after = std::fs::read(home.path("bingetop/state.toml")).expect("remembered");
    assert_eq!(before, after);
}

#[test]
fn a_signal_leaves_it_remembered_too() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "d7d\r");
    see(&mut terminal, "2017-12-04 → 12-10 · 7 days");
    terminal.signal(termlens::Signal::Term).expect("a signal");
    assert_eq!(code(&mut terminal), 143);
    eventually("it is remembered", || {
        let text = std::fs::read_to_string(home.path("bingetop/state.toml"));
        text.is_ok_and(|text| text.contains("range = \"7d\""))
    });
}

#[test]
fn a_kill_leaves_what_was_remembered_before() {
    let home = Home::with_log();
    look(&home);
    let before = std::fs::read(home.path("bingetop/state.toml")).expect("remembered");
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "d3d\r");
    see(&mut terminal, "2017-12-08 → 12-10 · 3 days");
    terminal.signal(termlens::Signal::Kill).expect("a signal");
    terminal.wait_exit().expect("an end");
    let after = std::fs::read(home.path("bingetop/state.toml")).expect("remembered");
    assert_eq!(before, after);
    let mut terminal = home.open(&["log.db"]);
    see(&mut terminal, "2017-12-04 → 12-10 · 7 days");
}

#[test]
fn what_cannot_be_read_is_said_and_forgotten() {
    let home = Home::with_log();
    std::fs::create_dir_all(home.path("bingetop")).expect("a folder");
    std::fs::write(home.path("bingetop/state.toml"), "no = = toml").expect("a file");
    let mut terminal = home.open(&["log.db"]);
    see(
        &mut terminal,
        "state.toml cannot be read, so this opens as if for the first time",
    );
    press(&mut terminal, "q");
    assert_eq!(code(&mut terminal), 0);
    let text = std::fs::read_to_string(home.path("bingetop/state.toml")).expect("written anew");
    assert!(text.contains("range = \"30d\""), "{text}");
}

#[test]
fn no_name_of_a_viewer_is_in_it() {
    let home = Home::new();
    let rows = super::home::seen("Alpha", 1..=12, 1..=10).replace('v', "annabel");
    std::fs::write(
        home.path("named.csv"),
        format!("viewer,title,start,seconds\n{rows}").replace("annabeliewer", "viewer"),
    )
    .expect("a file");
    let ingest = [
        "ingest",
        "named.csv",
        "--into",
        "log.db",
        "--time-zone",
        "UTC",
        "--keep-names",
    ];
    assert!(
        home.command(super::home::BINGETOP)
            .args(ingest)
            .output()
            .expect("it runs")
            .status
            .success()
    );
    let mut terminal = home.open(&["log.db"]);
    press(
        &mut terminal,
        "/annabel\r:filter annabel\r:title annabel\r\u{1b}",
    );
    until(&mut terminal, "the palette is closed", |screen| {
        !screen.contains("Commands")
    });
    press(&mut terminal, "\u{1b}:range 7d\rjq");
    assert_eq!(code(&mut terminal), 0);
    let text = std::fs::read_to_string(home.path("bingetop/state.toml")).expect("remembered");
    assert!(
        text.contains("range 7d") && !text.contains("annabel"),
        "{text}"
    );
}
