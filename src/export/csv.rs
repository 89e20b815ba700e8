//! One panel of a report as CSV (RFC 4180): one header line and raw numbers.
//!
//! A number that is hidden is an empty cell, and the last column, `guarded`, then says `true`.
//! Tables with streaks repeat in every row when days start: a streak means nothing without it.

use std::io::{self, Write};

use super::report::{Panel, Report};
use crate::domain::{Day, Hours};
use crate::guard::Shown;
use crate::query::coming_back::DAYS_AWAY;
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
        Panel::Back => back(report, &mut out),
        Panel::Timeline => timeline(report, &mut out),
        Panel::Clock => clock(report, &mut out),
        Panel::Viewers => viewers(report, &mut out),
    };
    written.map_err(into_io)?;
    out.flush()
}

/// Returns the error of the writer beneath, so that a closed pipe is known as one.
pub(super) fn into_io(error: ::csv::Error) -> io::Error {
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

/// Returns hours as a cell; an empty one where they are hidden, or were not asked for.
fn hours(hours: Option<Hours>) -> String {
    hours.map_or_else(String::new, |hours| hours.hours().to_string())
}

/// Returns the least that a maximum is, as a cell; an empty one where the maximum itself is told.
fn at_least(number: Shown) -> String {
    match number {
        Shown::AtLeast(number) => number.to_string(),
        _ => String::new(),
    }
}

fn totals(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "rows",
        "plays",
        "hours",
        "viewers",
        "titles",
        "rewatches",
        "guarded",
    ])?;
    let totals = &report.frame.totals;
    out.write_record([
        cell(totals.rows),
        cell(totals.plays),
        hours(totals.hours),
        cell(totals.viewers),
        cell(totals.titles),
        cell(totals.rewatches),
        guarded(&[totals.viewers, totals.plays]),
    ])
}

fn streaks(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "name",
        "show",
        "longest",
        "longest_at_least",
        "viewers",
        "running",
        "time_zone",
        "day_starts",
        "guarded",
    ])?;
    let rule = report.facts.rule;
    for row in report.cut(&report.frame.streaks) {
        let name = report.frame.streak_items.name(row.item);
        let numbers = row.numbers.map(|n| [n.longest, n.viewers, n.running]);
        let [longest, viewers, running] = numbers.unwrap_or([Shown::Hidden; 3]);
        out.write_record([
            &*name.name,
            show(name),
            &cell(longest),
            &at_least(longest),
            &cell(viewers),
            &cell(running),
            rule.zone.name(),
            &rule.starts(),
            &guarded(&[longest, viewers, running]),
        ])?;
    }
    Ok(())
}

fn rewatched(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "name",
        "show",
        "plays",
        "hours",
        "viewers",
        "rewatches",
        "rewatchers",
        "most_by_one",
        "most_by_one_at_least",
        "guarded",
    ])?;
    for row in report.cut(&report.frame.rewatched) {
        let name = report.frame.rewatched_items.name(row.item);
        let told = row.numbers.as_ref();
        let sum = |number: Option<u64>| number.map_or(Shown::Hidden, Shown::Exact);
        let plays = sum(told.map(|numbers| numbers.plays));
        let viewers = sum(told.map(|numbers| numbers.viewers.into()));
        let rewatches = sum(told.map(|numbers| numbers.rewatches));
        let again = told.map_or(Shown::Hidden, |numbers| numbers.rewatchers);
        let most = report.most(row).unwrap_or(Shown::Hidden);
        // What a reduced log does not know is not hidden.
        let of_most = if report.facts.is_reduced { again } else { most };
        out.write_record([
            &*name.name,
            show(name),
            &cell(plays),
            &hours(told.and_then(|numbers| numbers.hours)),
            &cell(viewers),
            &cell(rewatches),
            &cell(again),
            &cell(most),
            &at_least(most),
            &guarded(&[plays, again, of_most]),
        ])?;
    }
    Ok(())
}

