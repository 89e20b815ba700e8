//! Names: how they are compared, and how they are made safe to show.

use std::borrow::Cow;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// Ends each part of a key that is made of several names.
pub const SEPARATOR: char = '\u{1f}';

/// Returns what makes a title this title: the source's id, else show and name.
#[must_use]
pub fn title_key(id: Option<&str>, show: Option<&str>, title: &str) -> String {
    if let Some(id) = id {
        return format!("#{id}");
    }
    let show = show.map(folded).unwrap_or_default();
    format!("{show}{SEPARATOR}{}", folded(title))
}

/// Returns the source's id with its `#`, where that is what a title's key is made of; a name may begin with one, too.
#[must_use]
pub fn id_of_key(key: &str) -> Option<&str> {
    let is_id = key.starts_with('#') && !key.contains(SEPARATOR);
    is_id.then_some(key)
}

/// Returns the mark of a title by its key, which tells it from others of its name: the source's id with its `#`, or the `#`
/// alone where the key is made of names.
#[must_use]
pub fn mark_of_key(key: &str) -> &str {
    id_of_key(key).unwrap_or("#")
}

/// Returns a name with a mark behind it.
#[must_use]
pub fn with_mark(name: &str, mark: &str) -> String {
    format!("{name} ({mark})")
}

/// Splits a name from the mark that [`with_mark`] wrote behind it; `None` where there is none.
#[must_use]
pub fn without_mark(text: &str) -> Option<(&str, &str)> {
    let (name, mark) = text.strip_suffix(')')?.rsplit_once(" (")?;
    mark.starts_with('#').then_some((name, mark))
}

/// Returns what makes a show this show: its name, or the key of the title that is its own show. A film is its own show,
/// whatever series or artist has its name.
#[must_use]
pub fn show_key(show: Option<&str>, title_key: &str) -> String {
    match show {
        Some(show) => folded(show),
        None => format!("{SEPARATOR}{title_key}"),
    }
}

/// Returns the form in which two names are compared: NFKC, case-folded, with plain blanks and
/// apostrophes, and without blanks at the ends.
#[must_use]
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.trim().to_ascii_lowercase();
    }
    let folded: String = name
        .nfkc()
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .default_case_fold()
        .nfkc()
        .collect();
    folded.trim().to_owned()
}

/// Returns `name` fit for a terminal: every control character is a blank, and characters that
/// reorder or hide what follows (bidi controls, byte order marks) are removed.
#[must_use]
pub fn shown(name: &str) -> Cow<'_, str> {
    if !name.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Cow::Borrowed(name);
    }
    let shown = name
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if c.is_control() { ' ' } else { c });
    Cow::Owned(shown.collect())
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{061c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::case("Jane The Virgin", "Jane the Virgin")]
    #[case::no_break_space("A\u{a0}Christmas Prince", "A Christmas Prince")]
    #[case::apostrophe("Ocean\u{2019}s Eleven", "Ocean's Eleven")]
    #[case::full_width("ＡＢＣ", "abc")]
    #[case::sharp_s("Straße", "STRASSE")]
    #[case::composed("Se\u{301}rie", "SÉRIE")]
    #[case::blanks_at_the_ends(" Harbour ", "Harbour")]
    fn spellings_of_one_name_are_equal(#[case] one: &str, #[case] other: &str) {
        assert_eq!(folded(one), folded(other));
    }

    #[test]
    fn a_name_that_begins_like_an_id_is_none() {
        assert_eq!(
            id_of_key(&title_key(Some("9"), Some("#1 Ebb"), "Fog")),
            Some("#9")
        );
        assert_eq!(id_of_key(&title_key(None, Some("#1 Ebb"), "Fog")), None);
        assert_eq!(id_of_key(&title_key(None, None, "#9")), None);
    }

    #[rstest]
    #[case::of_an_id("Fog", &title_key(Some("9"), None, "Fog"))]
    #[case::of_names("Fog (#2)", &title_key(None, None, "Fog (#2)"))]
    fn a_mark_is_split_off_again(#[case] name: &str, #[case] key: &str) {
        let mark = mark_of_key(key);
        assert_eq!(without_mark(&with_mark(name, mark)), Some((name, mark)));
    }

    #[rstest]
    #[case("Fog")]
    #[case("Fog (film)")]
    #[case("Fog (#9) ")]
    #[case("(#9)")]
    fn a_name_without_a_mark_is_not_split(#[case] name: &str) {
        assert_eq!(without_mark(name), None);
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_shown() {
        assert_eq!(shown("a\u{1b}[31mb\tc\u{9b}d"), "a [31mb c d");
        assert_eq!(shown("\u{202e}evil\u{2066}\u{feff}"), "evil");
        assert_eq!(shown("日本 🎬"), "日本 🎬");
    }
}
