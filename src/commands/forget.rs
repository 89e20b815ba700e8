//! `bingetop forget`: a viewer taken out of a log, for good.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::named_viewers::{Keeping, NamedViewers, written_hash};
use super::output::{print_lines, say};
use crate::domain::format::counted;
use crate::ingest::forgetting::{
    BytesError, Forgotten, Left, Named, RefusedRows, Wish, clean_bytes, clean_refused, forget,
};
use crate::store::Settings;
use crate::store::key::ViewerHash;
use crate::store::tombstones::Tombstones;

/// What `bingetop forget` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    #[command(flatten)]
    viewer: ViewerArgument,
}

/// One viewer of a log, as `forget` and `whois` are told.
#[derive(Debug, clap::Args)]
pub(super) struct ViewerArgument {
    /// The viewer, as the source spells the name, or the hash as `bingetop viewers` and `whois` print it
    #[arg(value_name = "VIEWER")]
    name: String,
    /// The account that the viewer was imported with
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "NAME",
        conflicts_with = "hash"
    )]
    account: String,
    /// VIEWER is a hash, and no name that looks like one
    #[arg(long)]
    hash: bool,
}

impl ViewerArgument {
    /// Returns what was typed.
    pub fn typed(&self) -> &str {
        &self.name
    }

    /// Returns the hash of the viewer who is meant, whom the log need not have.
    ///
    /// # Errors
    ///
    /// Fails where it is to be a hash and is none, or this user does not have the key of the log.
    pub fn hash(&self, viewers: &NamedViewers<'_>) -> anyhow::Result<ViewerHash> {
        let written = written_hash(&self.name);
        if self.hash {
            return written.ok_or_else(|| {
                anyhow!("\"{}\" is no hash: it has 32 hexadecimal digits", self.name)
            });
        }
        match written {
            Some(hash) if viewers.is_known(hash)? => Ok(hash),
            _ => viewers.hash(&self.account, &self.name),
        }
    }

    /// Returns the accounts that the viewer may have been imported with.
    pub fn accounts(&self) -> BTreeSet<String> {
        BTreeSet::from([String::new(), self.account.clone()])
    }

    /// Returns the name that was typed, if it is one.
    pub fn names(&self) -> Vec<String> {
        if self.hash {
            return Vec::new();
        }
        vec![self.name.clone()]
    }
}

/// Forgets the viewer, and says what that was.
///
/// # Errors
///
/// Fails where there is no such viewer; and where bytes of them may be left, and says so.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { db, viewer } = arguments;
    let viewers = NamedViewers::open(db)?;
    let hash = viewer.hash(&viewers)?;
    if !viewers.is_known(hash)? {
        return Err(viewers.unknown(viewer.typed())?);
    }
    let keeping = viewers.keeping()?;
    let settings = viewers.settings.clone();
    // A log that is open twice in one program would be in its own way.
    drop(viewers);
    let going = Going {
        path: db,
        settings: &settings,
        keeping: &keeping,
        hashes: &[hash],
        names: viewer.names(),
        accounts: viewer.accounts(),
    };
    let (shown, name) = (db.display(), viewer.typed());
    let said = match going.complete()? {
        forgotten if forgotten.viewers == 0 => {
            format!("{shown}: \"{name}\" was forgotten before, and nothing is left to take out")
        }
        forgotten => format!(
            "{shown}: \"{name}\" is forgotten: {}",
            what_went(&forgotten)
        ),
    };
    print_lines(&said)?;
    print_lines(&format!(
        "what comes of them is left out from now on; `bingetop optout {shown} --remove NAME` takes that back"
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Viewers on their way out of a log.
pub(super) struct Going<'a> {
    pub path: &'a Path,
    pub settings: &'a Settings,
    pub keeping: &'a Keeping,
    pub hashes: &'a [ViewerHash],
    /// Their names, as far as they are typed.
    pub names: Vec<String>,
    /// The accounts that they may have been imported with.
    pub accounts: BTreeSet<String>,
}

impl Going<'_> {
    /// Forgets them, takes their bytes out of the files, and their rows out of those of refused rows.
    ///
    /// # Errors
    ///
    /// Fails where bytes of them may be left, and says so.
    pub fn complete(mut self) -> anyhow::Result<Forgotten> {
        let shown = self.path.display();
        let forgotten = forget(self.path, self.wish())?;
        self.names.extend(forgotten.labels.iter().cloned());
        self.accounts.extend(forgotten.accounts.iter().cloned());
        let left = clean_bytes(self.path);
        // Those who went with one of them have a tombstone only by now.
        let Keeping { key, state, .. } = self.keeping;
        let salt = self.settings.salt.as_ref();
        let tombstones = Tombstones::load(state, key, salt)?;
        let named = Named {
            key,
            salt,
            names: &self.names,
            accounts: &self.accounts,
            is_meant: &|hash| tombstones.have(hash),
        };
        let refused = clean_refused(self.path, state, &named);
        self.check(left, &refused)?;
        if refused.taken > 0 {
            let rows = counted(refused.taken, "refused row", "refused rows");
            print_lines(&format!(
                "{shown}: {rows} taken out of the files that keep them"
            ))?;
        }
        Ok(forgotten)
    }

    /// Fails where bytes may be left.
    fn check(&self, left: Result<Left, BytesError>, refused: &RefusedRows) -> anyhow::Result<()> {
        let shown = self.path.display();
        for file in &refused.others {
            say(&format!(
                "{}: kept refused rows once and holds something else now; look there yourself",
                file.display()
            ));
        }
        match left {
            Ok(Left::Nothing) => {}
            Ok(Left::OpenElsewhere) => bail!(
                "{shown}: forgotten, but bytes are left in its files: the log is open elsewhere; \
                 close it there and run this again"
            ),
            Err(error) => bail!(
                "{shown}: forgotten, but bytes are left in its files: {error}; run this again once that is mended"
            ),
        }
        if let Some((file, error)) = refused.failed.first() {
            bail!(
                "{shown}: forgotten, but refused rows are left in {}: {error}; run this again once that is mended",
                file.display()
            );
        }
        Ok(())
    }

    fn wish(&self) -> Wish<'_> {
        Wish {
            hashes: self.hashes,
            names: &self.names,
            state: &self.keeping.state,
            key: &self.keeping.key,
        }
    }
}

/// Returns what went out of a log, in words.
pub(super) fn what_went(forgotten: &Forgotten) -> String {
    let mut went = vec![counted(forgotten.rows, "row", "rows")];
    if forgotten.titles > 0 {
        let titles = counted(forgotten.titles, "title", "titles");
        went.push(format!("{titles} that nobody else played"));
    }
    if forgotten.aliases > 0 {
        let names = counted(forgotten.aliases, "other name", "other names");
        went.push(format!("{names} of the same person"));
    }
    went.join(", ")
}
