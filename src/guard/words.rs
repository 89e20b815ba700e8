//! The words of sentences on viewers: of the built-in languages, and of files of the user's own.
//!
//! A sentence is a template of `assets/words/*.toml` with what it is about in its braces. The templates are data, so that
//! a team can have its own tone and language; the numbers come in as text, so that words cannot change them.
//!
//! | module | holds |
//! |---|---|
//! | `subject` | what a sentence is about |
//! | `template` | texts with braces that are filled in |
//! | `reader` | whether words speak to whoever reads them |

mod reader;
mod subject;
mod template;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Table, Value};

use self::reader::speaks_to_reader;
pub use self::subject::{Fact, People, Subject};
use self::template::{braces, capitalised, filled};

use crate::domain::format::thousands;
use crate::domain::occasion::{Occasion, occasions};
use crate::domain::{Day, Kind, Window};

const ENGLISH: &str = include_str!("../../assets/words/en.toml");
const ITALIAN: &str = include_str!("../../assets/words/it.toml");

/// The key of a file that names the built-in words it begins with.
const BASE: &str = "base";

static BUILT_IN: LazyLock<[(&str, Words); 2]> = LazyLock::new(|| {
    let read = |text| Words::parse(text).expect("the built-in words are whole");
    [("en", read(ENGLISH)), ("it", read(ITALIAN))]
});

/// The words of sentences in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    thousands: String,
    about: String,
    date: String,
    months: [String; 12],
    window: String,
    one_day: String,
    everything: String,
    people: Counted,
    days: Counted,
    plays: Counted,
    verbs: Verbs,
    sentences: BTreeMap<Said, String>,
    #[serde(default)]
    sentences_of_one: BTreeMap<Said, String>,
    #[serde(default)]
    occasions: BTreeMap<String, String>,
}

/// What is counted, in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    one: String,
    many: String,
}

impl Counted {
    /// Returns the words of a number that is told so.
    fn told(&self, number: u64, told: &str) -> String {
        let template = if number == 1 { &self.one } else { &self.many };
        filled(template, &[("number", told)])
    }
}

/// What viewers do with a title.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    watched: String,
    listened: String,
    played: String,
}

/// The kinds of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Said {
    EveryDay,
    EveryDayUntilNow,
    Streak,
    Days,
    Plays,
    On,
    OnDay,
    Back,
}

impl Said {
    const ALL: [Self; 8] = [
        Self::EveryDay,
        Self::EveryDayUntilNow,
        Self::Streak,
        Self::Days,
        Self::Plays,
        Self::On,
        Self::OnDay,
        Self::Back,
    ];

    /// Returns what a sentence of this kind must have in its braces, or it would leave out what it is about.
    fn needed(self) -> &'static [&'static str] {
        match self {
            Self::EveryDay => &["people", "name", "days", "date"],
            Self::EveryDayUntilNow => &["people", "name", "days"],
            Self::Streak | Self::Days => &["people", "name", "days", "window"],
            Self::Plays => &["people", "name", "plays", "window"],
            Self::On | Self::OnDay => &["people", "name", "date"],
            Self::Back => &["people", "name", "window"],
        }
    }

    /// Returns what it may have in its braces besides.
    fn allowed(self) -> &'static [&'static str] {
        match self {
            Self::On => &["verb", "occasion"],
            _ => &["verb"],
        }
    }
}

/// Why a file holds no words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// It is no TOML, or has keys that mean nothing.
    #[error("{0}")]
    Toml(String),
    /// It begins with words that are not built in.
    #[error("base = \"{0}\": there are en and it")]
    Base(String),
    /// A sentence lacks what it is about.
    #[error("`{key}`: the sentence has no {{{missing}}}")]
    Missing {
        /// Which sentence.
        key: String,
        /// What it lacks.
        missing: &'static str,
    },
    /// A text has braces that mean nothing there.
    #[error("`{key}`: {{{unknown}}} means nothing here")]
    Unknown {
        /// Which text.
        key: String,
        /// What is in its braces.
        unknown: String,
    },
}

