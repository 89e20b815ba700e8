//! The sentence over the dashboard and the report.

use crate::domain::format::{counted, thousands};
use crate::domain::{Day, Kind};
use crate::query::callouts::Callout;

/// Says in one sentence who keeps coming back.
///
/// The sentence speaks of the past days only where they end with `yesterday`: of a log that is not live, it
/// names the day.
#[must_use]
pub fn sentence(callout: &Callout, yesterday: Day) -> String {
    let people = counted(u64::from(callout.viewers), "person", "people");
    let has = if callout.viewers == 1 { "has" } else { "have" };
    let days = thousands(u64::from(callout.days));
    let verb = match callout.name.kind {
        Some(Kind::Film | Kind::Episode | Kind::Video) => "watched",
        Some(Kind::Track | Kind::Podcast | Kind::Audiobook) => "listened to",
        None => "played",
    };
    let name = &callout.name.name;
    let to = callout.to;
    if to == yesterday {
        format!("{people} {has} {verb} {name} every day for the past {days} days.")
    } else {
        format!("{people} {verb} {name} on each of the {days} days to {to}.")
    }
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

    use crate::domain::{Item, ItemId};
    use crate::snapshot::catalog::ItemName;

    #[test]
    fn the_model_sentence() {
        let last = Day::parse("2017-12-10").unwrap();
        let callout = |kind| Callout {
            item: Item::title(ItemId(1)),
            name: Arc::new(ItemName {
                name: "A Christmas Prince".into(),
                show: None,
                kind,
            }),
            to: last,
            days: 18,
            viewers: 53,
        };
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
