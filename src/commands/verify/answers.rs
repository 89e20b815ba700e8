//! Whether a log's cubes answer random questions as SQL over its plays does.

use rusqlite::{Connection, named_params};

use crate::commands::random_window::random_window;
use crate::domain::{Item, Level, Levels, Threshold, Window};
use crate::query::audit::{self, AuditError};
use crate::query::most_by_one::MostByOne;
use crate::query::rewatched::RewatchedRow;
use crate::query::{Frame, Log, Question, SelectError};
use crate::sample::random::Random;

/// The most rows of a log in which every range is checked for all titles.
const FEW_ROWS: u64 = 300_000;

/// In a larger log, one range of so many is checked for all titles, the others for one title or show.
const ONE_IN: u32 = 100;

/// Why a log was not found right.
pub(super) enum Wrong {
    /// A number differs: which, and how.
    Differs(String),
    /// The log cannot be read.
    Failed(anyhow::Error),
}

impl From<rusqlite::Error> for Wrong {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Answers random questions about `count` ranges both ways; returns for how many of the ranges this
/// was done for all titles and shows.
pub(super) fn check(conn: &Connection, log: &Log, count: u32, seed: u64) -> Result<u32, Wrong> {
    let Some(days) = log.facts().days else {
        return Ok(count);
    };
    let mut random = Random::new(seed);
    let is_small = log.facts().rows <= FEW_ROWS;
    let mut whole = 0;
    for number in 0..count {
        let is_whole = is_small || number % ONE_IN == 0;
        whole += u32::from(is_whole);
        let question = random_question(&mut random, log, days, is_whole && number % 2 == 0);
        let checked = if is_whole {
            check_whole(conn, log, &question)
        } else {
            check_item(conn, log, &question)
        };
        checked.map_err(|wrong| match wrong {
            Wrong::Differs(what) => {
                let (window, by) = (question.window, question.levels.streaks.word());
                Wrong::Differs(format!("{window} by {by}: {what}"))
            }
            failed @ Wrong::Failed(_) => failed,
        })?;
    }
    Ok(whole)
}

/// Returns a random question: any range, level and threshold; about everything, or about an item.
fn random_question(
    random: &mut Random,
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
    let window = random_window(random, days);
    // The last day of every other range is under way.
    let last_finished = window.to().plus(-random.one(&[0, 1]).unwrap_or(0));
    Question {
        levels: Levels::both(level),
        last_finished,
        threshold: at_least
            .and_then(Threshold::new)
            .unwrap_or(Threshold::DEFAULT),
        item: random
            .one(log.items(level))
            .filter(|_| !is_about_everything)
            .map(|id| Item { level, id }),
        wants_hours: true,
        ..Question::about(window)
    }
}

fn check_whole(conn: &Connection, log: &Log, question: &Question) -> Result<(), Wrong> {
    let (frame, most) = frame(conn, log, question, |_| true)?;
    Ok(audit::whole(conn, question, &frame, &most)?)
}

/// Checks one item by SQL over a copy of its rows alone: over all plays, each statement would take
/// too long.
fn check_item(conn: &Connection, log: &Log, question: &Question) -> Result<(), Wrong> {
    let Some(item) = question.item else {
        return Ok(());
    };
    let (frame, most) = frame(conn, log, question, |row| row.item == item.id)?;
    let by_show = item.level == Level::Show;
    conn.pragma_update(None, "query_only", false)?;
    conn.execute(
        include_str!("plays_of_item.sql"),
        named_params! { ":by_show": by_show, ":item": item.id.0 },
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
            AuditError::Settings(error) => Self::Failed(error.into()),
            AuditError::Sqlite(error) => Self::Failed(error.into()),
        }
    }
}
