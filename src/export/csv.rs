//! One panel of a report as CSV (RFC 4180): one header line and raw numbers.
//!
//! A number that is hidden is an empty cell, and the last column, `guarded`, then says `true`.
//! Tables with streaks repeat in every row when days start: a streak means nothing without it.

use std::io::{self, Write};

use super::report::{Panel, Report};
use crate::guard::Shown;
use crate::snapshot::catalog::ItemName;

type Output<'a> = ::csv::Writer<&'a mut dyn Write>;

/// Writes the one panel of the report; streaks where it has several.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let panel = match report.panels {
        [panel] => *panel,
        _ => Panel::Streaks,
    };
    let mut out = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(out);
    let written = match panel {
        Panel::Totals => totals(report, &mut out),
        Panel::Streaks => streaks(report, &mut out),
        Panel::Rewatched => rewatched(report, &mut out),
        Panel::Cohorts => cohorts(report, &mut out),
        Panel::Timeline => timeline(report, &mut out),
    };
    written.map_err(into_io)?;
    out.flush()
}

/// Returns the error of the writer beneath, so that a closed pipe is known as one.
fn into_io(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Returns a number as a cell; an empty one where it is hidden.
fn cell(number: Shown) -> String {
    number.exact().map(|n| n.to_string()).unwrap_or_default()
}

/// Returns whether any of the numbers is hidden, as a cell.
fn guarded(numbers: &[Shown]) -> String {
    let is_hidden = |number: &Shown| number.exact().is_none();
    numbers.iter().any(is_hidden).to_string()
}

fn show(name: &ItemName) -> &str {
    name.show.as_deref().unwrap_or_default()
}

fn totals(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record(["rows", "plays", "viewers", "titles", "rewatches", "guarded"])?;
    let totals = report.frame.totals;
    let viewers = report.guard.viewers(totals.viewers);
    out.write_record([
        totals.rows.to_string(),
        totals.plays.to_string(),
        cell(viewers),
        totals.titles.to_string(),
        cell(report.guard.about(totals.viewers, totals.rewatches)),
        guarded(&[viewers]),
    ])
}

fn streaks(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "name",
        "show",
        "longest",
        "viewers",
        "running",
        "time_zone",
        "day_starts",
        "guarded",
    ])?;
    let rule = report.facts.rule;
    for row in report.cut(&report.frame.streaks) {
        let name = report.frame.items.name(row.item);
        let viewers = report.guard.viewers(row.viewers);
        let running = report.guard.viewers(row.running);
        out.write_record([
            &*name.name,
            show(name),
            &row.longest.to_string(),
            &cell(viewers),
            &cell(running),
            rule.zone.name(),
            &rule.starts(),
            &guarded(&[viewers, running]),
        ])?;
    }
    Ok(())
}

fn rewatched(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "name",
        "show",
        "plays",
        "viewers",
        "rewatches",
        "rewatchers",
        "most_by_one",
        "guarded",
    ])?;
    for row in report.cut(&report.frame.rewatched) {
        let name = report.frame.items.name(row.item);
        let most = report.most.of(row.item);
        let viewers = report.guard.viewers(row.viewers);
        let rewatchers = report.guard.within(row.viewers, row.rewatchers);
        let about_all = |number| cell(report.guard.about(row.viewers, number));
        out.write_record([
            &*name.name,
            show(name),
            &row.plays.to_string(),
            &cell(viewers),
            &about_all(row.rewatches),
            &cell(rewatchers),
            &about_all(u64::from(most)),
            &guarded(&[viewers, rewatchers]),
        ])?;
    }
    Ok(())
}

/// Writes all three kinds of cohorts into one table: those by week once for each later week, 0
/// weeks later being the cohort itself.
fn cohorts(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "cohort",
        "at_least",
        "week",
        "weeks_later",
        "viewers",
        "time_zone",
        "day_starts",
        "guarded",
    ])?;
    let rule = report.facts.rule;
    let starts = rule.starts();
    let mut put = |cohort: &str, at_least: &str, week: &str, later: &str, viewers: u32| {
        let viewers = report.guard.viewers(viewers);
        out.write_record([
            cohort,
            at_least,
            week,
            later,
            &cell(viewers),
            rule.zone.name(),
            &starts,
            &guarded(&[viewers]),
        ])
    };
    let cohorts = &report.frame.cohorts;
    for (cohort, ladder) in [("streak", &cohorts.by_streak), ("plays", &cohorts.by_plays)] {
        for step in ladder {
            put(cohort, &step.at_least.to_string(), "", "", step.viewers)?;
        }
    }
    for week in &cohorts.by_period {
        let name = report.frame.period().name(week.start);
        let active = std::iter::once(&week.viewers).chain(&week.active);
        for (later, viewers) in active.enumerate() {
            put(
                report.frame.period().word(),
                "",
                &name,
                &later.to_string(),
                *viewers,
            )?;
        }
    }
    Ok(())
}

fn timeline(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record(["day", "plays", "viewers", "guarded"])?;
    for day in &report.frame.timeline {
        let viewers = report.guard.viewers(day.viewers);
        out.write_record([
            day.day.to_string(),
            day.plays.to_string(),
            cell(viewers),
            guarded(&[viewers]),
        ])?;
    }
    Ok(())
}
