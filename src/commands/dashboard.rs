//! `bingetop [DB]`: the dashboard.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;

use super::arguments::LogArgument;
use super::asked::{self, Asked};
use super::config::ConfigArgument;
use super::on_terminal::{self, Looks, OnTerminal};
use super::output::{print, print_lines, say};
use super::report;
use crate::app::App;
use crate::app::action::PanelNumber;
use crate::app::bindings::Bindings;
use crate::app::command::Command;
use crate::app::key::Key;
use crate::app::span::Span;
use crate::app::start::Start;
use crate::app::state::Setup;
use crate::export::Panel;
use crate::query::Log;
use crate::runtime::config::printed;
use crate::runtime::last_time::{self, LastTime};
use crate::runtime::refresh;
use crate::runtime::source::Opened;

/// What `bingetop` without a subcommand is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    log: LogArgument,
    /// How often to look for new plays: 5s, 500ms, 2m, or off [default: 5s, or that of the configuration]
    #[arg(long, value_parser = parse_refresh, value_name = "EVERY")]
    refresh: Option<Every>,
    #[command(flatten)]
    asked: Asked,
    /// The panel to open on: 1 streaks, 2 rewatched, 3 cohorts, 4 calendar
    #[arg(long, value_parser = parse_panel, value_name = "1..4")]
    panel: Option<PanelNumber>,
    #[command(flatten)]
    looks: Looks,
    /// Print the report of the same question instead, line by line, for a screen reader
    #[arg(long, conflicts_with_all = ["present", "ascii", "record"])]
    plain: bool,
    /// Open as if the log had never been looked at
    #[arg(long)]
    fresh: bool,
    #[command(flatten)]
    config: ConfigArgument,
    #[command(flatten)]
    printed: Printed,
}

/// What is printed in its place.
#[derive(Debug, clap::Args)]
struct Printed {
    /// Print a configuration with every setting and comments
    #[arg(long, exclusive = true)]
    print_config: bool,
    /// Print the name, the keys and the words of each command
    #[arg(long, conflicts_with = "print_config")]
    print_keys: bool,
}

/// What the header calls the built-in sample.
const SAMPLE_NAME: &str = "sample · made up";

/// What is said after the sample was looked at.
const PARTING: &str = "That was the built-in sample: made-up viewers, made-up numbers.
Your own: bingetop ingest EXPORT --into LOG.db, then bingetop LOG.db";

/// How often to look for new plays; never where there is no time.
#[derive(Debug, Clone, Copy)]
struct Every(Option<Duration>);

fn parse_refresh(text: &str) -> Result<Every, String> {
    refresh::parse(text).map(Every)
}

pub(super) fn parse_panel(text: &str) -> Result<PanelNumber, String> {
    PanelNumber::of_number(text).ok_or_else(|| "a panel is 1, 2, 3 or 4".to_owned())
}

