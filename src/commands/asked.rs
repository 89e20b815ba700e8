//! What is asked of a log: by a report, and by the dashboard as it opens.
//!
//! | module | holds |
//! |---|---|
//! | `answering` | an answer that is all of one state of the log |
//! | `arguments` | the options |
//! | `window` | which days they are about |

mod answering;
mod arguments;
mod window;

use anyhow::{Context as _, anyhow, bail};
use rusqlite::Connection;

pub(super) use self::answering::{Unanswered, answered};
pub(super) use self::arguments::{Asked, AskedDays, By};
use crate::app::action::PanelNumber;
use crate::app::start::Start;
use crate::domain::range::Bounds;
use crate::domain::{Item, Threshold, Window, name};
use crate::query::{Log, Question, naming, viewer_names};

/// Refuses a log, called `source`, in which nothing can be asked about: it is empty.
///
/// # Errors
///
/// Fails where it is.
pub(super) fn refuse_empty(log: &Log, source: &str) -> anyhow::Result<()> {
    if log.facts().days.is_none() {
        bail!("{source}: the log holds no rows yet");
    }
    Ok(())
}

/// Returns what is asked of a log that a connection reads, at the moment `now` (Unix seconds).
///
/// # Errors
///
/// Fails where the log is empty, or a range or name means nothing in it.
pub(super) fn question(
    asked: &Asked,
    (conn, log): (&Connection, &Log),
    now: i64,
) -> anyhow::Result<Question> {
    Ok(Question {
        window: window(&asked.days, log)?,
        levels: asked.levels().unwrap_or_default(),
        threshold: asked.threshold().unwrap_or(Threshold::DEFAULT),
        filter: asked.filter.clone(),
        item: named(asked, (conn, log))?,
        compare: asked.compare().unwrap_or_default(),
        last_finished: log.facts().last_finished(log.facts().unfinished(now)),
        wants_hours: true,
    })
}

/// Returns what the dashboard opens with, on this panel: what is asked, else what it would open with `otherwise`; a log
/// that was `read` is there where the options need one.
///
/// # Errors
///
/// Fails where [`question`] does.
pub(super) fn start(
    asked: &Asked,
    panel: Option<PanelNumber>,
    read: Option<(&Connection, &Log)>,
    otherwise: Start,
) -> anyhow::Result<Start> {
    let mut start = otherwise;
    if let Some((conn, log)) = read {
        if let Some(name) = &asked.viewer {
            start.viewer = Some(viewer_names::viewer(conn, log.facts(), name)?);
        }
        if asked.has_days() {
            start.span = window::span(&asked.days, bounds(&asked.days, log)?)?;
        }
        start.page = named(asked, (conn, log))?;
    }
    // A page is opened from the list that counts by what it is of.
    let usual = start.panel.filter(|_| start.page.is_none());
    Ok(Start {
        levels: asked.levels().unwrap_or(start.levels),
        threshold: asked.threshold().unwrap_or(start.threshold),
        filter: name::shown(&asked.filter).into_owned(),
        compare: asked.compare().unwrap_or(start.compare),
        panel: panel.or(usual),
        ..start
    })
}

/// Returns the days of a log that are asked about.
///
/// # Errors
///
/// Fails where the log is empty, or a range means nothing in it.
pub(super) fn window(asked: &AskedDays, log: &Log) -> anyhow::Result<Window> {
    window::of(asked, bounds(asked, log)?)
}

fn bounds(asked: &AskedDays, log: &Log) -> anyhow::Result<Bounds> {
    let days = log.facts().days.context("the log holds no rows yet")?;
    Ok(Bounds {
        first: days.from(),
        newest: asked.now.unwrap_or(days.to()),
    })
}

fn named(asked: &Asked, (conn, log): (&Connection, &Log)) -> anyhow::Result<Option<Item>> {
    let Some(text) = asked.title.as_deref() else {
        return Ok(None);
    };
    let item = naming::named_in(conn, log.catalog(), asked.level(), text);
    item.map(Some).map_err(|words| anyhow!(words))
}
