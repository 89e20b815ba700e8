//! Who may see every number: a household looking at its own log.

use rstest::rstest;

use super::tiny::{Names, Tiny, played};

#[rstest]
#[case::with_names(Names::Kept)]
#[case::without(Names::Hidden)]
fn up_to_ten_viewers_are_a_household(#[case] names: Names) {
    let minimum = |viewers| {
        let log = Tiny::of(names, played(0..viewers, "Film", 0..=0));
        log.load().0.facts().minimum_cohort
    };
    assert_eq!(minimum(1), 1);
    assert_eq!(minimum(10), 1);
    assert_eq!(minimum(11), 10, "the minimum of a new log");
}
