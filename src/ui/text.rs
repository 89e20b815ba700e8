//! Text measured in cells and cut by grapheme.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::domain::format::{fitted, thousands};
use crate::guard::Shown;

/// Returns the cells a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Returns `text` if it fits into `cells`, else its beginning and `…`.
pub(super) fn cut(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
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

/// Returns `text` with blanks before it up to `cells`.
pub(super) fn right(text: &str, cells: usize) -> String {
    let blanks = cells.saturating_sub(width(text));
    format!("{:blanks$}{text}", "")
}

/// Returns a number as it may be shown, in full.
pub(super) fn number(shown: Shown) -> String {
    match shown {
        Shown::Exact(number) => thousands(number),
        Shown::Below(minimum) => format!("<{minimum}"),
    }
}

/// Returns a number as it may be shown, shortened where it would not fit into `cells`.
pub(super) fn number_within(shown: Shown, cells: usize) -> String {
    match shown {
        Shown::Exact(number) => fitted(number, cells),
        Shown::Below(_) => number(shown),
    }
}

/// Joins as many of the parts as fit into `cells`, in order, leaving out the dearest first.
///
/// Each part comes with its rank: the lowest stay longest.
pub(super) fn fitting(parts: &[(u8, String)], separator: &str, cells: usize) -> String {
    let mut kept: Vec<&(u8, String)> = parts.iter().filter(|(_, part)| !part.is_empty()).collect();
    loop {
        let texts: Vec<&str> = kept.iter().map(|(_, part)| part.as_str()).collect();
        let joined = texts.join(separator);
        if width(&joined) <= cells || kept.len() <= 1 {
            return cut(&joined, cells);
        }
        let dearest = kept.iter().map(|(rank, _)| *rank).max();
        let place = kept.iter().rposition(|(rank, _)| Some(*rank) == dearest);
        kept.remove(place.unwrap_or(0));
    }
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

    #[test]
    fn the_dearest_parts_go_first() {
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
