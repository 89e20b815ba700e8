//! The dashboard in one line.

use std::fmt::Write as _;

use bingetop::app::Message;
use insta::assert_snapshot;

use super::{YEAR, after, diary, text};
use crate::dashboard::{Dashboard, setup};

#[test]
fn whatever_fits_into_a_line() {
    let mut lines = String::new();
    for (columns, rows) in [
        (100, 3),
        (60, 3),
        (50, 1),
        (40, 1),
        (30, 1),
        (20, 1),
        (12, 1),
        (8, 1),
        (5, 1),
        (3, 1),
        (1, 1),
    ] {
        let text = after((columns, rows), "");
        let _ = writeln!(lines, "{columns:3}x{rows} {}", text.trim_end());
    }
    assert_snapshot!("lines", lines);
}

#[test]
fn states_in_a_line() {
    let empty = diary::empty();
    let mut lines = String::new();
    for columns in [60, 12] {
        let mut reading = Dashboard::reading(setup(), &YEAR, (columns, 1));
        lines.push_str(&text(&reading));
        reading.send(Message::Failed("the file is not a play log".to_owned()));
        lines.push_str(&text(&reading));
        lines.push_str(&text(&Dashboard::over(&empty, (columns, 1))));
        let mut trouble = Dashboard::over(&YEAR, (columns, 1));
        trouble.send(Message::Failed("plays.db: no such file".to_owned()));
        lines.push_str(&text(&trouble));
    }
    assert_snapshot!("lines_of_states", lines);
}
