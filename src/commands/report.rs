//! `bingetop report`: the answers for a range of days, on standard output.

use std::process::ExitCode;

use super::LogArgument;

/// What `bingetop report` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    log: LogArgument,
}

/// Prints a report.
///
/// # Errors
///
/// Fails where the log cannot be read, or a range or name means nothing in it.
pub fn run(_arguments: &Arguments) -> anyhow::Result<ExitCode> {
    anyhow::bail!("to come")
}

/// stub
pub(super) fn run_plainly(
    _log: &LogArgument,
    _now: Option<crate::domain::Day>,
) -> anyhow::Result<ExitCode> {
    anyhow::bail!("to come")
}
