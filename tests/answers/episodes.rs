//! The titles on the page of a show, held against brute force.

use bingetop::domain::Level;
use bingetop::query::Question;
use proptest::prelude::*;

use crate::both::Both;
use crate::brute_force::Item;
use crate::checks::Checked;

impl Both {
    /// Holds the titles of the question's item, a show, against those with a play; those of a title are none.
    pub fn check_episodes(&self, question: &Question, item: &Item) -> Checked {
        let Some(selected) = self.log.select(question) else {
            return Ok(());
        };
        let page = self.log.page(question, &selected);
        let found = page.episodes.iter().map(|episode| {
            let row = episode.row;
            (
                row.item,
                row.plays,
                u64::from(row.viewers),
                u64::from(row.rewatchers),
            )
        });
        let mut found: Vec<_> = found.collect();
        found.sort_unstable();
        let of_show = |title: &Item| match (title, item) {
            (Item::Title(key), Item::Show(show)) => self.history.titles[key].show == *show,
            _ => false,
        };
        let lines = self
            .history
            .rewatched(Level::Title, question.window)
            .into_iter();
        let lines = lines.filter(|(title, _)| of_show(title));
        let lines = lines.map(|(title, line)| {
            (
                self.numbers.of(&title),
                line.plays,
                line.viewers,
                line.rewatchers,
            )
        });
        let mut expected: Vec<_> = lines.collect();
        expected.sort_unstable();
        prop_assert_eq!(found, expected, "titles of {:?}", item);
        Ok(())
    }
}
