//! The cube of one title or show: streaks, plays and rewatches in any window.
//!
//! Plays beyond a viewer's first are *repeats*. Of each repeat the cube knows its day, the day of the
//! play before, and that of the play before that one. In a window from `a` on,
//!
//! - a play is its viewer's first where the one before lies before `a`: these are the viewers;
//! - it is their first or second where the one before that lies before `a`: the viewers with two plays
//!   or more are those less the viewers.
//!
//! Repeats lie in the order of their days, so that a window is one stretch of them.

use super::bytes::{Reader, Unreadable, Writer};
use super::cells::Cells;
use super::most::{self, Most};
use super::number::{NEVER, Span};
use super::runs;
use super::visits::Visits;

/// The columns of sixteen bits, in the order they are stored.
#[derive(Debug, Clone, Copy)]
enum Short {
    /// Days with plays.
    Days,
    /// First plays before each of these days, and in all; where they fit.
    Firsts,
    /// Repeats before each of these days, and in all; where they fit.
    Repeats,
    /// Of each repeat, the day of the play before.
    Before,
    /// Of each repeat, the day of the play before that one.
    SecondBefore,
    RunEnds,
    RunStarts,
    RunViewers,
    PairEnds,
    PairStarts,
    PairLows,
    PairHighs,
    PairViewers,
    StairEnds,
    StairStarts,
    FullDays,
}

/// The columns of thirty-two bits, in the order they are stored.
#[derive(Debug, Clone, Copy)]
enum Long {
    /// As [`Short::Firsts`], where they do not fit there.
    Firsts,
    /// As [`Short::Repeats`], where they do not fit there.
    Repeats,
    StairSteps,
    FullPlays,
    FullEnds,
}

const SHORTS: usize = Short::FullDays as usize + 1;
const LONGS: usize = Long::FullEnds as usize + 1;

/// Where an item's columns lie among those of all items.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Where each column begins, and the last one ends.
    shorts: [u32; SHORTS + 1],
    longs: [u32; LONGS + 1],
}

/// The columns of items, one item's behind the other's.
#[derive(Debug, Default)]
pub struct Columns {
    shorts: Vec<u16>,
    longs: Vec<u32>,
}

impl Columns {
    /// Returns columns with room for cubes that take so many bytes where they are stored: nearly all of
    /// them are numbers of sixteen bits.
    #[must_use]
    pub fn with_room_for(bytes: usize) -> Self {
        Self {
            shorts: Vec::with_capacity(bytes / 2),
            longs: Vec::new(),
        }
    }

    /// Appends an item's cube as it was stored, and returns where it lies.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are not those that were written.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Shape, Unreadable> {
        let mut reader = Reader::open(bytes)?;
        let mut shape = self.end();
        for place in 0..SHORTS {
            let length = reader.shorts(&mut self.shorts)?;
            shape.shorts[place + 1] = shape.shorts[place] + as_length(length);
        }
        for place in 0..LONGS {
            let length = reader.longs(&mut self.longs)?;
            shape.longs[place + 1] = shape.longs[place] + as_length(length);
        }
        Ok(shape)
    }

    /// Returns the shape of an item without columns that lies behind the last one.
    fn end(&self) -> Shape {
        Shape {
            shorts: [as_length(self.shorts.len()); SHORTS + 1],
            longs: [as_length(self.longs.len()); LONGS + 1],
        }
    }

    /// Returns the item that lies at `shape`.
    #[must_use]
    pub fn at<'a>(&'a self, shape: &'a Shape) -> Item<'a> {
        Item {
            columns: self,
            shape,
        }
    }

    /// Returns how many bytes the columns take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        2 * self.shorts.len() + 4 * self.longs.len()
    }

    fn push(&mut self, derived: &Derived) -> Shape {
        let mut shape = self.end();
        for (place, column) in derived.shorts.iter().enumerate() {
            self.shorts.extend_from_slice(column);
            shape.shorts[place + 1] = as_length(self.shorts.len());
        }
        for (place, column) in derived.longs.iter().enumerate() {
            self.longs.extend_from_slice(column);
            shape.longs[place + 1] = as_length(self.longs.len());
        }
        shape
    }

    /// Appends the streaks of an item of which nothing else is known, and returns where they lie.
    pub fn push_streaks(&mut self, runs: &Cells<2>, pairs: &Cells<4>) -> Shape {
        let mut derived = Derived::default();
        derived.put_runs(runs);
        derived.put_pairs(pairs);
        self.push(&derived)
    }
}

