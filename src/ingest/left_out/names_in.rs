//! Viewers' names in texts: in rows that could not be read, and in what people call files and accounts.

use std::borrow::Cow;

/// The most words that a name is looked for in where nothing else ends it.
const MOST_WORDS: usize = 4;

/// What ends a cell in the formats that are read; a refused row may have a blank in the place of a tab.
const ENDS: [char; 8] = [',', ';', '\t', '|', '"', '{', '}', ':'];

/// Returns all that may be a name in the text of a row: its cells, and each few words in a row of them.
///
/// Nobody knows the cells of a row that could not be read. What is asked is only whether one of these is a certain name,
/// so that many too many do no harm.
pub(in crate::ingest) fn names_in(row: &str) -> impl Iterator<Item = Cow<'_, str>> {
    // A name may hold a colon, and one that is quoted a comma.
    let in_a_table = row.split(['"', '\t', ',', ';']);
    let quoted = row.split(['"', '\t']);
    let cells = row.split(ENDS).chain(in_a_table).chain(quoted);
    cells.flat_map(|cell| {
        let cell = cell.trim();
        let whole = std::iter::once(unescaped(cell));
        whole.chain(few_words(cell).map(Cow::Borrowed))
    })
}

/// Returns each few words in a row of a text.
fn few_words(text: &str) -> impl Iterator<Item = &str> {
    let starts = move |at: &usize| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(char::is_whitespace) && !text[*at..].starts_with(char::is_whitespace)
    };
    let starts = text.char_indices().map(|(at, _)| at).filter(starts);
    starts.flat_map(move |at| {
        let rest = &text[at..];
        let ends = rest.char_indices().filter(|(_, c)| c.is_whitespace());
        let ends = ends.map(|(at, _)| at).chain([rest.len()]);
        ends.take(MOST_WORDS).map(move |end| rest[..end].trim_end())
    })
}

/// Returns a text of JSON as it is meant.
fn unescaped(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\\') {
        return Cow::Borrowed(cell);
    }
    let meant = serde_json::from_str::<String>(&format!("\"{cell}\""));
    meant.map_or(Cow::Borrowed(cell), Cow::Owned)
}

/// Returns whether a text has a name as a word of its own, however it is capitalised. What is no word, a number say, is in
/// no text.
pub(in crate::ingest) fn is_word_in(name: &str, text: &str) -> bool {
    let (name, text) = (name.trim().to_lowercase(), text.to_lowercase());
    if !name.chars().any(char::is_alphabetic) {
        return false;
    }
    let mut found = text.match_indices(&name);
    found.any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_end(before) && is_end(after)
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::csv("Ann Lee,Harbour,soon", "Ann Lee")]
    #[case::quoted("\"Lee, Ann\",Harbour,soon", "Lee, Ann")]
    #[case::tabs_made_blanks("Harbour Ann Lee soon 12", "Ann Lee")]
    #[case::json("{\"viewer\":\"Ann\",\"at\":\"soon\"}", "Ann")]
    #[case::json_escaped("{\"viewer\": \"Zo\\u00eb\", \"at\": \"soon\"}", "Zoë")]
    #[case::an_address("ann@example.org;Harbour", "ann@example.org")]
    #[case::with_a_colon("plex:ann,Harbour", "plex:ann")]
    #[case::wide_blanks("Ann\u{3000}Lee,Harbour", "Ann\u{3000}Lee")]
    fn a_name_is_among_them(#[case] row: &str, #[case] name: &str) {
        assert!(names_in(row).any(|found| found == name), "{row}");
    }

    #[test]
    fn part_of_a_word_is_no_name() {
        assert!(!names_in("Annette,Harbour,soon").any(|found| found == "Ann"));
    }

    #[rstest]
    #[case::a_file("netflix_ann.csv", true)]
    #[case::capitals("ANN's export", true)]
    #[case::another_word("annette.csv", false)]
    #[case::at_the_end("of joann", false)]
    fn a_word_is_found_as_a_whole(#[case] text: &str, #[case] is_in: bool) {
        assert_eq!(is_word_in("Ann", text), is_in);
    }

    #[test]
    fn a_number_is_no_word() {
        assert!(!is_word_in("12", "2024-01-12 12") && !is_word_in("", "12"));
    }
}
