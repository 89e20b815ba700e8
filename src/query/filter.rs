//! Which names a filter keeps: those that hold its text or, where it begins with `~`, those that are like it.
//!
//! A name is like a text if it holds the letters of each of its words in their order, close together or at the
//! beginnings of words: `~chrstms prnce` and `~acp` keep A Christmas Prince. Where no name of the log is so, one letter
//! of each longer word may be wrong, and the others are in one word: `~xmas prince`. A filter only chooses which rows are listed; no number depends
//! on it.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::{ItemId, Level, name};
use crate::snapshot::catalog::Catalog;

/// What a filter begins with that asks for names like its text.
pub const FUZZY: char = '~';

/// What each letter of a word has to score: as much as letters that stand together do, so that letters scattered
/// over a name are no match.
const SCORE_OF_LETTER: usize = 16;

/// The fewest letters of a word of which one may be wrong.
const LETTERS_OF_SLIP: usize = 4;

/// Which items of a level a filter keeps.
#[derive(Debug)]
pub enum Filter<'a> {
    /// All of them.
    All,
    /// Those whose name, or whose show's, holds this folded text.
    Holds(&'a Catalog, Level, String),
    /// Those marked here, by number.
    Like(Vec<bool>),
}

impl<'a> Filter<'a> {
    /// Returns the filter that a text is on the names of a level.
    #[must_use]
    pub fn of(text: &str, catalog: &'a Catalog, level: Level) -> Self {
        let folded = name::folded(text);
        match folded.strip_prefix(FUZZY) {
            _ if folded.is_empty() => Self::All,
            None => Self::Holds(catalog, level, folded),
            Some(like) if like.trim().is_empty() => Self::All,
            Some(like) => Self::Like(like_names(like, catalog.folded(level))),
        }
    }

    /// Returns whether it keeps an item of its level.
    #[must_use]
    pub fn keeps(&self, item: ItemId) -> bool {
        match self {
            Self::All => true,
            Self::Holds(catalog, level, text) => catalog.matches(*level, item, text),
            Self::Like(kept) => kept.get(item.0 as usize).is_some_and(|kept| *kept),
        }
    }
}

/// Returns which names, with their shows beside them, are like a text; all of it folded.
fn like_names(text: &str, names: &[(String, String)]) -> Vec<bool> {
    let mut matching = Matching::default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let exact: Vec<Atom> = words.iter().map(|word| atom(word)).collect();
    let mut kept = |is_held: &mut dyn FnMut(&mut Matching, &str, usize) -> bool| -> Vec<bool> {
        let mut is_like = |(name, show): &(String, String)| {
            (0..exact.len()).all(|word| {
                is_held(&mut matching, name, word) || is_held(&mut matching, show, word)
            })
        };
        names.iter().map(&mut is_like).collect()
    };
    let found = kept(&mut |matching, name, word| matching.holds(name, &exact[word]));
    if found.contains(&true) {
        return found;
    }
    let slips: Vec<Vec<Atom>> = words.iter().map(|word| with_slips(word)).collect();
    kept(&mut |matching, name, word| {
        // With a letter amiss, all of them have to be in one word.
        let mut parts = name.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| slips[word].iter().any(|word| matching.holds(part, word)))
    })
}

/// Returns a word as it is, and without each of its letters where one may be wrong.
fn with_slips(word: &str) -> Vec<Atom> {
    let letters: Vec<char> = word.chars().collect();
    let slips = if letters.len() < LETTERS_OF_SLIP {
        0
    } else {
        letters.len()
    };
    let without = |place: usize| -> String {
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != place);
        kept.map(|(_, letter)| letter).collect()
    };
    let slipped = (0..slips).map(|place| atom(&without(place)));
    std::iter::once(atom(word)).chain(slipped).collect()
}

fn atom(word: &str) -> Atom {
    let (case, marks) = (CaseMatching::Ignore, Normalization::Smart);
    Atom::new(word, case, marks, AtomKind::Fuzzy, false)
}

/// The scratch memory of matching.
struct Matching {
    matcher: Matcher,
    letters: Vec<char>,
}

impl Default for Matching {
    fn default() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
        }
    }
}

impl Matching {
    fn holds(&mut self, name: &str, word: &Atom) -> bool {
        let name = Utf32Str::new(name, &mut self.letters);
        let score = word.score(name, &mut self.matcher);
        let least = SCORE_OF_LETTER * word.needle_text().len();
        score.is_some_and(|score| usize::from(score) >= least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn kept(text: &str) -> Vec<&'static str> {
        const NAMES: [(&str, &str); 7] = [
            ("necromancer: season 1: pining for more", ""),
            ("a christmas prince", ""),
            ("last tram before curfew", ""),
            ("the printer of charts", ""),
            ("mörkt kaffe", ""),
            ("pilot", "harbour lights"),
            ("日本の夜", ""),
        ];
        let names = NAMES.map(|(name, show)| (name.to_owned(), show.to_owned()));
        let like = like_names(text, &names);
        let found = NAMES.iter().zip(like).filter(|(_, like)| *like);
        found.map(|((name, _), _)| *name).collect()
    }

    #[rstest]
    #[case::letters_left_out("chrstms prnce", &["a christmas prince"])]
    #[case::initials("acp", &["a christmas prince"])]
    #[case::words_in_any_order("prince christmas", &["a christmas prince"])]
    #[case::a_wrong_letter("xmas prince", &["a christmas prince"])]
    #[case::wrong_and_left_out("xmas prnce", &["a christmas prince"])]
    #[case::a_letter_more("currfew", &["last tram before curfew"])]
    #[case::without_marks("morkt", &["mörkt kaffe"])]
    #[case::of_the_show("hrbr pilot", &["pilot"])]
    #[case::wide("日夜", &["日本の夜"])]
    #[case::nothing_like_it("qqqq", &[])]
    #[case::scattered("hsac", &[])]
    fn names_like_a_text_are_kept(#[case] text: &str, #[case] names: &[&str]) {
        assert_eq!(kept(text), names);
    }
}
