//! `bingetop [DB]`: the dashboard.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;

use super::arguments::LogArgument;
use super::asked::{self, Asked};
use super::output::{print_lines, say};
use super::report;
use crate::app::App;
use crate::app::action::PanelNumber;
use crate::app::state::Setup;
use crate::export::Panel;
use crate::query::Log;
use crate::runtime::event_loop::{End, Ports, run as run_loop};
use crate::runtime::source::Opened;
use crate::runtime::terminal::Session;
use crate::runtime::worker::Worker;
use crate::runtime::{hang_up, input, signals};
use crate::ui::Theme;

/// What `bingetop` without a subcommand is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    log: LogArgument,
    /// How often to look for new plays: 5s, 500ms, 2m, or off
    #[arg(long, default_value = "5s", value_parser = parse_refresh, value_name = "EVERY")]
    refresh: Refresh,
    #[command(flatten)]
    asked: Asked,
    /// The panel to open on: 1 streaks, 2 rewatched, 3 cohorts, 4 calendar
    #[arg(long, value_parser = parse_panel, value_name = "1..4")]
    panel: Option<PanelNumber>,
}

/// How often to check the log for new plays; never where there is no time.
#[derive(Debug, Clone, Copy)]
struct Refresh(Option<Duration>);

/// What the header calls the built-in sample.
pub(super) const SAMPLE_NAME: &str = "sample · made up";

/// What is said after the sample was looked at.
const PARTING: &str = "That was the built-in sample: made-up viewers, made-up numbers.
Your own: bingetop ingest EXPORT --into LOG.db, then bingetop LOG.db";

/// The shortest time between two checks of the log.
const SHORTEST_REFRESH: Duration = Duration::from_millis(100);

fn parse_refresh(text: &str) -> Result<Refresh, String> {
    if text == "off" {
        return Ok(Refresh(None));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let milliseconds = match unit {
        "ms" => 1,
        "" | "s" => 1_000,
        "m" => 60_000,
        _ => 0,
    };
    let every = number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(milliseconds));
    let every = every
        .map(Duration::from_millis)
        .filter(|every| *every >= SHORTEST_REFRESH);
    every
        .map(|every| Refresh(Some(every)))
        .ok_or_else(|| "write it like 5s, 500ms or 2m (100ms at least), or off".to_owned())
}

pub(super) fn parse_panel(text: &str) -> Result<PanelNumber, String> {
    match text {
        "1" => Ok(PanelNumber::One),
        "2" => Ok(PanelNumber::Two),
        "3" => Ok(PanelNumber::Three),
        "4" => Ok(PanelNumber::Four),
        _ => Err("a panel is 1, 2, 3 or 4".to_owned()),
    }
}

/// Returns the part of a report that says what a panel does.
fn reported(panel: PanelNumber) -> Panel {
    match panel {
        PanelNumber::One => Panel::Streaks,
        PanelNumber::Two => Panel::Rewatched,
        PanelNumber::Three => Panel::Cohorts,
        PanelNumber::Four => Panel::Timeline,
    }
}

/// Runs the dashboard until the user quits.
///
/// # Errors
///
/// Fails where the log or the terminal cannot be opened, a range or name means nothing in the log, or
/// the dashboard broke down.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if !std::io::stdout().is_terminal() {
        let panel = arguments.panel.map(reported);
        return report::run_plainly(&arguments.log, &arguments.asked, panel);
    }
    // What is wrong with the log, or what is asked of it, is said before the screen is taken.
    let mut opened = Opened::open(arguments.log.source())?;
    let named = arguments.log.file_name();
    let log_name = named.unwrap_or_else(|| SAMPLE_NAME.to_owned());
    let read = read(&arguments.asked, &mut opened, &log_name)?;
    let start = asked::start(&arguments.asked, arguments.panel, read.as_ref())?;
    let setup = Setup {
        log_name,
        is_builtin: arguments.log.db.is_none(),
        refresh: arguments.refresh.0,
        now: arguments.asked.now,
        start,
    };
    let outcome = run_on_terminal(setup, opened, read);
    if arguments.log.db.is_none() && outcome.is_ok() {
        // Where the terminal is gone, there is nobody left to tell.
        let _ = print_lines(PARTING);
    }
    match outcome? {
        End::Quit => Ok(ExitCode::SUCCESS),
        End::Signal(signal) => Ok(ExitCode::from(u8::try_from(128 + signal).unwrap_or(1))),
    }
}

/// Reads the log where its days or names are asked for: what is wrong with those is said before the screen is taken.
fn read(asked: &Asked, opened: &mut Opened, source: &str) -> anyhow::Result<Option<Log>> {
    if !asked.needs_log() {
        return Ok(None);
    }
    load(asked, opened, source).map(Some)
}

/// Reads the log, called `source`.
///
/// # Errors
///
/// Fails where it cannot be read, or is empty and asked for days or names in it.
pub(super) fn load(asked: &Asked, opened: &mut Opened, source: &str) -> anyhow::Result<Log> {
    let (log, repaired) = opened.load().with_context(|| source.to_owned())?;
    if let Some(repaired) = repaired {
        say(&format!("{source}: {}", repaired.in_words()));
    }
    if asked.needs_log() {
        asked::refuse_empty(&log, source)?;
    }
    Ok(log)
}

fn run_on_terminal(setup: Setup, opened: Opened, read: Option<Log>) -> anyhow::Result<End> {
    let theme = if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        Theme::plain()
    } else {
        Theme::colored()
    };
    let signals = signals::start()?;
    let mut session = Session::take(theme)?;
    let mut app = App::new(setup, session.size()?);
    let ports = Ports {
        input: input::start(),
        hang_up: hang_up::start(),
        signals,
        worker: Worker::start(opened, read, || chrono::Utc::now().timestamp()),
    };
    let outcome = run_loop(&mut app, &mut session, &ports);
    drop(session);
    // Where it panicked, what it said is on the screen by the time it has ended.
    let _has_panicked = ports.worker.end();
    Ok(outcome?)
}
