//! The sentence over the dashboard and the report.

use super::Shown;
use super::words::{Fact, People, Subject, Words};
use crate::domain::format::{counted, thousands};
use crate::domain::{Day, Window};
use crate::query::callouts::Callout;

/// Says in one sentence who keeps coming back.
///
/// The sentence speaks of the past days only where they end with `yesterday`: of a log that is not live, it
/// names the day.
#[must_use]
pub fn sentence(callout: &Callout, yesterday: Day) -> String {
    let Callout { to, days, .. } = *callout;
    let subject = Subject {
        fact: Fact::EveryDay { days, to },
        name: Some(&callout.name.name),
        kind: callout.name.kind,
        window: Window::ending(to, days),
        yesterday: Some(yesterday),
    };
    let people = People::Exactly(u64::from(callout.viewers));
    Words::beside_numbers().sentence(people, &subject)
}

/// Says how rare the crowd of a sentence is among `viewers`, those of a range or of an item; `None` where they are
/// hidden, or one.
#[must_use]
pub fn size(callout: &Callout, viewers: Shown) -> Option<String> {
    // Of one viewer nothing is rare.
    let viewers = viewers.exact().filter(|viewers| *viewers > 1)?;
    let crowd = u64::from(callout.viewers).max(1);
    Some(match (viewers + crowd / 2) / crowd {
        _ if viewers <= crowd => format!("all of the {}", thousands(viewers)),
        0 | 1 => format!("most of the {}", thousands(viewers)),
        one_in => format!("one in {} of the {}", thousands(one_in), thousands(viewers)),
    })
}

/// Says the same in few words, the name last: where there is no room, no number is cut off.
#[must_use]
pub fn in_short(callout: &Callout) -> String {
    let people = counted(u64::from(callout.viewers), "person", "people");
    let days = counted(u64::from(callout.days), "day", "days");
    format!("{people}, {days} in a row: {}", callout.name.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::domain::{Item, ItemId, Kind};
    use crate::snapshot::catalog::ItemName;

    fn callout(kind: Option<Kind>) -> Callout {
        Callout {
            item: Item::title(ItemId(1)),
            name: Arc::new(ItemName {
                name: "A Christmas Prince".into(),
                show: None,
                kind,
            }),
            to: Day::parse("2017-12-10").unwrap(),
            days: 18,
            viewers: 53,
        }
    }

    #[test]
    fn a_crowd_is_sized_by_those_it_is_of() {
        let of = |viewers| size(&callout(Some(Kind::Film)), viewers);
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
            sentence(&callout(Some(Kind::Film)), last),
            "53 people have watched A Christmas Prince every day for the past 18 days."
        );
        assert_eq!(
            sentence(&callout(None), last.plus(1)),
            "53 people played A Christmas Prince on each of the 18 days to 2017-12-10."
        );
    }
}
