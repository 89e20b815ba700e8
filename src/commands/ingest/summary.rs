//! What an import says when it is done.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use strum::IntoEnumIterator as _;

use super::arguments::Arguments;
use crate::commands::unsalted::unsalted;
use crate::domain::format::{counted, thousands};
use crate::formats::registry;
use crate::formats::unclear::Measure;
use crate::ingest::summary::Summary;

/// How many files are named that were read: a folder may have thousands.
const MOST_PARTS: usize = 20;

/// How many files are named that are no play log.
const MOST_PASSED_OVER: usize = 5;

/// Prints what became of the rows; `kept` is the file that keeps the refused ones.
pub(super) fn print_summary(
    summary: &Summary,
    arguments: &Arguments,
    kept: Option<&Path>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let into = arguments.into.display();
    print_parts(summary, out)?;
    print_caveats(summary, out)?;
    print_retold(summary, out)?;
    print_rows(summary, arguments, out)?;
    if summary.by_day > 0 {
        let rows = counted(summary.by_day, "row", "rows");
        writeln!(out, "  known by day only: {rows}")?;
    }
    print_unknown(summary, out)?;
    print_passed_over(summary, out)?;
    print_reused(summary, out)?;
    if summary.refused > 0 {
        print_refused(summary, arguments, kept, out)?;
    }
    if summary.was_open_to_others {
        writeln!(
            out,
            "  Others could read {into}; it keeps names now, and is yours alone"
        )?;
    }
    if summary.is_marked_unsalted {
        writeln!(out, "  {}", unsalted(&into))?;
    }
    if summary.rows == 0 && !arguments.into.exists() && arguments.follow {
        return writeln!(out, "No log was made: there is no row for it");
    }
    let days = summary
        .days
        .map_or("no day".to_owned(), |days| days.to_string());
    writeln!(
        out,
        "{}: {}, {}, {}, {days} (days start at {} in {})",
        if arguments.dry_run {
            "The log would hold"
        } else {
            "The log holds"
        },
        counted(summary.rows, "row", "rows"),
        counted(summary.plays, "play", "plays"),
        counted(summary.viewers, "viewer", "viewers"),
        summary.day_starts,
        summary.zone.name(),
    )
}

/// Prints how many rows were read, and what became of those that could be.
fn print_rows(
    summary: &Summary,
    arguments: &Arguments,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let would = if arguments.dry_run { "would be " } else { "" };
    let updated = match summary.updated {
        0 => String::new(),
        rows => format!(", {} {would}updated", thousands(rows)),
    };
    writeln!(
        out,
        "{} read, {} {would}added to {}{updated}",
        counted(summary.read, "row", "rows"),
        thousands(summary.added),
        arguments.into.display(),
    )?;
    if summary.read == 0 && !arguments.follow {
        writeln!(out, "  there is no row below the header")?;
    }
    for (reason, rows) in &summary.dropped {
        writeln!(out, "  {} left out: {reason}", thousands(*rows))?;
    }
    if summary.joined > 0 {
        let rows = counted(summary.joined, "row", "rows");
        writeln!(
            out,
            "  {rows} of the log {would}joined with another: the same row"
        )?;
    }
    Ok(())
}

/// Prints what was read, the first of many files.
fn print_parts(summary: &Summary, out: &mut dyn Write) -> std::io::Result<()> {
    for part in summary.parts.iter().take(MOST_PARTS) {
        let why = &part.recognised.because;
        writeln!(out, "{}: read as {} ({why})", part.name, part.format)?;
    }
    match summary.parts.len().saturating_sub(MOST_PARTS) {
        0 => Ok(()),
        more => writeln!(out, "and {} more", thousands(more as u64)),
    }
}

