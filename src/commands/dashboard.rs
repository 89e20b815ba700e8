//! `bingetop [DB]`: the dashboard.

use std::process::ExitCode;

use super::LogArgument;

/// What `bingetop` without a subcommand is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    log: LogArgument,
}

/// Runs the dashboard until the user quits.
///
/// # Errors
///
/// Fails where the log or the terminal cannot be opened, or the dashboard broke down.
pub fn run(_arguments: &Arguments) -> anyhow::Result<ExitCode> {
    anyhow::bail!("to come")
}
