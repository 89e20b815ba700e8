//! The palette, keys that do nothing, and the configuration, in a terminal.

use super::home::{Home, code, press, see, until};

#[test]
fn a_command_is_found_completed_and_run() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, ":");
    see(&mut terminal, "Commands");
    see(&mut terminal, "Enter take");
    press(&mut terminal, "ran\t");
    see(&mut terminal, ": range ");
    press(&mut terminal, "last 4 days");
    see(&mut terminal, "= ");
    press(&mut terminal, "\r");
    see(&mut terminal, "2017-12-07 → 12-10 · 4 days");
    press(&mut terminal, "\u{10}title beta\r");
    until(&mut terminal, "its page is open", |screen| {
        screen.contains("Beta") && !screen.contains("1 Binge streaks")
    });
    press(&mut terminal, ":sort hours\r");
    see(&mut terminal, "no command that works here is called `sort`");
    press(&mut terminal, "\u{1b}");
    until(&mut terminal, "the palette is closed", |screen| {
        !screen.contains("Commands")
    });
    press(&mut terminal, ":");
    see(&mut terminal, "Commands");
    press(&mut terminal, "\u{1b}[A");
    see(&mut terminal, ": title beta");
    press(&mut terminal, "\u{1b}[A\u{1b}[A");
    see(&mut terminal, ": range last 4 days");
}

#[test]
fn over_ssh_in_forty_columns() {
    let home = Home::with_log();
    let mut terminal = home
        .terminal()
        .size(40, 12)
        .args(["log.db"])
        .spawn(super::home::BINGETOP)
        .expect("a program");
    see(&mut terminal, "1 Binge streaks");
    press(&mut terminal, ":streak 5\r");
    see(&mut terminal, "5+ days");
    press(&mut terminal, ":quit\r");
    assert_eq!(code(&mut terminal), 0);
}

#[test]
fn a_fuzzy_filter_finds_a_name_of_which_letters_are_left_out() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "/~gmma\r");
    until(&mut terminal, "Gamma alone", |screen| {
        screen.contains("/~gmma") && screen.contains("Gamma") && !screen.contains("Alpha  ")
    });
}

#[test]
fn a_key_that_does_nothing_says_so_until_the_next() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "W");
    see(&mut terminal, "`W` does nothing here; ? lists the keys");
    press(&mut terminal, "j");
    until(&mut terminal, "the keys are back", |screen| {
        screen.contains("q quit")
    });
}

#[test]
fn keys_range_and_minimum_are_those_of_the_configuration() {
    let home = Home::with_log();
    std::fs::create_dir_all(home.path(".config/bingetop")).expect("a folder");
    let config = "range = \"last 4 days\"\nrefresh = \"off\"\nminimum_cohort = 12\n[keys]\nquit = [\"Q\"]\nhelp = [\"f2\"]\n";
    std::fs::write(home.path(".config/bingetop/config.toml"), config).expect("a file");
    let mut terminal = home.open(&["log.db"]);
    see(&mut terminal, "2017-12-07 → 12-10 · 4 days");
    see(&mut terminal, "○ off");
    see(&mut terminal, "F2 help");
    see(&mut terminal, "0 + 3 small");
    press(&mut terminal, "q");
    see(&mut terminal, "`q` does nothing here; F2 lists the keys");
    press(&mut terminal, "Q");
    assert_eq!(code(&mut terminal), 0);
}

#[test]
fn what_is_wrong_with_the_configuration_is_said_and_the_program_starts() {
    let home = Home::with_log();
    let config = "range = \"7d\"\n\n[keys]\npause = \"c\"\n";
    std::fs::write(home.path("mine.toml"), config).expect("a file");
    let mut terminal = home.open(&["log.db", "--config", "mine.toml"]);
    see(
        &mut terminal,
        "mine.toml, line 4, `keys.pause`: `c` would do both `pause` and `compare`",
    );
    see(&mut terminal, "2017-12-04 → 12-10 · 7 days");
    press(&mut terminal, "p");
    see(&mut terminal, "‖ paused");
}
