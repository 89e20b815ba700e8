//! What is measured, and how.

use std::cell::Cell;
use std::time::Duration;

use rusqlite::Connection;
use serde::Serialize;

use super::memory::Memory;
use super::timings::{Timings, microseconds};
use crate::commands::random::RandomQuestions;
use crate::domain::{ItemId, Window};
use crate::query::question::Compare;
use crate::query::{Log, Question, SelectError};

/// The name of the schema; its number grows with every change that breaks a reader.
const SCHEMA: &str = "bingetop.bench/1";

/// How often one and the same range is answered.
const REPEATS: usize = 11;

/// The days of the range the dashboard opens with.
pub(super) const FIRST_DAYS: u32 = 30;

/// All figures of one run. Times are in microseconds.
#[derive(Debug, Serialize)]
pub(super) struct Bench {
    schema: &'static str,
    pub(super) version: &'static str,
    pub(super) source: String,
    pub(super) cores: usize,
    pub(super) seed: u64,
    pub(super) log: LogFacts,
    /// The cubes held in memory, in bytes.
    pub(super) hot_bytes: usize,
    /// Opening the file and reading it.
    pub(super) open_us: f64,
    #[serde(flatten)]
    pub(super) measured: Measured,
    /// Absent where the system does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) memory: Option<Memory>,
}

/// How large the log is.
#[derive(Debug, Serialize)]
pub(super) struct LogFacts {
    pub(super) rows: u64,
    pub(super) plays: u64,
    pub(super) viewers: u64,
    first_day: String,
    last_day: String,
    pub(super) days: u32,
}

/// The times of everything a dashboard asks of a log; by title, viewers counting from three days on.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Measured {
    /// The first answer of all: the last 30 days, compared with the 30 before.
    pub(super) first_frame_us: f64,
    /// The last 30 days, all five answers.
    pub(super) frame_30_days: Timings,
    /// The same, compared with the 30 days before.
    pub(super) frame_30_days_compared: Timings,
    /// All days of the log.
    pub(super) frame_full: Timings,
    /// The same, compared with as many days before, which no log holds.
    pub(super) frame_full_compared: Timings,
    /// Ranges drawn by lot.
    pub(super) windows: Timings,
    /// The same ranges, each compared with the one before it.
    pub(super) windows_compared: Timings,
    /// Cohorts, calendar and page of the title of the most plays, in the same ranges.
    pub(super) select_heaviest: Timings,
    /// The same of titles drawn by lot.
    pub(super) select_any: Timings,
}

impl Bench {
    /// Gathers the figures of `log`, which holds `days`; the memory is that of now.
    pub(super) fn new(
        source: String,
        log: &Log,
        days: Window,
        open: Duration,
        measured: &Measured,
        seed: u64,
    ) -> Self {
        let facts = log.facts();
        Self {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            source,
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            seed,
            log: LogFacts {
                rows: facts.rows,
                plays: facts.plays,
                viewers: facts.viewers,
                first_day: days.from().to_string(),
                last_day: days.to().to_string(),
                days: days.days(),
            },
            hot_bytes: log.hot_bytes(),
            open_us: microseconds(open),
            measured: *measured,
            memory: Memory::read(),
        }
    }
}

/// Asks a log, which holds `days`, everything a dashboard does.
pub(super) fn measure(
    log: &Log,
    conn: &Connection,
    days: Window,
    count: u32,
    seed: u64,
) -> Result<Measured, SelectError> {
    let recent = Window::ending(days.to(), FIRST_DAYS);
    let frames = |windows: &[Window], compare| {
        Timings::of(windows, |window| log.answer(&asked(*window, compare), None))
    };
    let again = |window, compare| frames(&[window; REPEATS], compare);
    let first = frames(&[recent], Compare::Previous);
    let mut random = RandomQuestions::new(seed);
    let windows: Vec<Window> = (0..count).map(|_| random.window(days)).collect();
    let (heaviest, titles) = titles(log, days);
    let any = windows.iter().map(|window| (*window, random.one(&titles)));
    let any: Vec<_> = any.collect();
    let heaviest: Vec<_> = windows.iter().map(|window| (*window, heaviest)).collect();
    let failed = Cell::new(None);
    let selections = |pairs: &[(Window, Option<ItemId>)]| {
        Timings::of(pairs, |(window, item)| {
            select(log, conn, *window, *item).map_err(|error| failed.set(Some(error)))
        })
    };
    let measured = Measured {
        first_frame_us: first.max_us,
        frame_30_days: again(recent, Compare::Off),
        frame_30_days_compared: again(recent, Compare::Previous),
        frame_full: again(days, Compare::Off),
        frame_full_compared: again(days, Compare::Previous),
        windows: frames(&windows, Compare::Off),
        windows_compared: frames(&windows, Compare::Previous),
        select_heaviest: selections(&heaviest),
        select_any: selections(&any),
    };
    failed.into_inner().map_or(Ok(measured), Err)
}

fn asked(window: Window, compare: Compare) -> Question {
    Question {
        compare,
        ..Question::about(window)
    }
}

/// Returns the title of the most plays, and all titles with a play; in a log of short rows alone
/// there are none.
fn titles(log: &Log, days: Window) -> (Option<ItemId>, Vec<ItemId>) {
    let rows = log.answer(&asked(days, Compare::Off), None).rewatched;
    let heaviest = rows.iter().max_by_key(|row| row.plays);
    let heaviest = heaviest.map(|row| row.item);
    (heaviest, rows.iter().map(|row| row.item).collect())
}

/// Asks what moving to a title and opening its page asks; the frame stays.
fn select(
    log: &Log,
    conn: &Connection,
    window: Window,
    item: Option<ItemId>,
) -> Result<impl Sized + use<>, SelectError> {
    let question = Question {
        item,
        ..asked(window, Compare::Previous)
    };
    let selected = log.select(conn, &question)?;
    Ok((
        log.cohorts(&question, selected.as_ref()),
        log.calendar(selected.as_ref()),
        selected.map(|selected| log.page(&question, &selected)),
    ))
}
