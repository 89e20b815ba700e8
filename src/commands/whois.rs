//! `bingetop whois`: all that a log holds of one viewer.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use super::forget::ViewerArgument;
use super::named_viewers::{Keeping, NamedViewers, written_hash};
use super::new_file::check_new;
use super::output::{print, print_lines};
use crate::export::{HeldFormat, Told, write_held};
use crate::ingest::forgetting::{Named, find_refused};
use crate::query::held::{Held, held};
use crate::store::key::ViewerHash;
use crate::store::owner_only::make_for_owner;

/// What `bingetop whois` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    #[command(flatten)]
    viewer: ViewerArgument,
    /// In which form
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: HeldFormat,
    /// A new file for it, which only you may read; else it is printed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Prints all that the log holds of the viewer, or writes it into a file.
///
/// # Errors
///
/// Fails where there is no such viewer, or there is a file already.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let viewers = NamedViewers::open(&arguments.db)?;
    let hash = arguments.viewer.hash(&viewers)?;
    let Some(number) = viewers.hashed(hash)? else {
        return Err(viewers.unknown(arguments.viewer.typed())?);
    };
    let shown = || arguments.db.display().to_string();
    let held = held(viewers.conn(), number).with_context(shown)?;
    let refused = refused(arguments, &viewers, &held)?;
    let told = Told {
        held: &held,
        refused: &refused,
    };
    match &arguments.out {
        None => print(|out| Ok(write_held(told, arguments.format, out)?))?,
        Some(path) => {
            save(told, arguments.format, path)?;
            print_lines(&format!("{}: written", path.display()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the rows that could not be read and name the viewer, each with the file that keeps it.
fn refused(
    arguments: &Arguments,
    viewers: &NamedViewers<'_>,
    held: &Held,
) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let Keeping { key, state, .. } = viewers.keeping()?;
    let mut names = arguments.viewer.names();
    names.extend(held.names.iter().filter_map(|name| name.label.clone()));
    let mut accounts = arguments.viewer.accounts();
    let kept = held
        .rows
        .iter()
        .filter_map(|row| row.source.account.clone());
    accounts.extend(kept);
    let hashes: Vec<ViewerHash> = held
        .names
        .iter()
        .filter_map(|name| written_hash(&name.hash))
        .collect();
    let wanted = Named {
        key: &key,
        salt: viewers.settings.salt.as_ref(),
        names: &names,
        accounts: &accounts,
        is_meant: &|hash| hashes.contains(&hash),
    };
    Ok(find_refused(&arguments.db, &state, &wanted))
}

fn save(told: Told<'_>, format: HeldFormat, path: &Path) -> anyhow::Result<()> {
    check_new(path)?;
    let shown = || path.display().to_string();
    let mut options = File::options();
    options.write(true).create_new(true);
    let file = make_for_owner(&mut options)
        .open(path)
        .with_context(shown)?;
    let mut out = BufWriter::new(file);
    let written = write_held(told, format, &mut out).and_then(|()| out.flush());
    if let Err(error) = written {
        // Half of it would be taken for all.
        let _ = std::fs::remove_file(path);
        return Err(error).with_context(shown);
    }
    Ok(())
}