/// Prints what of a ZIP or a folder was not read, the first of many.
fn print_passed_over(summary: &Summary, out: &mut dyn Write) -> std::io::Result<()> {
    let all = &summary.passed_over;
    if all.is_empty() {
        return Ok(());
    }
    let named = &all[..all.len().min(MOST_PASSED_OVER)];
    let more = match all.len() - named.len() {
        0 => String::new(),
        more => format!(" and {} more", thousands(more as u64)),
    };
    writeln!(
        out,
        "  {} passed over: {}{more}",
        counted(all.len() as u64, "file", "files"),
        named.join(", ")
    )
}

/// Prints what the formats that were read cannot tell, each once.
fn print_caveats(summary: &Summary, out: &mut dyn Write) -> std::io::Result<()> {
    let formats: BTreeSet<_> = summary.parts.iter().map(|part| part.format).collect();
    let caveats = formats
        .iter()
        .filter_map(|name| registry::named(name)?.caveat());
    for caveat in caveats {
        writeln!(out, "  {caveat}")?;
    }
    Ok(())
}

/// Prints which formats of this import, and which of the log, can tell of the same plays.
fn print_retold(summary: &Summary, out: &mut dyn Write) -> std::io::Result<()> {
    let read: BTreeSet<_> = summary.parts.iter().map(|part| part.format).collect();
    let mut told: BTreeSet<[&str; 2]> = BTreeSet::new();
    for one in read {
        let all = summary.formats.iter().map(String::as_str);
        let pairs = registry::retelling(one, all).into_iter();
        told.extend(pairs.map(|other| [one.min(other), one.max(other)]));
    }
    for [one, other] in told {
        writeln!(
            out,
            "  {one} and {other} can tell of the same plays: what both tell of counts twice; make the log of one of them"
        )?;
    }
    Ok(())
}

/// Prints which values of rows that count are unknown, a line for each sort of value.
fn print_unknown(summary: &Summary, out: &mut dyn Write) -> std::io::Result<()> {
    for measure in Measure::iter() {
        let of_it = || {
            let all = summary.unknown.iter();
            all.filter(move |((of, _), _)| *of == measure)
        };
        let rows: u64 = of_it().map(|(_, rows)| rows).sum();
        if rows > 0 {
            let reasons = of_it().map(|((_, why), rows)| format!("{} {why}", thousands(*rows)));
            let reasons: Vec<String> = reasons.collect();
            writeln!(
                out,
                "  {} kept with their {measure} unknown: {}",
                thousands(rows),
                reasons.join(", ")
            )?;
        }
    }
    Ok(())
}

/// Prints how many ids stand for titles of unlike names, and the first of them.
fn print_reused(summary: &Summary, out: &mut dyn Write) -> std::io::Result<()> {
    let ids = &summary.reused_ids;
    let (count, mut named) = (ids.count() as u64, 0);
    if count == 0 {
        return Ok(());
    }
    let have = match count {
        1 => "1 id has".to_owned(),
        many => format!("{} ids have", thousands(many)),
    };
    writeln!(
        out,
        "  {have} rows of unlike names and shows, which count as one title:"
    )?;
    for id in ids.named() {
        writeln!(out, "    {id}")?;
        named += 1;
    }
    match count - named {
        0 => Ok(()),
        more => writeln!(out, "    … and {} more", thousands(more)),
    }
}

fn print_refused(
    summary: &Summary,
    arguments: &Arguments,
    kept: Option<&Path>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    write!(out, "  {} refused", thousands(summary.refused))?;
    match kept {
        // Nobody may have asked for the file, and earlier sessions may have added to it.
        Some(kept) if arguments.follow => writeln!(out, ", added to {}:", kept.display())?,
        _ => writeln!(out, ":")?,
    }
    for (part, refusal) in &summary.refusals {
        writeln!(out, "    {part}:{}: {}", refusal.line, refusal.reason)?;
    }
    let unnamed = summary.refused - summary.refusals.len() as u64;
    if unnamed > 0 {
        let hint = match kept {
            None => "; --refused FILE keeps them all",
            Some(_) => "",
        };
        writeln!(out, "    … and {} more{hint}", thousands(unnamed))?;
    }
    Ok(())
}
