//! The `bingetop` program.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    bingetop::commands::run(bingetop::commands::Cli::parse())
}
