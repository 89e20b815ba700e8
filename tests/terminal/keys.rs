//! What keys and pastes do.

use termlens::{Key, Terminal};

use super::home::{Home, code, marked, press, see, until};

fn send(terminal: &mut Terminal, key: Key) {
    terminal.send(key).expect("a terminal to type into");
}

#[test]
fn the_built_in_sample_answers_the_tweet_at_once() {
    let mut terminal = Home::new().open(&[]);
    see(
        &mut terminal,
        "53 people watched A Christmas Prince on each of the 18 days to 2017-12-10.",
    );
    see(&mut terminal, "sample · made up");
    press(&mut terminal, "q");
    assert_eq!(code(&mut terminal), 0);
}

#[test]
fn the_selection_moves_and_the_cohorts_follow_it() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    see(&mut terminal, "3 Cohort sizes · everything");
    for (key, name) in [
        (Key::Char('j'), "Alpha"),
        (Key::Down, "Beta"),
        (Key::Char('G'), "Gamma"),
        (Key::Up, "Beta"),
        (Key::Char('g'), "Alpha"),
    ] {
        send(&mut terminal, key);
        see(&mut terminal, &format!("3 Cohort sizes · {name}"));
        until(&mut terminal, "its row is marked", |screen| {
            marked(screen).as_deref() == Some(name)
        });
    }
    send(&mut terminal, Key::Esc);
    see(&mut terminal, "3 Cohort sizes · everything");
}

#[test]
fn a_filter_works_while_it_is_typed() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "/bE");
    until(&mut terminal, "only Beta is listed", |screen| {
        screen.contains("1 name ") && !screen.contains("Gamma")
    });
    send(&mut terminal, Key::Backspace);
    send(&mut terminal, Key::Backspace);
    see(&mut terminal, "Gamma");
    press(&mut terminal, "gam\r");
    until(&mut terminal, "the prompt is closed", |screen| {
        !screen.contains("Filter names") && !screen.contains("Beta")
    });
    send(&mut terminal, Key::Esc);
    see(&mut terminal, "Beta");
}

#[test]
fn a_range_is_echoed_while_it_is_typed_and_taken_by_enter() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "d7");
    see(&mut terminal, "of what?");
    // Enter takes nothing that means nothing.
    press(&mut terminal, "\rd");
    see(&mut terminal, "= Mon 4 Dec – Sun 10 Dec 2017 · 7 days");
    press(&mut terminal, "\r");
    until(&mut terminal, "it is taken", |screen| {
        screen.contains("2017-12-04 → 12-10 · 7 days")
            && screen.contains("[7d]")
            && !screen.contains("Esc leaves")
    });
    press(&mut terminal, "dall");
    see(&mut terminal, "= Fri 1 Dec – Sun 10 Dec 2017 · 10 days");
    send(&mut terminal, Key::Esc);
    until(&mut terminal, "it is given up", |screen| {
        screen.contains("[7d]") && !screen.contains("Esc leave")
    });
}

#[test]
fn a_range_is_previewed_given_up_and_found_again() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    see(&mut terminal, "238 plays");
    press(&mut terminal, "d1d");
    until(&mut terminal, "the panels show the one day", |screen| {
        screen.contains("= Sun 10 Dec 2017 · 1 day") && screen.contains("2017-12-10 · 1 day")
    });
    press(&mut terminal, "\r");
    see(&mut terminal, "2017-12-10 · 1 day");
    press(&mut terminal, "d2d");
    see(&mut terminal, "2017-12-09 → 12-10 · 2 days");
    send(&mut terminal, Key::Esc);
    see(&mut terminal, "2017-12-10 · 1 day");
    press(&mut terminal, "d5d\rdfirst");
    see(&mut terminal, "2017-12-01 · 1 day");
    send(&mut terminal, Key::Up);
    see(&mut terminal, "2017-12-06 → 12-10 · 5 days");
    send(&mut terminal, Key::Up);
    see(&mut terminal, "2017-12-10 · 1 day");
    send(&mut terminal, Key::Down);
    send(&mut terminal, Key::Down);
    see(&mut terminal, "2017-12-01 · 1 day");
    press(&mut terminal, "\r");
    until(&mut terminal, "it is taken", |screen| {
        screen.contains("2017-12-01 · 1 day") && !screen.contains("Esc leaves")
    });
}

#[test]
fn days_are_picked_on_the_calendar_by_arrows() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "4");
    see(&mut terminal, "best day Sat 9 Dec 2017");
    send(&mut terminal, Key::Up);
    see(&mut terminal, "Sun 10 Dec 2017: 38 plays, 15 viewers");
    send(&mut terminal, Key::Left);
    see(&mut terminal, "Sun 3 Dec 2017: 23 plays, 12 viewers");
    press(&mut terminal, "\r");
    see(&mut terminal, "2017-12-03 · 1 day");
    // Shift and the arrows to the right and up, as terminals send them.
    press(&mut terminal, "\x1b[1;2C\x1b[1;2A");
    see(&mut terminal, "2017-12-03..2017-12-09: 7 days");
    press(&mut terminal, "\r");
    see(&mut terminal, "2017-12-03 → 12-09 · 7 days");
    press(&mut terminal, "l");
    see(&mut terminal, "days [hours]");
    send(&mut terminal, Key::Right);
    see(&mut terminal, "Mon 00:00");
    press(&mut terminal, "\r");
    see(&mut terminal, "an hour of the week is no range");
    press(&mut terminal, "d");
    send(&mut terminal, Key::Up);
    see(&mut terminal, "d 2017-12-03..2017-12-09");
}

