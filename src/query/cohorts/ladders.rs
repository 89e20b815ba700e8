//! Viewers by their longest streak, and by their plays.

use rusqlite::Connection;

use crate::cube::blocks::LAGS;
use crate::cube::day_number::Span;
use crate::cube::previous_days::PreviousDays;
use crate::domain::cohort::{PLAY_LADDER, STREAK_LADDER, Step};
use crate::query::question::Question;
use crate::query::statement::QuestionStatement;

/// Counts viewers by plays, from the day of the `n`-th play before each play.
///
/// A play is among its viewer's first `n` of the window where the `n`-th play before it lies before the
/// window. A viewer with `p` plays has `min(p, n)` of those: one more than of the first `n - 1` exactly
/// where `p >= n`. So the plays among the first `n`, less those among the first `n - 1`, are the viewers
/// with `n` plays or more.
pub(super) fn precomputed_by_plays(lags: &[PreviousDays], span: Span) -> Vec<Step> {
    let among_first = |n: u32| match LAGS.iter().position(|lag| *lag == n) {
        Some(place) => lags[place].within(span),
        None => 0,
    };
    let viewers = |n: u32| among_first(n) - among_first(n - 1);
    let step = |at_least: &u32| Step {
        at_least: *at_least,
        viewers: u32::try_from(viewers(*at_least)).unwrap_or(u32::MAX),
    };
    PLAY_LADDER.iter().map(step).collect()
}

/// The same answer in SQL, one step at a time; the text is documentation, too.
pub const SQL: &str = include_str!("ladders.sql");

/// Counts the ladders by [`SQL`]: the oracle for [`super::of_everything`] and [`super::of_item`].
///
/// Returns the steps by streak, then those by plays.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<(Vec<Step>, Vec<Step>)> {
    let mut statement = QuestionStatement::new(conn, SQL, question)?;
    let mut ladder = |rule: &str, steps: &[u32]| -> rusqlite::Result<Vec<Step>> {
        statement.bind(":rule", rule)?;
        let step = |at_least: &u32| {
            statement.bind(":at_least", at_least)?;
            Ok(Step {
                at_least: *at_least,
                viewers: statement.row(|row| row.get(0))?,
            })
        };
        steps.iter().map(step).collect()
    };
    Ok((
        ladder("streak", &STREAK_LADDER)?,
        ladder("plays", &PLAY_LADDER)?,
    ))
}
