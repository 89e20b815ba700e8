//! How the program ends or pauses, and the terminal it leaves.

use rstest::rstest;
use termlens::{Signal, Terminal};

use super::home::{BINGETOP, Home, code, eventually, is_given_back, press, see, until};
use super::raw::RawTerminal;

#[rstest]
#[case::q("q")]
#[case::control_c("\x03")]
fn a_key_quits(#[case] key: &str) {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    assert!(!is_given_back(&terminal.screen()));
    press(&mut terminal, key);
    assert_eq!(code(&mut terminal), 0);
    assert!(is_given_back(&terminal.screen()));
}

#[rstest]
#[case::terminate(Signal::Term, 143)]
#[case::hang_up(Signal::Hup, 129)]
#[case::interrupt(Signal::Int, 130)]
fn a_signal_ends_it_with_its_code(#[case] signal: Signal, #[case] expected: u32) {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    terminal.signal(signal).expect("a signal");
    assert_eq!(code(&mut terminal), expected);
    assert!(is_given_back(&terminal.screen()));
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    let home = Home::with_log();
    let mut terminal = RawTerminal::open(&home, &["log.db"], &[]);
    terminal.see("Binge streaks");
    let mut child = terminal.hang_up();
    eventually("it ends", || child.try_wait().expect("a child").is_some());
}

#[test]
fn a_terminal_closed_without_a_hangup_ends_it() {
    let home = Home::with_log();
    // Without checks nothing is drawn, and no drawing fails.
    let mut terminal = RawTerminal::open_without_control(&home, &["log.db", "--refresh", "off"]);
    terminal.see("Binge streaks");
    let mut child = terminal.hang_up();
    let mut status = None;
    eventually("it ends", || {
        status = child.try_wait().expect("a child");
        status.is_some()
    });
    let status = status.expect("an end");
    assert_eq!(status.exit_code(), 2, "{status:?}");
    assert!(!home.path("log.db-wal").exists(), "the log is closed");
}

#[test]
fn a_signal_ends_it_however_much_is_pasted() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "/");
    see(&mut terminal, "Enter take");
    terminal.paste(&"x".repeat(400_000)).expect("a paste");
    terminal.signal(Signal::Term).expect("a signal");
    assert_eq!(code(&mut terminal), 143);
}

// Release builds have no faults to ask for.
#[cfg(debug_assertions)]
#[rstest]
#[case::of_the_worker("worker", 2)]
#[case::of_a_drawing("draw", 101)]
fn a_panic_is_told_on_a_terminal_given_back(#[case] fault: &str, #[case] expected: u32) {
    let home = Home::with_log();
    let mut terminal = shell(&home, &format!("BINGETOP_FAULT={fault} \"$B\" log.db"));
    see(&mut terminal, &format!("code {expected}"));
    see(&mut terminal, " icanon ");
    see(&mut terminal, " echo ");
    let screen = terminal.screen();
    assert!(is_given_back(&screen));
    let text = screen.text();
    let lines: Vec<&str> = text.lines().collect();
    let at = |words: &str| lines.iter().position(|line| line.starts_with(words));
    assert_eq!(at("before"), Some(0), "{text}");
    assert!(at("the fault that a test asked for").is_some(), "{text}");
    assert!(!screen.contains("Binge streaks"), "{text}");
    if fault == "worker" {
        assert!(at("bingetop: the thread that reads the log broke down") > at("the fault"));
    }
}

#[test]
fn quitting_leaves_the_terminal_as_it_was() {
    let home = Home::with_log();
    let mut terminal = shell(&home, "\"$B\" log.db </dev/null");
    see(&mut terminal, "Binge streaks");
    press(&mut terminal, "q");
    see(&mut terminal, "code 0");
    see(&mut terminal, " icanon ");
    see(&mut terminal, " echo ");
    assert!(terminal.screen().text().starts_with("before\ncode 0"));
}

#[test]
fn control_z_gives_the_terminal_back_until_the_process_goes_on() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    let pid = terminal.pid().expect("a process");
    for (keys, words) in [
        ("", "1 Binge streaks"),
        ("?", "panel or tab to the left"),
        ("?d", "Enter take"),
    ] {
        press(&mut terminal, keys);
        press(&mut terminal, "\x1a");
        eventually("it is stopped", || state(pid) == 'T');
        until(&mut terminal, "it is given back", is_given_back);
        let modes = home
            .command("stty")
            .args(["-a", "-F", &format!("/proc/{pid}/fd/0")])
            .output()
            .expect("stty");
        let modes = String::from_utf8_lossy(&modes.stdout).into_owned();
        assert!(modes.contains(" icanon ") && modes.contains(" echo "));
        go_on(&home, pid);
        until(&mut terminal, "it is back", |screen| {
            screen.alternate_screen() && screen.bracketed_paste() && screen.contains(words)
        });
    }
}

#[test]
fn a_terminal_resized_meanwhile_is_drawn_as_it_is_now() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    let pid = terminal.pid().expect("a process");
    press(&mut terminal, "\x1a");
    eventually("it is stopped", || state(pid) == 'T');
    terminal.resize(80, 24).expect("a size");
    go_on(&home, pid);
    see(&mut terminal, "[1 Streaks]");
}

#[test]
fn a_shell_stops_it_and_brings_it_back() {
    let home = Home::with_log();
    let mut terminal = home
        .terminal()
        .env("B", BINGETOP)
        .arg("-i")
        .spawn("sh")
        .expect("a shell");
    see(&mut terminal, "$");
    press(&mut terminal, "\"$B\" log.db\r");
    see(&mut terminal, "Binge streaks");
    press(&mut terminal, "\x1a");
    see(&mut terminal, "Stopped");
    assert!(is_given_back(&terminal.screen()));
    press(&mut terminal, "echo 6 times 7 is $((6 * 7))\r");
    see(&mut terminal, "6 times 7 is 42");
    press(&mut terminal, "fg\r");
    until(&mut terminal, "it is back", |screen| {
        screen.alternate_screen() && screen.contains("Binge streaks")
    });
    press(&mut terminal, "q");
    until(&mut terminal, "the shell asks", |screen| {
        is_given_back(screen) && screen.text().trim_end().ends_with("\n$")
    });
    press(&mut terminal, "echo code $?\r");
    see(&mut terminal, "code 0");
}

/// Runs a line in a shell that then tells the exit code and the terminal's modes.
fn shell(home: &Home, line: &str) -> Terminal {
    let script = format!("echo before; {line}; echo code $?; stty -a; read _");
    let terminal = home
        .terminal()
        .env("B", BINGETOP)
        .env("RUST_BACKTRACE", "0")
        .args(["-c", &script])
        .spawn("sh");
    terminal.expect("a shell")
}

/// Returns the letter that says what a process does.
fn state(pid: u32) -> char {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("a process");
    let after_name = stat
        .rsplit(") ")
        .next()
        .and_then(|rest| rest.chars().next());
    after_name.expect("a letter")
}

fn go_on(home: &Home, pid: u32) {
    let status = home
        .command("sh")
        .args(["-c", &format!("kill -CONT {pid}")])
        .status();
    assert!(status.expect("a shell").success());
}
