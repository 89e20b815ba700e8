//! `bingetop report`: the answers for a range of days, on standard output.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | what is asked |
//! | `window` | which days are asked about |
//! | `item` | which title or show a name means |

mod arguments;
mod item;
mod window;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context as _;
use rusqlite::Connection;

pub use self::arguments::Arguments;
use self::arguments::Asked;
use super::arguments::LogArgument;
use super::output::{print, say};
use crate::derive::Repaired;
use crate::domain::range::Bounds;
use crate::domain::{Day, Window, name};
use crate::export::{self, Format, Panel, Report};
use crate::guard::Guard;
use crate::query::most_by_one::MostByOne;
use crate::query::question::Compare;
use crate::query::{Frame, Log, Question, SelectError};
use crate::runtime::source::Opened;
use crate::snapshot::CubeError;

/// What the built-in sample is called.
const SAMPLE_NAME: &str = "The built-in sample";

/// Prints a report.
///
/// # Errors
///
/// Fails where the log cannot be read, or a range or name means nothing in it.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    print_report(&arguments.log, &arguments.asked)
}

/// Prints the report that the dashboard becomes where it has no terminal to draw on.
///
/// # Errors
///
/// Fails where the log cannot be read.
pub(super) fn run_plainly(log: &LogArgument, now: Option<Day>) -> anyhow::Result<ExitCode> {
    print_report(log, &Asked::plainly(now))
}

fn print_report(log: &LogArgument, asked: &Asked) -> anyhow::Result<ExitCode> {
    let (mut opened, source) = open(log)?;
    let now = chrono::Utc::now().timestamp();
    print(|out| write(asked, &mut opened, &source, now, out))?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the log, or else the built-in sample, and returns what it is called.
fn open(log: &LogArgument) -> anyhow::Result<(Opened, String)> {
    let name = if log.db.is_some() {
        log.file_name().unwrap_or_default()
    } else {
        say(
            "no log named, so this is the built-in sample, all made up; for your own: \
             bingetop ingest FILE --into LOG.db, then bingetop report LOG.db",
        );
        SAMPLE_NAME.to_owned()
    };
    Ok((Opened::open(log.source())?, name))
}

/// Writes what is asked of a log, at the moment `now` (Unix seconds).
fn write(
    asked: &Asked,
    opened: &mut Opened,
    source: &str,
    now: i64,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let tell = |repaired: &Repaired| say(&format!("{source}: {}", repaired.in_words()));
    let named = || source.to_owned();
    let (mut log, repaired) = opened.load().with_context(named)?;
    repaired.iter().for_each(tell);
    let days = log
        .facts()
        .days
        .with_context(|| format!("{source}: the log holds no rows yet"))?;
    let question = question(asked, &log, days, now)?;
    let (frame, most) = loop {
        match answers(&log, opened.conn(), &question, asked.top) {
            Ok(answers) => break answers,
            // The log has changed: read it again, so that all numbers come from one state of it.
            Err(SelectError::Changed) => {}
            Err(error @ SelectError::Cubes(CubeError::Sqlite(_))) => {
                return Err(error).with_context(named);
            }
            Err(SelectError::Cubes(reason)) => tell(&opened.repair(reason).with_context(named)?),
        }
        (log, _) = opened.load().with_context(named)?;
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

/// Answers a question, and counts the most plays by one viewer of the first `top` rewatched items; of
/// all where that is 0.
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
