//! The tables of a database, which differ between the versions of the program that made it.

/// A table of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    /// Its name.
    pub name: String,
    /// The names of its columns, in order.
    pub columns: Vec<String>,
}

impl TableShape {
    /// Returns whether it is called `name`, ASCII case aside, as in SQLite.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Returns whether it has this column, ASCII case aside.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        let mut names = self.columns.iter();
        names.any(|name| name.eq_ignore_ascii_case(column))
    }

    /// Returns the SQL of `column` of this table, which the statement calls `alias`: `NULL` where there is no such
    /// column.
    #[must_use]
    pub fn value(&self, alias: &str, column: &str) -> String {
        if self.has(column) {
            format!("{alias}.\"{column}\"")
        } else {
            "NULL".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_is_missing_is_null() {
        let table = TableShape {
            name: "Plays".to_owned(),
            columns: vec!["Started".to_owned()],
        };
        assert!(table.is_called("plays") && !table.is_called("play"));
        assert_eq!(table.value("p", "started"), "p.\"started\"");
        assert_eq!(table.value("p", "stopped"), "NULL");
    }
}
