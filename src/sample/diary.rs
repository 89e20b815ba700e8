//! A viewer's diary: what is meant to be played when, and the rows that come of it.

use std::ops::Range;

use super::calendar::Calendar;
use super::catalog::Work;
use super::chance::Chance;
use crate::domain::Kind;
use crate::formats::record::Record;

/// Seconds after midnight, by the wall clock, from which nobody starts anything new: half past two.
const BEDTIME: u32 = 26 * 3600 + 1800;

/// Seconds of a day.
const MIDNIGHT: u32 = 24 * 3600;

/// How much of a title is played.
#[derive(Debug, Clone, Copy)]
pub(super) enum How {
    /// All of it, but perhaps for the credits.
    Whole,
    /// So little that it is no play.
    Short,
    /// From the beginning up to a percentage.
    Until(u32),
    /// From a percentage to the credits.
    From(u32),
}

/// One thing to be played.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The number of the day.
    pub(super) day: usize,
    /// Seconds after midnight by the wall clock, or as soon after as there is time. Entries of one
    /// sitting share it.
    pub(super) wall: u32,
    /// Whether it is what the day is arranged around: nothing may run into it.
    pub(super) pinned: bool,
    /// The place of the work in the catalogue.
    pub(super) work: usize,
    /// The place of the part in the work.
    pub(super) part: usize,
    /// How much of it.
    pub(super) how: How,
}

/// Everything one viewer means to play.
#[derive(Default)]
pub(super) struct Diary {
    entries: Vec<Entry>,
}

impl Diary {
    /// Writes an entry.
    pub(super) fn note(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Returns the rows that come of it, in time order, no two at once.
    ///
    /// What would start too late, or run into a pinned entry, is not played after all.
    pub(super) fn records(
        mut self,
        viewer: &str,
        works: &[Work],
        calendar: &Calendar,
        chance: &mut Chance,
    ) -> Vec<Record<'static>> {
        self.entries.sort_by_key(|entry| (entry.day, entry.wall));
        let mut records = Vec::with_capacity(self.entries.len());
        for today in self.entries.chunk_by(|one, other| one.day == other.day) {
            let mut free = 0;
            for (place, entry) in today.iter().enumerate() {
                let work = &works[entry.work];
                let row = Row::of(work, entry.how, chance);
                let starts = entry.wall.max(free) + pause(work.kind, chance);
                let kept = entry.pinned || fits(starts..starts + row.seconds, &today[place..]);
                if kept && starts < latest(entry.day, calendar) {
                    free = starts + row.seconds;
                    records.push(Record {
                        viewer: viewer.to_owned().into(),
                        start: calendar.moment(entry.day, starts),
                        ..row.record(work, entry.part, chance)
                    });
                }
            }
        }
        records
    }
}

fn latest(day: usize, calendar: &Calendar) -> u32 {
    // The log ends with its last day.
    if day == calendar.last() {
        MIDNIGHT
    } else {
        BEDTIME
    }
}

fn fits(time: Range<u32>, rest: &[Entry]) -> bool {
    let pinned = rest
        .iter()
        .filter(|later| later.pinned)
        .map(|later| later.wall);
    pinned.min().is_none_or(|wall| time.end <= wall)
}

/// Returns the seconds between one title and the next: some tea, or none.
fn pause(kind: Kind, chance: &mut Chance) -> u32 {
    match kind {
        Kind::Track => chance.within(1..=9),
        _ => {
            chance.within(5..=60)
                + if chance.happens(250) {
                    chance.below(900)
                } else {
                    0
                }
        }
    }
}

/// The numbers of a row.
struct Row {
    seconds: u32,
    position: Option<u32>,
}

impl Row {
    fn of(work: &Work, how: How, chance: &mut Chance) -> Self {
        let length = work.seconds;
        let music = work.kind == Kind::Track;
        let (seconds, position) = match how {
            How::Whole if music => (length - chance.below(4), None),
            How::Whole => (length - chance.below(length / 20), None),
            How::Short if music => (chance.within(4..=28), None),
            How::Short => (chance.within(15..=110), None),
            How::Until(percent) => (length * percent / 100, Some(length * percent / 100)),
            How::From(percent) => {
                let end = length * 97 / 100;
                (end - (length * percent / 100).min(end - 1), Some(end))
            }
        };
        Self { seconds, position }
    }

    fn record(&self, work: &Work, part: usize, chance: &mut Chance) -> Record<'static> {
        // Some devices forget to say how long it was; those that know the position do not.
        let forgotten = self.position.is_none() && chance.happens(8);
        Record {
            title: work.parts[part].title.clone().into(),
            show: work.show.clone().map(Into::into),
            kind: Some(work.kind),
            seconds: (!forgotten).then_some(self.seconds),
            position: self.position,
            length: Some(work.seconds),
            ..Record::default()
        }
    }
}
