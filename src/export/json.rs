//! A report as JSON, for programs: a stable schema.
//!
//! A number that is hidden is `null`, and its object then says `"guarded": true`.

use std::io::{self, Write};
use std::ops::Not;

use serde::Serialize;

use super::report::{Panel, Report};
use crate::domain::cohort::Step;
use crate::query::cohorts::periods::PeriodCohort;
use crate::query::rewatched::RewatchedRow;
use crate::query::streaks::StreakRow;
use crate::snapshot::everything::DayCount;

/// The name of the schema; its number grows with every change that breaks a reader.
pub const SCHEMA: &str = "bingetop.report/1";

/// Writes a report as one JSON object.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document::of(report))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    log: LogFacts<'a>,
    window: WindowFacts,
    #[serde(skip_serializing_if = "Option::is_none")]
    totals: Option<Totals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    streaks: Option<Vec<Streak<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rewatched: Option<Vec<Rewatched<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cohorts: Option<Cohorts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<Vec<DayNumbers>>,
}

impl<'a> Document<'a> {
    fn of(report: &Report<'a>) -> Self {
        let frame = report.frame;
        let wants = |panel| report.panels.contains(&panel);
        let streaks = || {
            let rows = report.cut(&frame.streaks).iter();
            rows.map(|row| Streak::of(report, row)).collect()
        };
        let rewatched = || {
            let rows = report.cut(&frame.rewatched).iter();
            rows.map(|row| Rewatched::of(report, row)).collect()
        };
        let timeline = || {
            let days = frame.timeline.iter();
            days.map(|day| DayNumbers::of(report, *day)).collect()
        };
        Self {
            schema: SCHEMA,
            log: LogFacts::of(report),
            window: WindowFacts::of(report),
            totals: wants(Panel::Totals).then(|| Totals::of(report)),
            streaks: wants(Panel::Streaks).then(streaks),
            rewatched: wants(Panel::Rewatched).then(rewatched),
            cohorts: wants(Panel::Cohorts).then(|| Cohorts::of(report)),
            timeline: wants(Panel::Timeline).then(timeline),
        }
    }
}

#[derive(Serialize)]
struct LogFacts<'a> {
    time_zone: &'a str,
    day_starts: String,
    first_day: Option<String>,
    last_day: Option<String>,
    exact: bool,
}

impl<'a> LogFacts<'a> {
    fn of(report: &Report<'a>) -> Self {
        let facts = report.facts;
        Self {
            time_zone: facts.rule.zone.name(),
            day_starts: facts.rule.starts(),
            first_day: facts.days.map(|days| days.from().to_string()),
            last_day: facts.days.map(|days| days.to().to_string()),
            exact: report.is_exact(),
        }
    }
}

#[derive(Serialize)]
struct WindowFacts {
    from: String,
    to: String,
    days: u32,
    level: &'static str,
    streak_at_least: u32,
}

impl WindowFacts {
    fn of(report: &Report<'_>) -> Self {
        let frame = report.frame;
        Self {
            from: frame.window.from().to_string(),
            to: frame.window.to().to_string(),
            days: frame.window.days(),
            level: frame.level.word(),
            streak_at_least: frame.threshold.days(),
        }
    }
}