fn as_length(length: usize) -> u32 {
    u32::try_from(length).expect("a column has less than four thousand million")
}

/// The cube of one item, as it is derived.
#[derive(Debug, Default)]
pub struct Derived {
    shorts: [Vec<u16>; SHORTS],
    longs: [Vec<u32>; LONGS],
}

impl Derived {
    /// Derives the cube of the item with these histories.
    #[must_use]
    pub fn of(visits: &Visits) -> Self {
        let mut derived = Self::default();
        derived.put_plays(visits);
        derived.put_runs(&runs_of(visits));
        derived.put_pairs(&pairs_of(visits));
        let most = most::Derived::of(visits);
        derived.shorts[Short::StairEnds as usize] = most.ends;
        derived.shorts[Short::StairStarts as usize] = most.starts;
        derived.shorts[Short::FullDays as usize] = most.full_days;
        derived.longs[Long::StairSteps as usize] = most.steps;
        derived.longs[Long::FullPlays as usize] = most.full_plays;
        derived.longs[Long::FullEnds as usize] = most.full_ends;
        derived
    }

    fn put_plays(&mut self, visits: &Visits) {
        let (mut firsts, mut repeats) = (Vec::new(), Vec::new());
        for visit in visits.iter() {
            let (mut before, mut second_before) = (NEVER, NEVER);
            for (day, plays) in visit.days.iter().zip(visit.plays) {
                for _ in 0..*plays {
                    if before == NEVER {
                        firsts.push(([*day], visit.viewers));
                    } else {
                        repeats.push(([*day, before, second_before], visit.viewers));
                    }
                    (before, second_before) = (*day, before);
                }
            }
        }
        let firsts: Cells<1> = firsts.into_iter().collect();
        let repeats: Cells<3> = repeats.into_iter().collect();
        let days: Cells<1> = firsts
            .iter()
            .chain(repeats.iter().map(|([day, ..], plays)| ([day], plays)))
            .collect();
        let mut firsts = firsts.iter().peekable();
        let mut repeats = repeats.iter().peekable();
        let (mut firsts_before, mut repeats_before) = (vec![0], vec![0]);
        for ([day], _) in days.iter() {
            let firsts_here = firsts.next_if(|([of], _)| *of == day);
            let mut repeats_here = 0;
            while let Some(([_, before, second], n)) = repeats.next_if(|([of, ..], _)| *of == day) {
                let column = &mut self.shorts[Short::Before as usize];
                column.resize(column.len() + n as usize, before);
                let column = &mut self.shorts[Short::SecondBefore as usize];
                column.resize(column.len() + n as usize, second);
                repeats_here += n;
            }
            self.shorts[Short::Days as usize].push(day);
            let last = |column: &[u32]| column[column.len() - 1];
            firsts_before.push(last(&firsts_before) + firsts_here.map_or(0, |(_, n)| n));
            repeats_before.push(last(&repeats_before) + repeats_here);
        }
        self.put_counts(Short::Firsts, Long::Firsts, firsts_before);
        self.put_counts(Short::Repeats, Long::Repeats, repeats_before);
    }

    /// Puts counts that rise into the narrow column where they fit, into the wide one else.
    fn put_counts(&mut self, narrow: Short, wide: Long, counts: Vec<u32>) {
        let fitting: Result<Vec<u16>, _> = counts.iter().map(|n| u16::try_from(*n)).collect();
        match fitting {
            Ok(fitting) => self.shorts[narrow as usize] = fitting,
            Err(_) => self.longs[wide as usize] = counts,
        }
    }

    fn put_runs(&mut self, runs: &Cells<2>) {
        for ([end, start], viewers) in split(runs) {
            self.shorts[Short::RunEnds as usize].push(end);
            self.shorts[Short::RunStarts as usize].push(start);
            self.shorts[Short::RunViewers as usize].push(viewers);
        }
    }

