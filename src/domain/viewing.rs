//! Viewings: which rows continue the row before, and which viewings are plays.
//!
//! Sources write several rows for one sitting, or for one film resumed the next evening. The rule
//! looks only at the viewer's previous row of the same title, so that any engine can state it as a
//! window function.

/// How long after the end of a row, in seconds, a row may still continue it where positions are unknown.
pub const LONGEST_PAUSE_SECONDS: i64 = 30 * 60;

/// How long after the end of a row too short to be a play, in seconds, a row may start and still continue it
/// where neither positions nor a length are known: a client that writes one row a second, a restart after a
/// few seconds.
pub const LONGEST_RESTART_SECONDS: i64 = 60;

/// The part of a title, in per cent, from which it counts as seen to its end.
pub const SEEN_PER_CENT: u64 = 85;

/// From which number on a position is none, but stands for the viewing that the source says a row is part of. Logs
/// hold these numbers: they never change.
pub const FIRST_NAMED: u32 = 1 << 31;

/// Returns what stands in place of a position for the viewing that has this number, which is below [`FIRST_NAMED`].
#[must_use]
pub fn named(number: u32) -> u32 {
    FIRST_NAMED | number
}

/// Returns whether what stands in place of a position is the number of a viewing.
#[must_use]
pub fn is_named(position: u32) -> bool {
    position >= FIRST_NAMED
}

/// Returns the furthest of what stands in place of positions; those that are none do not count.
pub fn furthest(positions: impl Iterator<Item = Option<u32>>) -> Option<u32> {
    positions
        .flatten()
        .filter(|position| !is_named(*position))
        .max()
}

/// One row of one viewer and one title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// When the row starts, in Unix seconds (UTC).
    pub start: i64,
    /// Whether only its day is known: nobody knows how soon it starts after another.
    pub is_by_day: bool,
    /// How long it lasted, where known.
    pub seconds: Option<u32>,
    /// The position in the title at which the row stopped, in seconds, where known; or the viewing it is part of, where
    /// the source says so ([`FIRST_NAMED`]).
    pub position: Option<u32>,
}

/// What a row counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Part of a viewing too short to be a play: counts for nothing.
    Short,
    /// The first row of a play: counts as a play and makes its day active.
    Play,
    /// A row that continues a play: makes its day active.
    Continuation,
}

/// Returns whether `row` continues `previous`, the viewer's row of the same title before it.
///
/// Where the source says of both of which viewing they are part, that alone decides. Else a row known by day only
/// continues another, and is continued, by positions alone: two of them on one day are two plays.
///
/// `length` is the title's length in seconds: its known runtime, else the largest position seen. A row of
/// fewer than `minimum_seconds` is too short to be a play.
#[must_use]
pub fn continues(previous: &Row, row: &Row, length: Option<u32>, minimum_seconds: u32) -> bool {
    let positions = match (previous.position, row.position) {
        (Some(one), Some(other)) if is_named(one) && is_named(other) => return one == other,
        (Some(one), Some(other)) if is_named(one) || is_named(other) => None,
        (one, other) => one.zip(other),
    };
    let is_timed = !previous.is_by_day && !row.is_by_day;
    let Some(length) = length else {
        return is_timed && restarts(previous, row, minimum_seconds);
    };
    if let Some((stopped, stops)) = positions {
        let unfinished = u64::from(stopped) * 100 < u64::from(length) * SEEN_PER_CENT;
        return unfinished && stopped <= stops;
    }
    let (Some(before), Some(seconds)) = (previous.seconds, row.seconds) else {
        return false;
    };
    let soon = row.start - (previous.start + i64::from(before)) <= LONGEST_PAUSE_SECONDS;
    let within = u64::from(before) + u64::from(seconds) <= u64::from(length);
    is_timed && soon && within
}

/// Returns whether `row` starts at most a minute after the end of a row too short to be a play.
fn restarts(previous: &Row, row: &Row, minimum_seconds: u32) -> bool {
    previous.seconds.is_some_and(|seconds| {
        let end = previous.start + i64::from(seconds);
        seconds < minimum_seconds && row.start - end <= LONGEST_RESTART_SECONDS
    })
}

