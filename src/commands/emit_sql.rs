//! `bingetop emit-sql`: the script that reduces a log in a data lake.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use super::output::print;
use super::script_arguments::{ScriptArguments, make_state};
use crate::engine::dialect::Dialect;
use crate::engine::script::script;

/// What `bingetop emit-sql` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which engine runs the script
    #[arg(long, value_enum, value_name = "ENGINE")]
    dialect: Dialect,
    #[command(flatten)]
    script: ScriptArguments,
    /// The folder of the cells that the script will write: a path, or what the engine takes for one (s3://…)
    #[arg(long, value_name = "DIR")]
    out: String,
}

/// Prints the script.
///
/// # Errors
///
/// Fails where the mapping does not say enough, the last day is before the first, or days cannot be appended to the earlier ones.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let plan = arguments
        .script
        .plan(arguments.dialect, arguments.out.clone())?;
    let script = script(&plan)?;
    if arguments.dialect == Dialect::DuckDb && !arguments.out.contains("://") {
        // It writes files, but makes no folders.
        std::fs::create_dir_all(&arguments.out).with_context(|| arguments.out.clone())?;
        make_state(&plan, Path::new(&arguments.out))?;
    }
    print(|out| Ok(out.write_all(script.as_bytes())?))?;
    Ok(ExitCode::SUCCESS)
}
