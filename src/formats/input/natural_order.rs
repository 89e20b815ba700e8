//! The order of names with numbers in them.

use std::cmp::Ordering;

/// Compares names with the numbers in them by value: `part_2` is before `part_10`.
pub(super) fn natural_order(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one.as_bytes(), other.as_bytes());
    loop {
        let order = match (left.first(), right.first()) {
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (number, other_number) = (take_number(&mut left), take_number(&mut right));
                number
                    .len()
                    .cmp(&other_number.len())
                    .then(number.cmp(other_number))
            }
            (Some(a), Some(b)) => {
                (left, right) = (&left[1..], &right[1..]);
                a.cmp(b)
            }
            // Names alike but for leading zeros still have one order.
            (a, b) => return a.cmp(&b).then_with(|| one.cmp(other)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes the digits off the front of `text`, and returns them without leading zeros.
fn take_number<'t>(text: &mut &'t [u8]) -> &'t [u8] {
    let length = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let (number, rest) = text.split_at(length);
    *text = rest;
    let zeros = number.iter().take_while(|b| **b == b'0').count();
    &number[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_go_by_value() {
        let mut names = [
            "a10.csv", "a2.csv", "a02.csv", "a.csv", "b1", "a2/9", "a2/10", "a",
        ];
        names.sort_by(|one, other| natural_order(one, other));
        assert_eq!(
            names,
            [
                "a", "a.csv", "a02.csv", "a2.csv", "a2/9", "a2/10", "a10.csv", "b1"
            ]
        );
    }
}
