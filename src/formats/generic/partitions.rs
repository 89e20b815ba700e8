//! The columns that the folders of a file stand for: `country=IT/part-0.parquet`.

/// What Spark calls the folder of rows without a value.
const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// A column that has one value for all rows of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Partition {
    /// Its name.
    pub name: String,
    /// The value; `None` where the rows have none.
    pub value: Option<String>,
}

impl Partition {
    /// Returns those of a file in `folders`, with slashes between them, from the outermost on.
    pub fn all(folders: &str) -> Vec<Self> {
        let named = folders.split('/').filter_map(|folder| {
            let (name, value) = folder.split_once('=')?;
            let name = unescaped(name).trim().to_owned();
            let value = (value != NO_VALUE).then(|| unescaped(value));
            (!name.is_empty()).then_some(Self { name, value })
        });
        named.collect()
    }
}

/// Returns `text` with `%3A` and its like as what they stand for; it comes back as it is where they stand for no text.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let hex = behind.first_chunk::<2>().filter(|_| *byte == b'%');
        let code = hex.and_then(|hex| {
            let digit = |digit: u8| char::from(digit).to_digit(16);
            u8::try_from(digit(hex[0])? * 16 + digit(hex[1])?).ok()
        });
        bytes.push(code.unwrap_or(*byte));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_with_a_value_are_columns() {
        let found = Partition::all("plays/viewer=ann%20b/a=b=c/=x/day=__HIVE_DEFAULT_PARTITION__");
        let some = |name: &str, value: Option<&str>| Partition {
            name: name.to_owned(),
            value: value.map(str::to_owned),
        };
        let expected = [
            some("viewer", Some("ann b")),
            some("a", Some("b=c")),
            some("day", None),
        ];
        assert_eq!(found, expected);
        assert_eq!(Partition::all("plays"), []);
    }

    #[test]
    fn what_stands_for_no_text_is_left_as_it_is() {
        assert_eq!(unescaped("50%"), "50%");
        assert_eq!(unescaped("%ff"), "%ff");
        assert_eq!(unescaped("21%3A03 %e2%9b%B5"), "21:03 ⛵");
    }
}
