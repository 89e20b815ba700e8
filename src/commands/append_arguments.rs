//! What `emit-sql` and `reduce` are asked of an earlier reduction: to append days to it, or to leave what later days are appended to.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::engine_path::is_elsewhere;
use crate::domain::Day;
use crate::engine::cells::left_in;
use crate::engine::earlier::Earlier;
use crate::engine::reduction::{ContinueError, Reduction};

/// What is asked of an earlier reduction, and of a later one.
#[derive(Debug, Clone, clap::Args)]
pub struct AppendArguments {
    /// Keep the rows that count beside the cells, in state/, so that later days can be appended: they say who the viewers are
    #[arg(long, requires_all = ["to", "out"])]
    appendable: bool,
    /// Append the days until --to to an earlier reduction: its folder, as the engine sees it. It stays as it is, and --out is
    /// as a reduction of all days
    #[arg(long, value_name = "DIR", requires_all = ["to", "out"])]
    append: Option<String>,
    /// The folder of --append as this machine sees it, where it is no path here (s3://…)
    #[arg(long, value_name = "DIR", requires = "append")]
    append_cells: Option<PathBuf>,
}

impl AppendArguments {
    /// Returns whether days are appended to an earlier reduction.
    pub(super) fn is_append(&self) -> bool {
        self.append.is_some()
    }

    /// Returns whether later days can be appended to what is made.
    pub(super) fn is_appendable(&self) -> bool {
        self.appendable || self.is_append()
    }

    /// Returns the earlier reduction to which days are appended, if any, and the first of these days; `wanted` is what these are to
    /// be reduced by, and `from` the first day that was asked for.
    ///
    /// # Errors
    ///
    /// Fails where it is not there, has left no rows, is by other settings, or has another day before these.
    pub(super) fn earlier(
        &self,
        wanted: &Reduction,
        from: Option<Day>,
        out: &str,
    ) -> anyhow::Result<Option<(Earlier, Day)>> {
        let Some(folder) = &self.append else {
            return Ok(None);
        };
        let here = match &self.append_cells {
            Some(here) => here,
            None if is_elsewhere(folder) => bail!(
                "{folder}: its settings are read as a file; say with --append-cells where this folder is on this machine"
            ),
            None => Path::new(folder),
        };
        let shown = here.display();
        let real = |path: &Path| path.canonicalize().ok();
        let is_same = out.trim_end_matches('/') == folder.trim_end_matches('/')
            || real(here).is_some_and(|here| real(Path::new(out)) == Some(here));
        if is_same {
            bail!("{shown}: the earlier cells stay as they are; name another folder with --out");
        }
        let left = left_in(here)?;
        let days = left.reduction.may_go_on(wanted);
        let days = days.map_err(|error| anyhow!("{shown}: {error}"))?;
        let first = days.to().plus(1);
        if let Some(from) = from.filter(|from| *from != first) {
            bail!(
                "{shown}: it has the days to {}, and --from is {from}; leave --from out",
                days.to()
            );
        }
        let earlier = left.earlier(folder.clone());
        let earlier = earlier.ok_or_else(|| anyhow!("{shown}: {}", ContinueError::NoDays))?;
        left.check_whole()?;
        Ok(Some((earlier, first)))
    }
}
