//! Cells of a partition: each viewer is in one of them.

use std::ops::Range;

use super::Guard;

/// Returns neighbouring cells joined until each holds nobody, or the minimum of viewers or more; where all
/// together hold fewer, they are one.
pub(super) fn joined(guard: Guard, viewers: &[u32]) -> Vec<Range<usize>> {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut open = 0..0;
    let mut count = 0;
    for (place, more) in viewers.iter().enumerate() {
        if count == 0 {
            open = place..place;
        }
        open.end = place + 1;
        count += more;
        if !guard.hides(count) {
            cells.push(open.clone());
            count = 0;
        }
    }
    if count > 0 {
        // The last few join those before them, and the empty cells in between.
        let is_met = |cell: &Range<usize>| viewers[cell.clone()].iter().sum::<u32>() > 0;
        let last = cells.iter().rposition(is_met);
        let start = last.map_or(0, |last| cells[last].start);
        cells.truncate(last.unwrap_or(0));
        cells.push(start..viewers.len());
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(viewers: &[u32]) -> Vec<u32> {
        let cells = joined(Guard::analyst(10), viewers);
        let sum = |cell: Range<usize>| viewers[cell].iter().sum();
        cells.into_iter().map(sum).collect()
    }

    #[test]
    fn few_are_joined_with_those_beside_them() {
        assert_eq!(sums(&[12, 3, 40, 0, 10]), [12, 43, 0, 10]);
        assert_eq!(sums(&[12, 0, 3]), [15]);
        assert_eq!(sums(&[0, 2, 0, 3]), [5]);
        assert_eq!(sums(&[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn cells_are_joined_in_order_and_none_is_lost(
            viewers in proptest::collection::vec(0_u32..25, 0..20),
        ) {
            let guard = Guard::analyst(10);
            let cells = joined(guard, &viewers);
            let places: Vec<usize> = cells.iter().cloned().flatten().collect();
            prop_assert_eq!(places, (0..viewers.len()).collect::<Vec<_>>());
            if viewers.iter().sum::<u32>() >= 10 {
                for cell in cells {
                    prop_assert!(!guard.hides(viewers[cell].iter().sum()));
                }
            }
            prop_assert_eq!(joined(Guard::exact(), &viewers).len(), viewers.len());
        }
    }
}
