//! Values of JSON as programs write them that do not mind whether a number is a text.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::unclear::{Unclear, whole_number};

/// A value of JSON as text without blanks around it: none where it is `null`, blank, a list or an object.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scalar(pub Option<String>);

impl Scalar {
    /// Returns it as a text.
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Returns it as a number, decimals left off.
    ///
    /// # Errors
    ///
    /// Fails where it is none.
    pub fn number(&self) -> Result<Option<i64>, Unclear> {
        self.text().map(whole_number).transpose()
    }

    /// Returns whether it says yes.
    pub fn is_true(&self) -> bool {
        matches!(self.text(), Some("true" | "1"))
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        let text = text.trim();
        Ok(Scalar((!text.is_empty()).then(|| text.to_owned())))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar(Some(value.to_string())))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar(Some(number.to_string())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar(Some(number.to_string())))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar(Some(number.to_string())))
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Scalar, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(json: &str) -> Scalar {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_value_is_a_text_however_it_is_written() {
        let text = |json| scalar(json).0.unwrap_or_default();
        assert_eq!([text("7"), text("\" 7 \""), text("7.0")], ["7", "7", "7"]);
        for none in ["null", "\" \"", "[1]", "{\"a\":[2]}"] {
            assert_eq!(scalar(none), Scalar(None));
        }
        assert_eq!(scalar("\"7.9\"").number(), Ok(Some(7)));
        assert_eq!(scalar("\"x\"").number(), Err(Unclear::Unreadable));
        assert_eq!(scalar("null").number(), Ok(None));
        assert!(scalar("true").is_true() && scalar("1").is_true() && !scalar("0").is_true());
    }
}