/// Returns the role of each of `rows`: all rows of one viewer and one title, in time order.
///
/// A viewing is a play where its rows together last `minimum_seconds` or more, or where the length
/// of one of them is unknown. So the first row that counts is a play: cubes rest on it.
#[must_use]
pub fn roles(rows: &[Row], length: Option<u32>, minimum_seconds: u32) -> Vec<Role> {
    let mut roles = Vec::with_capacity(rows.len());
    add_roles(rows, length, minimum_seconds, &mut roles);
    roles
}

/// Adds to `roles` what [`roles`] returns.
pub fn add_roles(rows: &[Row], length: Option<u32>, minimum_seconds: u32, roles: &mut Vec<Role>) {
    let mut rest = rows;
    while !rest.is_empty() {
        let joined = rest
            .windows(2)
            .take_while(|pair| continues(&pair[0], &pair[1], length, minimum_seconds))
            .count();
        let (viewing, later) = rest.split_at(joined + 1);
        let seconds: Option<u64> = viewing.iter().map(|row| row.seconds.map(u64::from)).sum();
        if seconds.is_none_or(|seconds| seconds >= u64::from(minimum_seconds)) {
            roles.push(Role::Play);
            roles.resize(roles.len() + joined, Role::Continuation);
        } else {
            roles.resize(roles.len() + viewing.len(), Role::Short);
        }
        rest = later;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const HOUR: i64 = 3600;

    fn placed(start: i64, seconds: u32, position: u32) -> Row {
        Row {
            start,
            is_by_day: false,
            seconds: Some(seconds),
            position: Some(position),
        }
    }

    fn unplaced(start: i64, seconds: u32) -> Row {
        Row {
            start,
            is_by_day: false,
            seconds: Some(seconds),
            position: None,
        }
    }

    #[rstest]
    #[case::resumed_the_next_evening(placed(0, 3000, 3000), placed(24 * HOUR, 3000, 6000), true)]
    #[case::seen_to_its_end(placed(0, 5100, 5100), placed(24 * HOUR, 900, 6000), false)]
    #[case::one_second_before_the_end_mark(placed(0, 5099, 5099), placed(24 * HOUR, 901, 6000), true)]
    #[case::started_again_and_stopped_earlier(placed(0, 3000, 3000), placed(HOUR, 900, 900), false)]
    #[case::stopped_at_the_same_place(placed(0, 3000, 3000), placed(HOUR, 5, 3000), true)]
    #[case::a_pause_of_half_an_hour(unplaced(0, 3000), unplaced(3000 + 1800, 3000), true)]
    #[case::a_pause_of_a_second_more(unplaced(0, 3000), unplaced(3000 + 1801, 3000), false)]
    #[case::longer_together_than_the_title(unplaced(0, 3000), unplaced(3000, 3001), false)]
    #[case::one_position_is_missing(placed(0, 3000, 3000), unplaced(3100, 2000), true)]
    fn a_row_continues(#[case] previous: Row, #[case] row: Row, #[case] expected: bool) {
        assert_eq!(continues(&previous, &row, Some(6000), 1), expected);
        assert!(
            !continues(&previous, &row, None, 1),
            "no length, and none too short: no continuation"
        );
    }

    #[rstest]
    #[case::a_minute_after_its_end(unplaced(0, 119), unplaced(179, 3000), true)]
    #[case::a_second_later(unplaced(0, 119), unplaced(180, 3000), false)]
    #[case::long_enough_to_be_a_play(unplaced(0, 120), unplaced(121, 3000), false)]
    #[case::before_it_ended(unplaced(0, 119), unplaced(5, 3000), true)]
    fn a_row_without_a_length_continues_a_short_one(
        #[case] previous: Row,
        #[case] row: Row,
        #[case] expected: bool,
    ) {
        assert_eq!(continues(&previous, &row, None, 120), expected);
        let unknown = Row {
            seconds: None,
            ..previous
        };
        assert!(!continues(&unknown, &row, None, 120));
    }

    #[rstest]
    #[case::of_one_viewing(placed(0, 5999, named(7)), placed(24 * HOUR, 10, named(7)), true)]
    #[case::of_two(placed(0, 10, named(7)), placed(10, 10, named(8)), false)]
    fn the_source_knows_which_rows_are_one_viewing(
        #[case] previous: Row,
        #[case] row: Row,
        #[case] expected: bool,
    ) {
        for length in [None, Some(6000)] {
            assert_eq!(continues(&previous, &row, length, 120), expected);
        }
        let by_day = |row| Row {
            is_by_day: true,
            ..row
        };
        assert_eq!(
            continues(&by_day(previous), &by_day(row), None, 1),
            expected
        );
    }

    #[test]
    fn a_viewing_is_no_position() {
        let (half, rest) = (placed(0, 3000, 3000), placed(3100, 3000, named(7)));
        assert!(
            continues(&half, &rest, Some(6000), 1),
            "it starts soon after"
        );
        let later = placed(24 * HOUR, 3000, named(7));
        assert!(!continues(&half, &later, Some(6000), 1));
        assert_eq!(
            furthest([None, Some(7), Some(named(9)), Some(3)].into_iter()),
            Some(7)
        );
        assert!(is_named(named(0)) && !is_named(FIRST_NAMED - 1));
    }

    #[test]
    fn rows_known_by_day_only_continue_one_another_by_their_positions_alone() {
        let by_day = |row| Row {
            is_by_day: true,
            ..row
        };
        let (short, half) = (unplaced(0, 60), unplaced(0, 3000));
        for (one, other) in [(by_day(short), short), (short, by_day(short))] {
            assert!(continues(&short, &short, None, 120));
            assert!(!continues(&one, &other, None, 120));
        }
        assert!(continues(&half, &half, Some(6000), 120));
        assert!(!continues(&by_day(half), &by_day(half), Some(6000), 120));
        let (one, other) = (placed(0, 3000, 3000), placed(24 * HOUR, 3000, 6000));
        assert!(continues(&by_day(one), &by_day(other), Some(6000), 120));
    }

    #[test]
    fn rows_of_a_second_each_add_up_to_one_play() {
        let rows: Vec<Row> = (0..2400).map(|start| unplaced(start, 1)).collect();
        for length in [None, Some(2460)] {
            let roles = roles(&rows, length, 120);
            assert_eq!(roles[0], Role::Play);
            assert!(roles[1..].iter().all(|role| *role == Role::Continuation));
        }
    }

    #[test]
    fn short_rows_of_one_viewing_add_up_to_a_play() {
        let rows = [
            placed(0, 70, 70),
            placed(HOUR, 70, 140),
            placed(2 * HOUR, 30, 30),
        ];
        assert_eq!(
            roles(&rows, Some(6000), 120),
            [Role::Play, Role::Continuation, Role::Short]
        );
    }

    #[test]
    fn an_unknown_length_counts() {
        let row = Row {
            start: 0,
            is_by_day: false,
            seconds: None,
            position: None,
        };
        assert_eq!(roles(&[row, row], None, 120), [Role::Play, Role::Play]);
        assert_eq!(roles(&[], None, 120), []);
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let row = (
            0..4 * HOUR,
            any::<bool>(),
            proptest::option::of(0_u32..200),
            proptest::option::of(prop_oneof![0_u32..200, Just(named(7))]),
        );
        proptest::collection::vec(row, 0..8).prop_map(|rows| {
            let mut start = 0;
            let row = |(pause, is_by_day, seconds, position)| {
                start += pause;
                Row {
                    start,
                    is_by_day,
                    seconds,
                    position,
                }
            };
            rows.into_iter().map(row).collect()
        })
    }

    proptest! {
        #[test]
        fn what_counts_begins_with_a_play(rows in rows(), length in proptest::option::of(1_u32..300)) {
            let roles = roles(&rows, length, 120);
            let first = roles.iter().find(|role| **role != Role::Short);
            prop_assert!(matches!(first, None | Some(Role::Play)), "{roles:?}");
        }
    }
}
