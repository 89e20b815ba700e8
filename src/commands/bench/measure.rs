//! How it is measured.

use std::cell::Cell;

use rusqlite::Connection;

use super::figures::{FIRST_DAYS, Measured};
use super::timings::Timings;
use crate::commands::random_window::random_window;
use crate::domain::{Item, Levels, Window};
use crate::query::question::Compare;
use crate::query::rewatched::RewatchedRow;
use crate::query::{Log, Question, SelectError};
use crate::sample::random::Random;

/// How often one and the same range is answered.
const REPEATS: usize = 11;

/// In how many ranges it is asked what was also played: each reads rows.
const ALSO_PLAYED: usize = 100;

/// Asks a log, which holds `days`, everything a dashboard does; of `count` random ranges, too.
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
    let mut random = Random::new(seed);
    let windows = (0..count).map(|_| random_window(&mut random, days));
    let windows: Vec<Window> = windows.collect();
    let (heaviest, titles) = titles(log, days);
    let any = windows.iter().map(|window| (*window, random.one(&titles)));
    let any: Vec<_> = any.collect();
    let heaviest: Vec<_> = windows.iter().map(|window| (*window, heaviest)).collect();
    let failed = Cell::new(None);
    let has_rows = !log.facts().is_reduced;
    let selections = |pairs: &[(Window, Option<Item>)]| {
        Timings::of(pairs, |(window, item)| {
            select(log, conn, *window, *item).map_err(|error| failed.set(Some(error)))
        })
    };
    let also_played = |pairs: &[(Window, Option<Item>)]| {
        let pairs = &pairs[..pairs.len().min(ALSO_PLAYED)];
        has_rows.then(|| {
            Timings::of(pairs, |(window, item)| {
                let question = Question {
                    item: *item,
                    ..asked(*window, Compare::Off)
                };
                let found = log.also_played(conn, &question, &|| false);
                found.map_err(|error| failed.set(Some(error)))
            })
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
        also_played_heaviest: also_played(&heaviest),
        also_played_any: also_played(&any),
    };
    failed.into_inner().map_or(Ok(measured), Err)
}

fn asked(window: Window, compare: Compare) -> Question {
    Question {
        compare,
        levels: Levels::default(),
        ..Question::about(window)
    }
}

/// Returns the title of the most plays, and all titles with a play; in a log of short rows alone
/// there are none.
fn titles(log: &Log, days: Window) -> (Option<Item>, Vec<Item>) {
    let frame = log.answer(&asked(days, Compare::Off), None);
    let rows = &frame.rewatched;
    let heaviest = rows.iter().max_by_key(|row| row.plays);
    let title = |row: &RewatchedRow| Item::title(row.item);
    (heaviest.map(title), rows.iter().map(title).collect())
}

/// Asks what moving to a title and opening its page asks; the frame stays.
fn select(
    log: &Log,
    conn: &Connection,
    window: Window,
    item: Option<Item>,
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
