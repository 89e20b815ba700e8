//! Days on which an item was played, each with the one before: by one viewer, or by anybody.

use crate::cube::day_number::NEVER;
use crate::cube::histories::Histories;

/// Returns the day of each play, and the day of the same viewer's play before; with how many there are.
pub(super) fn plays_before(histories: &Histories) -> impl Iterator<Item = (u16, u16, u32)> + '_ {
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

/// Returns the days on which anybody played an item, and of each the day before on which somebody did.
pub(super) fn played_days(histories: &Histories) -> Vec<(u16, u16)> {
    let mut is_played: Vec<bool> = Vec::new();
    let first = histories
        .iter()
        .map(|history| history.days[0])
        .min()
        .unwrap_or(NEVER);
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
