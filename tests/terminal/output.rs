//! What is written, to which terminal, and what never is.

use termlens::{Color, Screen};

use super::home::{BINGETOP, Home, code, press, see, seen};
use super::raw::RawTerminal;

pub fn has_style(screen: &Screen, wanted: impl Fn(&termlens::Style) -> bool) -> bool {
    let (columns, rows) = screen.size();
    let mut cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    cells.any(|(row, column)| {
        let cell = screen.cell(row, column).expect("a cell");
        wanted(cell.style())
    })
}

pub fn is_colored(style: &termlens::Style) -> bool {
    style.fg != Color::Default || style.bg != Color::Default
}

#[test]
fn no_color_leaves_out_colours_and_keeps_bold() {
    let home = Home::with_log();
    for (wish, colored) in [("1", false), ("", true)] {
        let mut terminal = home
            .terminal()
            .env("NO_COLOR", wish)
            .arg("log.db")
            .spawn(BINGETOP)
            .expect("a program");
        see(&mut terminal, "Binge streaks");
        press(&mut terminal, "j");
        see(&mut terminal, "▶ Alpha");
        let screen = terminal.screen();
        assert_eq!(has_style(&screen, is_colored), colored);
        let (row, column) = screen.find("▶ Alpha").expect("the marked row");
        let name = screen.cell(row, column + 2).expect("a cell");
        assert!(name.style().bold);
        let (row, column) = screen.find("12 people ").expect("the headline");
        assert!(screen.cell(row, column).expect("a cell").style().bold);
    }
}

#[test]
fn the_emulator_knows_every_sequence() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "q");
    assert_eq!(code(&mut terminal), 0);
    let screen = terminal.screen();
    // The one it has no cells for: back to the default colour of underlines.
    assert_eq!(screen.unsupported(), ["^[[59m"]);
    assert_eq!(screen.bells(), 0);
}

#[test]
fn hostile_names_never_reach_the_terminal() {
    let home = Home::new();
    let file = "\u{1b}[35mlog\u{202e}\u{7}.db";
    let named = ["Aaa", "Bbb", "Ccc"].map(|name| seen(name, 1..=12, 1..=10));
    home.ingest("plays.csv", &named.concat(), file);
    let hostile = [
        ("Aaa", "Aaa\u{1b}[36mcyan\u{7}\u{1b}]52;c;cQ==\u{7}"),
        ("Bbb", "Bbb\u{202e}\u{2066}\u{200f}\u{feff}gnp"),
        ("Ccc", "Ccc\u{9b}36m\u{90}q\u{85}\r\n\t\u{8}x"),
    ];
    let conn = rusqlite::Connection::open(home.path(file)).expect("a log");
    for (name, hostile) in hostile {
        let changed = conn.execute(
            "UPDATE titles SET name = ?2 WHERE name = ?1",
            [name, hostile],
        );
        assert_eq!(changed.expect("an update"), 1);
    }
    bingetop::cube::names::accept(&conn).expect("names as a source may have had them");
    drop(conn);

    let mut terminal =
        RawTerminal::open(&home, &[file, "--refresh", "100ms", "--theme", "dark"], &[]);
    terminal.see("Binge streaks");
    for keys in ["j", "\r", "j", "\x1b", "/\u{202e}", "\x03", "b", "3"] {
        terminal.press(keys);
    }
    std::fs::remove_file(home.path(file)).expect("a removal");
    terminal.see("no such file");
    terminal.press("q");
    let output = terminal.finish();
    assert!(output.contains("Aaa") && output.contains("Bbb") && output.contains("Ccc"));
    for raw in ["\u{1b}[35m", "\u{1b}[36m", "\u{1b}]"] {
        assert!(!output.contains(raw), "{raw:?}");
    }
    let is_allowed = |c: char| !c.is_control() || matches!(c, '\u{1b}' | '\r' | '\n');
    let is_hidden = |c: char| matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    for c in output.chars() {
        assert!(is_allowed(c) && !is_hidden(c), "{c:?}");
    }
}

#[test]
fn without_a_terminal_it_is_a_report() {
    let home = Home::with_log();
    let plain = home.command(BINGETOP).arg("log.db").output();
    let report = home.command(BINGETOP).args(["report", "log.db"]).output();
    let (plain, report) = (plain.expect("a run"), report.expect("a run"));
    assert_eq!(plain.status.code(), Some(0));
    assert_eq!(plain.stdout, report.stdout);
    assert!(plain.stdout.starts_with(b"log.db\n"));
    assert!(!plain.stdout.contains(&b'\x1b'));
}

#[test]
fn what_is_no_log_is_said_on_a_terminal_left_alone() {
    let home = Home::new();
    std::fs::write(home.path("text.db"), "viewer,title\n").expect("a file");
    for (file, words) in [
        ("none.db", "bingetop: none.db: no such file"),
        ("text.db", "bingetop: text.db: not a SQLite database"),
    ] {
        let mut terminal = home.start(&[file]);
        assert_eq!(code(&mut terminal), 2);
        assert!(terminal.screen().text().starts_with(words));
        let output = RawTerminal::open(&home, &[file], &[]).finish();
        assert!(!output.contains('\u{1b}'), "{output:?}");
    }
}
