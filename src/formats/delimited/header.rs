//! The names of a table's columns.

use crate::domain::name::shown;
use crate::formats::mapping::numbered;
use crate::formats::read_error::ReadError;
use crate::formats::refusal::cut;

/// How many columns are named at most.
const MOST: usize = 40;

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

    /// Returns the place of the column called `name`, as [`Self::find`] does; where there is none, that of the column
    /// with this number, from 1.
    ///
    /// # Errors
    ///
    /// Fails as that does.
    pub fn place(&self, name: &str) -> Result<Option<usize>, ReadError> {
        let by_number = || numbered(name).filter(|place| *place < self.names.len());
        Ok(self.find(name)?.or_else(by_number))
    }

    /// Returns what is wrong with `name` where it is the number of a column that is not there.
    pub fn beyond(&self, name: &str) -> Option<String> {
        numbered(name)?;
        let cells = (1..).zip(&self.names).take(MOST);
        let cells: Vec<String> = cells
            .map(|(number, cell)| format!("{number} `{}`", printed(cell)))
            .collect();
        Some(format!(
            "no column has the number {name}; there are {}, in the first line: {}",
            self.names.len(),
            cells.join(", ")
        ))
    }

    /// Returns the error that there is no column called `name`, which the user `is_mapping` things to
    /// or not.
    pub fn missing(&self, name: &str, is_mapping: bool) -> ReadError {
        let hint = if is_mapping {
            format!("it has: {}", listed(&self.names, name))
        } else {
            let names: Vec<String> = self
                .names
                .iter()
                .take(MOST)
                .map(|name| printed(name))
                .collect();
            format!(
                "there are `{}`; say which holds what with --map, for example --map title=COLUMN",
                names.join("`, `")
            )
        };
        ReadError::MissingColumn {
            line: self.line,
            column: name.to_owned(),
            hint,
        }
    }
}

/// Returns the names of columns as a list, first the one that `name` is likely to be meant for.
pub(in crate::formats) fn listed(names: &[String], name: &str) -> String {
    let name = name.to_lowercase();
    let distance = |other: &&String| strsim::osa_distance(&other.to_lowercase(), &name);
    let nearest = names
        .iter()
        .filter(|other| distance(other) <= 2 && 2 * distance(other) <= name.len())
        .min_by_key(distance);
    let others = names
        .iter()
        .filter(|other| !other.is_empty() && Some(*other) != nearest);
    let names: Vec<String> = nearest
        .into_iter()
        .chain(others)
        .take(MOST)
        .map(|name| printed(name))
        .collect();
    names.join(", ")
}

fn printed(name: &str) -> String {
    shown(&cut(name, 60)).into_owned()
}
