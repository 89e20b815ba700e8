//! The names of a table's columns.

use crate::domain::name::shown;
use crate::formats::read_error::ReadError;
use crate::formats::refusal::cut;

/// The first row of a file: the names of its columns, trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::formats) struct Header {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// The names, in file order.
    pub names: Vec<String>,
}

impl Header {
    /// Returns the place of the column called `name`, blanks around it and ASCII case aside.
    ///
    /// # Errors
    ///
    /// Fails where two columns go by that name.
    pub fn find(&self, name: &str) -> Result<Option<usize>, ReadError> {
        let alike = |found: &String| found.eq_ignore_ascii_case(name.trim());
        let Some(place) = self.names.iter().position(alike) else {
            return Ok(None);
        };
        if self.names[place + 1..].iter().any(alike) {
            return Err(ReadError::Malformed {
                line: self.line,
                problem: format!("two columns are named `{name}`; rename one"),
            });
        }
        Ok(Some(place))
    }

    /// Returns the error that there is no column called `name`.
    pub fn missing(&self, name: &str) -> ReadError {
        let names: Vec<String> = self
            .names
            .iter()
            .take(40)
            .map(|name| shown(&cut(name, 60)).into_owned())
            .collect();
        ReadError::MissingColumn {
            line: self.line,
            column: name.to_owned(),
            hint: format!(
                "there are `{}`; say which holds what with --map, for example --map title=COLUMN",
                names.join("`, `")
            ),
        }
    }
}
