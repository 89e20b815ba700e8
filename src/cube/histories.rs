//! All histories of an item's viewers, equal ones counted.
//!
//! A history is the active days of one viewer with one title or show, and the plays on each. Most
//! viewers of a title have one day with one play. So a title with many viewers has hardly more different
//! histories than days.

use super::encoding::{Decoder, Encoder, Unreadable};
use super::mismatch::Mismatch;

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

/// The histories of an item's viewers, in the order of number of days, days, plays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histories {
    /// Where in `days` each history ends.
    ends: Vec<u32>,
    viewers: Vec<u32>,
    days: Vec<u16>,
    plays: Vec<u32>,
}

impl<'a> FromIterator<History<'a>> for Histories {
    /// Takes histories in any order and counts equal ones together; those without a day are left out.
    fn from_iter<I: IntoIterator<Item = History<'a>>>(histories: I) -> Self {
        // Most viewers have one play: counting these by day leaves few histories to compare.
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
        let mut counted = Self::default();
        for equal in all.chunk_by(|a, b| a.key() == b.key()) {
            let viewers = equal.iter().map(|history| history.viewers).sum();
            counted.push(History {
                viewers,
                ..equal[0]
            });
        }
        counted
    }
}

impl Histories {
    /// Returns the histories of viewers, given the days of each and the plays on them.
    #[must_use]
    pub fn of_viewers(viewers: &[(Vec<u16>, Vec<u32>)]) -> Self {
        let histories = viewers.iter().map(|(days, plays)| History {
            days,
            plays,
            viewers: 1,
        });
        histories.collect()
    }

    fn with_capacity(histories: usize, days: usize) -> Self {
        Self {
            ends: Vec::with_capacity(histories),
            viewers: Vec::with_capacity(histories),
            days: Vec::with_capacity(days),
            plays: Vec::with_capacity(days),
        }
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
    /// Fails where one of those `removed` is not among them.
    pub fn changed(&self, removed: &Self, added: &Self) -> Result<Self, Mismatch> {
        let mut changed = Self::with_capacity(
            self.ends.len() + added.ends.len(),
            self.days.len() + added.days.len(),
        );
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

    /// Returns every history, in order.
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

    /// Returns the bytes of the cube.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::default();
        encoder.counts(&lengths(&self.ends));
        encoder.counts(&self.viewers);
        encoder.u16s(&self.days);
        encoder.counts(&self.plays);
        encoder.finish()
    }

    /// Returns the histories in the bytes of a cube.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those of histories.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = Decoder::open(bytes)?;
        let mut histories = Self::default();
        let lengths = decoder.counts()?;
        histories.viewers = decoder.counts()?;
        decoder.u16s(&mut histories.days)?;
        histories.plays = decoder.counts()?;
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
        let histories = Histories::from_iter([b, a, one(&[], &[]), a]);
        assert_eq!(histories, Histories::from_iter([a, b, a]));
        let found: Vec<_> = histories.iter().map(|history| history.viewers).collect();
        assert_eq!(found, [2, 1]);
        assert_eq!(Histories::decode(&histories.encode()), Ok(histories));
    }

    #[test]
    fn a_history_that_grows_is_taken_out_and_put_in() {
        let before = Histories::from_iter([one(&[5], &[1]), one(&[5], &[1])]);
        let removed = Histories::from_iter([one(&[5], &[1])]);
        let added = Histories::from_iter([one(&[5, 7], &[1, 2])]);
        let after = before.changed(&removed, &added);
        let expected = Histories::from_iter([one(&[5], &[1]), one(&[5, 7], &[1, 2])]);
        assert_eq!(after, Ok(expected));
        let never_there = Histories::from_iter([one(&[9], &[1])]);
        assert_eq!(before.changed(&never_there, &added), Err(Mismatch));
    }

    #[test]
    fn a_window_cuts_a_history() {
        let history = one(&[3, 5, 6], &[1, 0, 2]);
        assert_eq!(history.within(4, 6), one(&[5, 6], &[0, 2]));
        assert!(history.within(7, 9).days.is_empty());
    }
}
