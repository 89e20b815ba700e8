//! The screen saved as a picture, and pieces of it copied.

use super::home::{Home, press, see};

#[test]
fn the_screen_is_saved_as_pictures_that_take_no_place_of_another() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "e");
    see(&mut terminal, ": export ");
    press(&mut terminal, "svg\r");
    see(
        &mut terminal,
        "bingetop-2017-11-11..2017-12-10.svg is saved",
    );
    press(&mut terminal, "e");
    see(&mut terminal, ": export ");
    press(&mut terminal, "svg\r");
    see(
        &mut terminal,
        "bingetop-2017-11-11..2017-12-10-2.svg is saved",
    );
    let saved = |name: &str| std::fs::read(home.path(name)).expect("a picture");
    let svg = saved("bingetop-2017-11-11..2017-12-10.svg");
    let svg = String::from_utf8(svg).expect("text");
    assert!(svg.starts_with("<svg") && svg.contains("Binge streaks"));
    assert!(!svg.contains("export "), "the palette is not on it");
    assert!(!svg.contains("? help"), "nor are the keys");
    press(&mut terminal, ":export txt\r");
    see(
        &mut terminal,
        "bingetop-2017-11-11..2017-12-10.txt is saved",
    );
    let text = saved("bingetop-2017-11-11..2017-12-10.txt");
    let text = String::from_utf8(text).expect("text");
    assert_eq!(text.lines().count(), 35, "the screen has one line more");
    assert!(text.trim_end().ends_with('╯'), "{text}");
    press(&mut terminal, "d2017-12-10\r");
    see(&mut terminal, "2017-12-10 · 1 day");
    press(&mut terminal, ":export png\r");
    see(&mut terminal, "bingetop-2017-12-10.png is saved");
    assert!(saved("bingetop-2017-12-10.png").starts_with(b"\x89PNG"));
    press(&mut terminal, ":export gif\r");
    see(
        &mut terminal,
        "what to save as is one of png, svg, html, ansi, txt, csv, json, json panel, md, md panel",
    );
}

/// Returns what `bingetop report log.db` prints with all rows, and these options.
fn report(home: &Home, options: &[&str]) -> String {
    let mut command = home.command(env!("CARGO_BIN_EXE_bingetop"));
    let report = command
        .args(["report", "log.db", "--top", "0"])
        .args(options);
    let printed = report.output().expect("a report").stdout;
    String::from_utf8(printed).expect("text")
}

#[test]
fn numbers_are_saved_as_a_report_prints_them() {
    let home = Home::with_log();
    let saved = |name: &str| std::fs::read_to_string(home.path(name)).expect("a report");
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, ":export csv\r");
    see(&mut terminal, "streaks-2017-11-11..2017-12-10.csv is saved");
    let printed = report(&home, &["--format", "csv"]);
    assert!(printed.lines().count() > 1, "{printed}");
    assert_eq!(saved("streaks-2017-11-11..2017-12-10.csv"), printed);

    press(&mut terminal, "2:export json\r");
    see(&mut terminal, "report-2017-11-11..2017-12-10.json is saved");
    let printed = report(&home, &["--format", "json"]);
    assert_eq!(saved("report-2017-11-11..2017-12-10.json"), printed);

    press(&mut terminal, ":export md panel\r");
    see(
        &mut terminal,
        "rewatched-2017-11-11..2017-12-10.md is saved",
    );
    let options = ["--format", "markdown", "--panel", "rewatched"];
    assert_eq!(
        saved("rewatched-2017-11-11..2017-12-10.md"),
        report(&home, &options)
    );
}

#[test]
fn numbers_are_saved_as_they_stand_on_the_screen() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db", "--range", "7d"]);
    press(&mut terminal, "xS");
    press(&mut terminal, ":export csv\r");
    see(
        &mut terminal,
        "streaks-2017-12-04..2017-12-10.csv is saved, small cohorts in it",
    );
    let saved = std::fs::read_to_string(home.path("streaks-2017-12-04..2017-12-10.csv"));
    let saved = saved.expect("a table");
    let shown = report(&home, &["--range", "7d", "--format", "csv", "--exact"]);
    let names = |table: &str| -> Vec<String> {
        let rows = table.lines().skip(1);
        rows.map(str::to_owned).collect()
    };
    let (saved, shown) = (names(&saved), names(&shown));
    assert!(
        saved.len() > 1 && saved != shown,
        "the other way round: {saved:?}"
    );
    let sorted = |mut rows: Vec<String>| {
        rows.sort();
        rows
    };
    assert_eq!(sorted(saved), sorted(shown), "and exact");
}

#[test]
fn where_there_is_little_room_the_name_of_the_file_is_told() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    terminal.resize(40, 12).expect("a size");
    press(&mut terminal, ":export svg\r");
    see(&mut terminal, "bingetop-2017-11-11..2017-12-10.svg");
}

#[test]
fn what_is_copied_is_sent_to_the_terminal() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "jy");
    see(&mut terminal, "row sent to the terminal's clipboard");
    press(&mut terminal, "Y");
    see(&mut terminal, "panel sent to the terminal's clipboard");
}
