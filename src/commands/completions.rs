//! `bingetop completions`: what a shell needs to complete its commands.

use std::process::ExitCode;

use super::output::print;

/// What `bingetop completions` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl From<Shell> for clap_complete::Shell {
    fn from(shell: Shell) -> Self {
        match shell {
            Shell::Bash => Self::Bash,
            Shell::Zsh => Self::Zsh,
            Shell::Fish => Self::Fish,
        }
    }
}

/// Prints the completions of a shell for a program.
///
/// # Errors
///
/// Fails where standard output takes no more.
pub fn run(arguments: &Arguments, mut program: clap::Command) -> anyhow::Result<ExitCode> {
    let shell = clap_complete::Shell::from(arguments.shell);
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut program, "bingetop", &mut text);
    print(|out| Ok(out.write_all(&text)?))?;
    Ok(ExitCode::SUCCESS)
}
