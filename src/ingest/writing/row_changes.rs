//! The difference between the rows of a title and a viewer in the log and those it shall have.

use super::plays::{NewRow, PlayKey, PlayRow};

/// Rows to delete, and then rows to insert.
#[derive(Default)]
pub(super) struct RowChanges {
    pub deleted: Vec<PlayKey>,
    pub inserted: Vec<NewRow>,
    /// How many of the rows that arrive have been dealt with.
    pub arrived: u64,
}

impl RowChanges {
    /// Returns no changes, with room for so many rows.
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            inserted: Vec::with_capacity(rows),
            ..Self::default()
        }
    }

    /// Adds what makes `rows` of a title and a viewer out of `stored`, the rows of theirs that the log
    /// has; returns whether there is anything to do. A row that stays as it is is left alone.
    ///
    /// Both come in the order of their keys.
    pub fn replace(&mut self, title: u32, stored: &[PlayRow], rows: &[PlayRow]) -> bool {
        let before = (self.deleted.len(), self.inserted.len());
        let mut stored = stored.iter().peekable();
        for row in rows {
            let key = row.key_of_pair();
            while let Some(old) = stored.next_if(|stored| stored.key_of_pair() < key) {
                self.deleted.push(old.key(title));
            }
            let same_key = stored.next_if(|stored| stored.key_of_pair() == key);
            if same_key.is_none_or(|stored| stored != row) {
                self.deleted.extend(same_key.map(|old| old.key(title)));
                self.inserted.push(NewRow { title, row: *row });
            }
        }
        self.deleted.extend(stored.map(|old| old.key(title)));
        before != (self.deleted.len(), self.inserted.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use crate::domain::viewing::Role;
    use crate::formats::identity::Identity;
    use crate::ingest::row::Row;

    fn row(start: i64, nth: u32, role: Role) -> PlayRow {
        PlayRow {
            viewer: 3,
            nth,
            day: Day(9),
            role,
            row: Row {
                start,
                is_by_day: false,
                is_to_the_second: false,
                seconds: None,
                position: None,
                is_private: false,
                id: None,
                source: 1,
                identity: Identity::WholeRow,
            },
        }
    }

    #[test]
    fn only_rows_that_differ_are_replaced() {
        let stored = [
            row(1, 0, Role::Play),
            row(5, 0, Role::Play),
            row(5, 1, Role::Play),
            row(9, 0, Role::Play),
        ];
        let rows = [
            row(5, 0, Role::Play),
            row(5, 1, Role::Continuation),
            row(7, 0, Role::Play),
        ];
        let mut changes = RowChanges::default();
        assert!(changes.replace(2, &stored, &rows));
        let deleted: Vec<_> = changes
            .deleted
            .iter()
            .map(|key| (key.start, key.nth))
            .collect();
        assert_eq!(deleted, [(1, 0), (5, 1), (9, 0)]);
        let inserted: Vec<_> = changes.inserted.iter().map(|new| new.row).collect();
        assert_eq!(inserted, rows[1..]);
        assert!(!changes.replace(2, &rows, &rows));
    }
}
