//! `bingetop verify`: whether a log is sound, and its cubes say what its plays do.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use rusqlite::Connection;

use super::random::RandomQuestions;
use crate::cube::blob_store;
use crate::derive::{self, Limits};
use crate::domain::format::{counted, thousands};
use crate::domain::{Level, Threshold, Window};
use crate::query::audit::{self, AuditError};
use crate::query::most_by_one::MostByOne;
use crate::query::rewatched::RewatchedRow;
use crate::query::{Frame, LoadError, Log, Question, SelectError};
use crate::store::open_read;

/// The exit code where something is wrong with the log.
const WRONG: u8 = 1;

/// The most rows of a log of which each range is checked for all titles.
const FEW_ROWS: u64 = 300_000;

/// Of a larger log, one range of so many is checked for all titles; the others for one title or show.
const ONE_IN: u32 = 100;

/// What `bingetop verify` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    /// How many ranges of days, drawn by lot, are answered from cubes and by SQL: each for all titles
    /// and shows, or, in a log of more than 300,000 rows, one in a hundred so and the others for one
    /// title or show
    #[arg(long, value_name = "N", default_value_t = 100)]
    windows: u32,
    /// Which of many such lots: the same number draws the same ranges
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Checks the file, the cubes' checksums, and answers against SQL; prints the first thing wrong.
///
/// # Errors
///
/// Fails where the log cannot be opened or read at all.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = &arguments.db;
    let shown = path.display().to_string();
    let conn = open_read(path)?;
    let wrong = |what: String| {
        println!("{shown}: {what}");
        Ok(ExitCode::from(WRONG))
    };
    let verdict: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .with_context(|| shown.clone())?;
    if verdict != "ok" {
        return wrong(format!("the file is damaged: {verdict}"));
    }
    let log = match Log::load(&conn) {
        Ok(log) => log,
        Err(LoadError::Cubes(error)) => {
            return wrong(format!("{error}; run `bingetop rebuild {shown}`"));
        }
        Err(error) => return Err(error).with_context(|| shown),
    };
    if let Some(what) = unreadable(&conn)?.or(unlike_the_plays(path)?) {
        return wrong(format!("{what}; run `bingetop rebuild {shown}`"));
    }
    match check(&conn, &log, arguments) {
        Ok(whole) => {
            println!(
                "{shown}: the file is whole, its cubes are those of its plays, and {} of days answer as SQL does: \
                 {} for all titles and shows, {} for one",
                counted(arguments.windows.into(), "range", "ranges"),
                thousands(whole.into()),
                thousands((arguments.windows - whole).into()),
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(Wrong::Differs(what)) => wrong(format!("{what}; run `bingetop rebuild {shown}`")),
        Err(Wrong::Failed(error)) => Err(error),
    }
}

/// Returns the first cube whose bytes are not those that were written.
fn unreadable(conn: &Connection) -> anyhow::Result<Option<String>> {
    let mut found = None;
    blob_store::each_of_all(conn, |kind, item, bytes| -> rusqlite::Result<()> {
        if let Err(error) = crate::cube::bytes::Reader::open(bytes) {
            found.get_or_insert_with(|| format!("the cube {kind:?} {item} is {error}"));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Returns the first cube that is not what the plays make of it.
fn unlike_the_plays(path: &Path) -> anyhow::Result<Option<String>> {
    let conn = open_read(path)?;
    derive::rebuild_aside(&conn, Limits::default())?;
    for (table, columns) in [("cubes", "id, body"), ("viewer_days", "viewer_id, days")] {
        let select = |schema| format!("SELECT {columns} FROM {schema}.{table} ORDER BY 1");
        let (mut held, mut derived) = (
            conn.prepare(&select("main"))?,
            conn.prepare(&select("temp"))?,
        );
        let (mut held, mut derived) = (held.query([])?, derived.query([])?);
        loop {
            let (held, derived) = (held.next()?, derived.next()?);
            let number = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
            let (here, there) = (
                held.map(number).transpose()?,
                derived.map(number).transpose()?,
            );
            let (Some(held), Some(derived)) = (held, derived) else {
                if here == there {
                    break;
                }
                let number = here.or(there).unwrap_or(0);
                return Ok(Some(format!(
                    "{table} {number}: missing, or not of these plays"
                )));
            };
            if here != there {
                let number = here.min(there).unwrap_or(0);
                return Ok(Some(format!(
                    "{table} {number}: missing, or not of these plays"
                )));
            }
            if held.get_ref(1)? != derived.get_ref(1)? {
                let number = here.unwrap_or(0);
                return Ok(Some(format!(
                    "{table} {number}: not what the plays make of it"
                )));
            }
        }
    }
    Ok(None)
}

/// Why the log was not found right.
enum Wrong {
    Differs(String),
    Failed(anyhow::Error),
}

impl From<rusqlite::Error> for Wrong {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Answers ranges drawn by lot both ways; returns how many of them for all titles.
fn check(conn: &Connection, log: &Log, arguments: &Arguments) -> Result<u32, Wrong> {
    let Some(days) = log.facts().days else {
        return Ok(arguments.windows);
    };
    let mut random = RandomQuestions::new(arguments.seed);
    let is_small = log.facts().rows <= FEW_ROWS;
    let mut whole = 0;
    for number in 0..arguments.windows {
        let is_whole = is_small || number % ONE_IN == 0;
        whole += u32::from(is_whole);
        let question = drawn(&mut random, log, days, is_whole && number % 2 == 0);
        let checked = if is_whole {
            check_whole(conn, log, &question)
        } else {
            check_item(conn, log, &question)
        };
        checked.map_err(|wrong| match wrong {
            Wrong::Differs(what) => {
                let Question { window, level, .. } = &question;
                Wrong::Differs(format!("{window} by {}: {what}", level.word()))
            }
            failed @ Wrong::Failed(_) => failed,
        })?;
    }
    Ok(whole)
}

/// Draws a question: any range, level and threshold; about everything, or about an item.
fn drawn(
    random: &mut RandomQuestions,
    log: &Log,
    days: Window,
    is_about_everything: bool,
) -> Question {
    let level = if random.one(&[true, false]) == Some(true) {
        Level::Title
    } else {
        Level::Show
    };
    let at_least = random.one(&[2, 2, 3, 3, 4, 5, 7, 10, 14, 18, 30, 60]);
    Question {
        level,
        threshold: at_least
            .and_then(Threshold::new)
            .unwrap_or(Threshold::DEFAULT),
        item: random
            .one(log.items(level))
            .filter(|_| !is_about_everything),
        ..Question::about(random.window(days))
    }
}

fn check_whole(conn: &Connection, log: &Log, question: &Question) -> Result<(), Wrong> {
    let (frame, most) = frame(conn, log, question, |_| true)?;
    Ok(audit::whole(conn, question, &frame, &most)?)
}

/// Checks one item by SQL over its rows alone, copied to a table that hides the log's.
fn check_item(conn: &Connection, log: &Log, question: &Question) -> Result<(), Wrong> {
    let Some(item) = question.item else {
        return Ok(());
    };
    let (frame, most) = frame(conn, log, question, |row| row.item == item)?;
    let by_show = question.level == Level::Show;
    conn.pragma_update(None, "query_only", false)?;
    conn.execute(
        "CREATE TEMP TABLE plays AS
         SELECT p.*
         FROM titles t
         CROSS JOIN main.plays p ON p.title_id = t.id
         WHERE iif(?1, t.show_id, t.id) = ?2",
        (by_show, item.0),
    )?;
    let checked = audit::item(conn, question, &frame, &most);
    conn.execute_batch("DROP TABLE temp.plays")?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(checked?)
}

/// Answers a question, and counts the most plays by one viewer of the items that are checked.
fn frame(
    conn: &Connection,
    log: &Log,
    question: &Question,
    is_checked: impl Fn(&RewatchedRow) -> bool,
) -> Result<(Frame, MostByOne), Wrong> {
    let failed = |error: SelectError| Wrong::Failed(error.into());
    let selected = log.select(conn, question).map_err(failed)?;
    let frame = log.answer(question, selected.as_ref());
    let rows = frame.rewatched.iter().copied();
    let rows: Vec<RewatchedRow> = rows.filter(is_checked).collect();
    let most = log.most_by_one(conn, &frame, &rows).map_err(failed)?;
    Ok((frame, most))
}

impl From<AuditError> for Wrong {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Differs(difference) => Self::Differs(difference.to_string()),
            AuditError::Sqlite(error) => Self::Failed(error.into()),
        }
    }
}
