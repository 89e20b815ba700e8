//! `bingetop report`: the answers for a range of days, on standard output.

mod item;
mod window;

use std::ffi::OsStr;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use rusqlite::Connection;

use super::{LogArgument, SAMPLE, parse_day};
use crate::derive::Repaired;
use crate::domain::range::Bounds;
use crate::domain::{Day, Level, Threshold, Window, name};
use crate::export::{self, Format, Panel, Report};
use crate::guard::Guard;
use crate::query::most_by_one::MostByOne;
use crate::query::question::Compare;
use crate::query::{Frame, Log, Question, SelectError};
use crate::runtime::source::{Opened, Source};
use crate::snapshot::CubeError;

/// What the built-in sample is called.
const SAMPLE_NAME: &str = "The built-in sample";

/// The largest streak length that can be asked for: more days than a log can hold.
const LONGEST_STREAK: u32 = 100_000;

/// How many rows lists have unless asked otherwise.
const DEFAULT_TOP: usize = 20;

/// What `bingetop report` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    log: LogArgument,
    #[command(flatten)]
    asked: Asked,
}

/// What is asked of the log, and how the answer is written.
#[derive(Debug, clap::Args)]
struct Asked {
    /// The first day [default: that of the last 30 days; with --to, that of the log]
    #[arg(long, value_parser = parse_day, value_name = "DATE")]
    from: Option<Day>,
    /// The last day [default: the newest of the log]
    #[arg(long, value_parser = parse_day, value_name = "DATE")]
    to: Option<Day>,
    /// The days in words: 18d, last week, nov 2017, 2017-11-23..2017-12-10, since 2017w48, all
    #[arg(long, conflicts_with_all = ["from", "to"], value_name = "TEXT")]
    range: Option<String>,
    /// The day that ranges count back from [default: the newest of the log]
    #[arg(long, value_parser = parse_day, value_name = "DATE")]
    now: Option<Day>,
    /// What lists count by
    #[arg(long, default_value = "title", value_parser = level_parser(), value_name = "LEVEL")]
    by: Level,
    /// The streak, in days, from which viewers count
    #[arg(long, default_value_t = Threshold::DEFAULT, value_parser = parse_streak, value_name = "DAYS")]
    streak: Threshold,
    /// List only names, or names of shows, that hold this text
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "TEXT"
    )]
    filter: String,
    /// The title, or with --by show the show, whose cohorts are counted [default: everything]
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// The most rows of a list; 0 is all
    #[arg(long, default_value_t = DEFAULT_TOP, value_name = "ROWS")]
    top: usize,
    /// Print this panel only
    #[arg(long, value_enum, value_name = "PANEL")]
    panel: Option<Panel>,
    /// Show numbers of small cohorts, too: they may be about people you know
    #[arg(long)]
    exact: bool,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

fn parse_streak(text: &str) -> Result<Threshold, String> {
    let wanted = format!("a streak is of 2 to {LONGEST_STREAK} days");
    match text.parse() {
        Ok(0 | 1) => Err(format!("one day is no streak; {wanted}")),
        Ok(days @ 2..=LONGEST_STREAK) => Threshold::new(days).ok_or(wanted),
        Ok(_) | Err(_) => Err(wanted),
    }
}

fn level_parser() -> impl clap::builder::TypedValueParser<Value = Level> {
    PossibleValuesParser::new([Level::Title.word(), Level::Show.word()]).map(|word| {
        if word == Level::Show.word() {
            Level::Show
        } else {
            Level::Title
        }
    })
}

impl Asked {
    /// Returns what is asked where nothing is said but the day to count back from.
    fn plainly(now: Option<Day>) -> Self {
        Self {
            from: None,
            to: None,
            range: None,
            now,
            by: Level::default(),
            streak: Threshold::DEFAULT,
            filter: String::new(),
            title: None,
            top: DEFAULT_TOP,
            panel: None,
            exact: false,
            format: Format::Text,
        }
    }
}

/// Prints a report.
///
/// # Errors
///
/// Fails where the log cannot be read, or a range or name means nothing in it.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    print(&arguments.log, &arguments.asked)
}

/// Prints the report that the dashboard becomes where it has no terminal to draw on.
///
/// # Errors
///
/// Fails where the log cannot be read.
pub(super) fn run_plainly(log: &LogArgument, now: Option<Day>) -> anyhow::Result<ExitCode> {
    print(log, &Asked::plainly(now))
}

