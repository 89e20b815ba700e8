//! What `bingetop publish` is asked.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::{ArgGroup, ValueEnum};

use crate::commands::arguments::{Written, parse_day};
use crate::domain::{Day, Level};
use crate::guard::publish::rule::Rule;
use crate::guard::publish::{Which, Wish};

/// What `bingetop publish` is asked.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("deed").args(["question", "suggest", "seq"]).required(true)))]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    pub(super) db: PathBuf,
    /// How many viewers have done it: RULE DAYS NAME. Rules: streak=K, active=K (on K days), plays=N, played (on one day).
    /// Days: one word. Name: a show, or title:NAME, or * for everything
    #[arg(long, value_name = "QUESTION")]
    question: Option<String>,
    /// Choose a show with a large crowd for a rule, or for a streak of so many days: a choice that turns on nobody
    #[arg(long, value_parser = parse_wish, value_name = "RULE")]
    suggest: Option<Rule>,
    /// The days of --suggest [default: as many as the rule has, up to the last that is closed]
    #[arg(long, requires = "suggest", value_name = "TEXT")]
    range: Option<String>,
    /// What --suggest chooses
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    level: Chosen,
    /// Put it on record that somebody of this name, other than who published it, approves --question or --seq
    #[arg(long, conflicts_with_all = ["suggest", "preview"], value_name = "NAME")]
    approve: Option<String>,
    /// The number in the ledger that is approved
    #[arg(long, requires = "approve", value_name = "NUMBER")]
    seq: Option<u32>,
    /// Say what it would cost, what is left, and whether it would be refused; draw and write nothing
    #[arg(long)]
    pub(super) preview: bool,
    /// Who publishes [default: the name you are logged in under]
    #[arg(long, conflicts_with = "approve", value_name = "NAME")]
    pub(super) by: Option<String>,
    /// Take it to be this day, which has been, and not that of the clock
    #[arg(long, value_parser = parse_day, value_name = "DATE")]
    pub(super) now: Option<Day>,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Written,
}

/// What a suggestion chooses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Chosen {
    /// A show; a film is its own.
    #[default]
    Show,
    /// A title.
    Title,
}

/// What is to be done.
pub(super) enum Deed<'a> {
    /// Publish the answer to this question.
    Publish(&'a str),
    /// Suggest a question.
    Suggest(Wish<'a>),
    /// Put it on record that somebody of this name approves.
    Approve(Which<'a>, &'a str),
}

impl Arguments {
    /// Returns what is to be done.
    pub(super) fn deed(&self) -> anyhow::Result<Deed<'_>> {
        let question = self.question.as_deref();
        if let Some(name) = &self.approve {
            let which = self.seq.map(Which::Seq).or(question.map(Which::Question));
            let which = which.ok_or_else(|| anyhow!("--approve needs --seq or --question"))?;
            return Ok(Deed::Approve(which, name));
        }
        if let Some(rule) = self.suggest {
            return Ok(Deed::Suggest(Wish {
                rule,
                range: self.range.as_deref(),
                level: match self.level {
                    Chosen::Show => Level::Show,
                    Chosen::Title => Level::Title,
                },
            }));
        }
        let question = question.ok_or_else(|| anyhow!("name a --question"))?;
        Ok(Deed::Publish(question))
    }
}

/// Parses a rule; a number alone is a streak of so many days.
fn parse_wish(text: &str) -> Result<Rule, String> {
    if text.parse::<u32>().is_ok() {
        return Rule::parse(&format!("streak={text}"));
    }
    Rule::parse(text)
}
