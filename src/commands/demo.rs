//! `bingetop demo`: the made-up log goes on day by day, in a copy of its own, until the 53 stand there.

mod feed;

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tempfile::TempDir;

use self::feed::Feed;
use super::config::ConfigArgument;
use super::on_terminal::{self, Looks, OnTerminal};
use super::output::say;
use crate::app::App;
use crate::app::span::Span;
use crate::app::start::Start;
use crate::app::state::Setup;
use crate::runtime::refresh;
use crate::runtime::source::{Opened, Source};

/// What `bingetop demo` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How long a day takes: 2s, 500ms, 1m
    #[arg(long, value_parser = parse_day, default_value = "2s", value_name = "TIME")]
    day: Duration,
    #[command(flatten)]
    looks: Looks,
    #[command(flatten)]
    config: ConfigArgument,
}

/// The longest that the copy is not looked at: new days are on the screen soon after they are in the log.
const LOOKED_AT: Duration = Duration::from_millis(250);

fn parse_day(text: &str) -> Result<Duration, String> {
    refresh::parse(text)?.ok_or_else(|| "a day takes some time".to_owned())
}

/// Opens the dashboard over the copy until the user quits.
///
/// # Errors
///
/// Fails where there is no terminal, or no place for the copy.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if !std::io::stdout().is_terminal() {
        bail!("the demo needs a terminal; `bingetop sample --into LOG.db` makes its log");
    }
    let (config, notice) = arguments.config.load()?;
    let folder = TempDir::with_prefix("bingetop-demo-").context("no place for a copy")?;
    let (feed, clock) = Feed::begin(&folder.path().join("demo.db"))?;
    let opened = Opened::open(Source::File(feed.log().to_owned()))?;
    let setup = Setup {
        log_name: "demo · made up".to_owned(),
        is_builtin: true,
        refresh: Some(LOOKED_AT.min(arguments.day)),
        now: None,
        default_span: Span::default(),
        bindings: config.bindings,
        notice: notice.or_else(|| {
            Some("a day of made-up plays comes every moment: watch the sentence grow".to_owned())
        }),
        start: Start {
            is_presented: arguments.looks.present,
            has_mouse: config.mouse,
            ..Start::default()
        },
    };
    let mut app = App::new(setup, (0, 0));
    let feeding = feed.start(arguments.day);
    let outcome = on_terminal::run(
        &mut app,
        OnTerminal {
            looks: &arguments.looks,
            theme: config.theme,
            log: (opened, None),
            clock: move || clock.load(Ordering::Relaxed),
        },
    );
    if let Err(error) = feeding.end() {
        say(&format!("the demo stood still: {error}"));
    }
    Ok(ExitCode::from(outcome?.code()))
}
