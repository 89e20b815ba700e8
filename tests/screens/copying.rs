//! What `y` and `Y` copy.

use bingetop::app::Effect;

use super::{FULL, YEAR, text};
use crate::dashboard::Dashboard;

/// Returns what is copied by a key after others, and what is said of it.
fn copied(keys: &str, key: char) -> (String, String) {
    let mut dashboard = Dashboard::over(&YEAR, FULL);
    dashboard.press(keys);
    let event = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(key));
    let effects = dashboard.app.update(bingetop::app::Message::Key(event));
    let text_of = |effect: &Effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    };
    let notice = dashboard.app.notice.clone().unwrap_or_default();
    (effects.iter().find_map(text_of).unwrap_or_default(), notice)
}

#[test]
fn without_a_selected_row_the_sentence_is_copied() {
    let (text, notice) = copied("", 'y');
    let story = "53 people watched A Christmas Prince on each of the 18 days to 2017-12-10.";
    assert_eq!(text, story);
    assert_eq!(notice, "sentence sent to the terminal's clipboard");
    assert_eq!(copied("Enter", 'y').0, story, "on its page, too");
    assert_ne!(copied("n", 'y').0, story, "another sentence");
}

#[test]
fn a_row_has_its_numbers_between_tabs() {
    assert_eq!(copied("j", 'y').0, "A Christmas Prince\t\t65\t53\t18+");
    let row = "Glass Roads\tThe Quiet Signal\t660\t708\t48\t48";
    assert_eq!(copied("2 jj", 'y').0, row);
    assert_eq!(
        copied("2 jj", 'y').1,
        "row sent to the terminal's clipboard"
    );
}

#[test]
fn a_hidden_row_has_no_numbers() {
    assert_eq!(copied("/bee Enter j", 'y').0, "Bee Movie\t");
    let revealed = copied("x /bee Enter j", 'y').0;
    assert!(revealed.starts_with("Bee Movie\t\t"), "{revealed}");
}

#[test]
fn a_panel_is_a_table_with_headings() {
    let first_lines = |keys: &str, lines: usize| {
        let (text, _) = copied(keys, 'Y');
        let kept: Vec<&str> = text.lines().take(lines).collect();
        kept.join("\n")
    };
    assert_eq!(
        first_lines("", 2),
        "Name\tShow\t3+ days\tRunning\tLongest\nA Christmas Prince\t\t65\t53\t18+"
    );
    assert_eq!(
        first_lines("2", 2),
        "Name\tShow\tRewatches\tPlays\tViewers\tAgain\nA Christmas Prince\t\t1,278\t1,406\t128\t·"
    );
    assert_eq!(first_lines("3", 2), "Cohort\tViewers\n≥ 3 days\t116");
    assert_eq!(first_lines("4", 1), "Day\tPlays\tViewers");
    let days = Dashboard::over(&YEAR, FULL).app.days().len();
    assert_eq!(copied("4", 'Y').0.lines().count(), 1 + days);
    assert_eq!(copied("4 l", 'Y').0.lines().count(), 1 + 7 * 24);
    assert!(first_lines("3 ll", 1).starts_with("First in\tViewers\tAgain after"));
}

#[test]
fn of_a_page_what_its_viewers_played_too_is_a_table() {
    let (text, notice) = copied("x + + + 2 Enter 2 l", 'Y');
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("Also played\tShow\tViewers\tShare\tLift")
    );
    assert!(lines.next().is_some_and(|row| row.ends_with('×')), "{text}");
    assert_eq!(notice, "panel sent to the terminal's clipboard");
}

#[test]
fn each_part_of_a_page_is_a_table() {
    let first_line = |keys: &str| {
        let (text, notice) = copied(keys, 'Y');
        assert_eq!(notice, "panel sent to the terminal's clipboard", "{keys}");
        text.lines().next().unwrap_or_default().to_owned()
    };
    let show = "1 /signal Enter j Enter";
    for (keys, headings) in [
        ("", "Days in a row\tViewers\tBefore"),
        ("2", "Plays\tViewers"),
        ("2 l", "Title\tViewers\tPlays"),
        ("2 ll", "Last played\tViewers"),
        ("3", "Cohort\tViewers"),
        ("4", "Day\tPlays\tViewers"),
    ] {
        assert_eq!(first_line(&format!("{show} {keys}")), headings);
    }
    let (sittings, _) = copied(&format!("x {show} 2 ll"), 'Y');
    assert!(
        sittings.contains("\n\nWho binged\tBinges\tMost titles\n"),
        "{sittings}"
    );
}

#[test]
fn nothing_is_copied_while_nothing_is_known() {
    let mut dashboard = Dashboard::over(&YEAR, FULL);
    dashboard.press("d2016-11-10 Enter y");
    assert!(text(&dashboard).contains("there is nothing to copy here"));
}
