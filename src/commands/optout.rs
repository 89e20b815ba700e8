//! `bingetop optout`: viewers whose rows no import shall have.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};

use super::forget::{Going, what_went};
use super::named_viewers::NamedViewers;
use super::output::print_lines;
use crate::domain::format::counted;
use crate::ingest::forgetting::{Wish, take_back};

/// What `bingetop optout` is asked.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("deed").required(true).args(["file", "list", "remove"])))]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    /// A text file with a viewer a line, as the source spells the names
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Say how many viewers are forgotten or opted out; who they are is not kept
    #[arg(long)]
    list: bool,
    /// Have imports take this viewer's rows again
    #[arg(long, value_name = "VIEWER")]
    remove: Option<String>,
    /// The account that the viewers are imported with
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "NAME",
        conflicts_with = "list"
    )]
    account: String,
}

/// Opts viewers out, or no longer, or says how many are.
///
/// # Errors
///
/// Fails where the log or the list cannot be read; and where bytes of somebody who is opted out may be left, and says so.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let viewers = NamedViewers::open(&arguments.db)?;
    let account = &arguments.account;
    if let Some(file) = &arguments.file {
        let names = names_in(file)?;
        opt_out(viewers, &arguments.db, names, account)?;
    } else if let Some(name) = &arguments.remove {
        opt_in(&viewers, &arguments.db, name, account)?;
    } else {
        let count = viewers.keeping()?.tombstones.len() as u64;
        let shown = arguments.db.display();
        let are = if count == 1 { "is" } else { "are" };
        print_lines(&format!(
            "{shown}: {} {are} forgotten or opted out; who they are is not kept",
            counted(count, "viewer", "viewers")
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn opt_out(
    viewers: NamedViewers<'_>,
    path: &Path,
    names: Vec<String>,
    account: &str,
) -> anyhow::Result<()> {
    let hashes = names.iter().map(|name| viewers.hash(account, name));
    let hashes = hashes.collect::<anyhow::Result<Vec<_>>>()?;
    let keeping = viewers.keeping()?;
    let known = hashes.iter().filter(|hash| keeping.tombstones.have(**hash));
    let (known, all) = (known.count() as u64, hashes.len() as u64);
    let settings = viewers.settings.clone();
    drop(viewers);
    let going = Going {
        path,
        settings: &settings,
        keeping: &keeping,
        hashes: &hashes,
        names,
        accounts: BTreeSet::from([String::new(), account.to_owned()]),
    };
    let forgotten = going.complete()?;
    let shown = path.display();
    let before = match known {
        0 => String::new(),
        known => format!(", {known} of them before"),
    };
    let are = if all == 1 { "is" } else { "are" };
    print_lines(&format!(
        "{shown}: {} {are} opted out{before}",
        counted(all, "viewer", "viewers")
    ))?;
    match forgotten.viewers - forgotten.aliases {
        0 => print_lines(&format!("{shown}: it had no rows of them")),
        asked => print_lines(&format!(
            "{shown}: {} of them had rows in it and {} forgotten: {}",
            asked,
            if asked == 1 { "is" } else { "are" },
            what_went(&forgotten)
        )),
    }
}

fn opt_in(
    viewers: &NamedViewers<'_>,
    path: &Path,
    name: &str,
    account: &str,
) -> anyhow::Result<()> {
    let (hash, keeping) = (viewers.hash(account, name)?, viewers.keeping()?);
    let wish = Wish {
        hashes: &[hash],
        names: &[],
        state: &keeping.state,
        key: &keeping.key,
    };
    let shown = path.display();
    if take_back(path, wish)? == 0 {
        bail!(
            "{shown}: \"{name}\" is not opted out; write the name as the source does, \
             and the --account that it is imported with, if any"
        );
    }
    print_lines(&format!(
        "{shown}: \"{name}\" is no longer opted out; the next import takes their rows again"
    ))
}

/// Returns the names in a list, each once.
///
/// # Errors
///
/// Fails where the file cannot be read, is no text, or has no name.
fn names_in(file: &Path) -> anyhow::Result<Vec<String>> {
    let shown = file.display();
    let bytes = std::fs::read(file).with_context(|| shown.to_string())?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        anyhow!("{shown}:{line}: not UTF-8; save the list as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().map(str::trim);
    let mut seen = BTreeSet::new();
    let names = lines.filter(|name| !name.is_empty() && seen.insert(*name));
    let names: Vec<String> = names.map(str::to_owned).collect();
    if names.is_empty() {
        bail!("{shown}: no name in it; write one a line, as the source spells it");
    }
    Ok(names)
}
