//! What the page of one item shows beyond its cohorts and calendar.

use std::sync::Arc;

use super::callouts::most_remarkable;
use super::distribution::{Cut, by_plays, by_streak};
use super::frame::{Callout, ItemName, ItemPage};
use super::question::{ItemId, Question};
use super::rewatched;
use super::run_list::RunList;
use super::totals::compared_windows;
use crate::cube::number::Span;
use crate::cube::visits::Visits;
use crate::domain::Window;

/// Describes one item, given its histories, the days the log holds, and the least cohort worth
/// a sentence.
#[must_use]
pub fn page(
    (item, name): (ItemId, Arc<ItemName>),
    visits: &Visits,
    question: &Question,
    held: Option<Window>,
    minimum_cohort: u32,
) -> ItemPage {
    let span = Span::of(question.window);
    let other = compared_windows(question, held).map(|(_, other)| other);
    let other = other.filter(|other| held.is_some_and(|held| held.from() <= other.from()));
    let cut = Cut::new(visits, span);
    let before = other.map(|other| Cut::new(visits, Span::of(other)));
    let running = RunList::from(visits).running_since(span).collect();
    let cohort = most_remarkable(running, span, minimum_cohort, 1);
    ItemPage {
        item,
        counts: rewatched::count(&cut),
        callout: cohort.map(|(days, viewers)| Callout {
            item,
            name: name.clone(),
            days,
            viewers,
        }),
        name,
        survival: by_streak(&cut).at_least(),
        survival_before: before.map_or_else(Vec::new, |before| by_streak(&before).at_least()),
        plays: by_plays(&cut).exactly(),
    }
}