fn print(log: &LogArgument, asked: &Asked) -> anyhow::Result<ExitCode> {
    let (mut opened, source) = open(log.db.as_deref())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let now = chrono::Utc::now().timestamp();
    write(asked, &mut opened, &source, now, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the log at `path`, or else the built-in sample, and says what it is called.
fn open(path: Option<&Path>) -> anyhow::Result<(Opened, String)> {
    let Some(path) = path else {
        eprintln!(
            "bingetop: no log named, so this is the built-in sample, all made up; for your own: \
             bingetop ingest FILE --into LOG.db, then bingetop report LOG.db"
        );
        return Ok((
            Opened::open(Source::Builtin(SAMPLE))?,
            SAMPLE_NAME.to_owned(),
        ));
    };
    let file = path.file_name().map(OsStr::to_string_lossy);
    let shown = name::shown(&file.unwrap_or_default()).into_owned();
    Ok((Opened::open(Source::File(path.to_owned()))?, shown))
}

/// Writes what is asked of a log, the moment being `now` (Unix seconds).
fn write(
    asked: &Asked,
    opened: &mut Opened,
    source: &str,
    now: i64,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let say = |repaired: &Repaired| eprintln!("bingetop: {source}: {}", repaired.in_words());
    let (mut log, repaired) = opened.load().with_context(|| source.to_owned())?;
    repaired.iter().for_each(say);
    let days = log
        .facts()
        .days
        .with_context(|| format!("{source}: the log holds no rows yet"))?;
    let question = question(asked, &log, days, now)?;
    let (frame, most) = loop {
        match answers(&log, opened.conn(), &question, asked.top) {
            Ok(answers) => break answers,
            // What is said comes from one state of the log.
            Err(SelectError::Changed) => {}
            Err(SelectError::Cubes(CubeError::Sqlite(error))) => return Err(error.into()),
            Err(SelectError::Cubes(reason)) => say(&opened.repair(reason)?),
        }
        (log, _) = opened.load()?;
    };
    let facts = log.facts();
    let filter = name::shown(&asked.filter);
    let report = Report {
        facts,
        frame: &frame,
        most: &most,
        guard: if asked.exact {
            Guard::exact()
        } else {
            Guard::analyst(facts.minimum_cohort)
        },
        top: asked.top,
        panels: asked
            .panel
            .as_ref()
            .map_or(&Panel::ALL, std::slice::from_ref),
        source,
        filter: filter.trim(),
        unfinished: question.unfinished,
    };
    export::write(&report, asked.format, out)?;
    Ok(())
}

/// Answers a question, and counts the most plays by one viewer of the first `top` items of what is played
/// again; of all where that is 0.
fn answers(
    log: &Log,
    conn: &Connection,
    question: &Question,
    top: usize,
) -> Result<(Frame, MostByOne), SelectError> {
    let selected = log.select(conn, question)?;
    let frame = log.answer(question, selected.as_ref());
    let most = log.most_by_one(conn, &frame, export::first(top, &frame.rewatched))?;
    Ok((frame, most))
}

/// Returns what is asked of a log that holds `days`.
fn question(asked: &Asked, log: &Log, days: Window, now: i64) -> anyhow::Result<Question> {
    let bounds = Bounds {
        first: days.from(),
        newest: asked.now.unwrap_or(days.to()),
    };
    let level = asked.by;
    let item = asked.title.as_deref();
    Ok(Question {
        window: window::of(asked, bounds)?,
        level,
        threshold: asked.streak,
        filter: asked.filter.clone(),
        item: item.map(|text| item::named(log, level, text)).transpose()?,
        compare: match asked.format {
            Format::Text | Format::Markdown => Compare::Previous,
            Format::Json | Format::Csv => Compare::Off,
        },
        unfinished: log.facts().unfinished(now),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2", Ok(2))]
    #[case("100000", Ok(100_000))]
    #[case("1", Err("one day is no streak; a streak is of 2 to 100000 days"))]
    #[case("100001", Err("a streak is of 2 to 100000 days"))]
    #[case("-3", Err("a streak is of 2 to 100000 days"))]
    fn a_streak_has_two_days_at_least(#[case] text: &str, #[case] days: Result<u32, &str>) {
        let parsed = parse_streak(text).map(Threshold::days);
        assert_eq!(parsed, days.map_err(str::to_owned));
    }
}
