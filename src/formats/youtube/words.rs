//! The words around a title: `Watched X`, in the language of the account.

/// What stands before and behind a title that was watched.
///
/// Only languages whose exports have been seen: of another one the whole sentence is the title.
const WATCHED: [(&str, &str); 12] = [
    ("Watched ", ""),
    ("", " angesehen"),
    ("Vous avez regardé ", ""),
    ("Has visto ", ""),
    ("Hai guardato ", ""),
    ("Você assistiu a ", ""),
    ("Assistiu a ", ""),
    ("Je hebt ", " bekeken"),
    ("", " bekeken"),
    ("Obejrzano: ", ""),
    ("", " を視聴しました"),
    ("", "을(를) 시청했습니다."),
];

/// What the sentences of a file say of their titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// What was watched stands in these words, and everything else in others.
    Known(Frame),
    /// The language is unknown; `is_mixed` says whether the file has more than what was watched.
    Unknown { is_mixed: bool },
}

/// The words around a title.
type Frame = (&'static str, &'static str);

/// What a sentence says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said<'s> {
    /// That this was watched.
    Watched(&'s str),
    /// That something else was done.
    Other,
    /// Nobody knows which.
    Unclear,
}

impl Words {
    /// The words of an English page.
    pub const ENGLISH: Self = Self::Known(WATCHED[0]);

    /// Returns the words of a file whose first `sentences` about videos are these; `is_mixed` says
    /// whether there are others between them, such as searches.
    pub fn of<'s>(sentences: impl Iterator<Item = &'s str>, is_mixed: bool) -> Self {
        let mut counts = [0_usize; WATCHED.len()];
        let mut all = 0;
        for sentence in sentences {
            all += 1;
            for (count, frame) in counts.iter_mut().zip(WATCHED) {
                *count += usize::from(within(sentence, frame).is_some());
            }
        }
        // A few titles that end in such a word by themselves are no language.
        let most = counts.iter().max().filter(|most| 2 * **most > all);
        let found = counts.iter().position(|count| Some(count) == most);
        found.map_or(Self::Unknown { is_mixed }, |frame| {
            Self::Known(WATCHED[frame])
        })
    }

    /// Returns what a sentence about a video says.
    pub fn say<'s>(&self, sentence: &'s str) -> Said<'s> {
        match *self {
            Self::Known(frame) => within(sentence, frame).map_or(Said::Other, Said::Watched),
            Self::Unknown { is_mixed } => {
                let mut titles = WATCHED.iter().map(|frame| within(sentence, *frame));
                match titles.find_map(|title| title) {
                    Some(title) => Said::Watched(title),
                    None if is_mixed => Said::Unclear,
                    None => Said::Watched(sentence),
                }
            }
        }
    }
}

fn within(sentence: &str, (before, behind): Frame) -> Option<&str> {
    let title = sentence.strip_prefix(before)?.strip_suffix(behind)?.trim();
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_most_sentences_are_those_of_the_file() {
        let german = ["Ebbe angesehen", "Watched Dogs angesehen", "Möwe: mag ich"];
        let words = Words::of(german.into_iter(), true);
        assert_eq!(
            words.say("Watched Dogs angesehen"),
            Said::Watched("Watched Dogs")
        );
        assert_eq!(words.say("Möwe: mag ich"), Said::Other);
        assert_eq!(words.say(" angesehen"), Said::Other);
    }

    #[test]
    fn of_an_unknown_language_all_was_watched_unless_the_file_has_other_things() {
        let finnish = [
            "Katsottu: Lokki",
            "Katsottu: Pato",
            "Katsottu: film bekeken",
        ];
        let alone = Words::of(finnish.into_iter(), false);
        assert_eq!(alone, Words::Unknown { is_mixed: false });
        assert_eq!(alone.say("Katsottu: Pato"), Said::Watched("Katsottu: Pato"));
        let mixed = Words::of(finnish.into_iter(), true);
        assert_eq!(mixed.say("Katsottu: Pato"), Said::Unclear);
        assert_eq!(mixed.say("Watched Pier"), Said::Watched("Pier"));
    }
}
