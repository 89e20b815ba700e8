//! The line in which a command is typed, and the commands that are like it.
//!
//! A line is the name of a command and, behind a blank, its argument: `range last week`. Until a name is complete, the
//! commands like it are listed, the best first; after that, what could be its argument.
//!
//! | module | holds |
//! |---|---|
//! | [`argument`] | what an argument means, and what it could be |

pub mod argument;

use std::cmp::Reverse;
use std::ops::Range;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::action::Action;
use super::bindings::Bindings;
use super::command::{Command, Context};
use super::keymap::COMMANDS;
use super::prompt::Prompt;
use crate::domain::name::folded;

/// The palette as it is open.
#[derive(Debug, Clone)]
pub struct Palette {
    /// The line being typed.
    pub prompt: Prompt,
    /// The chosen line below it; `None` until one is chosen.
    pub chosen: Option<usize>,
    /// What was wrong with the line when it was last taken.
    pub fault: Option<Fault>,
    /// Where the command will work.
    pub context: Context,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the line at fault.
    pub at: Range<usize>,
    /// What is wrong, and what is allowed.
    pub message: String,
}

/// A line as it is understood.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The command whose name stands at its beginning, with a blank behind it or alone.
    pub command: Option<&'static Command>,
    /// What stands where a name should: the first word.
    pub name: &'a str,
    /// What stands behind the name; `None` until there is a blank.
    pub argument: Option<&'a str>,
    /// Where the argument begins in the line, in bytes.
    pub argument_at: usize,
}

/// A choice below the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen: a command and the sign of its argument, or an argument.
    pub label: String,
    /// What it does.
    pub words: String,
    /// Its keys.
    pub keys: String,
    /// What the line becomes with it.
    pub line: String,
}

impl Palette {
    /// Opens the palette where its commands will work, with lines typed earlier.
    #[must_use]
    pub fn open(context: Context, earlier: &[String]) -> Self {
        Self {
            prompt: Prompt::open("").with_earlier(earlier),
            chosen: None,
            fault: None,
            context,
        }
    }

    /// Returns the place of the choice that is taken with the line: the chosen one, or the first where there is no name of a
    /// command yet, and where the command came here for an argument alone.
    #[must_use]
    pub fn marked(&self) -> Option<usize> {
        let typed = self.typed();
        let lacks_argument = typed.argument == Some("");
        let takes_first = match typed.command {
            None => true,
            Some(command) => {
                lacks_argument && matches!(command.action, Some(Action::Export | Action::Rank))
            }
        };
        self.chosen.or(takes_first.then_some(0))
    }

    /// Returns the line as it is understood.
    #[must_use]
    pub fn typed(&self) -> Typed<'_> {
        let line = self.prompt.input.value();
        let start = line.len() - line.trim_start().len();
        let end = line[start..]
            .find(char::is_whitespace)
            .map_or(line.len(), |blank| start + blank);
        let name = &line[start..end];
        let rest = &line[end..];
        let argument = rest.trim();
        let command = COMMANDS
            .iter()
            .find(|command| command.name == name && command.works_in(self.context));
        Typed {
            command,
            name,
            argument: (!rest.is_empty()).then_some(argument),
            argument_at: end + (rest.len() - rest.trim_start().len()),
        }
    }

    /// Returns the commands like what is typed, the best first and else in the order of the table.
    #[must_use]
    pub fn commands(&self, bindings: &Bindings) -> Vec<Choice> {
        let line = self.prompt.input.value();
        let pattern = Pattern::parse(line, CaseMatching::Ignore, Normalization::Smart);
        let words: Vec<String> = line.split_whitespace().map(folded).collect();
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut score = |text: &str| {
            let text = Utf32Str::new(text, &mut letters);
            pattern.score(text, &mut matcher)
        };
        let mut found: Vec<((Reverse<u32>, usize), Choice)> = Vec::new();
        for command in COMMANDS.iter().filter(|it| it.works_in(self.context)) {
            let choice = choice_of(command, bindings);
            let is_named = command.name.starts_with(line.trim());
            // A name counts for more than the words that explain it.
            let named = score(command.name).map(|score| score + 1);
            let explained = folded(&format!("{} {}", choice.words, choice.keys));
            let is_explained = words.iter().all(|word| explained.contains(word));
            let best = named.max(is_explained.then_some(1));
            // Of names that begin alike the shortest is the one that is nearly typed.
            let length = if is_named && !line.is_empty() {
                command.name.len()
            } else {
                usize::MAX
            };
            found.extend(best.map(|best| ((Reverse(best), length), choice)));
        }
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Takes in that the line has changed.
    pub(super) fn changed(&mut self) {
        self.chosen = None;
        self.fault = None;
    }
}

/// Returns those of some texts that are like what is typed, the best first and else in their order.
fn like(typed: &str, texts: Vec<String>) -> Vec<String> {
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut scored = |text: String| {
        let letters = Utf32Str::new(&text, &mut letters);
        let score = pattern.score(letters, &mut matcher)?;
        Some((Reverse(score), text))
    };
    let mut found: Vec<(Reverse<u32>, String)> =
        texts.into_iter().filter_map(&mut scored).collect();
    found.sort_by_key(|(score, _)| *score);
    found.into_iter().map(|(_, text)| text).collect()
}

fn choice_of(command: &'static Command, bindings: &Bindings) -> Choice {
    let sign = command
        .argument
        .map(|argument| format!(" {}", argument.sign()));
    let behind = if command.argument.is_some() { " " } else { "" };
    Choice {
        label: format!("{}{}", command.name, sign.unwrap_or_default()),
        words: bindings.with_keys(command.words),
        keys: bindings.spelled(command),
        line: format!("{}{behind}", command.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn palette(line: &str) -> Palette {
        let mut palette = Palette::open(Context::List, &[]);
        palette.prompt.fill(line);
        palette
    }

    #[rstest]
    #[case::nothing("", None, "", None)]
    #[case::part_of_a_name("ran", None, "ran", None)]
    #[case::a_name("range", Some("range"), "range", None)]
    #[case::a_blank("range ", Some("range"), "range", Some(""))]
    #[case::an_argument("  range  last week ", Some("range"), "range", Some("last week"))]
    #[case::no_name("rang last", None, "rang", Some("last"))]
    fn a_line_is_a_name_and_an_argument(
        #[case] line: &str,
        #[case] command: Option<&str>,
        #[case] name: &str,
        #[case] argument: Option<&str>,
    ) {
        let palette = palette(line);
        let typed = palette.typed();
        assert_eq!(typed.command.map(|command| command.name), command);
        assert_eq!((typed.name, typed.argument), (name, argument));
        if let Some(argument) = argument {
            assert!(line[typed.argument_at..].starts_with(argument));
        }
    }

    #[rstest]
    #[case("cmp", "compare AGAINST")]
    #[case("range", "range RANGE")]
    #[case("sortrev", "sort-reverse")]
    #[case("small cohorts", "reveal")]
    #[case("pau", "pause")]
    fn the_best_comes_first(#[case] line: &str, #[case] first: &str) {
        let found = palette(line).commands(&Bindings::default());
        assert_eq!(found.first().map(|choice| &*choice.label), Some(first));
    }

    #[test]
    fn without_a_word_every_command_that_works_here_is_listed() {
        let bindings = Bindings::default();
        let here = COMMANDS.iter().filter(|it| it.works_in(Context::List));
        assert_eq!(palette("").commands(&bindings).len(), here.count());
        assert_eq!(palette("qzqzqz").commands(&bindings), []);
    }
}
