//! Works that many viewers play every day for a while, read from `assets/`.

use crate::domain::Day;

const TRENDS: &str = include_str!("../../assets/trends.tsv");

/// A work that many viewers play every day for a while.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trend {
    /// The work's name in the catalogue.
    pub(super) work: String,
    /// The day on which the first viewers begin.
    pub(super) from: Day,
    /// The day after which nobody goes on.
    pub(super) to: Day,
    /// How many days after `from` the last viewers begin.
    pub(super) latest: u32,
    /// How many viewers of the default sample's begin.
    pub(super) viewers: u32,
    /// How many in a thousand go on from one day to the next.
    pub(super) stay: u32,
}

/// Reads the trends.
pub(super) fn trends() -> Vec<Trend> {
    let lines = TRENDS.lines().filter(|line| !line.starts_with('#'));
    lines
        .skip(1)
        .map(|line| trend(line).expect("the trends are embedded, and a test reads them all"))
        .collect()
}

fn trend(line: &str) -> Option<Trend> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    Some(Trend {
        work: next()?.to_owned(),
        from: Day::parse(next()?)?,
        to: Day::parse(next()?)?,
        latest: next()?.parse().ok()?,
        viewers: next()?.parse().ok()?,
        stay: next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::catalog::works;

    #[test]
    fn every_trend_is_about_a_work_that_is_out() {
        let works = works();
        for Trend { work, from, to, .. } in trends() {
            let found = works.iter().find(|other| other.name == work);
            assert!(found.unwrap().parts_on(from) > 0, "{work}");
            assert!(from < to);
        }
    }

    #[test]
    fn all_sixteen_are_read() {
        assert_eq!(trends().len(), 16);
    }
}
