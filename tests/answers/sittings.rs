//! How a show is watched, held against brute force.

use std::collections::BTreeMap;

use bingetop::domain::Level;
use bingetop::query::Question;
use proptest::prelude::*;

use crate::both::Both;
use crate::brute_force::Item;
use crate::checks::Checked;

impl Both {
    /// Holds the binges of the question's item, a show, and where its viewers stopped.
    pub fn check_sittings(&self, question: &Question, item: &Item) -> Checked {
        if question.item.is_none_or(|item| item.level != Level::Show) {
            return Ok(());
        }
        let found = self.log.sittings(question);
        let (has_ends, bingers) = self.history.binges(item, question.window);
        prop_assert_eq!(found.has_ends, has_ends, "ends of {:?}", item);
        let of_found = found.bingers.iter();
        let of_found = of_found.map(|of| ((of.binges.into(), of.most.into()), of.viewers));
        let of_found: BTreeMap<_, _> = of_found.collect();
        prop_assert_eq!(of_found, bingers, "binges of {:?}", item);
        let stops = found.stops.iter().map(|stop| (stop.title, stop.viewers));
        let stops: BTreeMap<_, _> = stops.collect();
        let expected = self.history.stops(item, question.window).into_iter();
        let number = |title| self.numbers.of(&Item::Title(title));
        let expected = expected.map(|(title, viewers)| (title.map(number), viewers));
        prop_assert_eq!(stops, expected.collect(), "stops of {:?}", item);
        Ok(())
    }
}
