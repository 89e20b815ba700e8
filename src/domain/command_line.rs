//! Words of a command line.

/// Returns a word as a shell takes it.
#[must_use]
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:,+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    #[rstest]
    #[case("plays.db", "plays.db")]
    #[case("it's", r"'it'\''s'")]
    #[case("title=Name,start=When", "'title=Name,start=When'")]
    #[case("$(x)", "'$(x)'")]
    #[case("", "''")]
    fn a_word_is_one_word_of_a_shell(#[case] word: &str, #[case] quoted: &str) {
        assert_eq!(super::quoted(word), quoted);
    }
}