/// Returns what the header calls a log.
pub(super) fn header_name(log: &LogArgument) -> String {
    let named = log.file_name();
    named.unwrap_or_else(|| SAMPLE_NAME.to_owned())
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
    if arguments.printed.print_config {
        print(|out| Ok(out.write_all(printed::defaults().as_bytes())?))?;
        return Ok(ExitCode::SUCCESS);
    }
    arguments.log.unpack_ahead();
    let (config, notice) = arguments.config.load()?;
    if arguments.printed.print_keys {
        print_lines(&key_lines(&config.bindings))?;
        return Ok(ExitCode::SUCCESS);
    }
    let asked = &arguments.asked;
    if arguments.plain || !std::io::stdout().is_terminal() {
        let panel = arguments.panel.map(reported);
        return report::run_plainly(&arguments.log, asked, panel, config.minimum_cohort);
    }
    // What is wrong with the log, or what is asked of it, is said before the screen is taken.
    let opened = Opened::open(arguments.log.source())?;
    let mut opened = opened.with_minimum_cohort(config.minimum_cohort);
    let log_name = header_name(&arguments.log);
    let read = read(asked, &mut opened, &log_name)?;
    let place = Place::of(arguments.log.db.as_deref());
    let recalled = place.as_ref().filter(|_| !arguments.fresh);
    let (last_time, forgotten) = recalled.map(Place::recall).unwrap_or_default();
    let otherwise = otherwise(last_time.as_ref(), &config.range);
    let start = Start {
        is_presented: arguments.looks.present,
        has_mouse: config.mouse,
        ..asked::start(
            asked,
            arguments.panel,
            read.as_ref().map(|log| (opened.conn(), log)),
            otherwise,
        )?
    };
    let setup = Setup {
        log_name,
        is_builtin: arguments.log.db.is_none(),
        refresh: arguments.refresh.map_or(config.refresh, |every| every.0),
        now: asked.days.now,
        default_span: config.range,
        bindings: config.bindings,
        notice: notice.or(forgotten),
        start,
    };
    let mut app = App::new(setup, (0, 0));
    let outcome = on_terminal::run(
        &mut app,
        OnTerminal {
            looks: &arguments.looks,
            theme: config.theme,
            log: (opened, read),
            clock: || chrono::Utc::now().timestamp(),
        },
    );
    if let Some(place) = place {
        place.remember(&app);
    }
    if arguments.log.db.is_none() && outcome.is_ok() {
        // Where the terminal is gone, there is nobody left to tell.
        let _ = print_lines(PARTING);
    }
    Ok(ExitCode::from(outcome?.code()))
}

/// Returns what the dashboard opens with where nothing is asked: what it had last time, else the range of the
/// configuration.
fn otherwise(last_time: Option<&LastTime>, range: &Span) -> Start {
    let unseen = || Start {
        span: range.clone(),
        ..Start::default()
    };
    last_time.map_or_else(unseen, LastTime::start)
}

/// Returns a line for each command: its name, its keys, and its words.
fn key_lines(bindings: &Bindings) -> String {
    let line = |(command, _): (&Command, &[Key])| {
        let sign = command
            .argument
            .map(|argument| format!(" {}", argument.sign()));
        let name = format!("{}{}", command.name, sign.unwrap_or_default());
        let words = bindings.with_keys(command.words);
        format!("{name:<18} {:<14} {words}\n", bindings.spelled(command))
    };
    bindings.all().map(line).collect()
}

/// Where it is remembered how a log was looked at. The built-in sample is not: it opens the same every time.
struct Place<'a> {
    file: PathBuf,
    log: &'a Path,
}

impl<'a> Place<'a> {
    fn of(log: Option<&'a Path>) -> Option<Self> {
        Some(Self {
            log: log?,
            file: last_time::file()?,
        })
    }

    /// Returns how the log was looked at last time; where that cannot be read, words about it.
    fn recall(&self) -> (Option<LastTime>, Option<String>) {
        if let Ok(last_time) = last_time::recall(&self.file, self.log) {
            return (last_time, None);
        }
        let file = self.file.display();
        let words = format!("{file} cannot be read, so this opens as if for the first time");
        (None, Some(words))
    }

    /// Remembers how the log was looked at; where that fails, says so.
    fn remember(&self, app: &App) {
        let now = chrono::Utc::now().timestamp();
        let last_time = LastTime::of_app(app, now);
        if let Err(error) = last_time::remember(&self.file, self.log, last_time) {
            let file = self.file.display();
            say(&format!(
                "{file}: how this log was looked at is not remembered: {error}"
            ));
        }
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
    let read = opened.load(asked.levels().unwrap_or_default());
    let (log, repaired) = read.with_context(|| source.to_owned())?;
    if let Some(repaired) = repaired {
        say(&format!("{source}: {}", repaired.in_words()));
    }
    if asked.needs_log() {
        asked::refuse_empty(&log, source)?;
    }
    Ok(log)
}
