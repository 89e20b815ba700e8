//! What the viewers of an item played, too, held against brute force and the statement.

use std::cmp::Reverse;

use bingetop::domain::ItemId;
use bingetop::query::Question;
use bingetop::query::also_played::{self, AlsoPlayed};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::both::Both;
use crate::brute_force::Item;
use crate::checks::Checked;

impl Both {
    /// Holds what the viewers of the question's item played, too. These logs are a household's: one viewer is enough.
    pub fn check_also_played(&self, question: &Question, item: &Item) -> Checked {
        let Some(level) = question.item.map(|item| item.level) else {
            return Ok(());
        };
        let found = self.log.also_played(question);
        prop_assert_eq!(&self.ahead.also_played(question), &found, "counted ahead");
        let AlsoPlayed::Kept { active, rows } = found else {
            return Err(TestCaseError::fail("a new log keeps titles"));
        };
        let found: Vec<_> = rows
            .iter()
            .map(|row| (row.item, row.of_both, row.viewers))
            .collect();
        let (all, also) = self.history.also_played(item, question.window);
        prop_assert_eq!(active, all, "viewers with a play");

        let by_key = self.by_key(level);
        let place = |id: &ItemId| by_key.iter().position(|item| item == id);
        let mut expected: Vec<_> = also
            .iter()
            .map(|(other, also)| {
                let id = self.numbers.of(other);
                let name = self.log.name(level, id);
                let name = (
                    name.name.to_string(),
                    name.show.as_deref().map(str::to_owned),
                );
                // Lift, but for what all rows have in common.
                let lift = f64::from(also.of_both) / f64::from(also.viewers);
                (lift, name, (id, also.of_both, also.viewers))
            })
            .collect();
        expected.sort_by(|(lift, name, row), (other_lift, other_name, other)| {
            let by_lift = other_lift.total_cmp(lift);
            let by_both = Reverse(row.1).cmp(&Reverse(other.1));
            let by_name = (name, place(&row.0)).cmp(&(other_name, place(&other.0)));
            by_lift.then(by_both).then(by_name)
        });
        let expected: Vec<_> = expected.into_iter().map(|(.., row)| row).collect();
        prop_assert_eq!(&found, &expected, "also played by viewers of {:?}", item);

        let by_sql = also_played::by_sql(&self.conn, question, 1).expect("the statement runs");
        let sorted = |mut rows: Vec<(ItemId, u32, u32)>| {
            rows.sort_unstable();
            rows
        };
        prop_assert_eq!(sorted(by_sql), sorted(expected), "also_played.sql");
        Ok(())
    }
}
