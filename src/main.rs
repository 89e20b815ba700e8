//! The `bingetop` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    bingetop::commands::run()
}
