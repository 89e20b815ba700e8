//! `bingetop callouts`: the facts of some days that are most worth a sentence.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use serde::Serialize;

use super::arguments::{LogArgument, Written};
use super::asked::{self, AskedDays, By, Unanswered, answered};
use super::config::ConfigArgument;
use super::output::{print, print_lines, say};
use super::words;
use crate::derive::Repaired;
use crate::domain::{Levels, Window, name};
use crate::guard::Guard;
use crate::guard::stories::{publishable, sentence, shown};
use crate::query::stories::{Rule, Story};
use crate::query::{Facts, Question};
use crate::runtime::source::Opened;

/// What `bingetop callouts` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    log: LogArgument,
    #[command(flatten)]
    days: AskedDays,
    /// What a sentence is about [default: auto, which is shows; a film is its own]
    #[arg(long, value_enum, value_name = "LEVEL")]
    by: Option<By>,
    /// The words of the sentences: en, it, or a file of your own
    #[arg(long, default_value = "en", value_name = "WORDS")]
    words: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Written,
    #[command(flatten)]
    config: ConfigArgument,
}

/// The stories of some days of a log.
struct Told {
    facts: Facts,
    window: Window,
    stories: Vec<Story>,
}

/// Prints the stories.
///
/// # Errors
///
/// Fails where the log or the words cannot be read, or a range means nothing in it.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let words = words::named(&arguments.words)?;
    let (config, _) = arguments.config.load()?;
    let source = arguments.log.file_name();
    let source = source.unwrap_or_else(|| "the built-in sample".to_owned());
    let opened = Opened::open(arguments.log.source())?;
    let told = told(
        arguments,
        opened.with_minimum_cohort(config.minimum_cohort),
        &source,
    )?;
    let yesterday = told.facts.yesterday(chrono::Utc::now().timestamp());
    let lines: Vec<Line<'_>> = told
        .stories
        .iter()
        .map(|story| Line::of(story, &sentence(story, &words, yesterday)))
        .collect();
    match arguments.format {
        Written::Text => print_lines(&text(&told, &lines))?,
        Written::Json => print(|out| {
            let window = told.window;
            let told = serde_json::json!({
                "schema": "bingetop.callouts/1",
                "window": { "from": window.from().to_string(), "to": window.to().to_string(), "days": window.days() },
                "callouts": lines,
            });
            serde_json::to_writer_pretty(&mut *out, &told)?;
            Ok(writeln!(out)?)
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

fn told(arguments: &Arguments, mut opened: Opened, source: &str) -> anyhow::Result<Told> {
    let tell = |repaired: &Repaired| say(&format!("{source}: {}", repaired.in_words()));
    let levels = arguments.by.map_or_else(Levels::default, By::levels);
    let (log, repaired) = opened.load(levels).with_context(|| source.to_owned())?;
    repaired.iter().for_each(tell);
    asked::refuse_empty(&log, source)?;
    let now = chrono::Utc::now().timestamp();
    answered((&mut opened, log), source, &tell, |conn, log| {
        let facts = log.facts().clone();
        let question = Question {
            levels,
            last_finished: facts.last_finished(facts.unfinished(now)),
            ..Question::about(asked::window(&arguments.days, log)?)
        };
        let stories = log.stories(conn, &question, facts.minimum_cohort)?;
        let stories = shown(&stories, Guard::analyst(facts.minimum_cohort));
        Ok::<_, Unanswered>(Told {
            facts,
            window: question.window,
            stories,
        })
    })
}

/// A story as other programs read it.
#[derive(Serialize)]
struct Line<'a> {
    sentence: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    show: Option<&'a str>,
    viewers: u32,
    #[serde(flatten)]
    rule: Ruled,
    /// How remarkable it is.
    score: f64,
    /// What `bingetop publish --question` takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
}

/// A rule as other programs read it.
#[derive(Serialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
enum Ruled {
    EveryDay { days: u32, to: String },
    Days { at_least: u32 },
    Plays { at_least: u32 },
    On { day: String },
    Back,
}

impl<'a> Line<'a> {
    fn of(story: &'a Story, sentence: &str) -> Self {
        Self {
            sentence: name::shown(sentence).into_owned(),
            name: &story.name.name,
            show: story.name.show.as_deref(),
            viewers: story.viewers,
            rule: match story.rule {
                Rule::EveryDay { days, to } => Ruled::EveryDay {
                    days,
                    to: to.to_string(),
                },
                Rule::Days { at_least } => Ruled::Days { at_least },
                Rule::Plays { at_least } => Ruled::Plays { at_least },
                Rule::On(occasion) => Ruled::On {
                    day: occasion.day.to_string(),
                },
                Rule::Back => Ruled::Back,
            },
            score: f64::from(story.score) / 1_000.0,
            question: publishable(story),
        }
    }
}

/// Writes the sentences for people.
fn text(told: &Told, lines: &[Line<'_>]) -> String {
    let window = told.window;
    if lines.is_empty() {
        let of = match told.facts.minimum_cohort {
            0 | 1 => "Nobody".to_owned(),
            minimum => format!("No crowd of {minimum} or more"),
        };
        return format!("{window}: nothing stands out. {of} did what the others did not.");
    }
    let mut text = format!("{window}, the most remarkable first:\n");
    for (place, line) in (1..).zip(lines) {
        let _ = write!(text, "\n{place:2}. {}", line.sentence);
    }
    text.push_str("\n\nThese are exact and stay inside; `bingetop publish` makes of one what the world may read.");
    text
}
