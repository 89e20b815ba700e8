//! JSON that is no array itself and has one in it: an export with a word before its rows.

/// Returns the key of the first array of objects in the object that `text` begins, and the text from that array on.
pub(super) fn array_within(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    let mut key = None;
    let mut place = text.len() - text.trim_start().len();
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(place) {
        match byte {
            b'"' => {
                let end = place + 1 + end_of_text(&bytes[place + 1..])?;
                if depth == 1 && text[end + 1..].trim_start().starts_with(':') {
                    key = Some(&text[place + 1..end]);
                }
                place = end;
            }
            b'[' if depth == 1 && text[place + 1..].trim_start().starts_with('{') => {
                let key = key.filter(|key| is_word(key))?;
                return Some((key, &text[place..]));
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
        place += 1;
    }
    None
}

/// Returns where the text ends that begins with `bytes`.
fn end_of_text(bytes: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    bytes.iter().position(|byte| {
        let was_escaped = std::mem::take(&mut is_escaped);
        is_escaped = *byte == b'\\' && !was_escaped;
        *byte == b'"' && !was_escaped
    })
}

/// Returns whether a key can be written as it is wherever keys are.
fn is_word(key: &str) -> bool {
    let may_be = |c: char| c.is_ascii_alphanumeric() || c == '_';
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(may_be)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(r#"{"user":"a","plays":[{"x":1},{"#, Some(("plays", r#"[{"x":1},{"#)))]
    #[case("\n{ \"a\\\"[{\" : {\"no\": [{}]},\n \"tags\": [1, 2], \"yes\" : [ {}", Some(("yes", "[ {}")))]
    #[case(r#"{"the plays":[{"x":1}]}"#, None)]
    #[case(r#"{"a":1}"#, None)]
    #[case(r#"[{"a":[{}]}]"#, None)]
    #[case(r#"{"a"#, None)]
    #[case("é[{", None)]
    #[case("", None)]
    fn the_array_is_found_by_its_key(#[case] text: &str, #[case] expected: Option<(&str, &str)>) {
        assert_eq!(array_within(text), expected);
    }
}
