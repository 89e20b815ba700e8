//! Text measured in cells, cut by grapheme, and written at a column.

use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation as _;

use super::role::Role;
use crate::domain::format::thousands;
use crate::guard::Shown;

/// Returns the cells a text takes on the screen.
///
/// It is measured grapheme by grapheme, as it is drawn: measured as a whole, some letters would
/// count as one with their neighbours.
pub(super) fn width(text: &str) -> usize {
    // Most texts are plain, and a grapheme is dear to find.
    let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if text.bytes().all(is_plain) {
        return text.len();
    }
    text.graphemes(true).map(cells_of).sum()
}

fn cells_of(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    usize::from(grapheme.cell_width())
}

/// Returns `text` if it fits into `cells`, else its beginning and `…`.
pub(super) fn cut(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = cells_of(grapheme);
        if used + wide + 1 > cells {
            break;
        }
        kept.push_str(grapheme);
        used += wide;
    }
    if cells > 0 {
        kept.push('…');
    }
    kept
}

/// Returns `text` if it fits into `cells`, else its first words and `…`: no number is cut in two.
pub(super) fn cut_words(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let ends = text.match_indices(' ').map(|(end, _)| &text[..end]);
    let kept = ends.take_while(|kept| width(kept) <= cells).last();
    match kept {
        Some(kept) if width(kept) + 2 <= cells => format!("{kept} …"),
        Some(kept) => {
            let shorter = kept.rsplit_once(' ').map(|(shorter, _)| shorter);
            shorter.map_or_else(|| kept.to_owned(), |shorter| format!("{shorter} …"))
        }
        None => {
            let first = text.split(' ').next().unwrap_or(text);
            let is_number = first.contains(|c: char| c.is_ascii_digit());
            cut(if is_number { "…" } else { first }, cells)
        }
    }
}

/// Breaks a text between words into lines of up to `cells`; longer words are cut.
pub(crate) fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= cells => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(cut(word, cells)),
        }
    }
    lines
}

/// Returns `text` aligned to the right in `cells`, with blanks before it.
pub(super) fn right(text: &str, cells: usize) -> String {
    let blanks = cells.saturating_sub(width(text));
    format!("{:blanks$}{text}", "")
}

/// Returns a number as it may be shown, in full.
pub(super) fn number(shown: Shown) -> String {
    shown.in_words(thousands)
}

/// Returns the cells of the widest of some numbers as [`number`] writes them.
pub(super) fn widest(numbers: impl Iterator<Item = Shown>) -> usize {
    let written = numbers.map(number);
    written.map(|text| width(&text)).max().unwrap_or(0)
}

/// Joins as many of the parts as fit into `cells`, in order.
///
/// Each part comes with its rank: where there is no room, the highest rank is left out first.
pub(super) fn fitting(parts: &[(u8, String)], separator: &str, cells: usize) -> String {
    let mut kept: Vec<&(u8, String)> = parts.iter().filter(|(_, part)| !part.is_empty()).collect();
    loop {
        let texts: Vec<&str> = kept.iter().map(|(_, part)| part.as_str()).collect();
        let joined = texts.join(separator);
        if width(&joined) <= cells || kept.len() <= 1 {
            return cut(&joined, cells);
        }
        let highest = kept.iter().map(|(rank, _)| *rank).max();
        let place = kept.iter().rposition(|(rank, _)| Some(*rank) == highest);
        kept.remove(place.unwrap_or(0));
    }
}

/// Writes text into the first line of an area, from a column on; what does not fit is left out.
pub(super) fn write_at(buf: &mut Buffer, area: Rect, column: usize, text: &str, role: Role) {
    let column = u16::try_from(column).unwrap_or(area.width).min(area.width);
    let room = usize::from(area.width - column);
    buf.set_stringn(area.x + column, area.y, text, room, role);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Friends", 7, "Friends")]
    #[case("Friends", 4, "Fri…")]
    #[case("日本語の題", 6, "日本…")]
    #[case("日本語の題", 4, "日…")]
    #[case("👨‍👩‍👧 family", 3, "👨‍👩‍👧…")]
    #[case("Friends", 1, "…")]
    #[case("Friends", 0, "")]
    fn text_is_cut_between_graphemes(
        #[case] text: &str,
        #[case] cells: usize,
        #[case] cut_text: &str,
    ) {
        assert_eq!(cut(text, cells), cut_text);
        assert!(width(&cut(text, cells)) <= cells);
    }

    #[rstest]
    #[case::ligature("لا لا لاند", 10)]
    #[case::half_width_voiced("ﾊﾞｶﾞ", 4)]
    #[case::combining("Ame\u{301}lie", 6)]
    #[case::control("a\u{1b}b", 2)]
    fn text_is_measured_as_it_is_drawn(#[case] text: &str, #[case] cells: usize) {
        use ratatui::buffer::Buffer;
        use ratatui::layout::Rect;
        let mut buf = Buffer::empty(Rect::new(0, 0, 40, 1));
        let (end, _) = buf.set_stringn(0, 0, text, 40, ratatui::style::Style::new());
        assert_eq!(width(text), cells);
        assert_eq!(width(text), usize::from(end));
    }

    #[rstest]
    #[case(40, "every day for the past 18 days.")]
    #[case(30, "every day for the past 18 …")]
    #[case(26, "every day for the past …")]
    #[case(25, "every day for the past …")]
    #[case(5, "every")]
    #[case(3, "ev…")]
    fn sentences_are_cut_between_words(#[case] cells: usize, #[case] cut_text: &str) {
        let text = cut_words("every day for the past 18 days.", cells);
        assert_eq!(text, cut_text);
        assert!(width(&text) <= cells);
    }

    #[test]
    fn a_number_that_does_not_fit_is_not_begun() {
        assert_eq!(cut_words("12,345 plays", 7), "12,345");
        assert_eq!(cut_words("12,345 plays", 5), "…");
        assert_eq!(cut_words("12,345 plays", 0), "");
    }

    #[test]
    fn parts_of_the_highest_rank_go_first() {
        let parts = [
            (0, "plays".to_owned()),
            (2, "viewers".to_owned()),
            (1, "days".to_owned()),
        ];
        assert_eq!(fitting(&parts, " · ", 40), "plays · viewers · days");
        assert_eq!(fitting(&parts, " · ", 20), "plays · days");
        assert_eq!(fitting(&parts, " · ", 6), "plays");
        assert_eq!(fitting(&parts, " · ", 3), "pl…");
    }
}
