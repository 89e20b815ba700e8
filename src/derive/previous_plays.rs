//! Each play and each played day of an item, with the one before: what the cubes of plays and days are
//! added up from.

use crate::cube::day_number::NEVER;
use crate::cube::histories::Histories;

/// Returns the plays of an item: day, day of the same viewer's play before, how many.
pub(super) fn plays_with_previous(
    histories: &Histories,
) -> impl Iterator<Item = (u16, u16, u32)> + '_ {
    histories.iter().flat_map(|history| {
        let mut before = NEVER;
        let days = history.days.iter().zip(history.plays);
        days.filter(|(_, plays)| **plays > 0)
            .flat_map(move |(day, plays)| {
                let first = (*day, before, history.viewers);
                before = *day;
                let others = (*plays > 1).then_some((*day, *day, history.viewers * (plays - 1)));
                std::iter::once(first).chain(others)
            })
    })
}

/// Returns the days on which anybody played an item, each with the one before.
pub(super) fn played_days_with_previous(histories: &Histories) -> Vec<(u16, u16)> {
    let first = histories
        .iter()
        .map(|history| history.days[0])
        .min()
        .unwrap_or(NEVER);
    let mut is_played: Vec<bool> = Vec::new();
    for history in histories.iter() {
        for (day, plays) in history.days.iter().zip(history.plays) {
            let place = usize::from(day - first);
            if is_played.len() <= place {
                is_played.resize(place + 1, false);
            }
            is_played[place] |= *plays > 0;
        }
    }
    let days = (first..=u16::MAX)
        .zip(is_played)
        .filter(|(_, is_played)| *is_played);
    let days: Vec<u16> = days.map(|(day, _)| day).collect();
    let before = std::iter::once(NEVER).chain(days.iter().copied());
    days.iter().copied().zip(before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two viewers with two plays on day 3, none on day 4 and one on day 6, and one with three plays on day 5.
    fn histories() -> Histories {
        let two = (vec![3, 4, 6], vec![2, 0, 1]);
        Histories::of_viewers(&[two.clone(), two, (vec![4, 5], vec![0, 3])])
    }

    #[test]
    fn each_play_comes_with_the_day_of_the_play_before() {
        let mut found: Vec<_> = plays_with_previous(&histories()).collect();
        found.sort_unstable();
        let expected = [
            (3, NEVER, 2),
            (3, 3, 2),
            (5, NEVER, 1),
            (5, 5, 2),
            (6, 3, 2),
        ];
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_day_that_is_only_continued_is_no_played_day() {
        let found = played_days_with_previous(&histories());
        assert_eq!(found, [(3, NEVER), (5, 3), (6, 5)]);
        assert_eq!(played_days_with_previous(&Histories::default()), []);
    }
}
