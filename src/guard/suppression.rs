//! Parts of a sum: which must be hidden so that none can be found by subtraction.
//!
//! A part about too few viewers is hidden. Where the sum is known, what is left when the shown parts are
//! taken off is the sum of the hidden ones: of one it would be the number itself, and of several as small as
//! they can be, too. Then the smallest of the others are hidden as well, until the rest tells of none.

use super::Guard;

/// One part of a sum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// How many viewers it is about; a part of none hides nothing, and stays.
    pub viewers: u32,
    /// What adds up.
    pub amount: u64,
    /// Whether it must be hidden, however many viewers it is about.
    pub is_hidden: bool,
}

impl Part {
    /// Returns whether it is hidden for its own sake.
    pub(super) fn is_small(&self, guard: Guard) -> bool {
        self.is_hidden || guard.hides(self.viewers)
    }
}

/// Returns which parts are hidden where each is about so many viewers, and amounts to so much: all that have any
/// viewers, where the sum itself must be hidden.
pub(super) fn hidden_of(guard: Guard, parts: impl Iterator<Item = (u32, u64)>) -> Vec<bool> {
    let parts = parts.map(|(viewers, amount)| Part {
        viewers,
        amount,
        is_hidden: false,
    });
    let parts: Vec<Part> = parts.collect();
    let all = || parts.iter().map(|part| part.viewers > 0).collect();
    hidden(guard, &parts, false).unwrap_or_else(all)
}

/// Returns which parts are hidden; `None` where no choice of parts would hide them and show any, so that the sum
/// itself must be. `is_of_viewers` says that amounts are counts of viewers: those below the minimum have a greatest value,
/// too.
pub(super) fn hidden(guard: Guard, parts: &[Part], is_of_viewers: bool) -> Option<Vec<bool>> {
    let mut hidden: Vec<bool> = parts.iter().map(|part| part.is_small(guard)).collect();
    let small = || parts.iter().filter(|part| part.is_small(guard));
    let mut count = small().count() as u64;
    if count == 0 {
        return Some(hidden);
    }
    let mut rest: u64 = small().map(|part| part.amount).sum();
    let greatest = u64::from(guard.minimum() - 1) * count;
    let is_other = |place: &usize| !hidden[*place] && parts[*place].viewers > 0;
    let mut others: Vec<usize> = (0..parts.len()).filter(is_other).collect();
    // The smallest last.
    others.sort_by_key(|place| std::cmp::Reverse((parts[*place].viewers, *place)));
    let is_at_its_greatest = is_of_viewers && rest == greatest;
    let mut needs_another = count == 1 || is_at_its_greatest;
    while needs_another || rest <= count {
        let place = others.pop()?;
        hidden[place] = true;
        count += 1;
        rest += parts[place].amount;
        needs_another = false;
    }
    (!others.is_empty()).then_some(hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(amounts: &[u32], is_of_viewers: bool) -> Option<String> {
        let part = |amount: &u32| Part {
            viewers: *amount,
            amount: (*amount).into(),
            is_hidden: false,
        };
        let parts: Vec<Part> = amounts.iter().map(part).collect();
        let hidden = hidden(Guard::analyst(10), &parts, is_of_viewers)?;
        let mark = |(hidden, amount): (&bool, &u32)| {
            if *hidden {
                "·".to_owned()
            } else {
                amount.to_string()
            }
        };
        let marks: Vec<String> = hidden.iter().zip(amounts).map(mark).collect();
        Some(marks.join(" "))
    }

    #[test]
    fn one_small_part_takes_the_smallest_of_the_others_with_it() {
        assert_eq!(marks(&[395, 120, 39, 2], true).unwrap(), "395 120 · ·");
        assert_eq!(marks(&[395, 120, 39, 12], true).unwrap(), "395 120 39 12");
        assert_eq!(marks(&[395, 5, 2], true).unwrap(), "395 · ·");
        assert_eq!(marks(&[395, 2], true), None, "nothing would be left");
    }

    #[test]
    fn parts_that_can_be_nothing_else_do_not_stay_among_themselves() {
        assert_eq!(marks(&[40, 30, 1, 1], true).unwrap(), "40 · · ·");
        assert_eq!(marks(&[40, 30, 9, 9], true).unwrap(), "40 · · ·");
        assert_eq!(marks(&[40, 30, 9, 9], false).unwrap(), "40 30 · ·");
    }

    #[test]
    fn where_nothing_is_left_to_hide_behind_the_sum_is_hidden() {
        assert_eq!(marks(&[3], true), None);
        assert_eq!(marks(&[1, 1, 1], true), None);
        assert_eq!(marks(&[3, 2], true), None);
        assert_eq!(marks(&[12, 1, 1], true), None);
    }
}