#[derive(Serialize)]
struct Totals {
    rows: u64,
    plays: u64,
    viewers: Option<u64>,
    titles: u32,
    rewatches: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl Totals {
    fn of(report: &Report<'_>) -> Self {
        let totals = report.frame.totals;
        Self {
            rows: totals.rows,
            plays: totals.plays,
            viewers: report.guard.viewers(totals.viewers).exact(),
            titles: totals.titles,
            // Plays less rewatches are viewers, where one title was played.
            rewatches: report.guard.about(totals.viewers, totals.rewatches).exact(),
            guarded: report.guard.hides(totals.viewers),
        }
    }
}

#[derive(Serialize)]
struct Streak<'a> {
    name: &'a str,
    show: Option<&'a str>,
    longest: u32,
    viewers: Option<u64>,
    running: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl<'a> Streak<'a> {
    fn of(report: &Report<'a>, row: &StreakRow) -> Self {
        let guard = report.guard;
        let name = report.frame.items.name(row.item);
        Self {
            name: &name.name,
            show: name.show.as_deref(),
            longest: row.longest,
            viewers: guard.viewers(row.viewers).exact(),
            running: guard.viewers(row.running).exact(),
            guarded: guard.hides(row.viewers) || guard.hides(row.running),
        }
    }
}

#[derive(Serialize)]
struct Rewatched<'a> {
    name: &'a str,
    show: Option<&'a str>,
    plays: u64,
    viewers: Option<u64>,
    rewatches: Option<u64>,
    rewatchers: Option<u64>,
    most_by_one: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl<'a> Rewatched<'a> {
    fn of(report: &Report<'a>, row: &RewatchedRow) -> Self {
        let guard = report.guard;
        let name = report.frame.items.name(row.item);
        let most = report.most.of(row.item);
        let about_all = |number| guard.about(row.viewers, number).exact();
        Self {
            name: &name.name,
            show: name.show.as_deref(),
            plays: row.plays,
            viewers: guard.viewers(row.viewers).exact(),
            // Plays less rewatches are viewers, and the most by one is all where there is one.
            rewatches: about_all(row.rewatches),
            rewatchers: guard.within(row.viewers, row.rewatchers).exact(),
            most_by_one: about_all(u64::from(most)),
            guarded: guard.hides(row.viewers) || guard.hides(row.rewatchers),
        }
    }
}

#[derive(Serialize)]
struct Cohorts<'a> {
    name: Option<&'a str>,
    by_streak: Vec<LadderStep>,
    by_plays: Vec<LadderStep>,
    by_week: Vec<FirstActive>,
}

impl<'a> Cohorts<'a> {
    fn of(report: &Report<'a>) -> Self {
        let cohorts = &report.frame.cohorts;
        let ladder = |steps: &[Step]| {
            let steps = steps.iter();
            steps.map(|step| LadderStep::of(report, *step)).collect()
        };
        let weeks = cohorts.by_period.iter();
        Self {
            name: cohorts.item.as_ref().map(|(_, name)| &*name.name),
            by_streak: ladder(&cohorts.by_streak),
            by_plays: ladder(&cohorts.by_plays),
            by_week: weeks.map(|week| FirstActive::of(report, week)).collect(),
        }
    }
}

#[derive(Serialize)]
struct LadderStep {
    at_least: u32,
    viewers: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl LadderStep {
    fn of(report: &Report<'_>, step: Step) -> Self {
        Self {
            at_least: step.at_least,
            viewers: report.guard.viewers(step.viewers).exact(),
            guarded: report.guard.hides(step.viewers),
        }
    }
}

#[derive(Serialize)]
struct FirstActive {
    week: String,
    viewers: Option<u64>,
    active: Vec<Option<u64>>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl FirstActive {
    fn of(report: &Report<'_>, week: &PeriodCohort) -> Self {
        let guard = report.guard;
        let active = week.active.iter();
        Self {
            week: report.frame.period().name(week.start),
            viewers: guard.viewers(week.viewers).exact(),
            active: active
                .clone()
                .map(|viewers| guard.viewers(*viewers).exact())
                .collect(),
            guarded: guard.hides(week.viewers) || active.copied().any(|n| guard.hides(n)),
        }
    }
}

#[derive(Serialize)]
struct DayNumbers {
    day: String,
    plays: u32,
    viewers: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl DayNumbers {
    fn of(report: &Report<'_>, day: DayCount) -> Self {
        Self {
            day: day.day.to_string(),
            plays: day.plays,
            viewers: report.guard.viewers(day.viewers).exact(),
            guarded: report.guard.hides(day.viewers),
        }
    }
}
