//! Plays by weekday and hour.

use chrono::Weekday;

use super::Guard;
use super::shown::Shown;
use super::suppression;
use crate::query::clock::Clock;

/// The plays of one hour of the week as they may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownHour {
    /// The weekday of the plays' day.
    pub weekday: Weekday,
    /// The hour on the wall clock at which they start, 0 to 23.
    pub hour: u8,
    /// How many plays there are.
    pub plays: Shown,
}

/// Returns the hours of a week, Monday first, as they may be shown beside the sum of all plays.
///
/// Who played is not known here: plays fewer than the minimum are taken for those of as many viewers.
pub(super) fn shown(guard: Guard, clock: &Clock) -> Vec<ShownHour> {
    let viewers = |plays| u32::try_from(plays).unwrap_or(u32::MAX);
    let parts = clock.cells().map(|(.., plays)| (viewers(plays), plays));
    let hidden = suppression::hidden_of(guard, parts);
    let cells = clock.cells().zip(hidden);
    let cells = cells.map(|((weekday, hour, plays), is_hidden)| ShownHour {
        weekday,
        hour,
        plays: if is_hidden {
            Shown::Hidden
        } else {
            Shown::Exact(plays)
        },
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_of_a_few_plays_hides_another_with_it() {
        let clock: Clock = [
            (Weekday::Mon, 3, 2),
            (Weekday::Mon, 21, 40),
            (Weekday::Sun, 20, 12),
        ]
        .into_iter()
        .collect();
        let told = |guard| {
            let cells = shown(guard, &clock).into_iter();
            let told = cells.filter_map(|cell| cell.plays.exact());
            told.filter(|plays| *plays > 0).collect::<Vec<_>>()
        };
        assert_eq!(told(Guard::analyst(10)), [40]);
        assert_eq!(told(Guard::exact()), [2, 40, 12]);
    }
}
