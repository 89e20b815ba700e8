//! What shows the dashboard to others: the demo, and a recording.

use serde_json::Value;

use super::home::{Home, code, is_given_back, press, see, until};

#[test]
fn the_demo_goes_on_until_the_53_stand_there_and_leaves_nothing() {
    let home = Home::new();
    let folder = home.path("scratch");
    std::fs::create_dir(&folder).expect("a folder");
    let terminal = home.terminal().env("TMPDIR", &folder);
    let terminal = terminal
        .args(["demo", "--day", "100ms"])
        .spawn(super::home::BINGETOP);
    let mut terminal = terminal.expect("a program in a terminal");
    see(&mut terminal, "demo · made up");
    see(
        &mut terminal,
        "53 people have watched A Christmas Prince every day for the past 18 days.",
    );
    press(&mut terminal, "q");
    assert_eq!(code(&mut terminal), 0);
    let left = std::fs::read_dir(&folder).expect("a folder").count();
    assert_eq!(left, 0, "the copy is gone");
}

#[test]
fn a_recording_holds_what_was_shown() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db", "--record", "a.cast"]);
    press(&mut terminal, "j");
    see(&mut terminal, "3 Cohort sizes · Alpha");
    terminal.resize(80, 24).expect("a size");
    see(&mut terminal, "[1 Streaks] │ 2 Rewatched");
    press(&mut terminal, "q");
    assert_eq!(code(&mut terminal), 0);
    until(&mut terminal, "the terminal is given back", is_given_back);

    let text = std::fs::read_to_string(home.path("a.cast")).expect("a recording");
    let mut lines = text.lines();
    let header: Value = serde_json::from_str(lines.next().expect("a header")).expect("JSON");
    assert_eq!(header["version"], 3);
    assert_eq!(
        (&header["term"]["cols"], &header["term"]["rows"]),
        (&120.into(), &36.into())
    );
    assert_eq!(header["title"], "bingetop · log.db");
    let events: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let of = |kind: &str| -> Vec<&str> {
        let of_kind = events.iter().filter(|event| event[1] == kind);
        of_kind.filter_map(|event| event[2].as_str()).collect()
    };
    let shown = of("o").concat();
    for words in ["Binge", "streaks", "Alpha", "Rewatched"] {
        assert!(shown.contains(words), "{words}");
    }
    assert_eq!(of("r"), ["80x24"]);
    assert_eq!(of("x"), ["0"], "and it is over");
    assert!(
        events
            .iter()
            .all(|event| event[0].as_f64().is_some_and(|seconds| seconds >= 0.0))
    );
}

#[test]
fn a_recording_takes_the_place_of_nothing() {
    let home = Home::with_log();
    let before = std::fs::read(home.path("log.db")).expect("a log");
    let mut terminal = home.start(&["log.db", "--record", "log.db"]);
    see(&mut terminal, "log.db: exists already; name a new file");
    assert_eq!(code(&mut terminal), 2);
    assert_eq!(std::fs::read(home.path("log.db")).expect("a log"), before);
}
