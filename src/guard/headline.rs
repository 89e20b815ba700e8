//! The sentence over the dashboard and the report.

use super::words::Words;
use super::{Shown, stories};
use crate::domain::Day;
use crate::domain::format::{counted, thousands};
use crate::query::stories::{Rule, Story};

/// Says a story in one sentence, days written as `2017-12-10`.
///
/// The sentence speaks of the past days only where they end with `yesterday`: of a log that is not live, it
/// names the day.
#[must_use]
pub fn sentence(story: &Story, yesterday: Day) -> String {
    stories::sentence(story, Words::beside_numbers(), yesterday)
}

/// Says how rare the crowd of a sentence is among `viewers`, those of a range or of an item; `None` where they are
/// hidden, or one.
#[must_use]
pub fn size(crowd: u32, viewers: Shown) -> Option<String> {
    // Of one viewer nothing is rare.
    let viewers = viewers.exact().filter(|viewers| *viewers > 1)?;
    let crowd = u64::from(crowd).max(1);
    Some(match (viewers + crowd / 2) / crowd {
        _ if viewers <= crowd => format!("all of the {}", thousands(viewers)),
        0 | 1 => format!("most of the {}", thousands(viewers)),
        one_in => format!("one in {} of the {}", thousands(one_in), thousands(viewers)),
    })
}

/// Says the same in few words, the name last: where there is no room, no number is cut off.
#[must_use]
pub fn in_short(story: &Story) -> String {
    let people = counted(u64::from(story.viewers), "person", "people");
    let days = |days: u32| counted(u64::from(days), "day", "days");
    let fact = match story.rule {
        Rule::EveryDay { days: every, .. } => format!("{} in a row", days(every)),
        Rule::Days { at_least } => format!("{} or more", days(at_least)),
        Rule::Plays { at_least } => {
            format!("{} or more", counted(u64::from(at_least), "play", "plays"))
        }
        Rule::On(occasion) => format!("on {}", occasion.day),
        Rule::Back => "back again".to_owned(),
    };
    format!("{people}, {fact}: {}", story.name.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    use crate::domain::{Item, ItemId, Kind, Window};
    use crate::snapshot::catalog::ItemName;

    fn story(kind: Option<Kind>, rule: Rule) -> Story {
        let to = Day::parse("2017-12-10").unwrap();
        Story {
            item: Item::title(ItemId(1)),
            name: ItemName {
                name: "A Christmas Prince".into(),
                show: None,
                kind,
            },
            window: Window::ending(to, 18),
            rule,
            viewers: 53,
            score: 0,
        }
    }

    fn every_day() -> Rule {
        let to = Day::parse("2017-12-10").unwrap();
        Rule::EveryDay { days: 18, to }
    }

    #[test]
    fn a_crowd_is_sized_by_those_it_is_of() {
        let of = |viewers| size(53, viewers);
        let text = |viewers| of(Shown::Exact(viewers)).unwrap();
        assert_eq!(text(3_968), "one in 75 of the 3,968");
        assert_eq!(text(132), "one in 2 of the 132");
        assert_eq!(text(70), "most of the 70");
        assert_eq!(text(53), "all of the 53");
        assert_eq!(of(Shown::Hidden), None);
        assert_eq!(of(Shown::Below(10)), None);
    }

    #[test]
    fn the_model_sentence() {
        let last = Day::parse("2017-12-10").unwrap();
        assert_eq!(
            sentence(&story(Some(Kind::Film), every_day()), last),
            "53 people have watched A Christmas Prince every day for the past 18 days."
        );
        assert_eq!(
            sentence(&story(None, every_day()), last.plus(1)),
            "53 people played A Christmas Prince on each of the 18 days to 2017-12-10."
        );
    }

    #[rstest]
    #[case(every_day(), "53 people, 18 days in a row: A Christmas Prince")]
    #[case(Rule::Days { at_least: 5 }, "53 people, 5 days or more: A Christmas Prince")]
    #[case(Rule::Plays { at_least: 10 }, "53 people, 10 plays or more: A Christmas Prince")]
    #[case(Rule::Back, "53 people, back again: A Christmas Prince")]
    fn in_few_words(#[case] rule: Rule, #[case] words: &str) {
        assert_eq!(in_short(&story(None, rule)), words);
    }
}