#[test]
fn a_paste_is_typed_into_the_prompt_and_nowhere_else() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    assert!(terminal.screen().bracketed_paste());
    terminal.paste("q").expect("a paste");
    press(&mut terminal, "d");
    see(&mut terminal, "Enter take");
    terminal
        .paste("2017-12-03\n..\r\n2017-12-05\n")
        .expect("a paste");
    see(&mut terminal, "= Sun 3 Dec – Tue 5 Dec 2017 · 3 days");
    press(&mut terminal, "\r");
    see(&mut terminal, "2017-12-03 → 12-05");
}

#[test]
fn a_prompt_stays_usable_whatever_is_pasted_or_typed() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "/");
    see(&mut terminal, "Enter take");
    terminal.paste(&"x".repeat(400_000)).expect("a paste");
    see(&mut terminal, "0 names");
    press(&mut terminal, "\x15");
    see(&mut terminal, "3 names");
    press(&mut terminal, &"y".repeat(20_000));
    press(&mut terminal, "\x15alp");
    see(&mut terminal, "1 name");
    press(&mut terminal, "\x15\x7f");
    until(&mut terminal, "the prompt is left", |screen| {
        !screen.contains("Enter take")
    });
    press(&mut terminal, "d");
    see(&mut terminal, "Enter take");
    terminal.paste(&"2017 ".repeat(80_000)).expect("a paste");
    see(&mut terminal, "2017 2017");
    press(&mut terminal, "\x157d\r");
    see(&mut terminal, "2017-12-04 → 12-10");
}

#[test]
fn presets_and_shifts_change_the_range() {
    let mut terminal = Home::new().open(&[]);
    for (key, range) in [
        ("-", "2017-11-23 → 12-10 · 18 days"),
        ("+", "2017-11-11 → 12-10 · 30 days"),
        ("[", "2017-10-12 → 11-10 · 30 days"),
        ("]", "2017-11-11 → 12-10 · 30 days"),
        ("{", "2017-11-10 → 12-09 · 30 days"),
        ("}", "2017-11-11 → 12-10 · 30 days"),
        ("[", "2017-10-12 → 11-10 · 30 days"),
        ("+", "2017-08-13 → 11-10 · 90 days"),
        ("t", "2017-09-12 → 12-10 · 90 days"),
        ("0", "2017-11-11 → 12-10 · 30 days"),
    ] {
        press(&mut terminal, key);
        see(&mut terminal, range);
    }
}

#[test]
fn a_range_stays_within_the_log() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "[");
    see(&mut terminal, "the log begins on 2017-12-01");
    press(&mut terminal, "]");
    see(&mut terminal, "the log ends on 2017-12-10");
    see(&mut terminal, "2017-11-11 → 12-10");
}

#[test]
fn a_page_opens_and_closes() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "j\r");
    see(
        &mut terminal,
        "Plays 120   │  Viewers 12   │  Rewatches 108",
    );
    press(&mut terminal, "j");
    see(&mut terminal, "Plays 88   │  Viewers 11   │  Rewatches 77");
    send(&mut terminal, Key::Esc);
    see(&mut terminal, "1 Binge streaks");
    until(&mut terminal, "the item stays selected", |screen| {
        marked(screen).as_deref() == Some("Beta")
    });
}

#[test]
fn help_opens_and_closes_and_q_closes_only_it() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    for close in ["?", "q", "\x03"] {
        press(&mut terminal, "?");
        see(&mut terminal, "panel or tab to the left");
        press(&mut terminal, close);
        until(&mut terminal, "help is closed", |screen| {
            !screen.contains("panel or tab to the left")
        });
    }
    press(&mut terminal, "q");
    assert_eq!(code(&mut terminal), 0);
}

#[test]
fn control_l_draws_everything_anew() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    let whole = terminal
        .snapshot_after(|screen| screen.contains("q quit"))
        .expect("a screen that holds still");
    for _ in 0..2 {
        let frames = terminal.screen().repaints();
        press(&mut terminal, "\x0c");
        until(&mut terminal, "it is the same again", |screen| {
            screen.repaints() > frames && screen.text() == whole.text()
        });
    }
}

#[test]
fn a_number_before_an_angle_sets_the_threshold() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, "9>");
    see(&mut terminal, "9+ days");
    until(&mut terminal, "only Alpha was seen so long", |screen| {
        screen.contains("1 + 2 small")
    });
    press(&mut terminal, "18>");
    see(&mut terminal, "18+ days");
    press(&mut terminal, "<");
    see(&mut terminal, "14+ days");
}

#[test]
fn comparison_goes_around() {
    let mut terminal = Home::new().open(&[]);
    see(&mut terminal, "vs 10-12 → 11-10");
    press(&mut terminal, "c");
    see(&mut terminal, "vs 2016-11-12 → 2016-12-11");
    press(&mut terminal, "c");
    until(&mut terminal, "nothing is compared", |screen| {
        !screen.contains("vs ") && !screen.contains('▲'.to_string().as_str())
    });
    press(&mut terminal, "c");
    see(&mut terminal, "vs 10-12 → 11-10");
}
