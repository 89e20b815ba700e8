//! What the viewers of an item played, too, on its page: no row that tells of a few of them.

use super::Guard;
use crate::query::also_played::{AlsoPlayed, AlsoRow};
use crate::query::page::ItemPage;
use crate::snapshot::catalog::ItemName;

/// What may be told of what the viewers of an item played, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownAlso {
    /// The log does not keep it.
    Unkept,
    /// Other items, by lift, then by viewers of both (both falling), name.
    Rows(Vec<ShownAlsoRow>),
}

/// Another item that viewers of the first one played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownAlsoRow {
    /// What it is called.
    pub name: ItemName,
    /// Viewers with a play of both.
    pub of_both: u32,
    /// Viewers with a play of the first, of whom these are a share.
    pub of_first: u32,
    /// How many times as often viewers of the first played it as all viewers did, in tenths.
    pub lift_tenths: u64,
}

/// Returns what may be told beside the numbers of a page; `None` where it was not asked for.
pub(super) fn shown(page: &ItemPage, guard: Guard) -> Option<ShownAlso> {
    let (active, rows) = match page.also_played.as_ref()? {
        AlsoPlayed::Unkept => return Some(ShownAlso::Unkept),
        AlsoPlayed::Kept { active, rows } => (*active, rows),
    };
    let of_first = page.counts.viewers;
    let told = rows
        .iter()
        .filter(|row| is_told(guard, active, of_first, row));
    let rows = told.map(|row| ShownAlsoRow {
        name: row.name.clone(),
        of_both: row.of_both,
        of_first,
        lift_tenths: lift_tenths(active, of_first, row),
    });
    Some(ShownAlso::Rows(rows.collect()))
}

/// Returns whether a row may be told: lift gives back the viewers of the other item, and so each of the four crowds that two
/// items divide all viewers into.
fn is_told(guard: Guard, active: u32, of_first: u32, row: &AlsoRow) -> bool {
    let AlsoRow {
        viewers, of_both, ..
    } = *row;
    let of_either = (of_first + viewers).saturating_sub(of_both);
    let crowds = [
        of_both,
        of_first.saturating_sub(of_both),
        viewers.saturating_sub(of_both),
        active.saturating_sub(of_either),
    ];
    crowds.into_iter().all(|viewers| !guard.hides(viewers))
}

/// Returns lift in tenths, to the nearest.
fn lift_tenths(active: u32, of_first: u32, row: &AlsoRow) -> u64 {
    let times = |a: u32, b: u32| u128::from(a) * u128::from(b);
    let expected = times(of_first, row.viewers);
    let tenths = (20 * times(row.of_both, active) + expected).checked_div(2 * expected);
    u64::try_from(tenths.unwrap_or(0)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ItemId;
    use rstest::rstest;

    fn row(viewers: u32, of_both: u32) -> AlsoRow {
        AlsoRow {
            item: ItemId(1),
            name: ItemName {
                name: "Ash".into(),
                show: None,
                kind: None,
            },
            viewers,
            of_both,
        }
    }

    #[rstest]
    #[case::four_crowds(100, 50, 40, 25, true)]
    #[case::few_of_the_first_did_not(100, 34, 40, 25, false)]
    #[case::all_of_the_first_did(100, 25, 40, 25, true)]
    #[case::few_others_did(100, 50, 34, 25, false)]
    #[case::no_others_did(100, 50, 25, 25, true)]
    #[case::few_did_neither(74, 50, 40, 25, false)]
    #[case::nobody_did_neither(65, 50, 40, 25, true)]
    fn a_row_is_told_where_each_crowd_is_large_or_empty(
        #[case] active: u32,
        #[case] of_first: u32,
        #[case] of_other: u32,
        #[case] of_both: u32,
        #[case] told: bool,
    ) {
        let row = row(of_other, of_both);
        assert_eq!(is_told(Guard::analyst(10), active, of_first, &row), told);
        assert!(is_told(Guard::exact(), active, of_first, &row));
    }

    #[test]
    fn lift_is_how_many_times_as_often() {
        // Half of all viewers of the first, a tenth of all viewers.
        assert_eq!(lift_tenths(1_000, 40, &row(100, 20)), 50);
        assert_eq!(lift_tenths(1_000, 30, &row(100, 20)), 67, "to the nearest");
        assert_eq!(lift_tenths(u32::MAX, 1, &row(1, 1)), 42_949_672_950);
    }
}
