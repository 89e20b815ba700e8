//! `bingetop titles`: titles of a log that count as others of it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use rusqlite::{Connection, Row};

use super::aliases::{Spelled, change, list};
use crate::domain::Level;
use crate::domain::name::{folded, id_of_key, mark_of_key, with_mark};
use crate::ingest::aliasing::{Deed, Named};
use crate::query::naming::nothing_named;
use crate::snapshot::catalog::Catalog;
use crate::store::aliases::{Aliases, AliasesOf};
use crate::store::open_read;

/// What `bingetop titles` is asked.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    #[command(subcommand)]
    deed: Option<Words>,
    /// The log; lists the titles of it that count as others
    #[arg(value_name = "DB", required = true)]
    db: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Words {
    /// Count a title as another: one work under two names or ids, now and in what is imported later
    Merge {
        /// The log, made by `bingetop ingest`
        #[arg(value_name = "DB")]
        db: PathBuf,
        /// The title: its name, "Show: Name", or #ID where the source has ids
        #[arg(value_name = "TITLE")]
        alias: String,
        /// The title to count as, whose name and show are kept
        #[arg(value_name = "COUNTS_AS")]
        counts_as: String,
    },
    /// Count a title as itself again
    Split {
        /// The log, made by `bingetop ingest`
        #[arg(value_name = "DB")]
        db: PathBuf,
        /// The title that counts as another
        #[arg(value_name = "TITLE")]
        alias: String,
    },
}

/// Lists the titles that count as others, or changes which do.
///
/// # Errors
///
/// Fails with the log as it was.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match (&arguments.deed, &arguments.db) {
        (Some(words), _) => obey(words),
        (None, Some(path)) => {
            let titles = Titles::open(path)?;
            list(path, Named::Title, &titles.listed())
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
        } => {
            let titles = Titles::open(db)?;
            let deed = Deed::Merge {
                alias: titles.number(alias)?,
                counts_as: titles.number(counts_as)?,
            };
            (db, deed, Spelled { alias, counts_as })
        }
        Words::Split { db, alias } => {
            let deed = Deed::Split {
                alias: Titles::open(db)?.number_of_alias(alias)?,
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
    change(path, Named::Title, deed, &spelled)
}

/// A title as people name it.
struct NamedTitle {
    number: u32,
    /// What makes it this title; of one with an id, `#` and the id.
    key: String,
    name: String,
    /// `None` of a film.
    show: Option<String>,
}

impl NamedTitle {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            show: row.get(3)?,
        })
    }

    fn in_full(&self) -> String {
        match &self.show {
            Some(show) => format!("{show}: {}", self.name),
            None => self.name.clone(),
        }
    }

    /// Returns its id with a `#` before it, where it has one.
    fn id(&self) -> Option<&str> {
        id_of_key(&self.key)
    }

    /// Returns its name with its id, or with a lone `#`: no other title is called so.
    fn told_apart(&self) -> String {
        with_mark(&self.in_full(), mark_of_key(&self.key))
    }

    /// Returns its name, with its id where it has one.
    fn listed(&self) -> String {
        match self.id() {
            Some(_) => self.told_apart(),
            None => self.in_full(),
        }
    }
}

/// The titles of a log, aliases among them.
struct Titles<'a> {
    path: &'a Path,
    conn: Connection,
    all: Vec<NamedTitle>,
    aliases: AliasesOf,
}

impl<'a> Titles<'a> {
    fn open(path: &'a Path) -> anyhow::Result<Self> {
        let conn = open_read(path)?;
        let read = || -> rusqlite::Result<_> {
            let mut titles = conn.prepare(
                "SELECT t.id, t.key, t.name, iif(t.is_own_show, NULL, s.name)
                 FROM titles t JOIN shows s ON s.id = t.show_id
                 ORDER BY t.key",
            )?;
            let all = titles.query_map([], NamedTitle::of)?;
            Ok((all.collect::<Result<_, _>>()?, Aliases::load(&conn)?.titles))
        };
        let (all, aliases) = read().with_context(|| path.display().to_string())?;
        Ok(Self {
            path,
            conn,
            all,
            aliases,
        })
    }

    /// Returns the number of the one title called so.
    fn number(&self, text: &str) -> anyhow::Result<u32> {
        match self.called(text).as_slice() {
            [title] => Ok(title.number),
            [] => {
                let path = self.path.display();
                let catalog = Catalog::load(&self.conn).with_context(|| path.to_string())?;
                bail!("{path}: {}", nothing_named(&catalog, Level::Title, text))
            }
            several => bail!("{}", self.several(text, several)),
        }
    }

    /// Returns the number of the one alias called so or, where there is none, of the title.
    fn number_of_alias(&self, text: &str) -> anyhow::Result<u32> {
        let mut aliases = self.called(text);
        aliases.retain(|title| self.aliases.is_alias(title.number));
        match aliases.as_slice() {
            [] => self.number(text),
            [alias] => Ok(alias.number),
            several => bail!("{}", self.several(text, several)),
        }
    }

    /// Returns the titles with this id, else those of this name, else those whose `show: name` it is.
    ///
    /// A name that only one title without a show has, such as a film, is that title's, whatever episodes share it.
    fn called(&self, text: &str) -> Vec<&NamedTitle> {
        let folded_text = folded(text);
        let that = |is_it: &dyn Fn(&NamedTitle) -> bool| -> Vec<&NamedTitle> {
            self.all.iter().filter(|title| is_it(title)).collect()
        };
        let by_id = that(&|title| title.id() == Some(text) || title.told_apart() == text);
        if !by_id.is_empty() {
            return by_id;
        }
        let by_name = that(&|title| folded(&title.name) == folded_text);
        let without_show = by_name.iter().copied().filter(|title| title.show.is_none());
        match without_show.collect::<Vec<_>>()[..] {
            [only] => return vec![only],
            _ if !by_name.is_empty() => return by_name,
            _ => (),
        }
        that(&|title| folded(&title.in_full()) == folded_text)
    }

    fn several(&self, text: &str, titles: &[&NamedTitle]) -> String {
        let names: Vec<String> = titles.iter().map(|title| title.told_apart()).collect();
        format!(
            "{}: \"{text}\" names {} titles; name one as it stands here:\n  {}",
            self.path.display(),
            titles.len(),
            names.join("\n  ")
        )
    }

    /// Returns each alias and what it counts as in the end.
    fn listed(&self) -> Vec<(String, String)> {
        let name = |number: u32| {
            let mut all = self.all.iter();
            let title = all.find(|title| title.number == number);
            title.map(NamedTitle::listed).unwrap_or_default()
        };
        let aliases = self.aliases.numbers();
        let mut listed: Vec<_> = aliases
            .map(|alias| (name(alias), name(self.aliases.target(alias))))
            .collect();
        listed.sort();
        listed
    }
}
