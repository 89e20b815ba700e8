//! SQL statements with the values of a question: the oracles that tests hold the answers against.

use rusqlite::{CachedStatement, Connection, Row, ToSql};

use super::question::Question;
use crate::domain::Level;

/// Returns the parameters that a question decides, and their values: days are counted from 1970 on, and a level is
/// [`BY_SHOW`].
pub(super) fn values(question: &Question) -> [(&'static str, Option<i64>); 6] {
    let item = question.item;
    [
        (":from", Some(question.window.from().0.into())),
        (":to", Some(question.window.to().0.into())),
        (
            ":last_finished",
            Some(question.window.to().min(question.last_finished).0.into()),
        ),
        (
            BY_SHOW,
            Some(item.is_some_and(|item| item.level == Level::Show).into()),
        ),
        (":item", item.map(|item| item.id.0.into())),
        (":at_least", Some(question.threshold.days().into())),
    ]
}

/// The parameter that says whether items are shows.
pub(super) const BY_SHOW: &str = ":by_show";

/// A statement whose parameters have a question's values.
pub(super) struct QuestionStatement<'a>(CachedStatement<'a>);

impl<'a> QuestionStatement<'a> {
    /// Prepares a statement and binds those of its parameters that a question decides: `:from`, `:to`,
    /// `:last_finished`, `:item` with its level as `:by_show`, and `:at_least`.
    pub(super) fn new(
        conn: &'a Connection,
        sql: &str,
        question: &Question,
    ) -> rusqlite::Result<Self> {
        let mut statement = Self(conn.prepare_cached(sql)?);
        for (name, value) in values(question) {
            statement.bind(name, value)?;
        }
        Ok(statement)
    }

    /// Asks by title or by show, whichever the item is.
    pub(super) fn by(mut self, level: Level) -> rusqlite::Result<Self> {
        self.bind(BY_SHOW, level == Level::Show)?;
        Ok(self)
    }

    /// Gives a parameter a value, where the statement has such a parameter.
    pub(super) fn bind(&mut self, name: &str, value: impl ToSql) -> rusqlite::Result<()> {
        match self.0.parameter_index(name)? {
            Some(index) => self.0.raw_bind_parameter(index, value),
            None => Ok(()),
        }
    }

    /// Returns every row.
    pub(super) fn rows<T>(
        &mut self,
        of_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        self.0.raw_query().mapped(of_row).collect()
    }

    /// Returns the first row.
    pub(super) fn row<T>(
        &mut self,
        of_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let mut rows = self.0.raw_query();
        of_row(rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?)
    }
}
