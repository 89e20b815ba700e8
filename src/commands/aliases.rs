//! What `bingetop viewers` and `bingetop titles` have in common: making aliases, undoing them, and what is said of it.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;

use super::output::print_lines;
use crate::ingest::aliasing::{AliasError, Deed, Named, alias};

/// An alias and what it counts as, as somebody spells them.
pub(super) struct Spelled<'a> {
    pub alias: &'a str,
    /// Nothing where it shall count as itself again.
    pub counts_as: &'a str,
}

/// Does so to a log, and says it; the numbers in `deed` are those of the names spelled.
///
/// # Errors
///
/// Fails with the log as it was.
pub(super) fn change(
    path: &Path,
    named: Named,
    deed: Deed,
    spelled: &Spelled<'_>,
) -> anyhow::Result<ExitCode> {
    alias(path, named, deed).map_err(|error| refusal(path, named, spelled, error))?;
    let (shown, command) = (path.display(), command(named));
    let Spelled { alias, counts_as } = spelled;
    print_lines(&match deed {
        Deed::Merge { .. } => format!(
            "{shown}: \"{alias}\" counts as \"{counts_as}\" from now on; \
             `bingetop {command} split {shown} \"{alias}\"` undoes it"
        ),
        Deed::Split { .. } => format!("{shown}: \"{alias}\" counts as before"),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Prints each alias of a log and what it counts as, or that there is none.
///
/// # Errors
///
/// Fails where standard output takes no more.
pub(super) fn list(
    path: &Path,
    named: Named,
    aliases: &[(String, String)],
) -> anyhow::Result<ExitCode> {
    if aliases.is_empty() {
        let (shown, word) = (path.display(), word(named));
        print_lines(&format!("{shown}: no {word} counts as another"))?;
    }
    for (alias, counts_as) in aliases {
        print_lines(&format!("{alias} counts as {counts_as}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn refusal(path: &Path, named: Named, spelled: &Spelled<'_>, error: AliasError) -> anyhow::Error {
    let (shown, word, command) = (path.display(), word(named), command(named));
    let Spelled { alias, counts_as } = spelled;
    match error {
        AliasError::Itself => {
            anyhow!("{shown}: \"{alias}\" and \"{counts_as}\" are one {word} already; name two")
        }
        AliasError::Already => anyhow!(
            "{shown}: \"{alias}\" counts as another {word} already; \
             run `bingetop {command} split {shown} \"{alias}\"` first"
        ),
        AliasError::Circle => anyhow!(
            "{shown}: \"{counts_as}\" counts as \"{alias}\" already; \
             run `bingetop {command} split {shown} \"{counts_as}\"` first"
        ),
        AliasError::NoAlias => anyhow!(
            "{shown}: \"{alias}\" counts as no other {word}; `bingetop {command} {shown}` lists those that do"
        ),
        AliasError::Log(error) => error.into(),
    }
}

fn word(named: Named) -> &'static str {
    match named {
        Named::Viewer => "viewer",
        Named::Title => "title",
    }
}

fn command(named: Named) -> &'static str {
    match named {
        Named::Viewer => "viewers",
        Named::Title => "titles",
    }
}