impl Words {
    /// Returns the English words.
    ///
    /// # Panics
    ///
    /// Never: they are built in.
    #[must_use]
    pub fn english() -> &'static Self {
        Self::built_in("en").expect("English is built in")
    }

    /// Returns the English words with days written as `2017-12-10`, as they stand beside numbers.
    #[must_use]
    pub fn beside_numbers() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
            date: "{iso}".to_owned(),
            ..Words::english().clone()
        });
        &WORDS
    }

    /// Returns the built-in words of a language: `en` or `it`.
    #[must_use]
    pub fn built_in(language: &str) -> Option<&'static Self> {
        let mut all = BUILT_IN.iter();
        all.find(|(name, _)| *name == language)
            .map(|(_, words)| words)
    }

    /// Reads the words of a file: those of its `base`, English unless it says else, and its own instead.
    ///
    /// # Errors
    ///
    /// Fails where the file is no TOML, a key means nothing, or a sentence leaves out what it is about.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let toml =
            |error: toml::de::Error| WordsError::Toml(error.to_string().trim_end().to_owned());
        let mut own: Table = text.parse().map_err(toml)?;
        let base = match own.remove(BASE) {
            None => ENGLISH,
            Some(Value::String(name)) if name == "en" => ENGLISH,
            Some(Value::String(name)) if name == "it" => ITALIAN,
            Some(other) => return Err(WordsError::Base(other.to_string().replace('"', ""))),
        };
        let mut all: Table = base.parse().map_err(toml)?;
        merge(&mut all, own);
        let words: Self = Value::Table(all).try_into().map_err(toml)?;
        words.check()?;
        Ok(words)
    }

    /// Checks that the braces of all texts mean something.
    fn check(&self) -> Result<(), WordsError> {
        for said in Said::ALL {
            let key = || format!("{said:?}");
            let Some(sentence) = self.sentences.get(&said) else {
                return Err(WordsError::Missing {
                    key: key(),
                    missing: "people",
                });
            };
            let of_one = self.sentences_of_one.get(&said);
            for text in std::iter::once(sentence).chain(of_one) {
                let found = braces(text);
                let (needed, allowed) = (said.needed(), said.allowed());
                if let Some(missing) = needed.iter().find(|name| !found.contains(*name)) {
                    return Err(WordsError::Missing {
                        key: key(),
                        missing,
                    });
                }
                let is_known = |name: &&&str| needed.contains(*name) || allowed.contains(*name);
                if let Some(unknown) = found.iter().find(|name| !is_known(name)) {
                    return Err(WordsError::Unknown {
                        key: key(),
                        unknown: (*unknown).to_owned(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Says a fact in one sentence.
    #[must_use]
    pub fn sentence(&self, people: People, subject: &Subject<'_>) -> String {
        let (People::Exactly(number) | People::About(number)) = people;
        let told = self.how_many(people);
        let said = Said::of(subject);
        let of_one = self.sentences_of_one.get(&said).filter(|_| number == 1);
        let template = of_one.or_else(|| self.sentences.get(&said));
        let template = template.map_or("{people} {name}", String::as_str);
        let people = self.people.told(number, &told);
        let (steps, date) = match subject.fact {
            Fact::EveryDay { days, to } => (days, to),
            Fact::Streak(steps) | Fact::Days(steps) | Fact::Plays(steps) => {
                (steps, subject.window.to())
            }
            Fact::On(day) => (1, day),
            Fact::Back => (0, subject.window.to()),
        };
        let steps = u64::from(steps);
        let in_words = self.number(steps);
        let text = filled(
            template,
            &[
                ("people", &people),
                ("verb", self.verb(subject.kind)),
                ("name", subject.name.unwrap_or(&self.everything)),
                ("days", &self.days.told(steps, &in_words)),
                ("plays", &self.plays.told(steps, &in_words)),
                ("date", &self.day(date)),
                ("window", &self.days_of(subject.window)),
                ("occasion", self.occasion(subject.fact)),
            ],
        );
        capitalised(&text)
    }

    /// Returns whether the sentence on this speaks to its readers, as "Who hurt you?" does. What the title is called does not.
    #[must_use]
    pub fn speak_to_reader(&self, subject: &Subject<'_>) -> bool {
        let nameless = Subject {
            name: Some(""),
            ..*subject
        };
        speaks_to_reader(&self.sentence(People::Exactly(2), &nameless))
    }

    /// Returns how many people there are, as a sentence says it: `53`, or `about 55`.
    #[must_use]
    pub fn how_many(&self, people: People) -> String {
        match people {
            People::Exactly(number) => self.number(number),
            People::About(number) => filled(&self.about, &[("number", &self.number(number))]),
        }
    }

    /// Returns a number in the manner of the language.
    fn number(&self, number: u64) -> String {
        thousands(number).replace(',', &self.thousands)
    }

    fn verb(&self, kind: Option<Kind>) -> &str {
        match kind {
            Some(Kind::Film | Kind::Episode | Kind::Video) => &self.verbs.watched,
            Some(Kind::Track | Kind::Podcast | Kind::Audiobook) => &self.verbs.listened,
            None => &self.verbs.played,
        }
    }

    /// Returns a day in the manner of the language.
    fn day(&self, day: Day) -> String {
        use chrono::Datelike as _;
        let date = day.date();
        let month = &self.months[date.month0() as usize];
        filled(
            &self.date,
            &[
                ("day", &date.day().to_string()),
                ("month", month),
                ("year", &date.year().to_string()),
                ("iso", &day.to_string()),
            ],
        )
    }

    fn days_of(&self, window: Window) -> String {
        let (from, to) = (self.day(window.from()), self.day(window.to()));
        let template = if window.from() == window.to() {
            &self.one_day
        } else {
            &self.window
        };
        filled(template, &[("from", &from), ("to", &to)])
    }

    fn occasion(&self, fact: Fact) -> &str {
        occasion_of(fact).map_or("", |occasion| {
            let own = self.occasions.get(occasion.name);
            own.map_or(occasion.name, String::as_str)
        })
    }
}

/// Returns what the day of a fact is well known for.
fn occasion_of(fact: Fact) -> Option<Occasion> {
    match fact {
        Fact::On(day) => occasions(Window::ending(day, 1)).into_iter().next(),
        _ => None,
    }
}

impl Said {
    fn of(subject: &Subject<'_>) -> Self {
        match subject.fact {
            Fact::EveryDay { to, .. } if subject.yesterday == Some(to) => Self::EveryDayUntilNow,
            Fact::EveryDay { .. } => Self::EveryDay,
            Fact::Streak(_) => Self::Streak,
            Fact::Days(_) => Self::Days,
            Fact::Plays(_) => Self::Plays,
            Fact::On(_) if occasion_of(subject.fact).is_some() => Self::On,
            Fact::On(_) => Self::OnDay,
            Fact::Back => Self::Back,
        }
    }
}

/// Puts the values of a table over those of another, tables within them likewise.
fn merge(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => merge(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::occasion::occasions;
    use rstest::rstest;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn window() -> Window {
        Window::new(day("2017-11-23"), day("2017-12-10")).unwrap()
    }

    fn said(words: &Words, people: People, fact: Fact) -> String {
        let subject = Subject {
            fact,
            name: Some("A Christmas Prince"),
            kind: Some(Kind::Film),
            window: window(),
            yesterday: None,
        };
        words.sentence(people, &subject)
    }

    const EVERY_DAY: Fact = Fact::EveryDay {
        days: 18,
        to: Day(17_510),
    };

    #[rstest]
    #[case(
        EVERY_DAY,
        "53 people watched A Christmas Prince on each of the 18 days to 10 December 2017."
    )]
    #[case(
        Fact::Days(14),
        "53 people watched A Christmas Prince on 14 days or more between 23 November 2017 and 10 December 2017."
    )]
    #[case(
        Fact::Plays(20),
        "53 people watched A Christmas Prince 20 times or more between 23 November 2017 and 10 December 2017."
    )]
    #[case(
        Fact::Streak(7),
        "53 people watched A Christmas Prince on 7 days or more in a row between 23 November 2017 and 10 December 2017."
    )]
    #[case(
        Fact::On(Day(17_510)),
        "53 people watched A Christmas Prince on 10 December 2017."
    )]
    #[case(
        Fact::On(Day(17_493)),
        "53 people watched A Christmas Prince on Thanksgiving, 23 November 2017."
    )]
    #[case(
        Fact::Back,
        "53 people came back to A Christmas Prince between 23 November 2017 and 10 December 2017, after three months or \
         more without it."
    )]
    fn facts_in_english(#[case] fact: Fact, #[case] sentence: &str) {
        assert_eq!(said(Words::english(), People::Exactly(53), fact), sentence);
    }

    #[test]
    fn facts_in_italian() {
        let words = Words::built_in("it").unwrap();
        assert_eq!(
            said(words, People::Exactly(1_053), EVERY_DAY),
            "1.053 persone hanno guardato A Christmas Prince ogni giorno per 18 giorni di fila (fino a: 10 dicembre 2017)."
        );
        assert_eq!(
            said(words, People::About(55), EVERY_DAY),
            "Circa 55 persone hanno guardato A Christmas Prince ogni giorno per 18 giorni di fila (fino a: 10 dicembre 2017)."
        );
        assert_eq!(
            said(words, People::Exactly(1), Fact::On(day("2017-12-25"))),
            "1 persona ha guardato A Christmas Prince a Natale (25 dicembre 2017)."
        );
    }

    #[test]
    fn every_occasion_has_italian_words() {
        let words = Words::built_in("it").unwrap();
        let all = occasions(Window::new(day("2010-01-01"), day("2026-12-31")).unwrap());
        for occasion in all {
            assert!(
                words.occasions.contains_key(occasion.name),
                "{}",
                occasion.name
            );
        }
    }

    #[test]
    fn the_past_days_are_those_up_to_yesterday() {
        let subject = Subject {
            fact: EVERY_DAY,
            name: Some("A Christmas Prince"),
            kind: Some(Kind::Film),
            window: window(),
            yesterday: Some(day("2017-12-10")),
        };
        let said = |people| Words::english().sentence(people, &subject);
        assert_eq!(
            said(People::Exactly(53)),
            "53 people have watched A Christmas Prince every day for the past 18 days."
        );
        assert_eq!(
            said(People::Exactly(1)),
            "1 person has watched A Christmas Prince every day for the past 18 days."
        );
        assert_eq!(
            said(People::About(55)),
            "About 55 people have watched A Christmas Prince every day for the past 18 days."
        );
    }

    #[test]
    fn everything_has_a_name() {
        let subject = Subject {
            fact: Fact::Days(18),
            name: None,
            kind: None,
            window: window(),
            yesterday: None,
        };
        assert_eq!(
            Words::english().sentence(People::About(1_250), &subject),
            "About 1,250 people played something on 18 days or more between 23 November 2017 and 10 December 2017."
        );
        assert!(!Words::english().speak_to_reader(&subject));
        let own = "[sentences]\ndays = \"Who hurt you? {people} {name} {days} {window}\"\n";
        assert!(Words::parse(own).unwrap().speak_to_reader(&subject));
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let subject = Subject {
            fact: Fact::Back,
            name: Some("{people} {"),
            kind: None,
            window: window(),
            yesterday: None,
        };
        let sentence = Words::english().sentence(People::Exactly(12), &subject);
        assert!(
            sentence.starts_with("12 people came back to {people} { between"),
            "{sentence}"
        );
    }

    #[test]
    fn own_words_take_the_place_of_some() {
        let own =
            "base = \"it\"\n[sentences]\nback = \"{people}: bentornate a {name}, {window}!\"\n";
        let words = Words::parse(own).unwrap();
        assert_eq!(
            said(&words, People::Exactly(12), Fact::Back),
            "12 persone: bentornate a A Christmas Prince, (23 novembre 2017 – 10 dicembre 2017)!"
        );
    }

    #[rstest]
    #[case(
        "[sentences]\nback = \"{people} are back\"\n",
        "`Back`: the sentence has no {name}"
    )]
    #[case(
        "[sentences]\nback = \"{people} {name} {window} {hour}\"\n",
        "`Back`: {hour} means nothing here"
    )]
    #[case("base = \"fr\"\n", "base = \"fr\": there are en and it")]
    #[case("[sentence]\nback = \"x\"\n", "unknown field `sentence`")]
    #[case("sentences = 3\n", "invalid type")]
    #[case("[sentences\n", "TOML parse error at line 1")]
    fn words_that_mean_nothing_are_refused(#[case] text: &str, #[case] words: &str) {
        let error = Words::parse(text).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }

    #[rstest]
    #[case("Who hurt you?", true)]
    #[case("Chi vi ha fatto del male?", true)]
    #[case("53 people watched A Christmas Prince.", false)]
    #[case("12 people watched Youth.", false)]
    fn the_second_person_is_heard(#[case] text: &str, #[case] speaks: bool) {
        assert_eq!(speaks_to_reader(text), speaks);
    }
}
