//! What is asked of a log: by a report, and by the dashboard as it opens.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | the options |
//! | `window` | which days they are about |

mod arguments;
mod window;

use anyhow::{Context as _, bail};

pub(super) use self::arguments::Asked;
use super::item;
use crate::app::action::PanelNumber;
use crate::app::span::Span;
use crate::app::start::Start;
use crate::domain::range::Bounds;
use crate::domain::{Item, name};
use crate::query::{Log, Question};

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

/// Returns what is asked of a log, at the moment `now` (Unix seconds).
///
/// # Errors
///
/// Fails where the log is empty, or a range or name means nothing in it.
pub(super) fn question(asked: &Asked, log: &Log, now: i64) -> anyhow::Result<Question> {
    Ok(Question {
        window: window::of(asked, bounds(asked, log)?)?,
        levels: asked.by.levels(),
        threshold: asked.streak,
        filter: asked.filter.clone(),
        item: named(asked, log)?,
        compare: asked.compare.into(),
        last_finished: log.facts().last_finished(log.facts().unfinished(now)),
        wants_hours: true,
    })
}

/// Returns what the dashboard opens with, on this panel; `log` is there where the options need one.
///
/// # Errors
///
/// Fails where [`question`] does.
pub(super) fn start(
    asked: &Asked,
    panel: Option<PanelNumber>,
    log: Option<&Log>,
) -> anyhow::Result<Start> {
    let (span, page) = match log {
        Some(log) => (
            window::span(asked, bounds(asked, log)?)?,
            named(asked, log)?,
        ),
        None => (Span::default(), None),
    };
    Ok(Start {
        span,
        levels: asked.by.levels(),
        threshold: asked.streak,
        filter: name::shown(&asked.filter).into_owned(),
        compare: asked.compare.into(),
        page,
        panel,
        ..Start::default()
    })
}

fn bounds(asked: &Asked, log: &Log) -> anyhow::Result<Bounds> {
    let days = log.facts().days.context("the log holds no rows yet")?;
    Ok(Bounds {
        first: days.from(),
        newest: asked.now.unwrap_or(days.to()),
    })
}

fn named(asked: &Asked, log: &Log) -> anyhow::Result<Option<Item>> {
    let level = asked.by.level();
    let item = asked.title.as_deref();
    item.map(|text| item::named(log.catalog(), level, text))
        .transpose()
}
