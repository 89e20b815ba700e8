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
        "saved as bingetop-2017-11-11-to-2017-12-10.svg",
    );
    press(&mut terminal, "e");
    see(&mut terminal, ": export ");
    press(&mut terminal, "svg\r");
    see(
        &mut terminal,
        "saved as bingetop-2017-11-11-to-2017-12-10-2.svg",
    );
    let saved = |name: &str| std::fs::read(home.path(name)).expect("a picture");
    let svg = saved("bingetop-2017-11-11-to-2017-12-10.svg");
    let svg = String::from_utf8(svg).expect("text");
    assert!(svg.starts_with("<svg") && svg.contains("Binge streaks"));
    assert!(!svg.contains("export "), "the palette is not on it");
    press(&mut terminal, "d2017-12-10\r");
    see(&mut terminal, "2017-12-10 · 1 day");
    press(&mut terminal, ":export png\r");
    see(&mut terminal, "saved as bingetop-2017-12-10.png");
    assert!(saved("bingetop-2017-12-10.png").starts_with(b"\x89PNG"));
    press(&mut terminal, ":export gif\r");
    see(
        &mut terminal,
        "a picture is one of png, svg, html, ansi, txt",
    );
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
