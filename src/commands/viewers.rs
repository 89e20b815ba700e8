//! `bingetop viewers`: viewers of a log that count as others of it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use rusqlite::{Connection, OptionalExtension as _};

use super::aliases::{Spelled, change, list};
use crate::ingest::aliasing::{Deed, Named};
use crate::query::LoadError;
use crate::store::aliases::Aliases;
use crate::store::key::{HASH_BYTES, ViewerHash, ViewerKey};
use crate::store::{Settings, open_read};

/// The most names that are proposed for one that nobody has.
const MOST_SIMILAR: usize = 3;

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
            let viewers = Viewers::open(db)?;
            let into_account = into_account.as_ref().unwrap_or(account);
            let deed = Deed::Merge {
                alias: viewers.number(account, alias)?,
                counts_as: viewers.number(into_account, counts_as)?,
            };
            (db, deed, Spelled { alias, counts_as })
        }
        Words::Split { db, alias, account } => {
            let deed = Deed::Split {
                alias: Viewers::open(db)?.number(account, alias)?,
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

/// The viewers of a log.
struct Viewers<'a> {
    path: &'a Path,
    conn: Connection,
    settings: Settings,
}

impl<'a> Viewers<'a> {
    fn open(path: &'a Path) -> anyhow::Result<Self> {
        let conn = open_read(path)?;
        let shown = || path.display().to_string();
        let settings = Settings::load(&conn).with_context(shown)?;
        Ok(Self {
            path,
            conn,
            settings: settings.ok_or(LoadError::Unfilled).with_context(shown)?,
        })
    }

    /// Returns the number of the viewer called `name` in an account, or whose hash it is.
    fn number(&self, account: &str, name: &str) -> anyhow::Result<u32> {
        let path = self.path.display();
        if let Some(number) = written_hash(name).map_or(Ok(None), |hash| self.hashed(hash))? {
            return Ok(number);
        }
        let Some(key) = self.key()? else {
            bail!(
                "{path}: its viewers are hidden with another key than this user's; bring the key file along"
            );
        };
        let hash = key.hash(self.settings.salt.as_ref(), account, name);
        if let Some(number) = self.hashed(hash)? {
            return Ok(number);
        }
        let similar = self.similar(name)?;
        if similar.is_empty() {
            bail!(
                "{path}: no viewer is called \"{name}\"; write the name as the source does, \
                 and the --account that it was imported with, if any"
            );
        }
        bail!(
            "{path}: no viewer is called \"{name}\"; perhaps you mean\n  {}",
            similar.join("\n  ")
        )
    }

    /// Returns the key that the log's viewers are hashed with; `None` where this user has another, or none.
    fn key(&self) -> anyhow::Result<Option<ViewerKey>> {
        let fits = |key: &ViewerKey| key.fingerprint() == self.settings.key_fingerprint;
        let of_samples = Some(ViewerKey::of_samples()).filter(fits);
        if of_samples.is_some() {
            return Ok(of_samples);
        }
        // One that is not there is not made: it could not be that of the log.
        let key = ViewerKey::load_or_invent_in(&ViewerKey::directory()?)?;
        Ok(Some(key).filter(fits))
    }

    fn hashed(&self, hash: ViewerHash) -> rusqlite::Result<Option<u32>> {
        let mut find = self
            .conn
            .prepare_cached("SELECT id FROM viewers WHERE hash = ?1")?;
        find.query_row([hash], |row| row.get(0)).optional()
    }

    /// Returns a few names that the log keeps, the likeliest first.
    fn similar(&self, name: &str) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT DISTINCT label FROM viewers WHERE label IS NOT NULL ORDER BY label";
        let mut labels = self.conn.prepare(sql)?;
        let labels = labels.query_map([], |row| row.get(0))?;
        let mut labels: Vec<String> = labels.collect::<Result<_, _>>()?;
        let name = name.to_lowercase();
        labels.sort_by_key(|label| strsim::osa_distance(&label.to_lowercase(), &name));
        labels.truncate(MOST_SIMILAR);
        Ok(labels)
    }
}

/// Returns a hash written in hexadecimal digits; `None` of any other text.
fn written_hash(text: &str) -> Option<ViewerHash> {
    let is_hash = text.len() == 2 * HASH_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = is_hash.then(|| u128::from_str_radix(text, 16).ok())?;
    number.map(u128::to_be_bytes)
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
