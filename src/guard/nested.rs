//! Counts of viewers that lie within each other: ladders, and a part of a whole.
//!
//! The difference of two nested counts is a count, too: of those who are among the larger and not the smaller.
//! So two steps are shown together only where they are equal, or differ by the minimum or more.

use super::Guard;
use super::shown::Shown;

/// Returns counts, each of viewers among those counted before it, as they may be shown beside each other and
/// beside `whole`, who hold them all. A step that would tell of too few is left out: it is joined with the
/// one before. After the first count below the minimum nothing follows: where the steps end would tell the
/// most that one of those few has done.
///
/// Steps for which `is_told` holds stand elsewhere on the screen: they come first, and others make room.
pub(super) fn steps(
    guard: Guard,
    whole: u32,
    counts: &[u32],
    is_told: impl Fn(usize) -> bool,
) -> Vec<Shown> {
    let mut shown = vec![Shown::Hidden; counts.len()];
    let mut last = whole;
    for place in (0..counts.len()).filter(|place| is_told(*place)) {
        shown[place] = guard.part(last, counts[place]);
        if let Shown::Exact(_) = shown[place] {
            last = counts[place];
        }
    }
    let told = shown.clone();
    let next_told = |place: usize| {
        let later = (place + 1..counts.len()).find(|later| told[*later].exact().is_some());
        later.map(|later| counts[later])
    };
    let mut last = whole;
    for place in 0..counts.len() {
        let count = counts[place];
        if !is_told(place) {
            let differs_by_few =
                next_told(place).is_some_and(|next| guard.tells_apart(count, next));
            if count == 0 || guard.hides(count) || !differs_by_few {
                shown[place] = guard.part(last, count);
            }
        }
        match shown[place] {
            Shown::Exact(_) => last = count,
            Shown::Below(_) => break,
            Shown::AtLeast(_) | Shown::Hidden => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(whole: u32, counts: &[u32], told: &[usize]) -> String {
        let shown = steps(Guard::analyst(10), whole, counts, |place| {
            told.contains(&place)
        });
        let words = shown.iter().map(|shown| shown.in_words(|n| n.to_string()));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn steps_that_differ_by_a_few_are_joined() {
        assert_eq!(words(80, &[54, 53, 30, 21, 12], &[]), "54 · 30 · 12");
        assert_eq!(words(54, &[54, 54, 44], &[]), "54 54 44");
        assert_eq!(words(55, &[54, 44], &[]), "· 44");
    }

    #[test]
    fn after_a_few_nothing_follows() {
        assert_eq!(words(80, &[54, 12, 5, 2, 0], &[]), "54 12 <10 · ·");
        assert_eq!(words(80, &[54, 12, 0, 0], &[]), "54 12 0 0");
        assert_eq!(words(9, &[9, 5, 0], &[]), "· · ·");
        assert_eq!(words(0, &[0, 0], &[]), "0 0");
    }

    #[test]
    fn what_is_told_elsewhere_comes_first() {
        assert_eq!(words(80, &[54, 53, 30], &[1]), "· 53 30");
        assert_eq!(words(80, &[75, 30], &[0]), "· 30", "it would tell of five");
    }

    proptest! {
        #[test]
        fn no_two_shown_steps_differ_by_a_few(
            whole in 0_u32..60,
            falls in proptest::collection::vec(0_u32..14, 0..12),
            told in proptest::collection::vec(any::<bool>(), 12),
        ) {
            let mut count = whole;
            let counts: Vec<u32> = falls.iter().map(|fall| {
                count = count.saturating_sub(*fall);
                count
            }).collect();
            let guard = Guard::analyst(10);
            let shown = steps(guard, whole, &counts, |place| told[place]);
            let exact: Vec<u64> = shown.iter().filter_map(|shown| shown.exact()).collect();
            let all = std::iter::once(u64::from(whole)).chain(exact.iter().copied());
            for (a, b) in all.clone().zip(all.skip(1)) {
                prop_assert!(a == b || b == 0 || a - b >= 10, "{shown:?}");
                prop_assert!(b == 0 || b >= 10);
            }
        }
    }
}