    fn put_pairs(&mut self, pairs: &Cells<4>) {
        for ([end, start, low, high], viewers) in split(pairs) {
            self.shorts[Short::PairEnds as usize].push(end);
            self.shorts[Short::PairStarts as usize].push(start);
            self.shorts[Short::PairLows as usize].push(low);
            self.shorts[Short::PairHighs as usize].push(high);
            self.shorts[Short::PairViewers as usize].push(viewers);
        }
    }

    /// Returns the cube as it is stored.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        for column in &self.shorts {
            writer.shorts(column);
        }
        for column in &self.longs {
            writer.longs(column);
        }
        writer.seal()
    }
}

/// Returns the runs of an item's viewers.
#[must_use]
pub fn runs_of(visits: &Visits) -> Cells<2> {
    let runs = visits.iter().flat_map(|visit| {
        runs::runs(visit.days).map(move |run| ([run.end, run.start], visit.viewers))
    });
    runs.collect()
}

/// Returns the pairs of runs of an item's viewers.
#[must_use]
pub fn pairs_of(visits: &Visits) -> Cells<4> {
    let mut pairs = Vec::new();
    for visit in visits.iter() {
        runs::pairs(visit.days, |pair| {
            pairs.push(([pair.end, pair.start, pair.low, pair.high], visit.viewers));
        });
    }
    pairs.into_iter().collect()
}

/// Returns cells whose counts fit sixteen bits: greater ones stand in several.
fn split<const W: usize>(cells: &Cells<W>) -> impl Iterator<Item = ([u16; W], u16)> + '_ {
    cells.iter().flat_map(|(key, count)| {
        let full = count / u32::from(u16::MAX);
        let rest = u16::try_from(count % u32::from(u16::MAX)).unwrap_or(0);
        let full = (0..full).map(|_| u16::MAX);
        full.chain((rest > 0).then_some(rest))
            .map(move |n| (key, n))
    })
}

/// The cube of one item, to answer from.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    columns: &'a Columns,
    shape: &'a Shape,
}

/// Plays and repeats of a window, as places among those of the item.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// First plays of viewers in the window.
    firsts: u32,
    /// The repeats in the window: from, to.
    repeats: (u32, u32),
}

impl Stretch {
    /// Returns the stretch between two places, each as first plays and repeats before it.
    #[must_use]
    pub fn between(from: (u32, u32), to: (u32, u32)) -> Self {
        Self {
            firsts: to.0 - from.0,
            repeats: (from.1, to.1),
        }
    }

    /// Returns the plays in the window.
    #[must_use]
    pub fn plays(self) -> u32 {
        self.firsts + (self.repeats.1 - self.repeats.0)
    }
}

/// The runs of an item with the viewers that have each, in the order of their last days.
#[derive(Debug, Clone, Copy)]
pub struct RunColumns<'a> {
    /// Their last days.
    pub ends: &'a [u16],
    /// Their first days.
    pub starts: &'a [u16],
    /// The viewers with each.
    pub viewers: &'a [u16],
}

/// The pairs of runs of an item with the viewers that have each, in the order of their last days.
#[derive(Debug, Clone, Copy)]
pub struct PairColumns<'a> {
    /// The last days of the earlier runs.
    pub ends: &'a [u16],
    /// The first days of the later runs.
    pub starts: &'a [u16],
    /// The longest run between them.
    pub lows: &'a [u16],
    /// The shorter of the two.
    pub highs: &'a [u16],
    /// The viewers with each.
    pub viewers: &'a [u16],
}

