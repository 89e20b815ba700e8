//! Where the cells go, and what of them stays.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tempfile::TempDir;

use crate::commands::engine_path::{as_told, is_elsewhere};
use crate::engine::dialect::{Dialect, STATE};
use crate::engine::parts::PARTS;
use crate::store::owner_only::temporary_folder;

/// Where the cells go, as it is asked for.
#[derive(Debug, clap::Args)]
pub struct PlaceArguments {
    /// The folder that the cells are written to and stay in, new or empty: one that the engine's machines see as this one does
    /// [default: a folder beside the log that is gone in the end, for an engine on this machine]
    #[arg(long, value_name = "DIR")]
    out: Option<String>,
    /// The folder of --out as this machine sees it, where --out is no path here (s3://…)
    #[arg(long, value_name = "DIR", requires = "out")]
    cells: Option<PathBuf>,
}

/// The folder of what steps leave behind.
const STEPS: &str = "steps";

/// Where the cells go.
pub(super) struct Place {
    /// The folder, as the engine is told.
    pub out: String,
    /// The folder, as it is read.
    pub read_from: PathBuf,
    stays: Stays,
}

/// What becomes of the folder.
enum Stays {
    /// It goes.
    No(TempDir),
    /// It is the user's; `made` where it was not there before.
    Yes { made: bool },
}

impl Place {
    /// Finds the place of the cells of a log that is to be made at `into`.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read here, is not empty, or cannot be made.
    pub(super) fn new(
        asked: &PlaceArguments,
        dialect: Dialect,
        into: &Path,
    ) -> anyhow::Result<Self> {
        let Some(out) = &asked.out else {
            return Self::beside(into, dialect);
        };
        let (out, read_from) = match (&asked.cells, is_elsewhere(out)) {
            (Some(cells), true) => (out.clone(), cells.clone()),
            (Some(cells), false) => (as_told(Path::new(out), dialect)?, cells.clone()),
            (None, false) => (as_told(Path::new(out), dialect)?, PathBuf::from(out)),
            (None, true) => bail!(
                "{out}: the cells are read as files; say with --cells where this folder is on this machine, or take two steps: \
                 `bingetop emit-sql`, and `bingetop import-cubes` on a copy"
            ),
        };
        let shown = || read_from.display().to_string();
        let made = match fs::read_dir(&read_from) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    bail!("{}: is not empty; name a new folder for the cells", shown());
                }
                false
            }
            Err(error) if error.kind() == ErrorKind::NotFound => true,
            Err(error) => return Err(error).with_context(shown),
        };
        fs::create_dir_all(&read_from).with_context(shown)?;
        Ok(Self {
            out,
            read_from,
            stays: Stays::Yes { made },
        })
    }

    /// Makes a folder beside the log: there is room for it where there is room for that.
    fn beside(into: &Path, dialect: Dialect) -> anyhow::Result<Self> {
        let into = std::path::absolute(into).with_context(|| into.display().to_string())?;
        let beside = into.parent().unwrap_or(Path::new("/"));
        // Steps say who the viewers are.
        let made = temporary_folder(".bingetop-cells-", beside);
        let folder = made.with_context(|| beside.display().to_string())?;
        Ok(Self {
            out: as_told(folder.path(), dialect)?,
            read_from: folder.path().to_owned(),
            stays: Stays::No(folder),
        })
    }

    /// Ends with a log: returns what is to be said of what could not be taken away.
    pub(super) fn read(self) -> Vec<String> {
        match self.stays {
            Stays::No(folder) => removed(folder.path(), fs::remove_dir_all(folder.path())),
            Stays::Yes { .. } => without_steps(&self.read_from),
        }
    }

    /// Ends without cells: returns what is to be said of what could not be taken away.
    pub(super) fn given_up(self) -> Vec<String> {
        let made = match self.stays {
            Stays::No(folder) => {
                return removed(folder.path(), fs::remove_dir_all(folder.path()));
            }
            Stays::Yes { made } => made,
        };
        let mut left = without_steps(&self.read_from);
        let state = self.read_from.join(STATE);
        left.extend(removed(&state, fs::remove_dir_all(&state)));
        for part in PARTS {
            let folder = self.read_from.join(part.name);
            left.extend(removed(&folder, fs::remove_dir_all(&folder)));
            let file = folder.with_extension("parquet");
            left.extend(removed(&file, fs::remove_file(&file)));
        }
        if made {
            // It stays where there is anything else in it by now.
            let _ = fs::remove_dir(&self.read_from);
        }
        left
    }

    /// Ends with cells and without a log at `into`: an engine has worked for them, so they stay. Returns what is to be said of that.
    /// `append` is what `import-cubes` is to be asked besides.
    pub(super) fn kept(self, into: &Path, append: &str) -> Vec<String> {
        let mut left = without_steps(&self.read_from);
        if let Stays::No(folder) = self.stays {
            let _ = folder.keep();
        }
        left.push(format!(
            "the cells stay in {}: `bingetop import-cubes {0} --into {}{append}` makes the log of them",
            self.read_from.display(),
            into.display()
        ));
        left
    }
}

fn without_steps(folder: &Path) -> Vec<String> {
    let steps = folder.join(STEPS);
    removed(&steps, fs::remove_dir_all(&steps))
}

/// Returns what is to be said where something was not taken away.
fn removed(path: &Path, removed: std::io::Result<()>) -> Vec<String> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => vec![format!(
            "{}: could not be removed, and may say who the viewers are ({error}); remove it",
            path.display()
        )],
        _ => Vec::new(),
    }
}
