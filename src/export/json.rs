//! A report as JSON, for programs: a stable schema.
//!
//! A number that is hidden is `null`, and its object then says `"guarded": true`. A maximum that only a few reach
//! is `null`, too, and `…_at_least` is the most that a crowd does.

mod coming_back;
mod viewers;

use std::io::{self, Write};
use std::ops::Not;

use serde::Serialize;

use self::coming_back::ComingBack;
use self::viewers::Viewer;
use super::report::{Panel, Report};
use crate::domain::{Hours, Period, Window};
use crate::guard::Shown;
use crate::guard::clock::ShownHour;
use crate::guard::cohorts::{ShownPeriod, ShownStep};
use crate::guard::days::ShownDay;
use crate::guard::lists::{RewatchedNumbers, ShownRow, StreakNumbers};
use crate::guard::totals::ShownTotals;

/// The name of the schema; its number grows with every change that breaks a reader.
pub const SCHEMA: &str = "bingetop.report/2";

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
    compared: Option<Compared>,
    #[serde(skip_serializing_if = "Option::is_none")]
    totals: Option<Totals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    streaks: Option<Vec<Streak<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rewatched: Option<Vec<Rewatched<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cohorts: Option<Cohorts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    back: Option<ComingBack<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<Vec<DayNumbers>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<Vec<HourNumbers>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    viewers: Option<Vec<Viewer<'a>>>,
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
            days.map(DayNumbers::of).collect()
        };
        Self {
            schema: SCHEMA,
            log: LogFacts::of(report),
            window: WindowFacts::of(report),
            compared: Compared::of(report).filter(|_| wants(Panel::Totals)),
            totals: wants(Panel::Totals).then(|| Totals::of(&frame.totals)),
            streaks: wants(Panel::Streaks).then(streaks),
            rewatched: wants(Panel::Rewatched).then(rewatched),
            cohorts: wants(Panel::Cohorts).then(|| Cohorts::of(report)),
            back: ComingBack::of(report).filter(|_| wants(Panel::Back)),
            timeline: wants(Panel::Timeline).then(timeline),
            clock: wants(Panel::Clock).then(|| frame.clock.iter().map(HourNumbers::of).collect()),
            viewers: report.viewers.map(|viewers| {
                let rows = report.cut(&viewers.rows).iter();
                rows.map(Viewer::of).collect()
            }),
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
    /// The one viewer it is about, by name.
    viewer: Option<&'a str>,
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
            viewer: facts.viewer.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct WindowFacts {
    from: String,
    to: String,
    days: u32,
    unfinished_day: Option<String>,
    streak_at_least: u32,
    levels: LevelNames,
}

impl WindowFacts {
    fn of(report: &Report<'_>) -> Self {
        let frame = report.frame;
        Self {
            from: frame.window.from().to_string(),
            to: frame.window.to().to_string(),
            days: frame.window.days(),
            unfinished_day: report.unfinished_in_window().map(|day| day.to_string()),
            streak_at_least: frame.threshold.days(),
            levels: LevelNames {
                streaks: frame.levels.streaks.word(),
                rewatched: frame.levels.rewatched.word(),
            },
        }
    }
}

#[derive(Serialize)]
struct LevelNames {
    streaks: &'static str,
    rewatched: &'static str,
}

/// Sums of the window's finished days, and of as many others.
#[derive(Serialize)]
struct Compared {
    from: String,
    to: String,
    days: u32,
    totals: Option<Totals>,
    /// The window's own finished days, where it has others.
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<Finished>,
}

#[derive(Serialize)]
struct Finished {
    from: String,
    to: String,
    days: u32,
    totals: Totals,
}

impl Compared {
    fn of(report: &Report<'_>) -> Option<Self> {
        let both = report.frame.comparison.as_ref()?;
        let days = |window: Window| {
            (
                window.from().to_string(),
                window.to().to_string(),
                window.days(),
            )
        };
        let is_cut = both.window != report.frame.window;
        let with = is_cut.then(|| {
            let (from, to, days) = days(both.window);
            let totals = Totals::of(&both.totals);
            Finished {
                from,
                to,
                days,
                totals,
            }
        });
        let (from, to, days) = days(both.other_window);
        Some(Self {
            from,
            to,
            days,
            totals: both.other.as_ref().map(Totals::of),
            with,
        })
    }
}

/// Hours to one decimal. Where a length is unknown, it was more, and the object says so.
fn hours(hours: Option<Hours>) -> (Option<f64>, bool) {
    (
        hours.map(Hours::hours),
        hours.is_some_and(Hours::is_at_least),
    )
}

/// Returns the least that a maximum is; `None` where the maximum itself is told, or nothing.
fn at_least(number: Shown) -> Option<u64> {
    match number {
        Shown::AtLeast(number) => Some(number),
        _ => None,
    }
}

fn is_any_hidden(numbers: &[Shown]) -> bool {
    numbers.iter().any(|number| number.exact().is_none())
}

#[derive(Serialize)]
struct Totals {
    rows: Option<u64>,
    plays: Option<u64>,
    hours: Option<f64>,
    #[serde(skip_serializing_if = "Not::not")]
    hours_at_least: bool,
    viewers: Option<u64>,
    titles: Option<u64>,
    rewatches: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl Totals {
    fn of(totals: &ShownTotals) -> Self {
        let (hours, hours_at_least) = hours(totals.hours);
        Self {
            rows: totals.rows.exact(),
            plays: totals.plays.exact(),
            hours,
            hours_at_least,
            viewers: totals.viewers.exact(),
            titles: totals.titles.exact(),
            rewatches: totals.rewatches.exact(),
            guarded: is_any_hidden(&[totals.viewers, totals.plays]),
        }
    }
}

#[derive(Serialize)]
struct Streak<'a> {
    name: &'a str,
    show: Option<&'a str>,
    longest: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_at_least: Option<u64>,
    viewers: Option<u64>,
    running: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl<'a> Streak<'a> {
    fn of(report: &Report<'a>, row: &ShownRow<StreakNumbers>) -> Self {
        let name = report.frame.streak_items.name(row.item);
        let numbers = row.numbers.map(|n| [n.longest, n.viewers, n.running]);
        let [longest, viewers, running] = numbers.unwrap_or([Shown::Hidden; 3]);
        Self {
            name: &name.name,
            show: name.show.as_deref(),
            longest: longest.exact(),
            longest_at_least: at_least(longest),
            viewers: viewers.exact(),
            running: running.exact(),
            guarded: is_any_hidden(&[longest, viewers, running]),
        }
    }
}

#[derive(Serialize)]
struct Rewatched<'a> {
    name: &'a str,
    show: Option<&'a str>,
    plays: Option<u64>,
    hours: Option<f64>,
    #[serde(skip_serializing_if = "Not::not")]
    hours_at_least: bool,
    viewers: Option<u32>,
    rewatches: Option<u64>,
    rewatchers: Option<u64>,
    most_by_one: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_by_one_at_least: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl<'a> Rewatched<'a> {
    fn of(report: &Report<'a>, row: &ShownRow<RewatchedNumbers>) -> Self {
        let name = report.frame.rewatched_items.name(row.item);
        let told = row.numbers.as_ref();
        let most = report.most(row).unwrap_or(Shown::Hidden);
        let rewatchers = told.map_or(Shown::Hidden, |numbers| numbers.rewatchers);
        // What a reduced log does not know is not hidden.
        let of_most = (!report.facts.is_reduced).then_some(most);
        let (hours, hours_at_least) = hours(told.and_then(|numbers| numbers.hours));
        Self {
            name: &name.name,
            show: name.show.as_deref(),
            plays: told.map(|numbers| numbers.plays),
            hours,
            hours_at_least,
            viewers: told.map(|numbers| numbers.viewers),
            rewatches: told.map(|numbers| numbers.rewatches),
            rewatchers: rewatchers.exact(),
            most_by_one: most.exact(),
            most_by_one_at_least: at_least(most),
            guarded: is_any_hidden(&[rewatchers, of_most.unwrap_or(rewatchers)]),
        }
    }
}

#[derive(Serialize)]
struct Cohorts<'a> {
    name: Option<&'a str>,
    by_streak: Vec<LadderStep>,
    by_plays: Vec<LadderStep>,
    by_week: Vec<FirstActive>,
    /// In the place of weeks, where the window touches more than 26.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_month: Option<Vec<FirstActive>>,
}

impl<'a> Cohorts<'a> {
    fn of(report: &Report<'a>) -> Self {
        let cohorts = &report.frame.cohorts;
        let ladder = |steps: &[ShownStep]| steps.iter().map(LadderStep::of).collect();
        let period = report.frame.period();
        let by_period = |wanted: Period| {
            let cohorts = cohorts.by_period.iter().filter(|_| period == wanted);
            cohorts
                .map(|cohort| FirstActive::of(cohort, period))
                .collect()
        };
        Self {
            name: cohorts.item.as_ref().map(|(_, name)| &*name.name),
            by_streak: ladder(&cohorts.by_streak),
            by_plays: ladder(&cohorts.by_plays),
            by_week: by_period(Period::Week),
            by_month: (period == Period::Month).then(|| by_period(Period::Month)),
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
    fn of(step: &ShownStep) -> Self {
        Self {
            at_least: step.at_least,
            viewers: step.viewers.exact(),
            guarded: is_any_hidden(&[step.viewers]),
        }
    }
}

#[derive(Serialize)]
struct FirstActive {
    #[serde(skip_serializing_if = "Option::is_none")]
    week: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<String>,
    /// How many are joined from that one on; left out where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    joined: Option<usize>,
    viewers: Option<u64>,
    active: Vec<Option<u64>>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl FirstActive {
    fn of(cohort: &ShownPeriod, period: Period) -> Self {
        let active = cohort.active.iter();
        let name = Some(period.name(cohort.start));
        Self {
            week: name.clone().filter(|_| period == Period::Week),
            month: name.filter(|_| period == Period::Month),
            joined: (cohort.joined > 1).then_some(cohort.joined),
            viewers: cohort.viewers.exact(),
            active: active.map(|viewers| viewers.exact()).collect(),
            guarded: cohort.joined > 1
                || is_any_hidden(&[cohort.viewers])
                || is_any_hidden(&cohort.active),
        }
    }
}

#[derive(Serialize)]
struct DayNumbers {
    day: String,
    plays: Option<u64>,
    hours: Option<f64>,
    #[serde(skip_serializing_if = "Not::not")]
    hours_at_least: bool,
    viewers: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl DayNumbers {
    fn of(day: &ShownDay) -> Self {
        let (hours, hours_at_least) = hours(day.hours);
        Self {
            day: day.day.to_string(),
            plays: day.plays.exact(),
            hours,
            hours_at_least,
            viewers: day.viewers.exact(),
            guarded: is_any_hidden(&[day.plays, day.viewers]),
        }
    }
}

#[derive(Serialize)]
struct HourNumbers {
    weekday: String,
    hour: u8,
    plays: Option<u64>,
    #[serde(skip_serializing_if = "Not::not")]
    guarded: bool,
}

impl HourNumbers {
    fn of(hour: &ShownHour) -> Self {
        Self {
            weekday: hour.weekday.to_string(),
            hour: hour.hour,
            plays: hour.plays.exact(),
            guarded: is_any_hidden(&[hour.plays]),
        }
    }
}
