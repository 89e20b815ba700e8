//! The keys that are pressed before a picture is made.

use std::str::FromStr;

use crate::app::key::Key;

/// What comes before characters that are typed one by one.
const TEXT: &str = "text:";

/// The name of the key that stands between the others.
const COMMA: &str = "comma";

/// Keys, in the order in which they are pressed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keys(pub(super) Vec<Key>);

impl FromStr for Keys {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut keys = Vec::new();
        if text.is_empty() {
            return Ok(Self(keys));
        }
        for word in text.split(',') {
            if let Some(typed) = word.trim_start().strip_prefix(TEXT) {
                keys.extend(typed.chars().map(Key::char));
            } else {
                keys.push(key(word.trim())?);
            }
        }
        Ok(Self(keys))
    }
}

fn key(name: &str) -> Result<Key, String> {
    if name.is_empty() {
        return Err("a key's name is missing; the key of a comma is Comma".to_owned());
    }
    if name.eq_ignore_ascii_case(COMMA) {
        return Ok(Key::char(','));
    }
    Key::parse(name).ok_or_else(|| {
        format!(
            "no key is called `{name}`; name keys as in `2,j,Enter`, or type with `{TEXT}{name}`"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", "")]
    #[case("2,j,Enter", "2 j Enter")]
    #[case("d, text:a b,Enter", "d a Space b Enter")]
    #[case("text:18>,Comma", "1 8 > ,")]
    #[case("text:", "")]
    fn keys_are_read_in_order(#[case] text: &str, #[case] wanted: &str) {
        let keys: Keys = text.parse().expect("keys");
        let spelled: Vec<String> = keys.0.iter().map(|key| key.spelled()).collect();
        assert_eq!(spelled.join(" "), wanted);
    }

    #[rstest]
    #[case("2,,j", "missing")]
    #[case("2,", "missing")]
    #[case("2,jj", "no key is called `jj`")]
    #[case("Entr", "text:Entr")]
    fn other_words_are_refused(#[case] text: &str, #[case] said: &str) {
        let error = text.parse::<Keys>().expect_err("no keys");
        assert!(error.contains(said), "{error}");
    }
}
