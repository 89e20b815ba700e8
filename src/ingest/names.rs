//! Texts by number.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Texts, each kept once and numbered from 0 as they come.
///
/// A text takes its own bytes and about sixteen more; looking one up allocates nothing.
#[derive(Default)]
pub(super) struct Names {
    text: String,
    /// Where each text ends.
    ends: Vec<u64>,
    numbers: HashTable<u32>,
    hasher: RandomState,
}

impl Names {
    /// Returns what [`Self::number`] wants to know of a text. Many at once are quicker than one by
    /// one: the look-ups then need not wait for each other.
    pub fn hash(&self, name: &str) -> u64 {
        self.hasher.hash_one(name.as_bytes())
    }

    /// Returns the number of a text with this hash, and whether it is new.
    pub fn number(&mut self, name: &str, hash: u64) -> (u32, bool) {
        let (text, ends) = (&self.text, &self.ends);
        let is_it = |number: &u32| nth(text, ends, *number) == name;
        if let Some(number) = self.numbers.find(hash, is_it) {
            return (*number, false);
        }
        let number = u32::try_from(self.ends.len())
            .expect("four thousand million names do not fit in memory");
        self.text.push_str(name);
        self.ends.push(self.text.len() as u64);
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        let hash_of = |number: &u32| hasher.hash_one(nth(text, ends, *number).as_bytes());
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

fn nth<'t>(text: &'t str, ends: &[u64], number: u32) -> &'t str {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &text[place(start)..place(ends[number])]
}

fn place(byte: u64) -> usize {
    usize::try_from(byte).expect("the text is in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number() {
        let mut names = Names::default();
        let mut number = |name: &str| {
            let hash = names.hash(name);
            names.number(name, hash)
        };
        assert_eq!(number("Ann"), (0, true));
        assert_eq!(number(""), (1, true));
        assert_eq!(number("君"), (2, true));
        for n in 3..5_000 {
            assert_eq!(number(&format!("viewer {n}")), (n, true));
        }
        assert_eq!(number("Ann"), (0, false));
        assert_eq!(number(""), (1, false));
        assert_eq!(number("viewer 4321"), (4321, false));
        assert_eq!(names.len(), 5_000);
        assert_eq!(
            names.iter().take(4).collect::<Vec<_>>(),
            ["Ann", "", "君", "viewer 3"]
        );
    }
}
