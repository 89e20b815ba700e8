//! What help says beside the keys, and how many lines it has.

use super::keymap::{Group, KEYMAP};

/// What the words on the screen mean.
pub const WORDS: [(&str, &str); 8] = [
    (
        "play",
        "a viewing of two minutes or more (music: 30 seconds)",
    ),
    ("active day", "a day on which a viewer has a part of a play"),
    ("streak", "active days without a gap, cut to the range"),
    (
        "running",
        "a streak that reaches the range's last finished day",
    ),
    ("rewatches", "plays less the viewers who played it at all"),
    ("again", "viewers with two plays or more"),
    (
        "<10 ·",
        "a small cohort, and a number about one: x shows them",
    ),
    (
        "range",
        "7d · last week · 2017-11 · q4 2017 · A..B · since A · all",
    ),
];

/// Returns how many lines help has: the keys in groups, the words, and a last line.
///
/// Each group and the words have a heading, and a blank line below.
#[must_use]
pub fn lines() -> usize {
    let headings = Group::ALL.len() + 1;
    let blanks = headings;
    KEYMAP.len() + WORDS.len() + headings + blanks + 1
}
