//! The facts most worth a sentence, as they may be shown.

use super::Guard;
use super::lists::Lists;
use super::words::{Fact, People, Subject, Words};
use crate::domain::cohort::STREAK_LADDER;
use crate::domain::{Day, Level, Window};
use crate::query::Frame;
use crate::query::stories::{Rule, Story};

/// Returns the stories of which a guard hides nothing. Each tells one number of its item, and no sum stands beside them.
#[must_use]
pub fn shown(stories: &[Story], guard: Guard) -> Vec<Story> {
    let told = stories.iter().filter(|story| !guard.hides(story.viewers));
    told.cloned().collect()
}

/// Returns the stories that may stand over the panels of a frame, which hides beside each what
/// [`ShownFrame::stand_below`](super::ShownFrame::stand_below) does. Left out are those on an item that the lists hide, and those
/// that tell apart a few of their item's viewers in the list of rewatches: by its sums, they would be known from the other rows.
#[must_use]
pub fn over_panels(frame: &Frame, stories: &[Story], guard: Guard) -> Vec<Story> {
    let lists = Lists::of(frame, guard);
    let may_stand = |story: &Story| {
        let item = story.item;
        let is_hidden =
            item.level == frame.levels.streaks && lists.hides_streaks_of(frame, item.id);
        let mut rewatched = frame.rewatched.iter();
        let with_a_play = rewatched
            .find(|row| frame.levels.rewatched == item.level && row.item == item.id)
            .map(|row| row.viewers);
        !is_hidden && !with_a_play.is_some_and(|told| guard.tells_apart(told, story.viewers))
    };
    let told = shown(stories, guard).into_iter();
    told.filter(may_stand).collect()
}

/// Returns what the sentence on a story is about, which may speak of the past days where they end with `yesterday`.
#[must_use]
pub fn subject(story: &Story, yesterday: Option<Day>) -> Subject<'_> {
    Subject {
        fact: match story.rule {
            Rule::EveryDay { days, to } => Fact::EveryDay { days, to },
            Rule::Days { at_least } => Fact::Days(at_least),
            Rule::Plays { at_least } => Fact::Plays(at_least),
            Rule::On(occasion) => Fact::On(occasion.day),
            Rule::Back => Fact::Back,
        },
        name: Some(&story.name.name),
        kind: story.name.kind,
        window: story.window,
        yesterday,
    }
}

/// Says a story in one sentence.
#[must_use]
pub fn sentence(story: &Story, words: &Words, yesterday: Day) -> String {
    let people = People::Exactly(u64::from(story.viewers));
    words.sentence(people, &subject(story, Some(yesterday)))
}

/// Returns a story as `publish --question` takes it: `streak=18 2017-11-23..2017-12-10 A Christmas Prince`. `None` where no
/// published number is by its rule.
///
/// A streak is cut to a step of the ladder, and its window to as many days.
#[must_use]
pub fn publishable(story: &Story) -> Option<String> {
    let window = story.window;
    let (rule, window) = match story.rule {
        Rule::EveryDay { days, to } => {
            let step = STREAK_LADDER.into_iter().rfind(|step| *step <= days)?;
            (format!("streak={step}"), Window::ending(to, step))
        }
        Rule::Days { at_least } => (format!("active={at_least}"), window),
        Rule::Plays { at_least } => (format!("plays={at_least}"), window),
        Rule::On(occasion) => ("played".to_owned(), Window::ending(occasion.day, 1)),
        Rule::Back => return None,
    };
    let name = match story.item.level {
        Level::Title => format!("title:{}", story.name.in_full()),
        Level::Show => story.name.name.to_string(),
    };
    Some(format!("{rule} {}..{} {name}", window.from(), window.to()))
}
