//! Texts by number, and numbers by text.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Texts, each kept once and numbered from 0 as they come.
///
/// A text takes its own bytes and about sixteen more; looking one up allocates nothing.
#[derive(Default)]
pub(super) struct Dictionary {
    text: String,
    /// Where each text ends.
    ends: Vec<u64>,
    numbers: HashTable<u32>,
    hasher: RandomState,
    guesses: Vec<Guess>,
}

/// The hash of a text to look up, and the number it probably has.
#[derive(Clone, Copy)]
struct Guess {
    hash: u64,
    number: Option<u32>,
    /// Where the text of that number starts.
    start: usize,
}

impl Dictionary {
    /// Calls `take` with each of `names`, its number and whether it is new, in order.
    ///
    /// Each look-up reads four places in memory, one after the other. All names take each step
    /// together, so that the reads of one need not wait for those of another. With 250,000 viewers,
    /// too many for the processor's caches, that takes less than half the time.
    pub fn number_all<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str> + Clone,
        mut take: impl FnMut(&'n str, u32, bool),
    ) {
        let mut guesses = std::mem::take(&mut self.guesses);
        guesses.clear();
        guesses.extend(names.clone().map(|name| Guess {
            hash: self.hasher.hash_one(name.as_bytes()),
            number: None,
            start: 0,
        }));
        for guess in &mut guesses {
            guess.number = self.numbers.find(guess.hash, |_| true).copied();
        }
        for guess in &mut guesses {
            let before = guess.number.and_then(|number| number.checked_sub(1));
            guess.start = before.map_or(0, |before| place(self.ends[before as usize]));
        }
        let text = self.text.as_bytes();
        let touched = guesses.iter().filter_map(|guess| text.get(guess.start));
        // This brings the texts into the caches; the sum itself is not used.
        std::hint::black_box(touched.fold(0, |sum: u8, byte| sum.wrapping_add(*byte)));
        for (name, guess) in names.zip(&guesses) {
            let (number, is_new) = match guess.number {
                Some(number) if self.is_at(guess.start, number, name) => (number, false),
                _ => self.number(name, guess.hash),
            };
            take(name, number, is_new);
        }
        self.guesses = guesses;
    }

    /// Returns whether `name` is the text of `number`, which starts at `start`.
    fn is_at(&self, start: usize, number: u32, name: &str) -> bool {
        let end = place(self.ends[number as usize]);
        self.text.as_bytes().get(start..end) == Some(name.as_bytes())
    }

    /// Returns the number of `name`, and whether it is new.
    fn number(&mut self, name: &str, hash: u64) -> (u32, bool) {
        let (text, ends) = (&self.text, &self.ends);
        let is_it = |number: &u32| nth(text, ends, *number) == name.as_bytes();
        if let Some(number) = self.numbers.find(hash, is_it) {
            return (*number, false);
        }
        let number = u32::try_from(self.ends.len())
            .expect("four thousand million names do not fit in memory");
        self.text.push_str(name);
        self.ends.push(self.text.len() as u64);
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        let hash_of = |number: &u32| hasher.hash_one(nth(text, ends, *number));
        self.numbers.insert_unique(hash, number, hash_of);
        (number, true)
    }

    /// Returns how many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the texts by number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.text[place(*start)..place(*end)])
    }
}

fn nth<'t>(text: &'t str, ends: &[u64], number: u32) -> &'t [u8] {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &text.as_bytes()[place(start)..place(ends[number])]
}

fn place(byte: u64) -> usize {
    usize::try_from(byte).expect("the text is in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(names: &mut Dictionary, texts: &[&str]) -> Vec<(u32, bool)> {
        let mut numbers = Vec::new();
        names.number_all(texts.iter().copied(), |_, number, is_new| {
            numbers.push((number, is_new));
        });
        numbers
    }

    #[test]
    fn a_text_keeps_its_number() {
        let mut names = Dictionary::default();
        let first = numbered(&mut names, &["Ann", "", "君", "Ann", ""]);
        assert_eq!(
            first,
            [(0, true), (1, true), (2, true), (0, false), (1, false)]
        );
        for n in 3..5_000 {
            assert_eq!(numbered(&mut names, &[&format!("viewer {n}")]), [(n, true)]);
        }
        let again = numbered(&mut names, &["viewer 4321", "new", "Ann", "new", "君"]);
        assert_eq!(
            again,
            [
                (4321, false),
                (5000, true),
                (0, false),
                (5000, false),
                (2, false)
            ]
        );
        assert_eq!(names.len(), 5_001);
        assert_eq!(
            names.iter().take(4).collect::<Vec<_>>(),
            ["Ann", "", "君", "viewer 3"]
        );
    }
}
