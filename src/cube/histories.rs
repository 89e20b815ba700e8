//! All histories of an item's viewers, equal ones counted.
//!
//! A history is the active days of one viewer with one title or show, and the plays on each. Most
//! viewers of most titles have one day of one play: counted together, the histories of a crowd are
//! not many more than there are days.

use super::bytes::{Reader, Unreadable, Writer};

/// One history, and how many viewers have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct History<'a> {
    /// The numbers of the active days, rising.
    pub days: &'a [u16],
    /// The plays on each of them.
    pub plays: &'a [u32],
    /// How many viewers have this history.
    pub viewers: u32,
}

impl<'a> History<'a> {
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
pub struct Histories {
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

impl Histories {
    /// Returns the histories in `histories`, which come in any order; those without a day are left out.
    #[must_use]
    pub fn gathered<'a>(histories: impl IntoIterator<Item = History<'a>>) -> Self {
        // Most viewers have one play: they are counted by day before histories are compared.
        let mut once: Vec<(u16, u32)> = Vec::new();
        let mut all: Vec<History<'_>> = Vec::new();
        for history in histories {
            match (history.days, history.plays) {
                ([], _) => {}
                ([day], [1]) => once.push((*day, history.viewers)),
                _ => all.push(history),
            }
        }
        once.sort_unstable();
        once.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            kept.1 += if is_same { later.1 } else { 0 };
            is_same
        });
        let (once, viewers): (Vec<u16>, Vec<u32>) = once.into_iter().unzip();
        all.extend(once.chunks(1).zip(viewers).map(|(days, viewers)| History {
            days,
            plays: &[1],
            viewers,
        }));
        all.sort_unstable_by(|a, b| a.key().cmp(&b.key()));
        let mut gathered = Self::default();
        for equal in all.chunk_by(|a, b| a.key() == b.key()) {
            let viewers = equal.iter().map(|history| history.viewers).sum();
            gathered.push(History {
                viewers,
                ..equal[0]
            });
        }
        gathered
    }

    fn push(&mut self, history: History<'_>) {
        self.days.extend_from_slice(history.days);
        self.plays.extend_from_slice(history.plays);
        self.viewers.push(history.viewers);
        self.ends
            .push(u32::try_from(self.days.len()).expect("an item has fewer active days"));
    }

    /// Returns these histories without those `removed` and with those `added`.
    ///
    /// # Errors
    ///
    /// Fails where one that is gone was never here.
    pub fn changed(&self, removed: &Self, added: &Self) -> Result<Self, Mismatch> {
        let mut changed = Self::default();
        let mut all = [self, removed, added].map(|histories| histories.iter().peekable());
        loop {
            let heads = all.each_mut().map(|histories| histories.peek().copied());
            let Some(first) = heads.into_iter().flatten().min_by_key(History::key) else {
                return Ok(changed);
            };
            let counts = all.each_mut().map(|histories| {
                let here = histories.next_if(|history| history.key() == first.key());
                here.map_or(0, |history| history.viewers)
            });
            let [stored, removed, added] = counts;
            let viewers = (stored + added).checked_sub(removed).ok_or(Mismatch)?;
            if viewers > 0 {
                changed.push(History { viewers, ..first });
            }
        }
    }

    /// Returns every history.
    pub fn iter(&self) -> impl Iterator<Item = History<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(&self.ends).zip(&self.viewers);
        ranges.map(|((start, end), viewers)| {
            let range = start as usize..*end as usize;
            History {
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
        let mut histories = Self::default();
        let mut lengths = Vec::new();
        reader.counts(&mut lengths)?;
        reader.counts(&mut histories.viewers)?;
        reader.shorts(&mut histories.days)?;
        reader.counts(&mut histories.plays)?;
        let mut end = 0_u32;
        for length in lengths {
            end = end.checked_add(length).ok_or(Unreadable::Damaged)?;
            histories.ends.push(end);
        }
        let is_whole = histories.viewers.len() == histories.ends.len()
            && histories.days.len() == end as usize
            && histories.plays.len() == histories.days.len();
        is_whole.then_some(histories).ok_or(Unreadable::Damaged)
    }
}

fn lengths(ends: &[u32]) -> Vec<u32> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(start, end)| end - start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one<'a>(days: &'a [u16], plays: &'a [u32]) -> History<'a> {
        History {
            days,
            plays,
            viewers: 1,
        }
    }

    #[test]
    fn equal_histories_are_counted_in_whatever_order_they_come() {
        let (a, b) = (one(&[5], &[1]), one(&[5, 6], &[1, 0]));
        let histories = Histories::gathered([b, a, one(&[], &[]), a]);
        assert_eq!(histories, Histories::gathered([a, b, a]));
        let found: Vec<_> = histories.iter().map(|history| history.viewers).collect();
        assert_eq!(found, [2, 1]);
        assert_eq!(Histories::read(&histories.written()), Ok(histories));
    }

    #[test]
    fn a_history_that_grows_is_taken_out_and_put_in() {
        let before = Histories::gathered([one(&[5], &[1]), one(&[5], &[1])]);
        let removed = Histories::gathered([one(&[5], &[1])]);
        let added = Histories::gathered([one(&[5, 7], &[1, 2])]);
        let after = before.changed(&removed, &added);
        let expected = Histories::gathered([one(&[5], &[1]), one(&[5, 7], &[1, 2])]);
        assert_eq!(after, Ok(expected));
        let never_there = Histories::gathered([one(&[9], &[1])]);
        assert_eq!(before.changed(&never_there, &added), Err(Mismatch));
    }

    #[test]
    fn a_window_cuts_a_history() {
        let history = one(&[3, 5, 6], &[1, 0, 2]);
        assert_eq!(history.within(4, 6), one(&[5, 6], &[0, 2]));
        assert!(history.within(7, 9).days.is_empty());
    }
}
