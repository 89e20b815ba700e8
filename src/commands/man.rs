//! `bingetop man`: the manual page, with every subcommand and every key.

use std::io::Write;
use std::process::ExitCode;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::output::print;
use crate::app::bindings::Bindings;

/// Exit codes, and what they mean: `docs/SCRIPTS.md` says more.
const EXIT_CODES: [(&str, &str); 4] = [
    ("0", "it was done"),
    ("1", "bingetop verify found something wrong with the log"),
    ("2", "it was not done; a line on standard error says why"),
    (
        "128+N",
        "signal N ended the dashboard, or an import that was stopped",
    ),
];

/// Prints the manual page of a program.
///
/// # Errors
///
/// Fails where standard output takes no more.
pub fn run(program: clap::Command) -> anyhow::Result<ExitCode> {
    print(|out| write(program, out))?;
    Ok(ExitCode::SUCCESS)
}

fn write(mut program: clap::Command, mut out: &mut dyn Write) -> anyhow::Result<()> {
    // Gives the subcommands their whole names.
    program.build();
    let man = Man::new(program.clone());
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    for subcommand in program
        .get_subcommands()
        .filter(|it| it.get_name() != "help")
    {
        let name = format!("bingetop {}", subcommand.get_name()).to_uppercase();
        let mut heading = Roff::new();
        heading.control("SH", [name.as_str()]);
        heading.to_writer(&mut out)?;
        let man = Man::new(subcommand.clone());
        man.render_description_section(&mut out)?;
        man.render_options_section(&mut out)?;
    }
    keys().to_writer(&mut out)?;
    man.render_extra_section(&mut out)?;
    exit_codes().to_writer(&mut out)?;
    Ok(())
}

fn keys() -> Roff {
    let bindings = Bindings::default();
    let mut section = Roff::new();
    section.control("SH", ["KEYS"]);
    section.text([roman(
        "Of the dashboard, with the name by which the palette and the configuration know each command:",
    )]);
    for (command, _) in bindings.all() {
        let keys = bindings.spelled(command);
        let sign = command
            .argument
            .map(|argument| format!(" {}", argument.sign()));
        let name = format!("{}{}", command.name, sign.unwrap_or_default());
        section.control("TP", []);
        section.text([
            bold(if keys.is_empty() { "(none)" } else { &keys }),
            roman(format!("  {name}")),
        ]);
        section.text([roman(bindings.with_keys(command.words))]);
    }
    section
}

fn exit_codes() -> Roff {
    let mut section = Roff::new();
    section.control("SH", ["EXIT STATUS"]);
    for (code, words) in EXIT_CODES {
        section.control("TP", []);
        section.text([bold(code)]);
        section.text([roman(words)]);
    }
    section
}
