//! A page as cells tell it.

use bingetop::domain::cohort::PLAY_LADDER;
use bingetop::query::page::{ItemPage, PageCounts};

/// Returns a page with viewers by plays at the steps of the ladder alone.
pub fn ladder_page(page: ItemPage) -> ItemPage {
    let mut plays = page.plays;
    plays
        .steps
        .retain(|step| PLAY_LADDER.contains(&step.at_least));
    plays.most = match plays.steps.len() {
        0 => Some(0),
        met => PLAY_LADDER.get(met).map(|next| next - 1),
    };
    ItemPage {
        counts: PageCounts {
            most_by_one: plays.most_by_one(),
            ..page.counts
        },
        plays,
        ..page
    }
}
