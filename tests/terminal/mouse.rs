//! The mouse, as terminals tell of it.

use termlens::{MouseMode, Screen};

use super::home::{Home, is_given_back, press, see, until};

/// Returns what a terminal says of a button's way: down at one cell, to another, and up there; cells count from 1.
fn drag((from, to): (u16, u16), y: u16) -> String {
    format!("\x1b[<0;{from};{y}M\x1b[<32;{to};{y}M\x1b[<0;{to};{y}m")
}

fn click(x: u16, y: u16) -> String {
    format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m")
}

#[test]
fn a_range_is_dragged_over_the_timeline_and_a_row_is_opened_by_two_clicks() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db"]);
    press(&mut terminal, &drag((2, 119), 4));
    see(&mut terminal, "2017-12-01 → 12-10 · 10 days");
    press(&mut terminal, &click(10, 11));
    see(&mut terminal, "3 Cohort sizes · Alpha");
    press(&mut terminal, &click(10, 11));
    see(&mut terminal, "1 Still going");
    press(&mut terminal, "\x1b");
    see(&mut terminal, "1 Binge streaks");
}

#[test]
fn the_mouse_is_the_terminals_while_it_is_switched_off_and_afterwards() {
    let home = Home::with_log();
    std::fs::create_dir_all(home.path(".config/bingetop")).expect("a folder");
    std::fs::write(home.path(".config/bingetop/config.toml"), "mouse = false\n").expect("a file");
    let mut terminal = home.open(&["log.db"]);
    let untaken = |screen: &Screen| screen.mouse_mode() == MouseMode::None;
    until(&mut terminal, "it is not taken", untaken);
    press(&mut terminal, "m");
    // Of moves while no button is down nothing is told: each would wake the program.
    until(&mut terminal, "it is taken", |screen| {
        screen.mouse_mode() == MouseMode::ButtonMotion
    });
    press(&mut terminal, "q");
    until(&mut terminal, "it is given back", is_given_back);
}
