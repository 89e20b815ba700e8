//! Figures as a table to read.

use std::io::{self, Write};

use super::figures::{Bench, FIRST_DAYS};
use super::memory::Memory;
use crate::domain::format::{counted, thousands};

/// Writes the figures.
pub(super) fn write(bench: &Bench, out: &mut dyn Write) -> io::Result<()> {
    let log = &bench.log;
    writeln!(
        out,
        "{} · {} · {} · {} · {}",
        bench.source,
        counted(log.rows, "row", "rows"),
        counted(log.plays, "play", "plays"),
        counted(log.viewers, "viewer", "viewers"),
        counted(log.days.into(), "day", "days"),
    )?;
    let cores = counted(bench.cores as u64, "core", "cores");
    writeln!(out, "bingetop {} · {cores}\n", bench.version)?;
    let measured = &bench.measured;
    line(out, "open and read the log", &[&spelled(bench.open_us)])?;
    let first = spelled(measured.first_frame_us);
    line(out, "first frame", &[&first])?;
    writeln!(out)?;
    line(out, "", &["times", "p50", "p99", "max"])?;
    let recent = format!("all answers, last {FIRST_DAYS} days");
    let all = format!("all answers, {}", counted(log.days.into(), "day", "days"));
    let rows = [
        (recent.as_str(), Some(&measured.frame_30_days)),
        ("  compared", Some(&measured.frame_30_days_compared)),
        (all.as_str(), Some(&measured.frame_full)),
        ("  compared", Some(&measured.frame_full_compared)),
        ("all answers, any range", Some(&measured.windows)),
        ("  compared", Some(&measured.windows_compared)),
        ("select the heaviest title", Some(&measured.select_heaviest)),
        ("select any title", Some(&measured.select_any)),
        (
            "also played, the heaviest",
            measured.also_played_heaviest.as_ref(),
        ),
        ("also played, any title", measured.also_played_any.as_ref()),
    ];
    for (name, timings) in rows {
        let Some(timings) = timings else { continue };
        let times = thousands(timings.times as u64);
        let figures = [timings.p50_us, timings.p99_us, timings.max_us].map(spelled);
        line(out, name, &[&times, &figures[0], &figures[1], &figures[2]])?;
    }
    let mib = |bytes: u64| format!("{} MiB", thousands(bytes.div_ceil(1 << 20)));
    writeln!(out)?;
    line(out, "cubes in memory", &[&mib(bench.hot_bytes as u64)])?;
    if let Some(Memory { now_kib, peak_kib }) = bench.memory {
        line(out, "memory now", &[&mib(now_kib << 10)])?;
        line(out, "memory at most", &[&mib(peak_kib << 10)])?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, name: &str, figures: &[&str]) -> io::Result<()> {
    write!(out, "{name:<27}")?;
    for figure in figures {
        write!(out, "{figure:>10}")?;
    }
    writeln!(out)
}

/// Returns microseconds with three digits that count: `0.4 µs`, `52 µs`, `5.71 ms`, `1.20 s`.
fn spelled(us: f64) -> String {
    match us {
        ..10.0 => format!("{us:.1} µs"),
        ..999.5 => format!("{us:.0} µs"),
        ..9_995.0 => format!("{:.2} ms", us / 1e3),
        ..99_950.0 => format!("{:.1} ms", us / 1e3),
        ..999_500.0 => format!("{:.0} ms", us / 1e3),
        ..99_995_000.0 => format!("{:.2} s", us / 1e6),
        _ => format!("{:.0} s", us / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0.0, "0.0 µs")]
    #[case(9.9, "9.9 µs")]
    #[case(52.4, "52 µs")]
    #[case(999.4, "999 µs")]
    #[case(999.6, "1.00 ms")]
    #[case(9_994.0, "9.99 ms")]
    #[case(9_996.0, "10.0 ms")]
    #[case(123_456.7, "123 ms")]
    #[case(999_600.0, "1.00 s")]
    #[case(12_345_678.9, "12.35 s")]
    #[case(123_456_789.0, "123 s")]
    fn times_have_the_unit_that_fits(#[case] us: f64, #[case] text: &str) {
        assert_eq!(spelled(us), text);
    }
}
