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
        "signal N ended the dashboard, or an import or a reduction that was stopped",
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
    let subcommands = program.get_subcommands();
    for subcommand in subcommands.filter(|it| it.get_name() != "help") {
        let name = format!("bingetop {}", subcommand.get_name());
        write_subcommand(&name, subcommand, out)?;
    }
    keys().to_writer(&mut out)?;
    exit_codes().to_writer(&mut out)?;
    examples("EXAMPLES", &program).to_writer(&mut out)?;
    Ok(())
}

/// Writes a section on a subcommand, and on those it has itself.
fn write_subcommand(
    name: &str,
    subcommand: &clap::Command,
    mut out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut heading = Roff::new();
    heading.control("SH", [name.to_uppercase().as_str()]);
    heading.to_writer(&mut out)?;
    let man = Man::new(subcommand.clone());
    let mut parts = Vec::new();
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    // They are parts of this section, not sections themselves.
    let parts = String::from_utf8_lossy(&parts).replace(".SH DESCRIPTION\n", "");
    out.write_all(parts.replace(".SH OPTIONS", ".SS Options").as_bytes())?;
    if subcommand.get_after_help().is_some() {
        let examples = examples("Examples", subcommand).render();
        out.write_all(examples.replace(".SH Examples", ".SS Examples").as_bytes())?;
    }
    let own = subcommand.get_subcommands();
    for subcommand in own.filter(|it| it.get_name() != "help") {
        write_subcommand(
            &format!("{name} {}", subcommand.get_name()),
            subcommand,
            out,
        )?;
    }
    Ok(())
}

/// Returns the examples at the end of a command's help, as they stand there.
fn examples(heading: &str, command: &clap::Command) -> Roff {
    let mut section = Roff::new();
    section.control("SH", [heading]);
    section.control("nf", []);
    let help = command.get_after_help().map(ToString::to_string);
    for line in help.unwrap_or_default().lines().skip(1) {
        section.text([roman(line)]);
    }
    section.control("fi", []);
    section
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
