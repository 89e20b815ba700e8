//! What a viewer means to play when, and the records that come of it.

use std::ops::Range;

use super::calendar::Calendar;
use super::catalog::Work;
use super::random::Random;
use crate::domain::Kind;
use crate::formats::record::Record;

/// The latest start, in seconds after midnight by the wall clock: half past two the next morning.
const BEDTIME: u32 = 26 * 3600 + 1800;

/// Seconds of a day.
const MIDNIGHT: u32 = 24 * 3600;

/// How much of a title is played.
#[derive(Debug, Clone, Copy)]
pub(super) enum Portion {
    /// All of it, perhaps without the credits.
    Whole,
    /// Too little to be a play.
    Short,
    /// From the beginning up to a percentage.
    Until(u32),
    /// From a percentage to the credits.
    From(u32),
}

/// A part of a work, to be played on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The number of the day.
    pub(super) day: usize,
    /// The time, in seconds after midnight by the wall clock, or later where the entries before take
    /// longer: all entries of one evening have the same.
    pub(super) wall: u32,
    /// Whether nothing else may run into it.
    pub(super) is_pinned: bool,
    /// The index of the work.
    pub(super) work: usize,
    /// The index of the part in the work.
    pub(super) part: usize,
    /// How much of it.
    pub(super) portion: Portion,
}

/// What one viewer means to play.
#[derive(Default)]
pub(super) struct Schedule {
    entries: Vec<Entry>,
}

impl Schedule {
    /// Adds an entry; the order does not matter.
    pub(super) fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Returns the records that come of it, in time order, no two at once.
    ///
    /// What would start too late, or run into a pinned entry, is left out.
    pub(super) fn records(
        mut self,
        viewer: &str,
        works: &[Work],
        calendar: &Calendar,
        random: &mut Random,
    ) -> Vec<Record<'static>> {
        self.entries.sort_by_key(|entry| (entry.day, entry.wall));
        let mut records = Vec::with_capacity(self.entries.len());
        for today in self.entries.chunk_by(|one, other| one.day == other.day) {
            let mut free = 0;
            for (place, entry) in today.iter().enumerate() {
                let work = &works[entry.work];
                let played = Played::of(work, entry.portion, random);
                let starts = entry.wall.max(free) + pause(work.kind, random);
                let kept =
                    entry.is_pinned || fits(starts..starts + played.seconds, &today[place..]);
                if kept && starts < latest(entry.day, calendar) {
                    free = starts + played.seconds;
                    records.push(Record {
                        viewer: viewer.to_owned().into(),
                        start: calendar.moment(entry.day, starts),
                        ..played.record(work, entry.part, random)
                    });
                }
            }
        }
        records
    }
}

/// Returns the second after midnight from which nothing starts any more.
fn latest(day: usize, calendar: &Calendar) -> u32 {
    // The log ends with its last day.
    if day == calendar.last() {
        MIDNIGHT
    } else {
        BEDTIME
    }
}

/// Returns whether `time` ends before the pinned entries of the rest of the day.
fn fits(time: Range<u32>, rest: &[Entry]) -> bool {
    let pinned = rest
        .iter()
        .filter(|later| later.is_pinned)
        .map(|later| later.wall);
    pinned.min().is_none_or(|wall| time.end <= wall)
}

/// Returns the seconds between one title and the next: sometimes long enough for a cup of tea.
fn pause(kind: Kind, random: &mut Random) -> u32 {
    match kind {
        Kind::Track => random.within(1..=9),
        _ => {
            random.within(5..=60)
                + if random.happens(250) {
                    random.below(900)
                } else {
                    0
                }
        }
    }
}

/// How long something is played.
struct Played {
    seconds: u32,
    position: Option<u32>,
}

impl Played {
    fn of(work: &Work, portion: Portion, random: &mut Random) -> Self {
        let length = work.seconds;
        let is_music = work.kind == Kind::Track;
        let (seconds, position) = match portion {
            Portion::Whole if is_music => (length - random.below(4), None),
            Portion::Whole => (length - random.below(length / 20), None),
            Portion::Short if is_music => (random.within(4..=28), None),
            Portion::Short => (random.within(15..=110), None),
            Portion::Until(percent) => (length * percent / 100, Some(length * percent / 100)),
            Portion::From(percent) => {
                let end = length * 97 / 100;
                (end - (length * percent / 100).min(end - 1), Some(end))
            }
        };
        Self { seconds, position }
    }

    fn record(&self, work: &Work, part: usize, random: &mut Random) -> Record<'static> {
        // Some devices do not say how long it was; those that know the position do.
        let is_unknown = self.position.is_none() && random.happens(8);
        Record {
            title: work.parts[part].title.clone().into(),
            show: work.show.clone().map(Into::into),
            kind: Some(work.kind),
            seconds: (!is_unknown).then_some(self.seconds),
            position: self.position,
            length: Some(work.seconds),
            ..Record::default()
        }
    }
}
