//! `bingetop viewers`: viewers of a log that count as others of it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use rusqlite::Connection;

use super::aliases::{Spelled, change, list};
use super::named_viewers::NamedViewers;
use crate::ingest::aliasing::{Deed, Named};
use crate::store::aliases::Aliases;
use crate::store::open_read;

/// What `bingetop viewers` is asked.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    #[command(subcommand)]
    deed: Option<Words>,
    /// The log; lists the viewers of it that count as others
    #[arg(value_name = "DB", required = true)]
    db: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Words {
    /// Count a viewer as another: one person under two names, now and in what is imported later
    Merge {
        /// The log, made by `bingetop ingest`
        #[arg(value_name = "DB")]
        db: PathBuf,
        /// The viewer, as the source spells the name, or as `bingetop viewers DB` prints it
        #[arg(value_name = "VIEWER")]
        alias: String,
        /// The viewer to count as
        #[arg(value_name = "COUNTS_AS")]
        counts_as: String,
        /// The account that both were imported with
        #[arg(
            long,
            default_value = "",
            hide_default_value = true,
            value_name = "NAME"
        )]
        account: String,
        /// The account that the second was imported with, where it is another
        #[arg(long, value_name = "NAME")]
        into_account: Option<String>,
    },
    /// Count a viewer as themselves again
    Split {
        /// The log, made by `bingetop ingest`
        #[arg(value_name = "DB")]
        db: PathBuf,
        /// The viewer that counts as another
        #[arg(value_name = "VIEWER")]
        alias: String,
        /// The account that the viewer was imported with
        #[arg(
            long,
            default_value = "",
            hide_default_value = true,
            value_name = "NAME"
        )]
        account: String,
    },
}

/// Lists the viewers that count as others, or changes who does.
///
/// # Errors
///
/// Fails with the log as it was.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match (&arguments.deed, &arguments.db) {
        (Some(words), _) => obey(words),
        (None, Some(path)) => {
            let aliases = aliases(&open_read(path)?);
            list(
                path,
                Named::Viewer,
                &aliases.with_context(|| path.display().to_string())?,
            )
        }
        (None, None) => bail!("name a log"),
    }
}

fn obey(words: &Words) -> anyhow::Result<ExitCode> {
    let (path, deed, spelled) = match words {
        Words::Merge {
            db,
            alias,
            counts_as,
            account,
            into_account,
        } => {
            let viewers = NamedViewers::open(db)?;
            let into_account = into_account.as_ref().unwrap_or(account);
            let deed = Deed::Merge {
                alias: viewers.number(account, alias)?,
                counts_as: viewers.number(into_account, counts_as)?,
            };
            (db, deed, Spelled { alias, counts_as })
        }
        Words::Split { db, alias, account } => {
            let deed = Deed::Split {
                alias: NamedViewers::open(db)?.number(account, alias)?,
            };
            (
                db,
                deed,
                Spelled {
                    alias,
                    counts_as: "",
                },
            )
        }
    };
    change(path, Named::Viewer, deed, &spelled)
}

/// Returns each alias of a log and who it counts as in the end: by name where names are kept, else by hash.
fn aliases(conn: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let aliases = Aliases::load(conn)?.viewers;
    let mut name =
        conn.prepare("SELECT coalesce(label, lower(hex(hash))) FROM viewers WHERE id = ?1")?;
    let mut name = |number: u32| name.query_row([number], |row| row.get::<_, String>(0));
    let mut listed = Vec::new();
    for alias in aliases.numbers() {
        listed.push((name(alias)?, name(aliases.target(alias))?));
    }
    listed.sort();
    Ok(listed)
}