/// Writes all three kinds of cohorts into one table: those by week or month once for each later one, 0 later being
/// the cohort itself. `joined` says how many are joined from `first` on.
fn cohorts(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "cohort",
        "at_least",
        "first",
        "joined",
        "later",
        "viewers",
        "time_zone",
        "day_starts",
        "guarded",
    ])?;
    let rule = report.facts.rule;
    let starts = rule.starts();
    let mut put =
        |cohort: &str, at_least: &str, [first, joined, later]: [&str; 3], viewers: Shown| {
            out.write_record([
                cohort,
                at_least,
                first,
                joined,
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
            put(cohort, &step.at_least.to_string(), [""; 3], step.viewers)?;
        }
    }
    let period = report.frame.period();
    for cohort in &cohorts.by_period {
        let (name, joined) = (period.name(cohort.start), cohort.joined.to_string());
        let active = std::iter::once(&cohort.viewers).chain(&cohort.active);
        for (later, viewers) in active.enumerate() {
            let which = [&*name, &joined, &later.to_string()];
            put(period.word(), "", which, *viewers)?;
        }
    }
    Ok(())
}

/// Writes one row: days that only a few reach are empty, and the day of a crowd stands beside them.
fn back(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "name",
        "show",
        "first_played",
        "first_played_by",
        "last_played",
        "last_played_from",
        "log_first_played",
        "log_first_played_by",
        "log_last_played",
        "log_last_played_from",
        "days_away",
        "viewers",
        "time_zone",
        "day_starts",
        "guarded",
    ])?;
    let Some((_, name)) = &report.frame.cohorts.item else {
        return Ok(());
    };
    let told = report.coming_back;
    let mut record = vec![name.name.to_string(), show(name).to_owned()];
    for ends in [
        told.and_then(|told| told.in_window),
        told.and_then(|told| told.in_log),
    ] {
        let ends = ends.map(|ends| [ends.first.parts(), ends.last.parts()]);
        for (day, of_crowd) in ends.unwrap_or_default() {
            let text = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
            record.extend([text(day), text(of_crowd)]);
        }
    }
    let viewers = told.and_then(|told| told.viewers);
    let is_guarded = told.is_none() || viewers.is_some_and(|viewers| viewers.exact().is_none());
    record.extend([
        DAYS_AWAY.to_string(),
        viewers.map_or_else(String::new, cell),
        report.facts.rule.zone.name().to_owned(),
        report.facts.rule.starts(),
        is_guarded.to_string(),
    ]);
    out.write_record(record)
}

fn timeline(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record(["day", "plays", "hours", "viewers", "guarded"])?;
    for day in &report.frame.timeline {
        out.write_record([
            day.day.to_string(),
            cell(day.plays),
            hours(day.hours),
            cell(day.viewers),
            guarded(&[day.plays, day.viewers]),
        ])?;
    }
    Ok(())
}

fn clock(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record(["weekday", "hour", "plays", "time_zone", "guarded"])?;
    for cell in &report.frame.clock {
        out.write_record([
            &cell.weekday.to_string(),
            &cell.hour.to_string(),
            &self::cell(cell.plays),
            report.facts.rule.zone.name(),
            &guarded(&[cell.plays]),
        ])?;
    }
    Ok(())
}

/// Of a household nothing is hidden, and so nothing says that it is.
fn viewers(report: &Report<'_>, out: &mut Output<'_>) -> ::csv::Result<()> {
    out.write_record([
        "name",
        "plays",
        "hours",
        "best_streak",
        "running_streak",
        "last_day",
        "time_zone",
        "day_starts",
    ])?;
    let rule = report.facts.rule;
    let all = report.viewers.map_or(&[][..], |viewers| &viewers.rows);
    for row in report.cut(all) {
        out.write_record([
            &*row.name,
            &row.plays.to_string(),
            &row.hours.hours().to_string(),
            &row.best.to_string(),
            &row.running.to_string(),
            &row.last_day.to_string(),
            rule.zone.name(),
            &rule.starts(),
        ])?;
    }
    Ok(())
}
