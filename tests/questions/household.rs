//! Who may see every number: a household that kept its own names.

use super::tiny::{Names, Tiny, played};

/// Cohorts below this many viewers are hidden in a new log.
const MINIMUM: u32 = 10;

fn minimum_cohort(log: &Tiny) -> u32 {
    log.load().0.facts().minimum_cohort
}

#[test]
fn ten_viewers_whose_names_are_kept_are_a_household() {
    let log = Tiny::of(Names::Kept, played(0..10, "Film", 0..=0));
    assert_eq!(minimum_cohort(&log), 1);
}

#[test]
fn eleven_viewers_are_no_household() {
    let log = Tiny::of(Names::Kept, played(0..11, "Film", 0..=0));
    assert_eq!(minimum_cohort(&log), MINIMUM);
}

#[test]
fn a_small_log_without_names_is_no_household() {
    let log = Tiny::of(Names::Hidden, played(0..3, "Film", 0..=0));
    assert_eq!(minimum_cohort(&log), MINIMUM);
}

#[test]
fn one_viewer_without_a_name_makes_a_log_no_household() {
    let log = Tiny::of(Names::Kept, played(0..3, "Film", 0..=0));
    log.add(Names::Hidden, played(3..4, "Film", 0..=0));
    assert_eq!(minimum_cohort(&log), MINIMUM);
}
