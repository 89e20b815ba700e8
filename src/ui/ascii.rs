//! Marks and borders for terminals and fonts that have ASCII only.
//!
//! One table, used once a frame is painted: panels know nothing of it. Letters stay, so that names read
//! as they are written.

use ratatui::buffer::Buffer;

/// Each mark and what stands for it. Heights and shades stay in order, and none looks like the dot of
/// nothing.
const TABLE: [(&str, &str); 11] = [
    ("─╌┄┈╴╶╼╾╸–—−", "-"),
    ("━═┅┉╍╺", "="),
    ("│┃║▌▐▏▎▍╎┆┊╏╻╹‖", "|"),
    ("·‥", "."),
    ("▁▂▃▄▅▆▇█", "_-=+*%##"),
    ("░▒▓", ":+%"),
    ("▶→›▸▷", ">"),
    ("◀←‹◂◁", "<"),
    ("▲↑△▼↓▽●○•×±…", "^^^vvv*oox+~"),
    ("▀▔▘▝▖▗▚▞▙▛▜▟", "\"\"'',,\\/####"),
    ("’‘“”′", "''\"\"'"),
];

/// What stands for a sign and the blank after it: alone, `>` would say something else.
const WITH_BLANK: [(&str, [&str; 2]); 2] = [("≥", [">", "="]), ("≤", ["<", "="])];

/// Replaces every mark of a buffer that is not ASCII; letters stay.
pub(super) fn translate(buf: &mut Buffer) {
    for place in 0..buf.content.len() {
        let symbol = buf.content[place].symbol();
        if symbol.is_ascii() {
            continue;
        }
        if let Some((_, pair)) = WITH_BLANK.iter().find(|(sign, _)| *sign == symbol) {
            buf.content[place].set_symbol(pair[0]);
            if let Some(next) = buf.content.get_mut(place + 1)
                && next.symbol() == " "
            {
                next.set_symbol(pair[1]);
            }
        } else if let Some(ascii) = in_ascii(symbol) {
            buf.content[place].set_char(ascii);
        }
    }
}

/// Returns what stands for a mark; `None` where it is a letter, or nothing is known of it.
fn in_ascii(symbol: &str) -> Option<char> {
    let mut chars = symbol.chars();
    let (mark, None) = (chars.next()?, chars.next()) else {
        return None;
    };
    for (marks, all) in TABLE {
        if let Some(place) = marks.chars().position(|known| known == mark) {
            // One character stands for all of a row, or there is one for each.
            return all.chars().nth(place.min(all.len() - 1));
        }
    }
    match mark {
        // Corners and crossings.
        '\u{2500}'..='\u{257f}' => Some('+'),
        '\u{2580}'..='\u{259f}' => Some('#'),
        '\u{2800}' => Some(' '),
        '\u{2801}'..='\u{28ff}' => Some(':'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::bars::{SHADES, height};
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;
    use std::collections::BTreeSet;

    fn translated(text: &str) -> String {
        let cells = u16::try_from(text.chars().count()).expect("a short line");
        let mut buf = Buffer::empty(Rect::new(0, 0, cells, 1));
        buf.set_string(0, 0, text, ratatui::style::Style::new());
        translate(&mut buf);
        buf.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn heights_and_shades_stay_apart() {
        let heights: BTreeSet<char> = (0..=7).map(|value| height(value, 7)).collect();
        let marks = |all: &BTreeSet<char>| -> BTreeSet<String> {
            all.iter()
                .map(|mark| translated(&mark.to_string()))
                .collect()
        };
        assert_eq!(marks(&heights).len(), 8);
        assert_eq!(marks(&SHADES.into()).len(), SHADES.len());
    }

    #[test]
    fn a_row_of_the_table_has_one_character_or_one_for_each() {
        for (marks, all) in TABLE {
            let marks = marks.chars().count();
            assert!(all.len() == 1 || all.len() == marks, "{all}");
        }
    }

    #[test]
    fn at_least_does_not_become_more_than() {
        assert_eq!(translated("≥ 3 days"), ">=3 days");
        assert_eq!(translated("Hours ≥ 9.5"), "Hours >=9.5");
    }

    #[test]
    fn letters_stay() {
        assert_eq!(translated("Mörkt · Ńé┏━"), "Mörkt . Ńé+=");
    }
}
