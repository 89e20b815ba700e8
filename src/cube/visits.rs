//! All histories of an item's viewers, equal ones counted.
//!
//! A history is the active days of one viewer with one title or show, and the plays on each. Most
//! viewers of most titles have one day of one play: counted together, the histories of a crowd are
//! not many more than there are days.

use super::bytes::{Reader, Unreadable, Writer};

/// One history, and how many viewers have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit<'a> {
    /// The numbers of the active days, rising.
    pub days: &'a [u16],
    /// The plays on each of them.
    pub plays: &'a [u32],
    /// How many viewers have this history.
    pub viewers: u32,
}

impl<'a> Visit<'a> {
    /// Returns the days from `from` to `to`, and the plays on them.
    #[must_use]
    pub fn within(self, from: u16, to: u16) -> Self {
        if let ([first, ..], [.., last]) = (self.days, self.days)
            && from <= *first
            && *last <= to
        {
            return self;
        }
        let start = self.days.partition_point(|day| *day < from);
        let end = start + self.days[start..].partition_point(|day| *day <= to);
        Self {
            days: &self.days[start..end],
            plays: &self.plays[start..end],
            viewers: self.viewers,
        }
    }

    fn key(&self) -> (usize, &'a [u16], &'a [u32]) {
        (self.days.len(), self.days, self.plays)
    }
}

/// The histories of an item's viewers, in one order: by number of days, days, plays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visits {
    /// Where in `days` each history ends.
    ends: Vec<u32>,
    viewers: Vec<u32>,
    days: Vec<u16>,
    plays: Vec<u32>,
}

/// A history is to be taken out that nobody has: the cube is not the one of these plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cube is not that of these plays")]
pub struct Mismatch;

impl Visits {
    /// Returns the histories in `visits`, which come in any order; those without a day are left out.
    #[must_use]
    pub fn gathered<'a>(visits: impl IntoIterator<Item = Visit<'a>>) -> Self {
        // Most viewers have one play: they are counted by day before histories are compared.
        let mut once: Vec<(u16, u32)> = Vec::new();
        let mut all: Vec<Visit<'_>> = Vec::new();
        for visit in visits {
            match (visit.days, visit.plays) {
                ([], _) => {}
                ([day], [1]) => once.push((*day, visit.viewers)),
                _ => all.push(visit),
            }
        }
        once.sort_unstable();
        once.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            kept.1 += if is_same { later.1 } else { 0 };
            is_same
        });
        let (once, viewers): (Vec<u16>, Vec<u32>) = once.into_iter().unzip();
        all.extend(once.chunks(1).zip(viewers).map(|(days, viewers)| Visit {
            days,
            plays: &[1],
            viewers,
        }));
        all.sort_unstable_by(|a, b| a.key().cmp(&b.key()));
        let mut gathered = Self::default();
        for equal in all.chunk_by(|a, b| a.key() == b.key()) {
            let viewers = equal.iter().map(|visit| visit.viewers).sum();
            gathered.push(Visit {
                viewers,
                ..equal[0]
            });
        }
        gathered
    }

    fn push(&mut self, visit: Visit<'_>) {
        self.days.extend_from_slice(visit.days);
        self.plays.extend_from_slice(visit.plays);
        self.viewers.push(visit.viewers);
        self.ends
            .push(u32::try_from(self.days.len()).expect("an item has fewer active days"));
    }

    /// Returns these histories without those `gone` and with those `come`.
    ///
    /// # Errors
    ///
    /// Fails where one that is gone was never here.
    pub fn changed(&self, gone: &Self, come: &Self) -> Result<Self, Mismatch> {
        let mut changed = Self::default();
        let mut all = [self, gone, come].map(|visits| visits.iter().peekable());
        loop {
            let heads = all.each_mut().map(|visits| visits.peek().copied());
            let Some(first) = heads.into_iter().flatten().min_by_key(Visit::key) else {
                return Ok(changed);
            };
            let counts = all.each_mut().map(|visits| {
                let here = visits.next_if(|visit| visit.key() == first.key());
                here.map_or(0, |visit| visit.viewers)
            });
            let [held, gone, come] = counts;
            let viewers = (held + come).checked_sub(gone).ok_or(Mismatch)?;
            if viewers > 0 {
                changed.push(Visit { viewers, ..first });
            }
        }
    }

    /// Returns every history.
    pub fn iter(&self) -> impl Iterator<Item = Visit<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(&self.ends).zip(&self.viewers);
        ranges.map(|((start, end), viewers)| {
            let range = start as usize..*end as usize;
            Visit {
                days: &self.days[range.clone()],
                plays: &self.plays[range],
                viewers: *viewers,
            }
        })
    }

    /// Returns whether nobody was ever active.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns how many bytes this takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        8 * self.ends.len() + 6 * self.days.len()
    }

    /// Returns the histories as they are stored.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.counts(&lengths(&self.ends));
        writer.counts(&self.viewers);
        writer.shorts(&self.days);
        writer.counts(&self.plays);
        writer.seal()
    }

    /// Reads histories as they were stored.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those that were written.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut reader = Reader::open(bytes)?;
        let mut visits = Self::default();
        let mut lengths = Vec::new();
        reader.counts(&mut lengths)?;
        reader.counts(&mut visits.viewers)?;
        reader.shorts(&mut visits.days)?;
        reader.counts(&mut visits.plays)?;
        let mut end = 0_u32;
        for length in lengths {
            end = end.checked_add(length).ok_or(Unreadable::Damaged)?;
            visits.ends.push(end);
        }
        let is_whole = visits.viewers.len() == visits.ends.len()
            && visits.days.len() == end as usize
            && visits.plays.len() == visits.days.len();
        is_whole.then_some(visits).ok_or(Unreadable::Damaged)
    }
}

fn lengths(ends: &[u32]) -> Vec<u32> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(start, end)| end - start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one<'a>(days: &'a [u16], plays: &'a [u32]) -> Visit<'a> {
        Visit {
            days,
            plays,
            viewers: 1,
        }
    }

    #[test]
    fn equal_histories_are_counted_in_whatever_order_they_come() {
        let (a, b) = (one(&[5], &[1]), one(&[5, 6], &[1, 0]));
        let visits = Visits::gathered([b, a, one(&[], &[]), a]);
        assert_eq!(visits, Visits::gathered([a, b, a]));
        let found: Vec<_> = visits.iter().map(|visit| visit.viewers).collect();
        assert_eq!(found, [2, 1]);
        assert_eq!(Visits::read(&visits.written()), Ok(visits));
    }

    #[test]
    fn a_history_that_grows_is_taken_out_and_put_in() {
        let before = Visits::gathered([one(&[5], &[1]), one(&[5], &[1])]);
        let gone = Visits::gathered([one(&[5], &[1])]);
        let come = Visits::gathered([one(&[5, 7], &[1, 2])]);
        let after = before.changed(&gone, &come);
        let expected = Visits::gathered([one(&[5], &[1]), one(&[5, 7], &[1, 2])]);
        assert_eq!(after, Ok(expected));
        let never_there = Visits::gathered([one(&[9], &[1])]);
        assert_eq!(before.changed(&never_there, &come), Err(Mismatch));
    }

    #[test]
    fn a_window_cuts_a_history() {
        let visit = one(&[3, 5, 6], &[1, 0, 2]);
        assert_eq!(visit.within(4, 6), one(&[5, 6], &[0, 2]));
        assert!(visit.within(7, 9).days.is_empty());
    }
}
