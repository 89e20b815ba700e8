//! Works that the same viewers play, read from `assets/`.

const COMPANIONS: &str = include_str!("../../assets/companions.tsv");

/// A work that some of those play who play another one day after day.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Companion {
    /// The name in the catalogue of what they play day after day.
    pub(super) work: String,
    /// That of what they play, too.
    pub(super) other: String,
    /// How many in a thousand of them do.
    pub(super) share: u32,
}

/// Reads the companions.
pub(super) fn companions() -> Vec<Companion> {
    let lines = COMPANIONS.lines().filter(|line| !line.starts_with('#'));
    lines
        .skip(1)
        .map(|line| {
            companion(line).expect("the companions are embedded, and a test reads them all")
        })
        .collect()
}

fn companion(line: &str) -> Option<Companion> {
    let mut cells = line.split('\t');
    Some(Companion {
        work: cells.next()?.to_owned(),
        other: cells.next()?.to_owned(),
        share: cells.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::catalog::{PRINCE, works};
    use crate::sample::plan::LAST_DAY;
    use crate::sample::trends::trends;

    #[test]
    fn every_companion_goes_with_a_trend_and_is_out() {
        let (works, trends) = (works(), trends());
        let companions = companions();
        assert_eq!(companions.len(), 15);
        for Companion { work, other, share } in companions {
            assert!(
                work == PRINCE || trends.iter().any(|trend| trend.work == work),
                "{work}"
            );
            let found = works.iter().find(|work| work.name == other);
            assert!(found.unwrap().parts_on(LAST_DAY) > 0, "{other}");
            // Who is curious about the film is nobody else's business.
            assert!(other != PRINCE && share < 1000);
        }
    }
}
