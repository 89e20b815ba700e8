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
    let verb = verb(callout);
    let name = &callout.name.name;
    let to = callout.to;
    if to == yesterday {
        format!("{people} {has} {verb} {name} every day for the past {days} days.")
    } else {
        format!("{people} {verb} {name} on each of the {days} days to {to}.")
    }
}

/// Says how rare the crowd of a sentence is: what part of those who played anything on each of its days; `None`
/// where that is not told.
#[must_use]
pub fn size(callout: &Callout) -> Option<String> {
    let everyone = callout.everyone?;
    let one_in = (everyone + callout.viewers / 2) / callout.viewers.max(1);
    let part = match one_in {
        _ if everyone == callout.viewers => "all".to_owned(),
        0 | 1 => "most".to_owned(),
        one_in => format!("one in {}", thousands(one_in.into())),
    };
    let played = verb(callout);
    let days = if callout.days == 2 {
        "both days"
    } else {
        "each of those days"
    };
    Some(format!("{part} of those who {played} anything on {days}"))
}

/// Says the same in few words, the name last: where there is no room, no number is cut off.
#[must_use]
pub fn in_short(callout: &Callout) -> String {
    let people = counted(u64::from(callout.viewers), "person", "people");
    let days = counted(u64::from(callout.days), "day", "days");
    format!("{people}, {days} in a row: {}", callout.name.name)
}

/// Returns what one does with the item of a callout.
fn verb(callout: &Callout) -> &'static str {
    match callout.name.kind {
        Some(Kind::Film | Kind::Episode | Kind::Video) => "watched",
        Some(Kind::Track | Kind::Podcast | Kind::Audiobook) => "listened to",
        None => "played",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::domain::{Item, ItemId};
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
            everyone: Some(690),
        }
    }

    #[test]
    fn a_crowd_is_sized_by_those_who_played_anything() {
        let of = |viewers, everyone| {
            size(&Callout {
                viewers,
                everyone,
                ..callout(Some(Kind::Film))
            })
        };
        let rest = "of those who watched anything on each of those days";
        assert_eq!(of(53, Some(690)), Some(format!("one in 13 {rest}")));
        assert_eq!(of(53, Some(132)), Some(format!("one in 2 {rest}")));
        assert_eq!(of(53, Some(70)), Some(format!("most {rest}")));
        assert_eq!(of(53, Some(53)), Some(format!("all {rest}")));
        assert_eq!(of(53, None), None);
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
