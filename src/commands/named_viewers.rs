//! Which viewer of a log a name means, as it is typed.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use rusqlite::{Connection, OptionalExtension as _};

use crate::query::LoadError;
use crate::store::key::{HASH_BYTES, ViewerHash, ViewerKey};
use crate::store::tombstones::Tombstones;
use crate::store::{Settings, open_read, reduced};

/// The most names that are proposed for one that nobody has.
const MOST_SIMILAR: usize = 3;

/// The viewers of a log, found by names.
pub(super) struct NamedViewers<'a> {
    path: &'a Path,
    conn: Connection,
    pub settings: Settings,
}

/// The key of a log's viewers, and the directory where it is kept who of them is forgotten.
pub(super) struct Keeping {
    pub key: ViewerKey,
    pub state: PathBuf,
    pub tombstones: Tombstones,
}

impl<'a> NamedViewers<'a> {
    /// Opens the log at `path`.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read, or has no import yet.
    pub fn open(path: &'a Path) -> anyhow::Result<Self> {
        let conn = open_read(path)?;
        let shown = || path.display().to_string();
        reduced::refuse(&conn, "finding a viewer").with_context(shown)?;
        let settings = Settings::load(&conn).with_context(shown)?;
        Ok(Self {
            path,
            conn,
            settings: settings.ok_or(LoadError::Unfilled).with_context(shown)?,
        })
    }

    /// Returns the number of the viewer called `name` in an account, or whose hash it is.
    ///
    /// # Errors
    ///
    /// Fails where there is none, with names that are like it.
    pub fn number(&self, account: &str, name: &str) -> anyhow::Result<u32> {
        if let Some(hash) = written_hash(name)
            && let Some(number) = self.hashed(hash)?
        {
            return Ok(number);
        }
        match self.hashed(self.hash(account, name)?)? {
            Some(number) => Ok(number),
            None => Err(self.unknown(name)?),
        }
    }

    /// Returns the hash of the viewer called `name` in an account, who need not be in the log.
    ///
    /// # Errors
    ///
    /// Fails where this user does not have the key of the log.
    pub fn hash(&self, account: &str, name: &str) -> anyhow::Result<ViewerHash> {
        let key = self.key()?;
        Ok(key.hash(self.settings.salt.as_ref(), account, name))
    }

    /// Returns the number of the viewer with this hash, if the log has one.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read.
    pub fn hashed(&self, hash: ViewerHash) -> rusqlite::Result<Option<u32>> {
        let mut find = self
            .conn
            .prepare_cached("SELECT id FROM viewers WHERE hash = ?1")?;
        find.query_row([hash], |row| row.get(0)).optional()
    }

    /// Returns whether the log has the viewer with this hash, or has forgotten them.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read, or this user does not have its key.
    pub fn is_known(&self, hash: ViewerHash) -> anyhow::Result<bool> {
        Ok(self.hashed(hash)?.is_some() || self.keeping()?.tombstones.have(hash))
    }

    /// Returns that nobody is called so, with names that are like it.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read.
    pub fn unknown(&self, name: &str) -> rusqlite::Result<anyhow::Error> {
        let (path, similar) = (self.path.display(), self.similar(name)?);
        Ok(if similar.is_empty() {
            anyhow!(
                "{path}: no viewer is called \"{name}\"; write the name as the source does, \
                 and the --account that it was imported with, if any"
            )
        } else {
            anyhow!(
                "{path}: no viewer is called \"{name}\"; perhaps you mean\n  {}",
                similar.join("\n  ")
            )
        })
    }

    /// Returns the log's connection, to read of it.
    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Returns what is kept of the log in the state directory.
    ///
    /// # Errors
    ///
    /// Fails where this user does not have the key of the log, or tombstones cannot be read.
    pub fn keeping(&self) -> anyhow::Result<Keeping> {
        let (key, state) = (self.key()?, ViewerKey::directory()?);
        let tombstones = Tombstones::load(&state, &key, self.settings.salt.as_ref())?;
        Ok(Keeping {
            key,
            state,
            tombstones,
        })
    }

    /// Returns the key that the log's viewers are hashed with.
    ///
    /// # Errors
    ///
    /// Fails where this user has another, or none.
    fn key(&self) -> anyhow::Result<ViewerKey> {
        let fits = |key: &ViewerKey| key.fingerprint() == self.settings.key_fingerprint;
        let of_samples = Some(ViewerKey::of_samples()).filter(fits);
        if let Some(key) = of_samples {
            return Ok(key);
        }
        // One that is not there is not made: it could not be that of the log.
        let key = ViewerKey::load_or_invent_in(&ViewerKey::directory()?)?;
        match Some(key).filter(fits) {
            Some(key) => Ok(key),
            None => bail!(
                "{}: its viewers are hidden with another key than this user's; bring the key file along",
                self.path.display()
            ),
        }
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
pub(super) fn written_hash(text: &str) -> Option<ViewerHash> {
    let is_hash = text.len() == 2 * HASH_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = is_hash.then(|| u128::from_str_radix(text, 16).ok())?;
    number.map(u128::to_be_bytes)
}
