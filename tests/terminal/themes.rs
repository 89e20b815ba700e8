//! The theme that a terminal gets: asked for, named, stepped through; and no screen at all.

use rstest::rstest;

use super::home::{BINGETOP, Home, code, press, see, until};
use super::output::{has_style, is_colored};
use super::raw::RawTerminal;

/// What the program asks, and what it is answered last.
const QUESTIONS: &str = "\x1b]11;?\x1b\\\x1b[c";
const ATTRIBUTES: &str = "\x1b[?62;22c";

const LIGHT: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
const DARK: &str = "\x1b]11;rgb:1e1e/1e1e/1e1e\x07";

/// The story colour of the two themes.
const STORY_ON_LIGHT: &str = "38;2;138;82;0";
const STORY_ON_DARK: &str = "38;2;255;200;87";

const TRUE_COLOR: (&str, &str) = ("COLORTERM", "truecolor");

#[rstest]
#[case(LIGHT, "15;0", STORY_ON_LIGHT)]
#[case(DARK, "0;15", STORY_ON_DARK)]
#[case("", "0;15", STORY_ON_LIGHT)]
#[case("", "", STORY_ON_DARK)]
fn the_theme_is_that_of_the_background(
    #[case] answer: &str,
    #[case] colorfgbg: &str,
    #[case] story: &str,
) {
    let home = Home::with_log();
    let variables = [TRUE_COLOR, ("COLORFGBG", colorfgbg)];
    let mut terminal = RawTerminal::open(&home, &["log.db"], &variables);
    // The answer waits for the question: however slow the machine is, it comes in time. A key typed before it is not
    // lost: it gives panel 1 the whole screen.
    terminal.press(&format!("z{answer}{ATTRIBUTES}"));
    terminal.see(QUESTIONS);
    terminal.see("Binge streaks");
    terminal.press("j");
    terminal.see("▶");
    terminal.press("q");
    let output = terminal.finish();
    assert!(!output.contains("Top rewatched"));
    for other in [STORY_ON_LIGHT, STORY_ON_DARK] {
        assert_eq!(output.contains(other), other == story, "{other}");
    }
}

#[test]
fn a_terminal_that_answers_nothing_is_dark() {
    let home = Home::with_log();
    let mut terminal = RawTerminal::open(&home, &["log.db"], &[TRUE_COLOR]);
    terminal.see(QUESTIONS);
    terminal.see("Binge streaks");
    terminal.press("q");
    let output = terminal.finish();
    assert!(output.contains(STORY_ON_DARK) && !output.contains(STORY_ON_LIGHT));
}

#[test]
fn a_key_that_comes_in_place_of_the_answer_is_not_lost() {
    let home = Home::with_log();
    let mut terminal = RawTerminal::open(&home, &["log.db"], &[TRUE_COLOR]);
    terminal.see(QUESTIONS);
    terminal.press("q");
    terminal.finish();
}

#[test]
fn an_answer_that_comes_late_is_not_taken_for_keys() {
    let home = Home::with_log();
    let mut terminal = RawTerminal::open(&home, &["log.db"], &[TRUE_COLOR]);
    terminal.see("Binge streaks");
    terminal.press(&format!("{LIGHT}{ATTRIBUTES}j"));
    terminal.see("▶");
    // As keys, the answer would have opened a prompt, and `q` would be typed into it.
    terminal.press("q");
    let output = terminal.finish();
    assert!(output.contains(STORY_ON_DARK) && !output.contains(STORY_ON_LIGHT));
}

#[rstest]
#[case(&["log.db", "--theme", "light"], &[TRUE_COLOR])]
#[case(&["log.db"], &[("NO_COLOR", "1")])]
#[case(&["log.db"], &[("TERM", "linux")])]
fn nothing_is_asked_where_the_answer_decides_nothing(
    #[case] args: &[&str],
    #[case] variables: &[(&str, &str)],
) {
    let home = Home::with_log();
    let mut terminal = RawTerminal::open(&home, args, variables);
    terminal.see("Binge streaks");
    terminal.press("q");
    let output = terminal.finish();
    assert!(!output.contains("\x1b]") && !output.contains("\x1b[c"));
}

#[test]
fn t_goes_through_the_themes_and_names_them() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db", "--theme", "projector"]);
    press(&mut terminal, "T");
    see(&mut terminal, "theme: mono");
    assert!(!has_style(&terminal.screen(), is_colored));
    for name in ["ansi16", "dark", "light"] {
        press(&mut terminal, "T");
        see(&mut terminal, &format!("theme: {name}"));
        assert!(has_style(&terminal.screen(), is_colored));
    }
    press(&mut terminal, "j");
    until(&mut terminal, "the footer has keys again", |screen| {
        !screen.contains("theme:")
    });
}

#[test]
fn a_theme_that_is_named_comes_before_no_color() {
    let home = Home::with_log();
    let mut terminal = home
        .terminal()
        .env("NO_COLOR", "1")
        .args(["log.db", "--theme", "dark"])
        .spawn(BINGETOP)
        .expect("a program");
    see(&mut terminal, "Binge streaks");
    until(&mut terminal, "colours", |screen| {
        has_style(screen, is_colored)
    });
}

#[test]
fn with_ascii_the_screen_has_nothing_else() {
    let home = Home::with_log();
    let mut terminal = home.open(&["log.db", "--ascii"]);
    press(&mut terminal, "j");
    see(&mut terminal, "> Alpha");
    let text = terminal.screen().text();
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn plainly_it_is_the_report_on_a_terminal_left_alone() {
    let home = Home::with_log();
    let report = home.command(BINGETOP).args(["report", "log.db"]).output();
    let report = String::from_utf8(report.expect("a run").stdout).expect("text");
    let output = RawTerminal::open(&home, &["log.db", "--plain"], &[]).finish();
    assert_eq!(output.replace("\r\n", "\n"), report);
}

#[test]
fn a_theme_that_is_none_is_refused_with_those_there_are() {
    let home = Home::with_log();
    let mut terminal = home.start(&["log.db", "--theme", "pink"]);
    assert_eq!(code(&mut terminal), 2);
    see(&mut terminal, "dark, light, projector, mono, ansi16");
}
