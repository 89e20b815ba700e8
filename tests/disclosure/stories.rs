//! What a story over the panels tells an attacker who reads what is below it.

use bingetop::guard::{Guard, ShownFrame, stories::over_panels};
use bingetop::query::Frame;
use bingetop::query::stories::Story;
use proptest::prelude::*;

use super::reader::Checked;

/// Each story stands alone above the panels: none of their counts of its item's viewers may differ from it by a few.
pub fn reads_stories(frame: &Frame, stories: &[Story], guard: Guard) -> Checked {
    let minimum = u64::from(guard.minimum());
    for story in over_panels(frame, stories, guard) {
        let mut shown = ShownFrame::of(frame, guard);
        shown.stand_below(&story, guard);
        let told = u64::from(story.viewers);
        prop_assert!(told >= minimum, "{told} of {}", story.name.name);
        for (what, count) in counts_of(&shown, &story) {
            let differ = count.abs_diff(told);
            prop_assert!(
                count == 0 || differ == 0 || differ >= minimum,
                "{count} {what} beside {story:?}"
            );
        }
    }
    Ok(())
}
/// Returns the counts of a story's viewers that a frame tells, and what each is of.
fn counts_of(shown: &ShownFrame, story: &Story) -> Vec<(&'static str, u64)> {
    let (item, level) = (story.item, story.item.level);
    let mut counts = Vec::new();
    let streaks = shown.streaks.iter();
    let streaks = streaks.filter(|row| shown.levels.streaks == level && row.item == item.id);
    for numbers in streaks.filter_map(|row| row.numbers.as_ref()) {
        counts.push(("of the streaks", numbers.viewers.exact()));
        counts.push(("running", numbers.running.exact()));
    }
    let rewatched = shown.rewatched.iter();
    let rewatched = rewatched.filter(|row| shown.levels.rewatched == level && row.item == item.id);
    for numbers in rewatched.filter_map(|row| row.numbers.as_ref()) {
        counts.push(("with a play", Some(numbers.viewers.into())));
        counts.push(("who played it again", numbers.rewatchers.exact()));
    }
    let cohorts = &shown.cohorts;
    if cohorts.item.as_ref().is_some_and(|(of, _)| *of == item) {
        let steps = cohorts.by_streak.iter().chain(&cohorts.by_plays);
        counts.extend(steps.map(|step| ("of a ladder", step.viewers.exact())));
    }
    let told = counts.into_iter();
    told.filter_map(|(what, count)| Some((what, count?)))
        .collect()
}
