//! `bingetop sample`: a made-up log that looks like life.

use std::process::ExitCode;

/// What `bingetop sample` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Makes the log.
///
/// # Errors
///
/// Fails where the file exists or cannot be written.
pub fn run(_arguments: &Arguments) -> anyhow::Result<ExitCode> {
    anyhow::bail!("to come")
}