impl<'a> Item<'a> {
    fn short(&self, column: Short) -> &'a [u16] {
        let [from, to] = [0, 1].map(|next| self.shape.shorts[column as usize + next] as usize);
        &self.columns.shorts[from..to]
    }

    fn long(&self, column: Long) -> &'a [u32] {
        let [from, to] = [0, 1].map(|next| self.shape.longs[column as usize + next] as usize);
        &self.columns.longs[from..to]
    }

    fn count(&self, narrow: Short, wide: Long, place: usize) -> u32 {
        match self.short(narrow).get(place) {
            Some(count) => u32::from(*count),
            None => self.long(wide)[place],
        }
    }

    /// Returns the days with plays.
    #[must_use]
    pub fn days(&self) -> &'a [u16] {
        self.short(Short::Days)
    }

    /// Returns the stretch of plays in a window; `None` where there is none.
    #[must_use]
    pub fn stretch(&self, span: Span) -> Option<Stretch> {
        let days = self.days();
        let from = days.partition_point(|day| *day < span.from);
        let to = from + days[from..].partition_point(|day| *day <= span.to);
        (from < to).then(|| self.stretch_of(from, to))
    }

    fn stretch_of(&self, from: usize, to: usize) -> Stretch {
        let firsts = |place| self.count(Short::Firsts, Long::Firsts, place);
        let repeats = |place| self.count(Short::Repeats, Long::Repeats, place);
        Stretch {
            firsts: firsts(to) - firsts(from),
            repeats: (repeats(from), repeats(to)),
        }
    }

    /// Returns all plays.
    #[must_use]
    pub fn plays(&self) -> u64 {
        u64::from(self.stretch_of(0, self.days().len()).plays())
    }

    /// Returns first plays and repeats of each day with plays.
    pub fn new_and_repeated_by_day(self) -> impl Iterator<Item = (u16, u32, u32)> + 'a {
        let days = self.days().iter().enumerate();
        days.map(move |(place, day)| {
            let stretch = self.stretch_of(place, place + 1);
            (*day, stretch.firsts, stretch.repeats.1 - stretch.repeats.0)
        })
    }

    /// Returns the viewers with a play in the window.
    #[must_use]
    pub fn viewers(&self, stretch: Stretch, span: Span) -> u32 {
        stretch.firsts + below(self.repeats(Short::Before, stretch), span.from)
    }

    /// Returns the viewers with two plays or more in the window, given those with one.
    #[must_use]
    pub fn rewatchers(&self, stretch: Stretch, span: Span, viewers: u32) -> u32 {
        let firsts_or_seconds = below(self.repeats(Short::SecondBefore, stretch), span.from);
        stretch.firsts + firsts_or_seconds - viewers
    }

    fn repeats(&self, column: Short, stretch: Stretch) -> &'a [u16] {
        let (from, to) = stretch.repeats;
        &self.short(column)[from as usize..to as usize]
    }

    /// Returns the columns from which the most plays by one viewer are read.
    #[must_use]
    pub fn most(&self) -> Most<'a> {
        Most {
            ends: self.short(Short::StairEnds),
            starts: self.short(Short::StairStarts),
            steps: self.long(Long::StairSteps),
            full_days: self.short(Short::FullDays),
            full_plays: self.long(Long::FullPlays),
            full_ends: self.long(Long::FullEnds),
        }
    }

    /// Returns the runs that end on `from` or later.
    #[must_use]
    pub fn runs_from(&self, from: u16) -> RunColumns<'a> {
        let ends = self.short(Short::RunEnds);
        let place = ends.partition_point(|end| *end < from);
        RunColumns {
            ends: &ends[place..],
            starts: &self.short(Short::RunStarts)[place..],
            viewers: &self.short(Short::RunViewers)[place..],
        }
    }

    /// Returns the pairs whose earlier run ends on `from` or later.
    #[must_use]
    pub fn pairs_from(&self, from: u16) -> PairColumns<'a> {
        let ends = self.short(Short::PairEnds);
        let place = ends.partition_point(|end| *end < from);
        PairColumns {
            ends: &ends[place..],
            starts: &self.short(Short::PairStarts)[place..],
            lows: &self.short(Short::PairLows)[place..],
            highs: &self.short(Short::PairHighs)[place..],
            viewers: &self.short(Short::PairViewers)[place..],
        }
    }
}

/// Counts the days before `day`.
fn below(days: &[u16], day: u16) -> u32 {
    // Summed up in sixteen bits, stretch by stretch: eight at once, in any processor.
    let stretches = days.chunks(usize::from(u16::MAX));
    let sum =
        |stretch: &[u16]| -> u16 { stretch.iter().map(|before| u16::from(*before < day)).sum() };
    stretches.map(|stretch| u32::from(sum(stretch))).sum()
}
